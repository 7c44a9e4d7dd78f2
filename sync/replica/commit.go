package replica

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"plumbline/sync/journal"
)

// statePath is the register of a record's state, of which a replica has to know two; formPath that of the hash of the version of
// its form, once it has moved from the one that it was started on.
const (
	formPath      = "_form"
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
func (r *Replica) Create(ctx context.Context, n NewRecord) (uuid.UUID, error) {
	id := r.env.NewID()
	err := r.work(ctx, true, func(w *work) error {
		w.found(recordRow{founded: true, Row: Row{
			ID: id, FormID: n.FormID, FormHash: n.FormHash, FormVersion: n.FormVersion, Author: n.Author, Created: w.now, Edited: w.now,
		}})
		_, err := w.commit(Commit{Record: id, Author: n.Author, Edits: []Edit{
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

// Commit keeps edits, all or none, and returns their changes in the order of the edits once they are durable. Edits of a
// record that has left this account's sight are kept and sent, for a manager to decide. Errors: ErrNotFound and ErrErased
// for the record, journal.ErrMalformed and ErrTooLarge for an edit that cannot be kept.
func (r *Replica) Commit(ctx context.Context, c Commit) ([]journal.Change, error) {
	var changes []journal.Change
	err := r.work(ctx, true, func(w *work) (err error) {
		changes, err = w.commit(c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("replica: commit to %s: %w", c.Record, err)
	}
	return changes, nil
}
