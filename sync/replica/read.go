package replica

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"plumbline/sync/journal"
)

// Record returns one record, or ErrNotFound.
func (r *Replica) Record(ctx context.Context, id uuid.UUID) (Row, error) {
	var row recordRow
	err := r.keeper.view(ctx, func(t tx) (err error) {
		row, err = t.record(id)
		return err
	})
	if errors.Is(err, errNoRow) {
		err = ErrNotFound
	}
	if err != nil {
		return Row{}, fmt.Errorf("replica: record %s: %w", id, err)
	}
	return row.Row, nil
}

// Heads returns the current changes of a record by path, in the order of journal.Compare, or ErrNotFound.
func (r *Replica) Heads(ctx context.Context, record uuid.UUID) (map[string][]journal.Change, error) {
	var changes []journal.Change
	err := r.keeper.view(ctx, func(t tx) error {
		rows, err := t.headsOf(record)
		if err == nil && len(rows) == 0 { // as of a record that was rejected from its first change on
			_, err = t.record(record)
		}
		if err != nil {
			return err
		}
		changes, err = decoded(rows)
		return err
	})
	if errors.Is(err, errNoRow) {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("replica: heads of %s: %w", record, err)
	}
	heads := map[string][]journal.Change{}
	for register, hs := range journal.Heads(changes) {
		heads[register.Path] = hs
	}
	return heads, nil
}

// History returns the changes of a record at a path, or at every path when it is "", in the order of journal.Compare.
func (r *Replica) History(ctx context.Context, record uuid.UUID, path string) ([]journal.Change, error) {
	var changes []journal.Change
	entries, err := r.Trace(ctx, record, path)
	for _, e := range entries {
		changes = append(changes, e.Change)
	}
	return changes, err
}

// Entry is a change of a record's history with what the central store says of it.
type Entry struct {
	journal.Change
	Status  Status
	Seq     int64     // the central store's number; 0 until it has one
	Account uuid.UUID // who pushed it, as the central store knows them; Nil until it said so. Author is only a label
}

// Trace returns History with what the central store says of each change.
func (r *Replica) Trace(ctx context.Context, record uuid.UUID, path string) ([]Entry, error) {
	var entries []Entry
	err := r.keeper.view(ctx, func(t tx) error {
		list := t.changesOf
		if path != "" {
			list = func(record uuid.UUID) ([]changeRow, error) {
				return t.changesAt(journal.Register{Record: record, Path: path})
			}
		}
		rows, err := list(record)
		for _, row := range rows {
			c, err := row.change()
			if err != nil {
				return err
			}
			entries = append(entries, Entry{Change: c, Status: row.status, Seq: row.seq, Account: row.account})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("replica: history of %s at %q: %w", record, path, err)
	}
	return entries, nil
}
