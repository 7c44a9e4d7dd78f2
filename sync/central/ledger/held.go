package ledger

import (
	"context"
	"errors"
	"math"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// heldPage is how many held changes one query looks at.
const heldPage = 50

// HeldChanges returns a page of the undecided changes that an account may decide or has written itself, its last line an
// end.
func (l *Ledger) HeldChanges(ctx context.Context, who Session, after uuid.UUID) ([]wire.HeldLine, error) {
	var lines []wire.HeldLine
	err := l.view(ctx, "held", func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		s, err := loadSight(tx, who.Account)
		if err != nil {
			return err
		}
		waiting, err := tx.HeldWaiting(after, heldPage)
		if err != nil {
			return err
		}
		for _, h := range waiting {
			may, err := mayDecide(tx, s, h, tenant.LastSeq)
			if err != nil {
				return err
			}
			if may || h.Account == who.Account {
				lines = append(lines, wire.HeldLine{Held: shownHeld(h, who.Account)})
			}
			after = h.ID
		}
		end := wire.HeldEnd{More: len(waiting) == heldPage}
		if end.More {
			end.After = after
		}
		lines = append(lines, wire.HeldLine{End: &end})
		return nil
	})
	return lines, err
}

func shownHeld(h store.Held, reader uuid.UUID) *wire.HeldChange {
	return &wire.HeldChange{
		ID: h.ID, Txn: h.Txn, Record: h.Record, Account: h.Account, Own: h.Account == reader, Code: h.Reason,
		Received: h.Received, Hash: h.Hash, Body: string(h.Body),
	}
}

// mayDecide reports whether an account may decide a held change. What concerns a record that was never begun is for those
// who see all.
func mayDecide(tx store.Tx, s sight, h store.Held, now int64) (bool, error) {
	if !s.role().decides() {
		return false, nil
	}
	known, err := loadRecords(tx, []uuid.UUID{h.Record})
	if err != nil {
		return false, err
	}
	if _, exists := known.rows[h.Record]; !exists {
		return s.sees([]store.Span{{Scope: store.ScopeAll}}, now), nil
	}
	return s.sees(known.spans[h.Record], now), nil
}

// Decide takes a held action into the log as its author's, or rejects it with a reason, and has the author told. It returns the changes of
// the action.
func (l *Ledger) Decide(ctx context.Context, who Session, id uuid.UUID, d wire.DecisionRequest) (wire.Decided, error) {
	if len(d.Reason) > 10_000 || !plainLines(d.Reason) {
		return wire.Decided{}, wire.Refuse(wire.Malformed, "The reason is too long or holds characters that cannot be kept.")
	}
	decided := wire.Decided{Changes: []uuid.UUID{}}
	err := l.extend(ctx, "decide", func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		group, err := heldGroup(tx, who, id, tenant.LastSeq)
		if err != nil {
			return err
		}
		for _, h := range group {
			decided.Changes = append(decided.Changes, h.ID)
		}
		if first := group[0]; first.DecidedBy != uuid.Nil {
			if first.Accepted != d.Accept {
				return wire.Refuse(wire.Conflict, "This was decided already, the other way. Refresh the list to see it.")
			}
			return nil
		}
		return l.decide(tx, tenant, who, group, d)
	})
	return decided, err
}

// heldGroup returns the action of a held change that an account may decide.
func heldGroup(tx store.Tx, who Session, id uuid.UUID, now int64) ([]store.Held, error) {
	h, err := tx.HeldNamed(id)
	if errors.Is(err, store.ErrNotFound) {
		return nil, errNotFound()
	} else if err != nil {
		return nil, err
	}
	s, err := loadSight(tx, who.Account)
	if err != nil {
		return nil, err
	}
	all, err := tx.HeldGroup(h.Txn)
	if err != nil {
		return nil, err
	}
	var group []store.Held
	for _, one := range all {
		if one.Account != h.Account {
			continue
		}
		may, err := mayDecide(tx, s, one, now)
		if err != nil {
			return nil, err
		}
		if !may {
			return nil, errNotFound()
		}
		group = append(group, one)
	}
	return group, nil
}

func (l *Ledger) decide(tx store.Tx, tenant store.Tenant, who Session, group []store.Held, d wire.DecisionRequest) error {
	if d.Accept {
		if err := acceptHeld(tx, &tenant, group); err != nil {
			return err
		}
	}
	for i := range group {
		group[i].DecidedBy, group[i].Accepted, group[i].DecisionReason, group[i].DecidedAt = who.Account, d.Accept, d.Reason, l.now()
	}
	_, err := l.append(tx, &tenant, store.Event{
		Kind: store.EventDecision, Account: group[0].Account, Record: group[0].Record, Txn: group[0].Txn, By: who.Account,
		Accepted: d.Accept, Reason: d.Reason,
	})
	return errors.Join(err, tx.PutHeld(group), tx.SetTenant(tenant))
}

// acceptHeld appends an action to the log. What was erased meanwhile stays erased.
func acceptHeld(tx store.Tx, tenant *store.Tenant, group []store.Held) error {
	changes := make([]journal.Change, len(group))
	for i, h := range group {
		var err error
		if changes[i], err = journal.Decode(h.Body); err != nil {
			return err
		}
	}
	w, err := newWriter(tx, tenant, changes)
	if err != nil {
		return err
	}
	for i, h := range group {
		if w.records.rows[h.Record].Purged != 0 {
			return wire.Refuse(wire.Conflict, "The record was erased. What was written late can only be rejected.")
		}
		if h.Began, err = begins(tx, w, changes[i]); err != nil {
			return err
		}
		h.Parents = changes[i].Supersedes
		if _, err := w.take(h.Entry, changes[i]); err != nil {
			return err
		}
	}
	return w.flush()
}

// begins reports whether a change that was held begins its record: when there is none, or when it is the change that a
// laptop starts a record with, and what is here of the record was written by others who had it before a restore.
func begins(tx store.Tx, w *writer, c journal.Change) (bool, error) {
	switch {
	case !w.exists(c.Record):
		return true, nil
	case !founds(c):
		return false, nil
	}
	entries, err := tx.RecordEntries(c.Record, 0, math.MaxInt64, 0)
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		began, err := journal.Decode(e.Body)
		if err != nil || e.Began && founds(began) {
			return false, err
		}
	}
	return true, nil
}

func founds(c journal.Change) bool { return c.Path == wire.PathState && len(c.Supersedes) == 0 }
