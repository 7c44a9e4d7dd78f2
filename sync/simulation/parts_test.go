package simulation

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	centralmemory "plumbline/sync/central/store/memory"
	"plumbline/sync/central/storetest"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
	"plumbline/sync/seal"
	"plumbline/sync/wire"
)

// desk is one laptop in one of its states: its replica, and the person at it. It is never altered.
type desk struct {
	number int
	memory *replica.Memory
	ids    int         // ids given out
	edits  int         // times that the person has typed
	open   bool        // the person is in the field
	seen   []uuid.UUID // what was on screen when they came to it
	draft  uuid.UUID   // what they have typed in it last
	stages []uuid.UUID // and all that they have
	saved  []uuid.UUID // every change of theirs that stands
	fault  func(string) error
}

// registry is the central store in one of its states. It is never altered.
type registry struct {
	store *centralmemory.Store
	epoch uuid.UUID
}

// noon is what every clock of the small world shows, always.
func noon() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

const (
	theField  = "section0/question0"
	other     = "section0/question1"
	editsMost = 2
)

func (d desk) name() string { return []string{"auditor", "lead"}[d.number] }

// at runs f on a copy of a desk, with the replica on it. It returns the copy as f leaves it, also where f fails.
func (d desk) at(f func(*desk, *replica.Replica) error) (desk, error) {
	d.memory = d.memory.Copy()
	newID := func() uuid.UUID {
		d.ids++
		return smallID(d.number, d.ids)
	}
	d.memory.Fail(d.fault)
	r, err := replica.OpenMemory(context.Background(), d.memory, replica.Env{Now: noon, NewID: newID})
	if err == nil {
		err = f(&d, r)
	}
	d.memory.Fail(nil)
	d.fault = nil
	return d, err
}

// smallID is an id that follows from who gives it out, and the how manieth it is.
func smallID(by, n int) uuid.UUID {
	id := uuid.MustParse("01900000-0000-7000-9000-000000000000")
	binary.BigEndian.PutUint32(id[8:], 0x90000000|uint32(by))
	binary.BigEndian.PutUint32(id[12:], uint32(n))
	return id
}

// key tells desks apart.
func (d desk) key() string {
	return fmt.Sprintf("%x %d %d %t %v %v %v %v", d.memory.Fingerprint(), d.ids, d.edits, d.open, d.seen, d.draft, d.stages, d.saved)
}

// comesToField has the person look at the field, and begin to write in it.
func (d desk) comesToField(record uuid.UUID) (desk, error) {
	return d.at(func(d *desk, r *replica.Replica) error {
		heads, err := r.Heads(context.Background(), record)
		d.open, d.seen, d.draft, d.stages = true, nil, uuid.Nil, nil
		for _, h := range heads[theField] {
			d.seen = append(d.seen, h.ID)
		}
		return err
	})
}

// types has the person write more in the field, and the program save it; on the last time with a second answer that goes
// with it.
func (d desk) types(record uuid.UUID) (desk, error) {
	return d.at(func(d *desk, r *replica.Replica) error {
		d.edits++
		edits := []replica.Edit{{
			Path: theField, Op: journal.Set, Value: fmt.Sprint(d.name(), " ", d.edits), Supersedes: d.seen, Replaces: d.draft,
		}}
		if d.edits == editsMost {
			edits = append(edits, replica.Edit{Path: other, Op: journal.Set, Value: d.name()})
		}
		changes, err := r.Commit(context.Background(), replica.Commit{Record: record, Author: d.name(), Edits: edits})
		if err != nil {
			return err
		}
		for _, id := range d.seen {
			if !slices.Contains(changes[0].Supersedes, id) {
				return fmt.Errorf("I2: %v names %v, of what was on screen: %v", changes[0].ID, changes[0].Supersedes, d.seen)
			}
		}
		for _, id := range changes[0].Supersedes {
			if !slices.Contains(d.seen, id) && !slices.Contains(d.stages, id) {
				return fmt.Errorf("I2: %v names %v, which was not on screen", changes[0].ID, id)
			}
		}
		d.saved = slices.Clone(d.saved)
		if d.draft != uuid.Nil && !slices.Contains(changes[0].Supersedes, d.draft) { // it was an earlier stage of this one
			d.saved = slices.DeleteFunc(d.saved, func(id uuid.UUID) bool { return id == d.draft })
		}
		for _, c := range changes {
			d.saved = append(d.saved, c.ID)
		}
		d.draft = changes[0].ID
		d.stages = append(slices.Clip(d.stages), d.draft)
		return nil
	})
}

// sends freezes what waits, and returns the push; none when nothing waits.
func (d desk) sends() (after desk, batch replica.Batch, err error) {
	after, err = d.at(func(_ *desk, r *replica.Replica) (err error) {
		batch, err = r.Outgoing(context.Background(), replica.FullRoom())
		return err
	})
	return after, batch, err
}

func (d desk) reads(answer replica.Answer) (desk, error) {
	return d.at(func(_ *desk, r *replica.Replica) error {
		verdict, err := r.Answered(context.Background(), answer)
		if err == nil && (verdict.Forked || verdict.Bad > 0) {
			err = fmt.Errorf("I16: %+v", verdict)
		}
		return err
	})
}

// page is the answer to a pull.
type page struct {
	asked string
	lines []wire.PullLine
}

func (d desk) cursor() (cursor string, err error) {
	_, err = d.at(func(_ *desk, r *replica.Replica) error {
		centre, err := r.Centre(context.Background())
		cursor = centre.Cursor
		return err
	})
	return cursor, err
}

func (d desk) applies(p page) (desk, error) {
	return d.at(func(_ *desk, r *replica.Replica) error {
		read, err := replica.ReadPage(p.lines)
		if err != nil {
			return err
		}
		return r.Apply(context.Background(), p.asked, read)
	})
}

// unharmed checks that a step which fails at any of its writes leaves a desk as it was (I20, I21).
func (d desk) unharmed(step func(desk) (desk, error)) error {
	for at, failed := 0, true; failed; at++ {
		failed = false
		left, try := at, d
		try.fault = func(string) error {
			if left--; left < 0 {
				failed = true
				return seal.ErrFull
			}
			return nil
		}
		after, err := step(try)
		switch {
		case failed && !errors.Is(err, seal.ErrFull):
			return fmt.Errorf("I21: a write that failed was reported as %w", err)
		case failed && after.memory.Fingerprint() != d.memory.Fingerprint():
			return fmt.Errorf("I20: what failed at write %d has left something", at)
		}
	}
	return nil
}

// sound checks that what a desk shows follows from what it holds (I5, I9).
func (d desk) sound(record uuid.UUID) error {
	_, err := d.at(func(_ *desk, r *replica.Replica) error {
		entries, err := r.Trace(context.Background(), record, "")
		if err != nil {
			return err
		}
		var all []journal.Change
		for _, e := range entries {
			all = append(all, e.Change)
		}
		want, conflicts := map[string][]journal.Change{}, 0
		for register, heads := range journal.Heads(all) {
			want[register.Path] = heads
			if journal.Conflict(heads) {
				conflicts++
			}
		}
		got, err := r.Heads(context.Background(), record)
		if err != nil {
			return err
		}
		if a, b := spell(got), spell(want); a != b {
			return fmt.Errorf("I5: %s shows %s of %s", d.name(), a, b)
		}
		row, err := r.Record(context.Background(), record)
		if err == nil && row.Conflicts != conflicts {
			err = fmt.Errorf("I9: %s counts %d conflicts of %d", d.name(), row.Conflicts, conflicts)
		}
		return err
	})
	return err
}

// at runs f on a copy of the store, with the ledger over it.
func (g registry) at(f func(*ledger.Ledger) error) (registry, error) {
	g.store = g.store.Copy()
	l, err := ledger.Open(context.Background(), g.store, ledger.Env{
		Now: noon, NewID: func() uuid.UUID { panic("nothing here needs an id") },
	})
	if err != nil {
		return g, err
	}
	return g, f(l)
}

// takes is a push of a laptop.
func (g registry) takes(who ledger.Session, batch replica.Batch) (after registry, answer replica.Answer, err error) {
	after, err = g.at(func(l *ledger.Ledger) error {
		got, err := l.Push(context.Background(), who, ledger.Batch{Epoch: g.epoch, Changes: batch.Changes})
		answer.Results, answer.End = got.Results, got.End
		return err
	})
	if err == nil {
		err = storetest.Check(context.Background(), after.store) // I4, I6 and what follows from the log
	}
	return after, answer, err
}

// gives is a pull of a laptop, with pages of one change.
func (g registry) gives(who ledger.Session, cursor string) (page, error) {
	from, err := wire.ParseCursor(cursor)
	if err != nil {
		return page{}, err
	}
	p := page{asked: cursor}
	_, err = g.at(func(l *ledger.Ledger) (err error) {
		p.lines, err = l.Pull(context.Background(), who, from, 1)
		return err
	})
	return p, err
}
