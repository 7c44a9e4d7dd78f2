package central

import (
	"net"
	"net/http"
	"net/netip"

	"plumbline/sync/wire"
)

// door says who may come to a route.
type door int

const (
	withToken door = iota
	open           // anyone
	waiting        // with a token, and without taking room from others
	appending      // with a token; waits for others that append without taking room from those who read
)

// route is one endpoint of the protocol.
type route struct {
	pattern string
	door    door
	answer  func(*call) error
}

// table is the endpoints of docs/sync-protocol.md, in its order.
func table() []route {
	return []route{
		{"GET /v1/hello", open, (*call).hello},
		{"POST /v1/enrol", open, (*call).enrol},
		{"POST /v1/token", open, (*call).token},
		{"POST /v1/incarnation", withToken, (*call).incarnation},
		{"POST /v1/push", appending, (*call).push},
		{"GET /v1/pull", withToken, (*call).pull},
		{"POST /v1/ack", withToken, (*call).ack},
		{"GET /v1/snapshot", withToken, (*call).snapshot},
		{"GET /v1/records/{id}/history", withToken, (*call).history},
		{"POST /v1/offer", withToken, (*call).offer},
		{"GET /v1/held", withToken, (*call).held},
		{"POST /v1/held/{id}/decision", withToken, (*call).decision},
		{"POST /v1/records/{id}/blobs", withToken, (*call).beginBlob},
		{"GET /v1/records/{id}/blobs/{hash}/missing", withToken, (*call).missingChunks},
		{"PUT /v1/records/{id}/blobs/{hash}/chunks/{n}", withToken, (*call).putChunk},
		{"POST /v1/records/{id}/blobs/{hash}/commit", withToken, (*call).commitBlob},
		{"GET /v1/records/{id}/blobs/{hash}/chunks/{n}", withToken, (*call).chunk},
		{"GET /v1/forms", withToken, (*call).forms},
		{"GET /v1/forms/{hash}", withToken, (*call).form},
		{"PUT /v1/forms/{hash}", withToken, (*call).proposeForm},
		{"POST /v1/forms/{hash}/status", withToken, (*call).formStatus},
		{"GET /v1/wait", waiting, (*call).wait},
		{"GET /v1/digest", withToken, (*call).digest},
		{"GET /v1/records/{id}/delivery", withToken, (*call).delivery},
		{"GET /v1/people", withToken, (*call).people},
		{"POST /v1/admin/accounts/{id}/scopes", withToken, (*call).scopes},
		{"POST /v1/admin/records/{id}/assign", withToken, (*call).assign},
		{"POST /v1/admin/devices/{id}/revoke", withToken, (*call).revoke},
	}
}

func (c *Central) routes() http.Handler {
	mux := http.NewServeMux()
	for _, r := range table() {
		mux.Handle(r.pattern, c.serve(r))
	}
	mux.Handle("/", c.serve(route{"none", open, func(*call) error {
		return wire.Refuse(wire.NotFound, "The centre has no such address. Update the program on this laptop, or check the address.")
	}}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	mux.HandleFunc("GET /readyz", c.ready)
	mux.Handle("GET /metrics", local(c.metrics.handler()))
	return mux
}

// ready answers whether the store does.
func (c *Central) ready(w http.ResponseWriter, _ *http.Request) {
	if lastSeq(c.ledger) < 0 {
		http.Error(w, "The store does not answer.", http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// local lets in only who is on this machine, and not who comes through a proxy on it.
func local(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := net.SplitHostPort(r.RemoteAddr)
		addr, err := netip.ParseAddr(host)
		if err != nil || !addr.Unmap().IsLoopback() || r.Header.Get("Forwarded")+r.Header.Get("X-Forwarded-For") != "" {
			http.NotFound(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Endpoints lists the endpoints of the protocol as "METHOD /path", in the order of the document.
func (c *Central) Endpoints() []string {
	var all []string
	for _, r := range table() {
		all = append(all, r.pattern)
	}
	return all
}
