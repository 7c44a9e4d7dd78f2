package replica

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/google/uuid"

	"plumbline/sync/journal"
)

// statePath is the register of a record's state. These two states are the ones that a replica has to know.
const (
	statePath     = "_state"
	stateNew      = "in_progress"
	stateComplete = "complete"
)

// NewRecord is a record to be started.
type NewRecord struct {
	FormID, FormHash, FormVersion string
	Author                        string
}

// Create starts a record, in progress and without answers, and returns its id.
func (s *Store) Create(ctx context.Context, n NewRecord) (uuid.UUID, error) {
	id := s.env.NewID()
	now := s.env.Now().UnixMilli()
	err := s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO record (id, form_id, form_hash, form_version, author, created, edited)
			VALUES (?, ?, ?, ?, ?, ?, ?)`, id[:], n.FormID, n.FormHash, n.FormVersion, n.Author, now, now)
		if err != nil {
			return err
		}
		_, err = s.commit(ctx, tx, Commit{Record: id, Author: n.Author, Edits: []Edit{
			{Path: statePath, Op: journal.Set, Value: stateNew},
		}})
		return err
	})
	if err != nil {
		return uuid.Nil, fmt.Errorf("replica: create record: %w", err)
	}
	return id, nil
}

// Edit is one answer as a person left it.
type Edit struct {
	Path       string
	Op         journal.Op
	Value      string
	Supersedes []uuid.UUID // the changes that were on screen when the person came to the field

	// Replaces is the change by which this same visit to the field was saved before; uuid.Nil at first. While that is
	// a draft which only this device knows, the edit takes its place, so that a paragraph being typed is one change
	// and not hundreds. Else the edit supersedes it.
	Replaces uuid.UUID

	Words string // what search finds the record by, for as long as the edit is current; "" for nothing
}

// Summary is what lists show of a record, taken from its answers.
type Summary struct {
	Reference, Cohort, Team, Grade, Title string
}

// Commit is what one action of a person, or a moment of typing, did to a record.
type Commit struct {
	Record  uuid.UUID
	Author  string
	Edits   []Edit
	Summary *Summary // nil: unchanged
}

// Commit keeps edits, all or none, and returns their changes in the order of the edits once they are durable. Errors:
// ErrNotFound for the record, journal.ErrMalformed for an edit that cannot be kept.
func (s *Store) Commit(ctx context.Context, c Commit) ([]journal.Change, error) {
	var changes []journal.Change
	err := s.write(ctx, func(tx *sql.Tx) (err error) {
		changes, err = s.commit(ctx, tx, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("replica: commit to %s: %w", c.Record, err)
	}
	return changes, nil
}

func (s *Store) commit(ctx context.Context, tx *sql.Tx, c Commit) ([]journal.Change, error) {
	b, err := s.begin(ctx, tx, c)
	if err != nil {
		return nil, err
	}
	changes := make([]journal.Change, 0, len(c.Edits))
	for _, e := range c.Edits {
		change, err := b.apply(ctx, e)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.Path, err)
		}
		changes = append(changes, change)
	}
	if c.Summary != nil {
		if err := b.summarise(ctx, *c.Summary); err != nil {
			return nil, err
		}
	}
	return changes, b.finish(ctx, changes)
}
