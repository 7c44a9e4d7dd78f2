package bench_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"plumbline/sync/central"
	"plumbline/sync/central/ledger"
	"plumbline/sync/client"
	"plumbline/sync/replica"
)

// What a new laptop finds at the centre: records with a state, marks and texts.
const (
	fullRecords = 2_000
	fullMarks   = 44
	fullTexts   = 5
)

// BenchmarkFirstCopy takes a central store of 100,000 changes to a new laptop.
func BenchmarkFirstCopy(b *testing.B) {
	store := filepath.Join(b.TempDir(), "central.db")
	code := fill(b, store)
	c := serve(b, store)
	for b.Loop() {
		l := c.laptop(b, code)
		took := l.round(b)
		arrived, err := l.vault.Records(b.Context(), replica.Query{})
		must(b, err)
		if len(arrived) != fullRecords {
			b.Fatalf("%d of %d records arrived", len(arrived), fullRecords)
		}
		b.ReportMetric(took.Seconds(), "s")
	}
}

// fill makes a central store with many records, and returns a code for a laptop that sees them all.
func fill(tb testing.TB, store string) string {
	tb.Helper()
	// Its clock runs fast, so that one laptop may ask more often than it should.
	began, readings := time.Now(), new(atomic.Int64)
	now := func() time.Time { return began.Add(time.Duration(readings.Add(1)) * 20 * time.Millisecond) }
	c, err := central.Open(tb.Context(), store, central.Env{Env: ledger.Env{Now: now}})
	must(tb, err)
	codes := account(tb, c, ledger.QALead, "writer", "reader")
	r, err := replica.OpenMemory(tb.Context(), replica.NewMemory(), replica.Env{Now: now, NewID: newID})
	must(tb, err)
	writer := &laptop{Replica: r, Client: client.New(r, client.Env{
		Now: now, Dial: func([]byte) (http.RoundTripper, error) { return direct{c.Handler()}, nil },
	})}
	_, err = writer.Enrol(tb.Context(), client.Invitation{URL: "http://localhost", Code: codes[0]})
	must(tb, err)
	writer.round(tb)
	for n := range fullRecords {
		id, err := writer.start()
		must(tb, err, writer.set(id, "met_in_full", questions("mark", fullMarks)...), writer.set(id, answer(), questions("text", fullTexts)...))
		if n%100 == 99 {
			writer.round(tb)
		}
	}
	must(tb, c.Close())
	return codes[1]
}

// questions are the paths of questions of one kind.
func questions(kind string, n int) []string {
	paths := make([]string, n)
	for i := range paths {
		paths[i] = fmt.Sprintf("section_%d/%s_%d", i/10, kind, i)
	}
	return paths
}

// direct is the way to a centre in this process.
type direct struct{ handler http.Handler }

// RoundTrip implements http.RoundTripper.
func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	d.handler.ServeHTTP(rec, r)
	return rec.Result(), nil
}
