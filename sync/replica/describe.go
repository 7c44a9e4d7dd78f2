package replica

import (
	"context"
	"errors"
	"strings"

	"github.com/google/uuid"

	"plumbline/sync/journal"
)

// Outdated lists records, up to so many, whose lines in lists do not follow from their answers yet: changes came from
// elsewhere, and a replica knows no forms. Somebody who does calls Describe for each.
func (r *Replica) Outdated(ctx context.Context, most int) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	err := r.keeper.view(ctx, func(t tx) (err error) {
		ids, err = t.outdated(most)
		return err
	})
	return ids, wrap("outdated", err)
}

// Description is what somebody who knows a record's form says of it.
type Description struct {
	Heads   []uuid.UUID // of the answers that it was made from: it does not count where others are current by now
	Summary Summary
	Words   map[uuid.UUID]string // what search finds the record by, by head; heads that are not in it keep what they have
}

// Describe keeps what a record's line in lists shows and what search finds it by. It reports false, and changes nothing,
// when the answers have changed since the description was begun; the caller makes it anew. It returns ErrNotFound for a
// record that is not here.
func (r *Replica) Describe(ctx context.Context, record uuid.UUID, d Description) (bool, error) {
	fits := false
	err := r.work(ctx, true, func(w *work) error {
		heads, err := w.headsOf(record)
		if err != nil {
			return err
		}
		var ids []uuid.UUID
		for _, h := range heads {
			ids = append(ids, h.id)
		}
		if fits = equalSets(ids, d.Heads); !fits {
			return nil
		}
		t, err := w.touch(record)
		if errors.Is(err, errNoRow) {
			return ErrNotFound
		} else if err != nil {
			return err
		}
		t.row.stale = false
		for id, words := range d.Words {
			if err := w.setWords(record, id, strings.TrimSpace(words)); err != nil {
				return err
			}
		}
		b := batch{work: w, at: t}
		return b.summarise(d.Summary)
	})
	return fits, wrap("describe", err)
}

func equalSets(a, b []uuid.UUID) bool {
	union := journal.Union(a, b)
	return len(union) == len(journal.Union(a)) && len(union) == len(journal.Union(b))
}
