package central_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/central/storetest"
)

// Those who begin to send and then fall silent, with or without a token, keep nobody waiting.
func TestSlowSendersKeepNobodyWaiting(t *testing.T) {
	s := serve(t, storetest.Memory())
	slow, honest := s.laptop(t, "slow", ledger.Auditor), s.laptop(t, "honest", ledger.Auditor)
	ctx, end := context.WithCancel(t.Context())
	var sending sync.WaitGroup
	defer sending.Wait()
	defer end()
	for n := range 100 {
		path, token := "/v1/enrol", ""
		if n%3 == 0 {
			path, token = "/v1/push?epoch="+slow.epoch, slow.token
		}
		body, content := io.Pipe()
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.base+path, body)
		must(t, err)
		r.Header.Set("Authorization", "Bearer "+token)
		sending.Go(func() {
			res, err := s.http.Do(r)
			if err == nil {
				_ = res.Body.Close() // what it says does not matter
			}
			_ = content.Close() // likewise
		})
		_, err = content.Write([]byte("{")) // it is under way
		must(t, err)
	}
	began := time.Now()
	id := honest.set(uuid.Must(uuid.NewV7()).String(), "a", "1")
	must(t, honest.push())
	if took := time.Since(began); honest.told[id] != "ok" || took > 4*time.Second {
		t.Errorf("honest work was answered %q after %v", honest.told[id], took)
	}
}

// stuck is a store that takes nothing into its log until it is let go on.
type stuck struct {
	store.Store
	on      atomic.Bool
	release chan struct{}
}

func (s *stuck) Extend(ctx context.Context, f func(store.Tx) error) error {
	if s.on.Load() {
		<-s.release
	}
	return s.Store.Extend(ctx, f)
}

// However many wait to append to the log, those who read it need not.
func TestReadersPassWriters(t *testing.T) {
	rows := &stuck{Store: storetest.Memory(), release: make(chan struct{})}
	s := serve(t, rows)
	reader := s.laptop(t, "reader", ledger.Auditor)
	writers := make([]*independent, 3*64)
	for i := range writers {
		s.pass(time.Second) // so that asking too often is not what they are refused for
		writers[i] = s.laptop(t, fmt.Sprint("writer", i), ledger.Auditor)
		writers[i].set(uuid.Must(uuid.NewV7()).String(), "a", "1")
	}
	rows.on.Store(true)
	var pushing sync.WaitGroup
	defer pushing.Wait()
	defer close(rows.release)
	for _, w := range writers {
		pushing.Go(func() { _ = w.push() }) // some are told that the centre is busy
	}
	for !strings.Contains(scrape(t, s.Central, "127.0.0.1:999").Body.String(), "plumbline_requests_in_work 16") {
	}
	began := time.Now()
	must(t, reader.pull("/v1/pull"))
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("reading took %v", took)
	}
}

// Requests that are none by the rules of HTTP are refused, nothing in them is taken for a second one, and honest work goes
// on.
func TestRawRequests(t *testing.T) {
	s := serve(t, storetest.Memory())
	honest := s.laptop(t, "honest", ledger.Auditor)
	for _, tt := range []struct{ name, request string }{
		{"no request", "canary-Ada\r\n\r\n"},
		{"another protocol", "EHLO example.org\r\n"},
		{"a header without end", "GET /v1/hello HTTP/1.1\r\nHost: a\r\nX: " + strings.Repeat("a", 64<<10) + "\r\n\r\n"},
		{"many headers", "GET /v1/hello HTTP/1.1\r\nHost: a\r\n" + strings.Repeat("X: "+secret+"\r\n", 2000) + "\r\n"},
		{"a header within a header", "GET /v1/hello HTTP/1.1\r\nHost: a\r\nPlumbline-Protocol: 1\rX-Evil: 1\r\n\r\n"},
		{"a header with a zero byte", "GET /v1/hello HTTP/1.1\r\nHost: a\r\nPlumbline-Protocol: \x00\r\n\r\n"},
		{"two lengths", "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 40\r\n\r\n{}"},
		{"a length below zero", "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n{}"},
		{"two hosts", "GET /v1/hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
		{"no host", "GET /v1/hello HTTP/1.1\r\n\r\n"},
		{"a chunk that is none", "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"},
		{"another transfer coding", "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			conn, err := tls.Dial("tcp", strings.TrimPrefix(s.base, "https://"), s.http.Transport.(*http.Transport).TLSClientConfig)
			must(t, err)
			defer conn.Close()
			must(t, conn.SetDeadline(time.Now().Add(20*time.Second)))
			_, _ = io.WriteString(conn, tt.request) // it may be refused before all of it has come
			answers := 0
			for in := bufio.NewReader(conn); ; answers++ {
				res, err := http.ReadResponse(in, nil)
				if err != nil {
					break
				}
				said, _ := io.ReadAll(res.Body) // as far as it goes
				if res.StatusCode < 400 || res.StatusCode >= 600 || strings.Contains(string(said), secret) {
					t.Errorf("answered %d %s", res.StatusCode, said)
				}
				if res.Header.Get("X-Evil") != "" {
					t.Error("a header of the request's is in the answer")
				}
			}
			if answers > 1 {
				t.Errorf("%d answers", answers)
			}
			id := honest.set(uuid.Must(uuid.NewV7()).String(), "a", "1")
			must(t, honest.push())
			if honest.told[id] != "ok" {
				t.Errorf("honest work was answered %q", honest.told[id])
			}
		})
	}
	checkLogs(t, s, secret, "canary-Ada")
}
