package bench_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central"
	"plumbline/sync/central/ledger"
	"plumbline/sync/central/postgrestest"
	"plumbline/sync/central/store"
	"plumbline/sync/central/store/sqldb"
	"plumbline/sync/central/storetest"
	"plumbline/sync/client"
	"plumbline/sync/replica"
)

// number reads a number from the environment.
func number(tb testing.TB, name string, otherwise float64) float64 {
	tb.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n <= 0 {
		tb.Fatalf("%s is %q and no number above 0", name, text)
	}
	return n
}

// pause is the mean time between two moments at which a person answers questions.
const pause = time.Minute

// BenchmarkDevices has people write on laptops that synchronise by themselves, with two server processes over one
// PostgreSQL: PLUMBLINE_DEVICES laptops for PLUMBLINE_MINUTES, 20 for a quarter of one unless that says more. Each waits
// for news on a connection of its own. It fails where a change was lost, came twice or was refused.
func BenchmarkDevices(b *testing.B) {
	devices := int(number(b, "PLUMBLINE_DEVICES", 20))
	last := time.Duration(number(b, "PLUMBLINE_MINUTES", .25) * float64(time.Minute))
	for b.Loop() { // the time of a run says nothing: it is how long people are let write
		cluster := &postgrestest.Cluster{Flush: true}
		defer func() { must(b, cluster.Close()) }()
		rows := cluster.DSN(b)
		servers := []*centre{serve(b, rows), serve(b, rows)}
		office := open(b, rows, servers, devices)
		office.work(b, last)
		office.settle(b)
		office.report(b, rows, last)
	}
}

// office is laptops at work, and how long their requests took.
type office struct {
	desks []*desk

	mu   sync.Mutex
	took map[string][]time.Duration // by path
	busy int                        // answers that asked to come again later
}

// desk is a laptop with its person.
type desk struct {
	*laptop
	transport http.RoundTripper
	written   int // changes
}

// open lets laptops in, as many as the servers let in at once.
func open(b *testing.B, rows string, servers []*centre, devices int) *office {
	b.Helper()
	c, err := central.Open(b.Context(), rows, central.Env{})
	must(b, err)
	names := make([]string, devices)
	for i := range names {
		names[i] = fmt.Sprint("auditor", i)
	}
	codes := account(b, c, ledger.Auditor, names...)
	must(b, c.Close())
	o := &office{took: map[string][]time.Duration{}, desks: make([]*desk, devices)}
	places := make(chan int, devices)
	for i := range devices {
		places <- i
	}
	close(places)
	var entering sync.WaitGroup
	faults := make([]error, devices)
	for range 8 {
		entering.Go(func() {
			for i := range places {
				o.desks[i], faults[i] = o.enter(servers[i%len(servers)], codes[i])
			}
		})
	}
	entering.Wait()
	must(b, faults...)
	return o
}

// enter lets a laptop in, and has it come again where there are too many at the door.
func (o *office) enter(c *centre, code string) (*desk, error) {
	ctx := context.Background()
	r, err := replica.OpenMemory(ctx, replica.NewMemory(), replica.Env{Now: time.Now, NewID: newID})
	if err != nil {
		return nil, err
	}
	transport, err := client.Transport(c.authorities)
	if err != nil {
		return nil, err
	}
	l := &laptop{Replica: r, Client: client.New(r, client.Env{
		App: "bench", Label: "Laptop", Dial: func([]byte) (http.RoundTripper, error) { return &watch{o, transport}, nil },
	})}
	err = patiently(func() error {
		_, err := l.Enrol(ctx, client.Invitation{URL: c.address, Code: code, Authorities: c.authorities})
		return err
	})
	if err == nil {
		err = patiently(func() error { return l.Round(ctx) })
	}
	return &desk{laptop: l, transport: transport}, err
}

// patiently does something again, every second for ten minutes, until it succeeds.
func patiently(do func() error) error {
	for tries := 0; ; tries++ {
		err := do()
		if err == nil || tries == 600 {
			return err
		}
		<-time.After(time.Second)
	}
}

// watch times requests.
type watch struct {
	*office
	next http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (w *watch) RoundTrip(r *http.Request) (*http.Response, error) {
	began := time.Now()
	answer, err := w.next.RoundTrip(r)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.took[r.URL.Path] = append(w.took[r.URL.Path], time.Since(began))
	if err == nil && (answer.StatusCode == http.StatusServiceUnavailable || answer.StatusCode == http.StatusTooManyRequests) {
		w.busy++
	}
	return answer, err
}

// work lets people write for a while.
func (o *office) work(tb testing.TB, last time.Duration) {
	tb.Helper()
	o.took, o.busy = map[string][]time.Duration{}, 0
	over := time.After(last)
	stop := make(chan struct{})
	var working sync.WaitGroup
	for _, d := range o.desks {
		d.Start()
		working.Go(func() { d.write(tb, stop) })
	}
	<-over
	close(stop)
	working.Wait()
}

// write has a person answer some questions now and then, now of a new record, now of the last.
func (d *desk) write(tb testing.TB, stop <-chan struct{}) {
	var record uuid.UUID
	for n := 0; ; n++ {
		select {
		case <-stop:
			return
		case <-time.After(time.Duration(rand.ExpFloat64() * float64(pause))):
		}
		if n%5 == 0 {
			var err error
			if record, err = d.start(); err != nil {
				tb.Error(err)
				return
			}
			d.written++
		}
		paths := questions("mark", 1+rand.IntN(4))
		if err := d.set(record, "met in full, seen by the child", paths...); err != nil {
			tb.Error(err)
			return
		}
		d.written += len(paths)
	}
}

// settle ends the work and brings the rest to the centre.
func (o *office) settle(tb testing.TB) {
	tb.Helper()
	for i, d := range o.desks {
		d.Close()
		err := patiently(func() error { return d.Round(context.Background()) })
		if s := d.Status(); err != nil || s.Waiting+s.Held+s.Bad > 0 {
			tb.Errorf("laptop %d is left with %+v (%v)", i, s, err)
		}
		if t, ok := d.transport.(interface{ CloseIdleConnections() }); ok {
			t.CloseIdleConnections()
		}
	}
}

// report counts what the centre has, and says how long requests took.
func (o *office) report(b *testing.B, rows string, last time.Duration) {
	b.Helper()
	written := 0
	for _, d := range o.desks {
		written += d.written
	}
	s, err := sqldb.OpenPostgres(b.Context(), rows, sqldb.Tenant{ID: newID(), Name: "Plumbline"})
	must(b, err)
	defer func() { must(b, s.Close()) }()
	must(b, storetest.Check(b.Context(), s))
	must(b, s.View(b.Context(), func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		metas, err := tx.Metas(store.Look{Upto: tenant.LastSeq}, 0)
		if len(metas) != written {
			b.Errorf("the centre has %d of %d changes", len(metas), written)
		}
		return err
	}))
	b.ReportMetric(float64(written), "changes")
	b.ReportMetric(float64(o.busy), "busy")
	requests := 0
	for path, took := range o.took {
		requests += len(took)
		switch path {
		case "/v1/push", "/v1/pull":
			name := path[len("/v1/"):]
			b.ReportMetric(milliseconds(quantile(took, .5)), name+"-p50-ms")
			b.ReportMetric(milliseconds(quantile(took, .99)), name+"-p99-ms")
		}
	}
	b.ReportMetric(float64(requests)/last.Seconds(), "requests/s")
}
