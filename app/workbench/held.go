package workbench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/forms/session"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// HeldAction is what somebody did that the centre keeps until a manager decides.
type HeldAction struct {
	Change    uuid.UUID // one of its changes; DecideHeld takes it
	Record    uuid.UUID
	Reference string // of the record; "" where it has none, or is not here
	Title     string // of the record's form; "" where the record is not here
	Who       string
	At        time.Time // when it was written
	Received  time.Time // when the centre got it
	Why       string    // it is held, as a sentence
	Own       bool      // it was written from this account, which does not decide it
	Answers   []HeldAnswer
}

// HeldAnswer is one change of a held action, in words.
type HeldAnswer struct {
	Label string // of the question; its path where the record's form does not have it here
	Text  string // "" when it makes the answer blank
}

// Held asks the centre for what it keeps until a manager decides, oldest first: what this person may decide, and their own.
// Errors are those of the client package and *wire.Error.
func (d *Desk) Held(ctx context.Context) ([]HeldAction, error) {
	changes, err := d.link.client.Held(ctx)
	if err != nil {
		return nil, fmt.Errorf("workbench: %w", err)
	}
	var out []HeldAction
	byAction := map[uuid.UUID]int{}
	sessions := map[uuid.UUID]*session.Session{}
	for _, h := range changes {
		i, known := byAction[h.Txn]
		if !known {
			i = len(out)
			byAction[h.Txn] = i
			a := HeldAction{Change: h.ID, Record: h.Record, Received: h.Received, Own: h.Own, Why: heldWords(h.Code)}
			if a.Reference, a.Title, sessions[h.Record], err = d.glance(ctx, h.Record); err != nil {
				return nil, err
			}
			out = append(out, a)
		}
		out[i].add(sessions[h.Record], h)
	}
	slices.SortStableFunc(out, func(a, b HeldAction) int { return a.Received.Compare(b.Received) })
	return out, nil
}

// add tells of one more change of the action.
func (a *HeldAction) add(s *session.Session, h wire.HeldChange) {
	c, err := journal.Decode([]byte(h.Body))
	if err != nil {
		a.Answers = append(a.Answers, HeldAnswer{Label: "Something that this version of Plumbline cannot read"})
		return
	}
	if a.At.IsZero() {
		a.Who, a.At = c.Author, c.HLC.Time()
	}
	if _, last := splitPath(c.Path); strings.HasPrefix(last, "_") && c.Path != stateRegister && c.Path != reasonRegister {
		return // the program's own
	}
	label, text := c.Path, c.Value
	switch {
	case c.Path == reasonRegister:
		label = "Reason"
	case s != nil || c.Path == stateRegister:
		label = labelled(s, c.Path).Label
		text = version(s, c.Path, c).Text
	}
	a.Answers = append(a.Answers, HeldAnswer{label, text})
}

// glance reads a record without opening it. One that is not here, or whose form is not, gives nothing.
func (d *Desk) glance(ctx context.Context, id uuid.UUID) (reference, title string, s *session.Session, err error) {
	row, heads, err := d.read(ctx, id)
	if errors.Is(err, replica.ErrNotFound) {
		return "", "", nil, nil
	}
	if err != nil {
		return "", "", nil, err
	}
	def, err := d.definition(ctx, row)
	if errors.Is(err, replica.ErrNotFound) {
		return row.Reference, row.Title, nil, nil
	}
	if err != nil {
		return "", "", nil, err
	}
	if s, err = session.Load(def, d.sessionEnv(def), rebuild(def, heads)); err != nil {
		return "", "", nil, fmt.Errorf("workbench: held in %s: %w", id, err)
	}
	return row.Reference, row.Title, s, nil
}

func heldWords(code wire.Reason) string {
	switch code {
	case wire.NoRight:
		return "Who wrote it had no right to change this record when it reached the centre."
	case wire.RecordClosed:
		return "The record had been closed when it reached the centre."
	case wire.FormWithdrawn:
		return "The form had been withdrawn when it reached the centre."
	case wire.RecordFull:
		return "The record has as many changes as the centre keeps for one."
	default:
		return "The centre could not tell whether it may take it."
	}
}

// DecideHeld has the centre take a held action as its author's, or leave it out for a reason, which the author is told. It
// can be repeated after a failure. Errors are ErrNeedsReason, those of the client package and *wire.Error.
func (d *Desk) DecideHeld(ctx context.Context, change uuid.UUID, take bool, reason string) error {
	reason = strings.TrimSpace(reason)
	if !take && reason == "" {
		return ErrNeedsReason
	}
	if _, err := d.link.client.Decide(ctx, change, wire.DecisionRequest{Accept: take, Reason: reason}); err != nil {
		return fmt.Errorf("workbench: %w", err)
	}
	return nil
}
