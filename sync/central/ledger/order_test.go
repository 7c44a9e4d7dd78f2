package ledger_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// Several processes push at once while somebody pulls all the time: the numbers are dense, and the reader misses none.
func TestPropertyConcurrentPushes(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		missed := concurrentPushes(t, &hesitant{Store: s})
		if missed != 0 {
			t.Errorf("the reader missed %d changes", missed)
		}
		newBed(t, s).check(t)
	})
}

// The same test finds a store that numbers changes by a plain sequence: it must, or it would find nothing.
func TestPropertyConcurrentPushesFindAPlainSequence(t *testing.T) {
	missed := concurrentPushes(t, &plainSequence{hesitant: hesitant{Store: kinds.OpenPostgres(t)}})
	t.Logf("the reader missed %d changes", missed)
	if missed == 0 {
		t.Error("a plain sequence went unnoticed")
	}
}

// concurrentPushes returns how many changes a reader who goes on from its cursor never sees.
func concurrentPushes(t *testing.T, s store.Store) int {
	t.Helper()
	const writers, pushes = 6, 12
	b := newBed(t, s)
	reader := b.enrolled(t, "reader", ledger.QALead, "all")
	var laptops []*laptop
	for i := range writers {
		l := b.enrolled(t, fmt.Sprintf("writer%d", i), ledger.Auditor)
		other, err := ledger.Open(context.Background(), s, ledger.Env{Now: b.time}) // as another process would
		if err != nil {
			t.Fatal(err)
		}
		l.bed = &bed{Ledger: other, store: s, now: b.time()}
		laptops = append(laptops, l)
	}
	var writing sync.WaitGroup
	for _, l := range laptops {
		writing.Go(func() {
			record := l.begin(t)
			for range pushes {
				l.write(t, edit{record: record, path: "a", value: "x"}, edit{record: record, path: "b", value: "y"})
				if answer, err := l.Push(context.Background(), l.Session, ledger.Batch{Epoch: l.epoch, Changes: l.outbox}); err != nil {
					t.Error(err)
				} else if answer.Results[0].Outcome != wire.OK {
					t.Errorf("answered %s", outcomes(answer.Results))
				}
				l.outbox = nil
			}
		})
	}
	done := make(chan struct{})
	go func() { writing.Wait(); close(done) }()
	for over := false; !over; {
		select {
		case <-done:
			over = true
		default:
		}
		reader.pull(t)
	}
	seen := 0
	for _, changes := range reader.changes {
		seen += len(changes)
	}
	return writers*(1+2*pushes) - seen
}

// hesitant waits a moment before it commits, so that transactions overlap where they can.
type hesitant struct{ store.Store }

func (h *hesitant) Extend(ctx context.Context, f func(store.Tx) error) error {
	return h.Store.Extend(ctx, func(tx store.Tx) error {
		err := f(tx)
		<-time.After(rand.N(3 * time.Millisecond))
		return err
	})
}

// plainSequence numbers changes as a database sequence would: without a lock, so that they become visible in another
// order than that of their numbers.
type plainSequence struct {
	hesitant
	sequence, visible atomic.Int64
}

func (p *plainSequence) Extend(ctx context.Context, f func(store.Tx) error) error {
	var last int64
	err := p.Update(ctx, func(tx store.Tx) error {
		err := f(&unlocked{Tx: tx, of: p, last: &last})
		<-time.After(rand.N(3 * time.Millisecond))
		return err
	})
	for seen := p.visible.Load(); err == nil && seen < last && !p.visible.CompareAndSwap(seen, last); {
		seen = p.visible.Load()
	}
	return err
}

func (p *plainSequence) View(ctx context.Context, f func(store.Tx) error) error {
	return p.hesitant.View(ctx, func(tx store.Tx) error { return f(&unlocked{Tx: tx, of: p}) })
}

type unlocked struct {
	store.Tx
	of   *plainSequence
	last *int64
}

// block is how many numbers a transaction takes at once.
const block = 100

func (u *unlocked) Tenant() (store.Tenant, error) {
	t, err := u.Tx.Tenant()
	t.LastSeq = u.of.visible.Load()
	if u.last != nil {
		t.LastSeq = u.of.sequence.Add(block) - block
	}
	return t, err
}

func (u *unlocked) SetTenant(t store.Tenant) error {
	*u.last = t.LastSeq
	if t.LastSeq <= 2*block { // the first transaction makes the tenant
		return u.Tx.SetTenant(t)
	}
	return nil
}
