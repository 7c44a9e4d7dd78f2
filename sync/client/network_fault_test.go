package client_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/client"

	"plumbline/sync/wire"
)

// stride is how far apart the bytes are at which a connection is cut: every one where PLUMBLINE_CUTS is "all".
func stride() int {
	if os.Getenv("PLUMBLINE_CUTS") == "all" {
		return 1
	}
	return 29
}

// A connection is cut after every byte of a round that signs in, pushes and pulls, in either direction: nothing is lost,
// and nothing comes twice.
func TestConnectionCutAtEveryByte(t *testing.T) {
	f := newFar(t)
	l := f.enrolledAt(t, "auditor")
	l.sync(t)
	writer := f.enrolledOf(t, "auditor")
	theirs := writer.start(t)
	writer.write(t, theirs, "note", "from the writer")
	writer.sync(t)
	own := l.start(t)
	l.write(t, own, "note", "from the laptop")
	here, there := l.memory.Copy(), f.store.Copy()
	for d, name := range map[direction]string{up: "to the centre", down: "to the laptop"} {
		t.Run(name, func(t *testing.T) {
			cuts := 0
			for n, cut := 0, true; cut; n, cuts = n+stride(), cuts+1 {
				f.put(there.Copy())
				l, leave := f.at(t, here.Copy())
				done := f.cutAt(d, n, isCut)
				_ = l.Round(t.Context()) // it may have been taken up again on another connection
				cut = done.Load()
				f.settle(t, l)
				leave()
				f.mustHold(t, l, own, 2)
				l.wantValues(t, own, "note", "from the laptop")
				l.wantValues(t, theirs, "note", "from the writer")
				if t.Failed() {
					t.Fatalf("after a cut at byte %d", n)
				}
			}
			t.Logf("%d cuts", cuts)
		})
	}
}

// mustHold fails unless a laptop has nothing left to send, and the centre has as many changes of a record as were made.
func (f *far) mustHold(t *testing.T, l *laptop, record uuid.UUID, changes int) {
	t.Helper()
	if o := l.overview(t); o.Waiting+o.Bad+o.Held+o.Attachments > 0 {
		t.Errorf("left: %+v", o)
	}
	h, err := f.ledger.History(t.Context(), ledgerSession(t, f.centre, l), record, 0)
	if err != nil || len(h) != changes+1 {
		t.Errorf("the centre has %d changes of %d (%v)", len(h)-1, changes, err)
	}
}

// With two seconds for every question and answer a round takes as long as its requests, and no more of them.
func TestLatency(t *testing.T) {
	t.Parallel()
	f := newFar(t)
	l := f.enrolledAt(t, "auditor")
	l.sync(t)
	record := l.start(t)
	for n := range 300 {
		l.write(t, record, fmt.Sprint("note", n), "written on the train")
	}
	f.late = time.Second
	f.set(nil)
	began := time.Now()
	err := l.Round(t.Context())
	if errors.Is(err, client.ErrNoContact) { // the connection of before was closed, which may come out only when it is used
		err = l.Round(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	// A connection, its lock, a push, a pull and the word that it arrived.
	if took := time.Since(began); took > 16*time.Second {
		t.Errorf("took %v", took)
	}
	f.mustHold(t, l, record, 301)
}

// Of a hundred packets four end their connection, and one silences it.
func TestLoss(t *testing.T) {
	f := newFar(t)
	f.stall = 400 * time.Millisecond
	one, other := f.enrolledAt(t, "one"), f.enrolledOf(t, "one")
	record := one.start(t)
	seed := uint64(0)
	f.set(func(direction) meddler {
		seed++
		chance := rand.New(rand.NewPCG(seed, 5))
		return func(p []byte) ([]byte, fate) {
			switch n := chance.IntN(100); {
			case n < 4:
				return nil, isCut
			case n < 5:
				return nil, vanishes
			}
			return p, goesOn
		}
	})
	failed, rounds := 0, times(40, 400)
	for n := range rounds {
		one.write(t, record, fmt.Sprint("note", n%7), fmt.Sprint("words ", n))
		for _, l := range []*laptop{one, other} {
			if l.Round(t.Context()) != nil {
				failed++
			}
		}
	}
	if failed == 0 {
		t.Error("every round came through")
	}
	t.Logf("%d of %d rounds failed", failed, 2*rounds)
	f.settle(t, one, other)
	same(t, record, one, other)
	f.mustHold(t, one, record, 1+rounds)
}

// The other end vanishes without a word, before or after the centre has done what it was asked for.
func TestHalfOpen(t *testing.T) {
	for d, name := range map[direction]string{up: "to the centre", down: "to the laptop"} {
		t.Run(name, func(t *testing.T) {
			f := newFar(t)
			f.stall = 500 * time.Millisecond
			l := f.enrolledAt(t, "auditor")
			record := l.start(t)
			began := time.Now()
			for _, n := range []int{0, 300, 2500, 4000, 5500} {
				l.write(t, record, "note", fmt.Sprint("words ", n))
				f.cutAt(d, n, vanishes)
				_ = l.Round(t.Context()) // most do not come through
			}
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("gave up after %v", took)
			}
			f.settle(t, l)
			f.mustHold(t, l, record, 6)
		})
	}
}

// A file goes on from the chunk that was cut, over however many connections it takes.
func TestFileOverCutConnections(t *testing.T) {
	const chunks = 5
	f := newFar(t)
	one, other := f.enrolledAt(t, "auditor"), f.enrolledOf(t, "auditor")
	record := one.start(t)
	one.sync(t)
	other.sync(t)
	content := photograph(chunks * wire.ChunkBytes)
	a, err := one.Attach(t.Context(), record, bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if err := other.WantAttachment(t.Context(), record, a.Hash); err != nil {
		t.Fatal(err)
	}
	for _, half := range []struct {
		*laptop
		way direction
	}{{one, up}, {other, down}} {
		before, cuts := f.carried[half.way].Load(), int64(0)
		for arrived := false; !arrived; cuts++ {
			f.cutAt(half.way, wire.ChunkBytes+wire.ChunkBytes/2, isCut) // in the middle of the second
			_ = half.Round(t.Context())                                 // it does not come through at first
			got, err := half.read(t, a)
			arrived = err == nil && half.overview(t).Attachments == 0
			if arrived && !bytes.Equal(got, content) {
				t.Error("another file arrived")
			}
			if cuts > 2*chunks {
				t.Fatal("it does not get on")
			}
		}
		if moved := f.carried[half.way].Load() - before; moved > (chunks+cuts)*wire.ChunkBytes {
			t.Errorf("%d bytes moved for %d, with %d cuts", moved, len(content), cuts)
		}
	}
	f.settle(t, one)
	f.mustHold(t, one, record, 1)
}
