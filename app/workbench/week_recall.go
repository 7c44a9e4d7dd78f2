package workbench

import (
	"context"
	"sync"

	"github.com/google/uuid"

	"plumbline/forms/library"
	"plumbline/sync/replica"
)

// recalled is what was made of records that have been read, for as long as they stay as they are: a week has hundreds, of
// which a person changes one. It is in memory alone, and safe for use by several goroutines. The zero value is ready.
type recalled struct {
	mu      sync.Mutex
	made    map[uuid.UUID]recollection
	with    *library.Library // the lists of another give other words
	forgets int              // how often something was forgotten
}

type recollection struct {
	row  replica.Row // as lists told of the record then
	made any
}

// forget is told of records that are not as they were.
func (r *recalled) forget(records []uuid.UUID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forgets++
	for _, id := range records {
		delete(r.made, id)
	}
}

// find returns what was made of a record, nil for nothing, and what put needs to know.
func (r *recalled) find(row replica.Row, with *library.Library) (made any, forgets int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.with != with {
		r.with, r.made = with, map[uuid.UUID]recollection{}
		r.forgets++
	}
	if m, ok := r.made[row.ID]; ok && m.row == row {
		made = m.made
	}
	return made, r.forgets
}

// put remembers what was made of a record, unless something was forgotten since find.
func (r *recalled) put(row replica.Row, made any, forgets int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.forgets == forgets {
		r.made[row.ID] = recollection{row, made}
	}
}

// readAhead reads what Practice Weeks are made of, so that the first to be opened need not wait for it.
func (d *Desk) readAhead(ctx context.Context) {
	_, _ = d.weeks(ctx) // whoever opens a week is told of an error
}

// recall makes something of every record of a form, the first begun first, and reads those alone that have changed. What it
// returns is shared with later calls: nobody changes what is in it.
func recall[T any](ctx context.Context, d *Desk, form string, makeOf func(kept) T) ([]T, error) {
	rows, err := d.rowsOf(ctx, form)
	if err != nil {
		return nil, err
	}
	out := make([]T, 0, len(rows))
	for _, row := range rows {
		found, forgets := d.recalled.find(row, d.Library())
		made, ok := found.(T)
		if !ok {
			k, away, err := d.keep(ctx, row.ID)
			if err != nil {
				return nil, err
			}
			if made = makeOf(k); !away {
				d.recalled.put(row, made, forgets)
			}
		}
		out = append(out, made)
	}
	return out, nil
}
