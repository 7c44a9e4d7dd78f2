package client

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"plumbline/sync/wire"
)

func TestAddress(t *testing.T) {
	for _, tt := range []struct {
		name, address string
		sound         bool
	}{
		{"a host", "https://centre.gannetshire.example", true},
		{"with port, path and a slash", " https://centre.gannetshire.example:8443/plumbline/ ", true},
		{"this machine, without a lock", "http://127.0.0.1:8080", true},
		{"this machine by name", "http://localhost:8080", true},
		{"another machine, without a lock", "http://centre.gannetshire.example", false},
		{"no scheme", "centre.gannetshire.example", false},
		{"another scheme", "ftp://centre.gannetshire.example", false},
		{"no host", "https://", false},
		{"a query", "https://centre.gannetshire.example?x=1", false},
		{"a password", "https://me:secret@centre.gannetshire.example", false},
		{"nothing", "", false},
		{"no address at all", "::", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := newLink(tt.address, http.DefaultTransport, new(wire.Packer))
			if (err == nil) != tt.sound || err != nil && !errors.Is(err, ErrAddress) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestAuthorities(t *testing.T) {
	if _, err := Transport([]byte("no certificate")); !errors.Is(err, ErrAuthorities) {
		t.Errorf("error %v", err)
	}
}

// A server whose certificate nobody trusted has signed is not the centre, whatever it says.
func TestUntrustedServer(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(wire.HeaderProtocol, "1")
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	trip, err := Transport(nil)
	if err != nil {
		t.Fatal(err)
	}
	l, err := newLink(server.URL, trip, new(wire.Packer))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.hello(t.Context()); !errors.Is(err, ErrNotCentre) {
		t.Errorf("error %v", err)
	}
}

// An answer that stops coming ends, however long its sender keeps the connection.
func TestPatienceEnds(t *testing.T) {
	silent := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "the beginning")
		_ = http.NewResponseController(w).Flush()
		select {
		case <-silent:
		case <-r.Context().Done():
		}
	}))
	defer server.Close()
	defer close(silent)
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	p := &patience{next: transport, limit: 50 * time.Millisecond}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := p.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(answer.Body)
	if !errors.Is(err, context.Canceled) || string(got) != "the beginning" {
		t.Errorf("%q, %v", got, err)
	}
	if err := answer.Body.Close(); err != nil {
		t.Error(err)
	}
}

func TestWatchNetworkEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		WatchNetwork(ctx, func() {})
	}()
	cancel()
	<-ended
}
