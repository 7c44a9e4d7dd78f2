package workbench

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"plumbline/sync/client"
)

// Backfill brings the older changes of a record that came to a new laptop as it stands alone. It needs a network only
// where there are such. Errors are those of the client package and *wire.Error.
func (w *Work) Backfill(ctx context.Context) error {
	row, err := w.desk.store.Record(ctx, w.id)
	if err == nil && row.Partial {
		err = w.desk.link.client.FetchHistory(ctx, w.id)
	}
	if err != nil {
		return fmt.Errorf("workbench: back-fill %s: %w", w.id, err)
	}
	return nil
}

// backfillSoon has the older changes of a record brought, where the vault is kept in sync. What fails is tried again after
// the next exchange that does not.
func (d *Desk) backfillSoon(id uuid.UUID) {
	l := d.link
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ctx == nil || l.ctx.Err() != nil || l.asking[id] {
		return
	}
	l.asking[id] = true
	l.running.Go(func() {
		err := l.client.FetchHistory(l.ctx, id)
		l.mu.Lock()
		delete(l.asking, id)
		l.mu.Unlock()
		if err == nil {
			d.tellArrivals(id)
		} else if l.ctx.Err() == nil && !Foreseen(err) {
			d.bench.Note(err)
		}
	})
}

// backfillOpen does so for what is open, once the centre answers.
func (d *Desk) backfillOpen(s client.Status) {
	if !s.Enrolled || s.Problem != client.NoProblem {
		return
	}
	for _, w := range d.open() {
		if w.Row().Partial {
			d.backfillSoon(w.id)
		}
	}
}
