package workbench

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"plumbline/forms/session"
	"plumbline/forms/workflow"
)

// Errors of moving a record from one state to another.
var (
	ErrIncomplete  = errors.New("workbench: record has problems to put right")
	ErrNeedsReason = errors.New("workbench: this needs a reason")
	ErrNotAllowed  = errors.New("workbench: a record in this state cannot be moved so")
)

// Complete checks every answer and, when nothing is wrong, closes the record as its next version. Otherwise it returns
// what to put right, in form order, with ErrIncomplete.
func (w *Work) Complete() ([]session.Problem, error) {
	if err := w.Flush(); err != nil {
		return nil, err
	}
	if problems := w.session.Problems(); len(problems) > 0 {
		return problems, ErrIncomplete
	}
	w.session.Stamp()
	return nil, w.move(workflow.Complete, "")
}

// Reopen lets a closed record take answers again; completing it makes a new version. The reason is kept in its history.
func (w *Work) Reopen(reason string) error { return w.move(workflow.InProgress, reason) }

// Withdraw closes a record that should not count. It stays readable, with the reason in its history.
func (w *Work) Withdraw(reason string) error { return w.move(workflow.Withdrawn, reason) }

// move changes the state of the record, durably.
func (w *Work) move(to, reason string) error {
	move, ok := workflow.Find(w.Row().State, to)
	reason = strings.TrimSpace(reason)
	switch {
	case !ok:
		return ErrNotAllowed
	case move.NeedsReason && reason == "":
		return ErrNeedsReason
	}
	w.mu.Lock()
	edits := []pending{w.register(stateRegister, to), w.register(reasonRegister, reason)}
	edits[1].words = reason
	edits = append(edits, w.marking(reasonRegister, reason, edits[1].field)...)
	w.mu.Unlock()
	w.saver.put(append(edits, w.fillIn()...)...)
	if err := w.Flush(); err != nil {
		return err
	}
	return w.refresh(context.Background())
}

// refresh reads the record's line anew after a move.
func (w *Work) refresh(ctx context.Context) error {
	row, err := w.desk.store.Record(ctx, w.id)
	if err != nil {
		return fmt.Errorf("workbench: read %s: %w", w.id, err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.row = row
	return nil
}

// Duplicate starts a new record with the answers of another, on the same version of the form, and opens it. The copy has
// a history of its own.
func (d *Desk) Duplicate(ctx context.Context, id uuid.UUID) (*Work, error) {
	row, heads, err := d.read(ctx, id)
	if err != nil {
		return nil, err
	}
	def, err := d.definition(ctx, row)
	if err != nil {
		return nil, err
	}
	s, err := session.Load(def, d.sessionEnv(def), rebuild(def, heads))
	if err != nil {
		return nil, fmt.Errorf("workbench: duplicate %s: %w", id, err)
	}
	return d.begin(ctx, s)
}
