package central_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central"
	"plumbline/sync/central/ledger"
	"plumbline/sync/central/storetest"
)

func TestServeSpeaksHTTP2AndStops(t *testing.T) {
	c, err := central.Open(t.Context(), filepath.Join(t.TempDir(), "central.db"), central.Env{})
	must(t, err)
	config := central.Config{Listen: "127.0.0.1:0", DevTLS: t.TempDir()}
	listener, err := c.Listen(t.Context(), config)
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- c.Serve(ctx, listener) }()
	client := trusting(t, config.DevTLS)
	base := "https://" + listener.Addr().String()
	res, err := client.Get(base + "/readyz")
	must(t, err)
	if res.StatusCode != http.StatusOK || res.ProtoMajor != 2 {
		t.Errorf("answered %d over HTTP/%d", res.StatusCode, res.ProtoMajor)
	}
	must(t, res.Body.Close())

	s := &server{Central: c, base: base, http: client}
	waiter := s.laptop(t, "auditor", ledger.Auditor)
	must(t, waiter.pull("/v1/pull"))
	answered := make(chan string, 1)
	go func() {
		answer, err := waiter.send("GET", "/v1/wait?cursor="+waiter.cursor, nil)
		if err != nil {
			answer = []byte(err.Error())
		}
		answered <- string(answer)
	}()
	for !strings.Contains(scrape(t, c, "127.0.0.1:999").Body.String(), "plumbline_requests_waiting 1") && len(answered) == 0 {
	}
	began := time.Now()
	cancel()
	if answer := <-answered; answer != `{"news":false}`+"\n" {
		t.Errorf("who waited was told %q", answer)
	}
	client.CloseIdleConnections()
	must(t, <-ended, c.Close())
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("stopping took %v", took)
	}
}

// scrape asks for the metrics from an address.
func scrape(t *testing.T, c *central.Central, from string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	r.RemoteAddr = from
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	c.Handler().ServeHTTP(w, r)
	return w
}

func TestMetricsAreForThisMachine(t *testing.T) {
	s := serve(t, storetest.Memory())
	c := s.laptop(t, "auditor", ledger.Auditor)
	c.set(uuid.Must(uuid.NewV7()).String(), "a", secret)
	must(t, c.push())
	for _, tt := range []struct {
		name, from string
		header     []string
		status     int
	}{
		{"this machine", "127.0.0.1:5", nil, http.StatusOK},
		{"this machine, by IPv6", "[::1]:5", nil, http.StatusOK},
		{"another", "192.0.2.7:5", nil, http.StatusNotFound},
		{"another through a proxy here", "127.0.0.1:5", []string{"X-Forwarded-For", "192.0.2.7"}, http.StatusNotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := scrape(t, s.Central, tt.from, tt.header...)
			if got.Code != tt.status {
				t.Errorf("answered %d, want %d", got.Code, tt.status)
			}
			if body := got.Body.String(); got.Code == http.StatusOK &&
				(!strings.Contains(body, `plumbline_pushed_changes_total{outcome="ok"} 1`) || strings.Contains(body, c.account) || strings.Contains(body, secret)) {
				t.Errorf("the metrics are %s", body)
			}
		})
	}
}

// What was committed is there when the centre is started again, by another process or this one.
func TestOpenAgain(t *testing.T) {
	for name, address := range map[string]string{
		"sqlite": filepath.Join(t.TempDir(), "central ?#%.db"), "postgres": kinds.Postgres.DSN(t),
	} {
		t.Run(name, func(t *testing.T) {
			env := central.Env{Tenant: "Gannetshire again"}
			first, err := central.Open(t.Context(), address, env)
			must(t, err)
			_, err = first.AddAccount(t.Context(), ledger.NewAccount{Name: "auditor", Role: ledger.Auditor})
			must(t, err, first.Close())
			second, err := central.Open(t.Context(), address, env)
			must(t, err)
			people, err := second.Accounts(t.Context())
			must(t, err, second.Close())
			if len(people.People) != 1 || people.People[0].Name != "auditor" || len(people.People[0].Scopes) != 1 {
				t.Errorf("there are %+v", people)
			}
		})
	}
}

// Two organisations in one database know nothing of each other.
func TestTenantsAreApart(t *testing.T) {
	one, other := serve(t, kinds.OpenPostgres(t)), serve(t, kinds.OpenPostgres(t))
	a, b := one.laptop(t, "lead", ledger.QALead, "all"), other.laptop(t, "lead", ledger.QALead, "all")
	record := uuid.Must(uuid.NewV7()).String()
	a.set(record, "a", "1")
	must(t, a.push(), b.pull("/v1/pull"))
	if len(b.records) != 0 {
		t.Error("the other organisation has the record")
	}
	b.token = a.token
	if err := b.pull("/v1/pull"); codeOf(t, err) != "unauthorised" {
		t.Errorf("a token of the other organisation: %v", err)
	}
	b.device, b.key = a.device, a.key
	if err := b.signIn(); codeOf(t, err) != "not_accepted" {
		t.Errorf("a laptop of the other organisation: %v", err)
	}
}

// The certificate of a centre that was started again is signed by the same authority.
func TestDevelopmentAuthorityStays(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		c, err := central.Open(t.Context(), "memory:", central.Env{})
		must(t, err)
		config := central.Config{Listen: "127.0.0.1:0", DevTLS: dir}
		listener, err := c.Listen(t.Context(), config)
		must(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- c.Serve(ctx, listener) }()
		client := trusting(t, dir)
		res, err := client.Get("https://" + listener.Addr().String() + "/healthz")
		must(t, err)
		must(t, res.Body.Close())
		client.CloseIdleConnections()
		cancel()
		must(t, <-ended, c.Close())
	}
}
