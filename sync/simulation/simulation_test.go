package simulation

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"testing"
	"time"

	"plumbline/sync/central/postgrestest"
)

func TestMain(m *testing.M) {
	if role := os.Getenv(processVariable); role != "" {
		fmt.Fprintln(os.Stderr, beAProcess(role))
		os.Exit(1)
	}
	debug.SetGCPercent(800) // a history makes much and keeps little
	debug.SetMemoryLimit(2 << 30)
	code := m.Run()
	if err := cluster.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// cluster is the database server of the tests.
var cluster postgrestest.Cluster

// number reads a number from the environment.
func number(tb testing.TB, name string, otherwise int) int {
	tb.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	return n
}

// batch is histories that are played one after the other, as many at once as there are processors.
type batch struct {
	variable string // of the environment, which says how many histories
	least    int    // histories where it says nothing
	steps    func(seed uint64) int
	keeping  func() Keeping // for one history
}

// What may be spent on making a failing history shorter: histories, unless PLUMBLINE_SHRINK says another number, and time.
const (
	shrinkRuns = 400
	shrinkTime = 30 * time.Second
)

// play plays a batch from seed PLUMBLINE_SEED on, and fails with the shortest history that it finds to fail.
func (b batch) play(t *testing.T) {
	t.Helper()
	histories, from, began := number(t, b.variable, b.least), number(t, "PLUMBLINE_SEED", 1), time.Now()
	var mu sync.Mutex
	var next, played int
	var sum Count
	var first *Failure // by seed, whichever is noticed first
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for {
				mu.Lock()
				seed, stop := uint64(from+next), first != nil || next == histories
				if !stop {
					next++
				}
				mu.Unlock()
				if stop {
					return
				}
				f, count := Run(Of(seed, b.steps(seed)), b.keeping())
				mu.Lock()
				sum.add(count)
				if played++; played%1000 == 0 {
					t.Logf("%d histories after %v", played, time.Since(began).Round(time.Second))
				}
				if f != nil && (first == nil || f.History.Seed < first.History.Seed) {
					first = f
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if first != nil {
		t.Logf("seed %d, history %d: %s: %s", first.History.Seed, first.History.Seed-uint64(from)+1, first.Breaks, first.Says)
		effort := Effort{Runs: number(t, "PLUMBLINE_SHRINK", shrinkRuns), Time: shrinkTime, Now: time.Now}
		shortest, runs := Shrink(first, b.keeping, effort)
		t.Fatalf("after %d shorter ones were tried: %v\nTo play it again: PLUMBLINE_SEED=%d %s=1 go test -tags fts5 -run '^%s$' ./sync/simulation",
			runs, shortest, first.History.Seed, b.variable, t.Name())
	}
	t.Logf("%d histories from seed %d on, %d steps, %d rounds, %d requests, %d looks at everything; %.0f steps a second",
		histories, from, sum.Steps, sum.Rounds, sum.Requests, sum.Checks, float64(sum.Steps)/time.Since(began).Seconds())
	if histories >= 10_000 {
		sum.mustCover(t)
	}
}

// mustCover fails where a fault was met too rarely to have tried much.
func (c Count) mustCover(t *testing.T) {
	t.Helper()
	for _, endpoint := range []string{
		"GET /v1/hello", "POST /v1/token", "POST /v1/enrol", "POST /v1/push", "GET /v1/pull", "GET /v1/snapshot", "POST /v1/ack",
		"POST /v1/offer", "POST /v1/incarnation", "GET /v1/digest", "GET /v1/records/ID/history", "PUT /v1/forms/ID", "GET /v1/forms/ID",
		"POST /v1/records/ID/blobs", "PUT /v1/records/ID/blobs/ID/chunks/ID", "POST /v1/records/ID/blobs/ID/commit",
	} {
		for _, fault := range []string{"drop request", "drop reply", "cut reply", "duplicate", "delay", "power fails before", "power fails after"} {
			if n := c.Faults[fault+" "+endpoint]; n < 100 {
				t.Errorf("%s %s: %d times", fault, endpoint, n)
			}
		}
	}
}

// TestHistories plays histories in memory: PLUMBLINE_HISTORIES of them.
func TestHistories(t *testing.T) {
	batch{
		variable: "PLUMBLINE_HISTORIES", least: 40, steps: func(seed uint64) int { return 200 + int(seed%200) },
		keeping: func() Keeping { return InMemory{} },
	}.play(t)
}

// TestHistoriesInFiles plays histories with sealed vaults and an SQLite file, and looks for what was written in every file.
func TestHistoriesInFiles(t *testing.T) {
	t.Parallel()
	batch{
		variable: "PLUMBLINE_FILES", least: 2, steps: func(seed uint64) int { return 100 + int(seed%100) },
		keeping: func() Keeping { return &InFiles{Folder: t.TempDir()} },
	}.play(t)
}

// TestHistoriesInPostgres plays histories with a central store in PostgreSQL.
func TestHistoriesInPostgres(t *testing.T) {
	t.Parallel()
	server := newPostgres(t)
	batch{
		variable: "PLUMBLINE_POSTGRES", least: 2, steps: func(seed uint64) int { return 100 + int(seed%100) },
		keeping: func() Keeping { return server },
	}.play(t)
}

// TestReplay: a history is the same every time.
func TestReplay(t *testing.T) {
	for seed := range uint64(12) {
		h := Of(seed, 250)
		_, first := Run(h, InMemory{})
		if _, second := Run(h, InMemory{}); fmt.Sprint(first) != fmt.Sprint(second) {
			t.Errorf("seed %d: first %+v, then %+v", seed, first, second)
		}
	}
}

// TestFoundBefore plays histories that once ended badly.
func TestFoundBefore(t *testing.T) {
	for _, tt := range []struct {
		name string
		seed uint64
	}{
		{"an action that was taken is held again after a restore", 1347},
		{"a first copy that has come in part", 1733},
		{"a change is rejected while it is on its way again", 8991},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if f, _ := Run(Of(tt.seed, 200+int(tt.seed%200)), InMemory{}); f != nil {
				t.Fatal(f)
			}
		})
	}
}
