package simulation

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"regexp"
)

// wires are the network of a laptop, for one life of the program on it.
type wires struct {
	laptop *laptop
	life   int
}

// Faults of one request.
const (
	dropRequest = 0.05
	dropReply   = 0.05
	cutReply    = 0.04
	duplicate   = 0.05
	delay       = 0.10
	crashHere   = 0.01
	meanwhile   = 0.15 // something else happens before, or after, it reaches the centre
	doom        = 0.3  // a laptop that has become another device finds the centre put back to before either
)

// requestsMost is how many requests one round may take.
const requestsMost = 2000

var idInPath = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}|/chunks/\d+`)

// RoundTrip implements http.RoundTripper.
func (n *wires) RoundTrip(r *http.Request) (*http.Response, error) {
	l := n.laptop
	l.world.count.Requests++
	if l.requests++; l.requests > requestsMost {
		l.breaks("I22", "%s has made %d requests in one round", l.name, l.requests)
	}
	if n.life != l.dead || l.crashed {
		return nil, errPower
	}
	if !l.packs {
		r.Header.Del("Accept-Encoding")
	}
	if l.calm {
		return l.deliver(r), nil
	}
	if l.now().Before(l.cut) {
		return nil, errCut
	}
	endpoint := r.Method + " " + idInPath.ReplaceAllString(r.URL.Path, "ID")
	hits := func(fault string, p float64) bool {
		if !l.chance.happens(p) {
			return false
		}
		l.world.count.Faults[fault+" "+endpoint]++
		l.tell("    %s: %s %s", l.name, fault, endpoint)
		return true
	}
	// Where a page follows on another, that one may be on its way, and have the laptop let go of what the centre holds.
	l.meanwhile(r.URL.Query().Get("cursor") == "")
	switch {
	case hits("power fails before", crashHere/2):
		return nil, l.die()
	case hits("drop request", dropRequest):
		return nil, errCut
	case hits("delay", delay):
		l.late = append(l.late, keep(r))
		return nil, errCut
	}
	if hits("duplicate", duplicate) {
		again := keep(r)
		r = keep(again)
		l.deliver(again)
	}
	answer := l.deliver(r)
	if endpoint == "POST /v1/incarnation" && answer.StatusCode < http.StatusBadRequest {
		l.doomed = l.doomed || l.chance.happens(doom)
	}
	l.meanwhile(false)
	switch {
	case hits("power fails after", crashHere/2):
		return nil, l.die()
	case hits("drop reply", dropReply):
		return nil, errCut
	case hits("cut reply", cutReply):
		return l.cutShort(answer), nil
	}
	return answer, nil
}

// keep copies a request, so that it can be delivered when its sender has given it up, of which the centre learns nothing.
func keep(r *http.Request) *http.Request {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(err) // it is in memory
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	c := r.Clone(context.WithoutCancel(r.Context()))
	c.Body = io.NopCloser(bytes.NewReader(body))
	return c
}

// answer is an http.ResponseWriter in memory.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(p)
}

// deliver has the centre answer a request.
func (w *world) deliver(r *http.Request) *http.Response { return serve(w.centre.central.Handler(), r) }

func serve(h http.Handler, r *http.Request) *http.Response {
	a := &answer{header: http.Header{}}
	r.RequestURI, r.RemoteAddr = r.URL.RequestURI(), "192.0.2.1:1"
	h.ServeHTTP(a, r)
	return &http.Response{StatusCode: a.status, Header: a.header, Body: io.NopCloser(&a.body), Request: r}
}

func (l *laptop) cutShort(answer *http.Response) *http.Response {
	whole, err := io.ReadAll(answer.Body)
	l.must(err)
	length := 0
	if len(whole) > 0 {
		length = l.chance.IntN(len(whole))
	}
	answer.Body = io.NopCloser(io.MultiReader(bytes.NewReader(whole[:length]), broken{}))
	return answer
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errCut }

// deliverLate brings requests to the centre that were under way for long.
func (w *world) deliverLate() {
	if w.calm || !w.chance.happens(0.5) {
		return
	}
	late := w.late
	w.late = nil
	for _, n := range w.chance.Perm(len(late)) {
		w.tell("a late %s %s arrives", late[n].Method, late[n].URL.Path)
		w.deliver(late[n])
	}
}

// meanwhile has something else happen while a request is under way. Only where no answer is, that may be a restore of the
// centre.
func (l *laptop) meanwhile(restores bool) {
	if l.depth > 0 {
		return
	}
	if restores && l.doomed {
		l.doomed = false
		l.restoreCentre(0)
	}
	if !l.chance.happens(meanwhile) {
		return
	}
	l.depth++
	defer func() { l.depth-- }()
	switch {
	case l.chance.happens(0.5):
		l.person()
	case l.chance.happens(0.6):
		if other := l.aLaptop(); other != nil && other != l {
			other.round("meanwhile")
		}
	case restores && l.chance.happens(0.04):
		l.restoreCentre(l.anyBackup())
	default:
		l.officeStep()
	}
}
