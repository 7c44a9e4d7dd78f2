package replica

import (
	"context"
	"errors"

	"github.com/google/uuid"
)

// drop removes a record that has left this account's sight. Of changes that the central store has not answered yet the
// bodies stay, to be sent; of those that wait for a decision, how many.
func (w *work) drop(record uuid.UUID) error {
	t, err := w.touch(record)
	if errors.Is(err, errNoRow) {
		return nil
	} else if err != nil {
		return err
	}
	gone := goneRow{record: record, kind: dropped, formHash: t.row.FormHash, at: w.now}
	rows, err := w.changesOf(record)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row.status == Held {
			gone.held++
		}
		if row.status > Frozen {
			if err := w.deleteAnswered(row); err != nil {
				return err
			}
		}
	}
	t.row = nil
	return errors.Join(w.eraseRecord(record), w.putGone(gone))
}

// purge erases a record by law, and remembers for ever that it was. What is on its way to the central store, which has
// to answer for it, is erased with that answer; answered is a change that it comes with.
func (w *work) purge(record, answered uuid.UUID) error {
	rows, err := w.changesOf(record)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row.status == Frozen && row.id != answered {
			continue
		}
		w.renumber = w.renumber || row.status == Draft
		if err := w.deleteAnswered(row); err != nil {
			return err
		}
	}
	switch t, err := w.touch(record); {
	case err == nil:
		t.row = nil
	case !errors.Is(err, errNoRow):
		return err
	default:
		w.touched[record] = &touched{}
	}
	return errors.Join(w.eraseRecord(record), w.putGone(goneRow{record: record, kind: purged, at: w.now}))
}

// formOfGone returns the form of a record that has left this account's sight and takes late edits still.
func (w *work) formOfGone(record uuid.UUID) (string, error) {
	gone, err := w.gone(record)
	switch {
	case errors.Is(err, errNoRow):
		return "", ErrNotFound
	case err == nil && gone.kind == purged:
		return "", ErrErased
	}
	return gone.formHash, err
}

// Gone says that a record was here. It names nothing of what the record said.
type Gone struct {
	Record uuid.UUID
	Erased bool // by law; else it left this account's sight
	Held   int  // late edits by this laptop that wait for a manager's decision
}

// Gone lists the records that were here.
func (r *Replica) Gone(ctx context.Context) ([]Gone, error) {
	var out []Gone
	err := r.keeper.view(ctx, func(t tx) error {
		rows, err := t.allGone()
		for _, row := range rows {
			out = append(out, Gone{Record: row.record, Erased: row.kind == purged, Held: row.held})
		}
		return err
	})
	return out, wrap("gone", err)
}
