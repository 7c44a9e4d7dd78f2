package simulation

import (
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// number reads a number from the environment.
func number(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// TestHistories plays histories in memory: PLUMBLINE_HISTORIES of them, from seed PLUMBLINE_SEED on.
func TestHistories(t *testing.T) {
	histories, first := number(t, "PLUMBLINE_HISTORIES", 150), number(t, "PLUMBLINE_SEED", 1)
	began := time.Now()
	var next, steps, rounds, requests atomic.Int64
	var group sync.WaitGroup
	var mu sync.Mutex
	var worst *Failure
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for {
				n := int(next.Add(1)) - 1
				mu.Lock()
				stop := worst != nil
				mu.Unlock()
				if n >= histories || stop {
					return
				}
				seed := uint64(first + n)
				f, count := Run(Of(seed, 200+int(seed%200)), InMemory{})
				steps.Add(int64(count.Steps))
				rounds.Add(int64(count.Rounds))
				requests.Add(int64(count.Requests))
				if f != nil {
					mu.Lock()
					worst = f
					mu.Unlock()
				}
			}
		})
	}
	group.Wait()
	if worst != nil {
		t.Logf("after %d histories: %s: %s", next.Load(), worst.Breaks, worst.Says)
		t.Fatal(Shrink(worst, InMemory{}, number(t, "PLUMBLINE_SHRINK", 400)))
	}
	t.Logf("%d histories, %d steps, %d rounds, %d requests; %.0f steps a second", histories, steps.Load(), rounds.Load(), requests.Load(),
		float64(steps.Load())/time.Since(began).Seconds())
}

// TestHistoriesInFiles plays histories with sealed vaults and an SQLite file, and looks for what was written in every file.
func TestHistoriesInFiles(t *testing.T) {
	histories, first := number(t, "PLUMBLINE_FILES", 2), number(t, "PLUMBLINE_SEED", 1)
	for n := range histories {
		files := &InFiles{Folder: t.TempDir()}
		if f, _ := Run(Of(uint64(first+n), 60+(first+n)%100), files); f != nil {
			t.Fatal(f)
		}
	}
}
