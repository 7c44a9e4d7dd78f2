package ledger

import (
	"context"
	"time"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

const (
	waitLongest = 25 * time.Second // that News waits
	waitLeast   = time.Second      // between two looks of one wait, so that many do not all look at every push
	watchEvery  = time.Second      // that Watch looks at
)

// News waits until Pull with a cursor would have something, and reports whether it has. It reports false after 25 seconds,
// and when ctx ends.
func (l *Ledger) News(ctx context.Context, who Session, cursor wire.Cursor) (bool, error) {
	over := l.env.After(waitLongest)
	for {
		rung := l.news.rings()
		p, err := l.page(ctx, who, cursor, 1)
		if err != nil && ctx.Err() == nil {
			return false, err
		}
		if p == nil || len(p.lines) > 1 {
			return p != nil, nil
		}
		cursor = p.cursor
		for may := p.lines[0].End.More; !may; {
			if !l.await(ctx, rung, over) {
				return false, nil
			}
			rung = l.news.rings()
			if may, cursor, err = l.recent.concerns(ctx, l, p.sight, cursor); err != nil && ctx.Err() == nil {
				return false, err
			}
		}
	}
}

// await waits for the bell, and for a second at least. It reports false when the waiting is over.
func (l *Ledger) await(ctx context.Context, rung <-chan struct{}, over <-chan time.Time) bool {
	rest := l.env.After(waitLeast)
	select {
	case <-rung:
	case <-over:
		return false
	case <-ctx.Done():
		return false
	}
	select {
	case <-rest:
	case <-over:
		return false
	case <-ctx.Done():
		return false
	}
	return true
}

// Watch wakes those who wait in News when another process has added to the log. It returns when ctx ends; onError is
// told of looks that failed.
func (l *Ledger) Watch(ctx context.Context, onError func(error)) {
	last := int64(-1)
	for {
		select {
		case <-ctx.Done():
			return
		case <-l.env.After(watchEvery):
		}
		err := l.view(ctx, "watch", func(tx store.Tx) error {
			tenant, err := tx.Tenant()
			if err == nil && tenant.LastSeq != last {
				last = tenant.LastSeq
				l.news.ring()
			}
			return err
		})
		if err != nil && ctx.Err() == nil {
			onError(err)
		}
	}
}
