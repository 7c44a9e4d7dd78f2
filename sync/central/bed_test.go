package central_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"plumbline/sync/central"
	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/central/storetest"
)

var kinds storetest.Kinds

func TestMain(m *testing.M) {
	code := m.Run()
	if err := kinds.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// server is a centre that is being served with TLS, and what it logs.
type server struct {
	*central.Central
	rows store.Store
	base string
	http *http.Client
	logs *locked
	mu   sync.Mutex
	skip time.Duration // how far its clock is ahead
}

// locked is a buffer for several goroutines.
type locked struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(p)
}

func (l *locked) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.String()
}

func (s *server) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Now().Add(s.skip)
}

func (s *server) pass(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.skip += d
}

func serve(t testing.TB, rows store.Store) *server {
	t.Helper()
	s := &server{rows: rows, logs: &locked{}}
	env := central.Env{Env: ledger.Env{Now: s.now}, Log: slog.New(slog.NewJSONHandler(s.logs, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	c, err := central.New(context.Background(), rows, env)
	if err != nil {
		t.Fatal(err)
	}
	s.Central = c
	dir := t.TempDir()
	config := central.Config{Listen: "127.0.0.1:0", DevTLS: dir}
	listener, err := c.Listen(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- c.Serve(ctx, listener) }()
	s.base = "https://" + listener.Addr().String()
	s.http = trusting(t, dir)
	t.Cleanup(func() {
		cancel()
		s.http.CloseIdleConnections()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return s
}

// trusting is a client that trusts the authority of a folder, and speaks HTTP/2.
func trusting(t testing.TB, dir string) *http.Client {
	t.Helper()
	pem, err := os.ReadFile(filepath.Join(dir, "ca.pem"))
	pool := x509.NewCertPool()
	if err != nil || !pool.AppendCertsFromPEM(pem) {
		t.Fatalf("the authority cannot be read: %v", err)
	}
	return &http.Client{Transport: &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: pool}}}
}

// laptop is an enrolled client of a new account.
func (s *server) laptop(t testing.TB, name string, role ledger.Role, scopes ...string) *independent {
	t.Helper()
	if _, err := s.AddAccount(context.Background(), ledger.NewAccount{Name: name, Role: role, Scopes: scopes}); err != nil {
		t.Fatal(err)
	}
	return s.enrol(t, name)
}

func (s *server) enrol(t testing.TB, name string) *independent {
	t.Helper()
	code, _, err := s.EnrolCode(context.Background(), name, central.CodeLife)
	if err != nil {
		t.Fatal(err)
	}
	c := newIndependent(s.base, s.http)
	must(t, c.enrol(code), c.signIn())
	return c
}

func must(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// codeOf is the code of a refusal, which must have words; "" when err is nil.
func codeOf(t testing.TB, err error) string {
	t.Helper()
	var fault *refusal
	switch {
	case err == nil:
		return ""
	case !errors.As(err, &fault):
		t.Fatalf("not a refusal: %v", err)
	case fault.Message == "":
		t.Errorf("%s is refused without words", fault.Code)
	}
	return fault.Code
}
