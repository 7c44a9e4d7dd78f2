package replica

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// batch is the changes of one commit being made.
type batch struct {
	*work
	at     *touched       // the record; nil where it has left this account's sight
	common journal.Change // what the changes have in common
}

func (w *work) commit(c Commit) ([]journal.Change, error) {
	b, err := w.begin(c)
	if err != nil {
		return nil, err
	}
	changes, bytes := make([]journal.Change, 0, len(c.Edits)), 0
	for _, e := range c.Edits {
		change, size, err := b.apply(e)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.Path, err)
		}
		changes, bytes = append(changes, change), bytes+size
	}
	if len(changes) > wire.RequestLines || bytes > actionBytes {
		return nil, fmt.Errorf("%w: %d answers of %d bytes at once", ErrTooLarge, len(changes), bytes)
	}
	if b.at == nil {
		return changes, nil
	}
	if c.Summary != nil {
		if err := b.summarise(*c.Summary); err != nil {
			return nil, err
		}
	}
	if len(changes) > 0 {
		b.at.row.Edited = w.now
	}
	return changes, nil
}

// actionBytes is how large the bodies of one action can be, which travels in one request: quotes and the envelope may
// make twice as much of it.
const actionBytes = wire.RequestBytes/2 - 400*wire.RequestLines

func (w *work) begin(c Commit) (*batch, error) {
	b := &batch{work: w, common: journal.Change{
		Record: c.Record, Author: c.Author, Device: w.inc.device, Txn: w.env.NewID(),
	}}
	at, err := w.touch(c.Record)
	if errors.Is(err, errNoRow) {
		b.common.FormHash, err = w.formOfGone(c.Record)
		return b, err
	} else if err != nil {
		return nil, err
	}
	b.at, b.common.FormHash = at, at.row.FormHash
	return b, nil
}

// apply makes a change of an edit and stores it, and returns it with the size of its body.
func (b *batch) apply(e Edit) (journal.Change, int, error) {
	c := b.common
	c.ID, c.HLC = b.env.NewID(), b.clock.Next(b.now)
	c.Path, c.Op, c.Value = e.Path, e.Op, e.Value
	var err error
	if c.Supersedes, err = b.inherit(e.Supersedes); err != nil {
		return c, 0, err
	}
	if e.Replaces != uuid.Nil {
		if err := b.replace(&c, e.Replaces); err != nil {
			return c, 0, err
		}
	}
	if c.DevSeq == 0 {
		b.inc.devSeq++
		b.counted = true
		c.DevSeq = b.inc.devSeq
	}
	row, err := rowOf(c)
	if err != nil {
		return c, 0, err
	}
	if b.at == nil {
		return c, len(row.body), errors.Join(b.putChange(row), b.addEdges(c.ID, c.Supersedes))
	}
	return c, len(row.body), b.admit(b.at, row, c, e.Words)
}

// inherit adds, to what was on screen, what that had superseded where the central store has not taken it: who sees an
// answer of their own that was held or refused has seen what stood there before.
func (w *work) inherit(seen []uuid.UUID) ([]uuid.UUID, error) {
	all := journal.Union(seen)
	for next := all; len(next) > 0; {
		id := next[0]
		next = next[1:]
		row, err := w.change(id)
		if errors.Is(err, errNoRow) || err == nil && row.status <= Sent {
			continue
		} else if err != nil {
			return nil, err
		}
		c, err := row.change()
		if err != nil {
			return nil, err
		}
		for _, parent := range c.Supersedes {
			if !slices.Contains(all, parent) {
				all, next = journal.Union(all, []uuid.UUID{parent}), append(next, parent)
			}
		}
	}
	return all, nil
}

// replace lets c take the place of an earlier draft, number included, or supersede it where it is a draft no more.
func (b *batch) replace(c *journal.Change, id uuid.UUID) error {
	old, err := b.replaceable(*c, id)
	if err != nil {
		return err
	}
	if old == nil {
		c.Supersedes, err = b.inherit(journal.Union(c.Supersedes, []uuid.UUID{id}))
		return err
	}
	c.DevSeq = old.DevSeq
	c.Supersedes = journal.Union(without(c.Supersedes, id), old.Supersedes)
	return b.withdraw(*old)
}

// replaceable returns the change of an id when it is an earlier stage of the same writing that nobody else has seen; nil
// when it is not. Each state of a record is a fact of its own, and stays.
func (b *batch) replaceable(c journal.Change, id uuid.UUID) (*journal.Change, error) {
	row, err := b.change(id)
	if errors.Is(err, errNoRow) || err == nil && (row.status != Draft || row.Register != c.Register() || c.Path == statePath) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	taken, err := b.superseded(row.Register, id)
	if err != nil || taken {
		return nil, err
	}
	old, err := row.change()
	if err != nil || old.Author != c.Author {
		return nil, err
	}
	return &old, nil
}

func without(ids []uuid.UUID, id uuid.UUID) []uuid.UUID {
	return slices.DeleteFunc(slices.Clone(ids), func(other uuid.UUID) bool { return other == id })
}

// summarise writes the record's line in lists, and has search find the record by it.
func (b *batch) summarise(s Summary) error {
	b.at.row.Summary = s
	return b.setWords(b.at.row.ID, uuid.Nil, strings.Join([]string{s.Reference, s.Cohort, s.Team, s.Title}, "\n"))
}
