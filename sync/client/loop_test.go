package client_test

import (
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"plumbline/sync/central/ledger"
	"plumbline/sync/client"
	"plumbline/sync/replica"
)

// live makes a laptop that works by itself, by the clock of a bubble, and lets it come to rest.
func live(t *testing.T) (c *centre, l *laptop) {
	t.Helper()
	c = newCentre(t)
	c.clock = time.Now
	c.account(t, "auditor", ledger.Auditor)
	l = inMemory(t, c, replica.NewMemory())
	l.enrol(t, "auditor")
	l.Start()
	t.Cleanup(l.Close)
	synctest.Wait()
	return c, l
}

// pass lets time go by, and whoever has something to do come to rest.
func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func TestChangesGoByThemselves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, l := live(t)
		if s := l.Status(); !s.AllSent() || s.Problem != client.NoProblem || s.TriedAt.IsZero() {
			t.Fatalf("status after the start: %+v", s)
		}
		l.start(t)
		synctest.Wait()
		if s := l.Status(); s.Waiting != 1 || s.AllSent() {
			t.Errorf("status right after a change: %+v", s)
		}
		pass(10 * time.Second)
		if s := l.Status(); !s.AllSent() || s.SentAt.IsZero() {
			t.Errorf("status ten seconds later: %+v", s)
		}
	})
}

func TestNewsComesByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, l := live(t)
		other := inMemory(t, c, replica.NewMemory())
		other.enrol(t, "auditor")
		record := other.start(t)
		other.sync(t)
		pass(5 * time.Second)
		l.wantValues(t, record, "_state", "in_progress")
	})
}

func TestNoNetworkAndBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, l := live(t)
		var down atomic.Bool
		var tries atomic.Int64
		down.Store(true)
		l.wires.intercept(func(*http.Request) error {
			if down.Load() {
				tries.Add(1)
				return errCut
			}
			return nil
		})
		l.start(t)
		began := time.Now()
		pass(2 * time.Hour)
		s := l.Status()
		if s.Problem != client.NoNetwork || s.Waiting != 1 || s.Since.Sub(began) > time.Minute {
			t.Errorf("status after two hours without a network: %+v", s)
		}
		if n := tries.Load(); n < 24 || n > 60 {
			t.Errorf("%d attempts in two hours", n)
		}
		down.Store(false)
		l.Poke(client.NetworkUp)
		synctest.Wait()
		if s := l.Status(); !s.AllSent() || s.Problem != client.NoProblem || !s.Since.IsZero() {
			t.Errorf("status when the network is back: %+v", s)
		}
	})
}

func TestNoBusyLoop(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault func(r *http.Request) error
		most  int64 // attempts in an hour
	}{
		{"all is well", nil, 25},
		{"the centre cannot be reached", func(*http.Request) error { return errCut }, 40},
		{"it does not let anyone wait", func(r *http.Request) error {
			if r.URL.Path == "/v1/wait" {
				return errCut
			}
			return nil
		}, 25},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, l := live(t)
				var n atomic.Int64
				l.wires.intercept(func(r *http.Request) error {
					if r.URL.Path == "/v1/pull" || r.URL.Path == "/v1/hello" {
						n.Add(1)
					}
					if tt.fault != nil {
						return tt.fault(r)
					}
					return nil
				})
				pass(time.Hour)
				if n.Load() > tt.most || n.Load() == 0 {
					t.Errorf("%d attempts in an hour", n.Load())
				}
			})
		})
	}
}

// Whoever watches sees each step of a round, and always the newest status last.
func TestWatch(t *testing.T) {
	c := newCentre(t)
	c.account(t, "auditor", ledger.Auditor)
	l := keepings()[0].enrolled(t, c, "auditor")
	record := l.start(t)
	for range 3 {
		l.write(t, record, "note", "words")
	}
	var mu sync.Mutex
	var seen []client.Status
	stop := l.Client.Watch(func(s client.Status) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, s)
	})
	if err := l.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	stop()
	phases := map[client.Phase]bool{}
	for _, s := range seen {
		phases[s.Phase] = true
		if s.Phase == client.Sending && (s.Total < 1 || s.Done > s.Total) {
			t.Errorf("sending %d of %d", s.Done, s.Total)
		}
	}
	if !phases[client.Connecting] || !phases[client.Sending] || !phases[client.Receiving] || seen[len(seen)-1] != l.Status() {
		t.Errorf("seen %+v", seen)
	}
	n := len(seen)
	if err := l.Round(t.Context()); err != nil || len(seen) != n {
		t.Errorf("%d more after the end (%v)", len(seen)-n, err)
	}
}

func TestCloseWhileAtWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, l := live(t)
		l.wires.intercept(func(r *http.Request) error {
			if r.URL.Path != "/v1/push" {
				return nil
			}
			<-r.Context().Done() // the network has gone silent
			return r.Context().Err()
		})
		l.start(t)
		pass(time.Minute)
		l.Close()
		l.Close()
		if s := l.Status(); s.Waiting != 1 || s.Phase != client.Resting {
			t.Errorf("afterwards: %+v", s)
		}
	})
}
