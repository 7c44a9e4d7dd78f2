package workbench

import (
	"crypto/rand"
	"io"
	"log/slog"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/replica"
)

// trained is a training vault, open, and the first complete record in it.
func trained(b *testing.B) (*Desk, uuid.UUID) {
	b.Helper()
	dir := b.TempDir()
	bench, err := NewBench(Env{
		Now: time.Now, Location: time.UTC, NewID: func() uuid.UUID { return uuid.Must(uuid.NewV7()) },
		Rand: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), WeakKDFForTests: true,
	}, Places{Vault: filepath.Join(dir, "vault"), Training: filepath.Join(dir, "training")})
	if err != nil {
		b.Fatal(err)
	}
	d, err := bench.Train(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = d.Lock() })
	rows, err := d.Records(b.Context(), replica.Query{State: "complete", Limit: 1})
	if err != nil || len(rows) == 0 {
		b.Fatalf("%d complete records: %v", len(rows), err)
	}
	return d, rows[0].ID
}

// BenchmarkOpen reads a filled record from the sealed store and works out everything on it.
func BenchmarkOpen(b *testing.B) {
	d, id := trained(b)
	for b.Loop() {
		w, err := d.Open(b.Context(), id)
		if err != nil {
			b.Fatal(err)
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapInuse)/(1<<20), "MB-heap-after")
}

// BenchmarkAnswer gives an answer that others depend on, and works those out; saving goes on beside it.
func BenchmarkAnswer(b *testing.B) {
	d, id := trained(b)
	w, err := d.Duplicate(b.Context(), id)
	if err != nil {
		b.Fatal(err)
	}
	key, err := w.Locate("grade_voice")
	if err != nil {
		b.Fatal(err)
	}
	grades := [2]string{"good", "inadequate"}
	for n := 0; b.Loop(); n++ {
		if _, err := w.Set(key, grades[n%2]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPDF renders a filled evaluation.
func BenchmarkPDF(b *testing.B) {
	d, id := trained(b)
	w, err := d.Open(b.Context(), id)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := w.PDF(); err != nil {
			b.Fatal(err)
		}
	}
}
