package simulation

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
)

// forgetful keeps central stores that come back from a restart as they were when they were last started: a planted bug.
type forgetful struct{ InMemory }

// Vault implements Keeping.
func (f forgetful) Vault(tenant uuid.UUID) (Vault, error) {
	v, err := f.InMemory.Vault(tenant)
	return &forgetfulVault{Vault: v}, err
}

type forgetfulVault struct {
	Vault
	started Vault // as it was then; nil before
}

// Open implements Vault.
func (v *forgetfulVault) Open(ctx context.Context) (store.Store, error) {
	if v.started != nil {
		v.Vault = v.started
	}
	var err error
	if v.started, err = v.Copy(); err != nil {
		return nil, err
	}
	return v.Vault.Open(ctx)
}

// TestShrink: a failing history becomes short, fails as it did, and takes no more than was granted for that.
func TestShrink(t *testing.T) {
	keeping := func() Keeping { return forgetful{} }
	var f *Failure
	for seed := uint64(1); f == nil && seed <= 20; seed++ {
		f, _ = Run(Of(seed, 200), keeping())
	}
	if f == nil {
		t.Fatal("no history fails")
	}
	for _, tt := range []struct {
		name          string
		histories     int
		seconds       int // a second passes whenever somebody looks at the clock
		most          int // histories that may be played
		steps, orLess int // steps that may be left
	}{
		{"until no step can be left out", 400, 1_000_000, 400, 1, 15},
		{"until so many were played", 3, 1_000_000, 3, 1, 199},
		{"until time has run out", 400, 30, 15, 1, 200},
		{"not at all", 0, 1_000_000, 0, len(f.History.Steps), len(f.History.Steps)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var clock time.Time
			best, runs := Shrink(f, keeping, Effort{Runs: tt.histories, Time: time.Duration(tt.seconds) * time.Second, Now: func() time.Time {
				clock = clock.Add(time.Second)
				return clock
			}})
			if n := len(best.History.Steps); runs > tt.most || n < tt.steps || n > tt.orLess {
				t.Errorf("%d steps are left of %d after %d histories", n, len(f.History.Steps), runs)
			}
			if again, _ := Run(best.History, keeping()); again == nil || again.Breaks != f.Breaks || again.Says != best.Says {
				t.Errorf("found %s: %s; played again it is %v", best.Breaks, best.Says, again)
			}
		})
	}
}
