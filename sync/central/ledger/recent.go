package ledger

import (
	"context"
	"sync"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// recent is whom the latest numbers of the log concern, worked out once for all who wait for news, so that a thousand
// laptops which wait cost a store as much as one.
type recent struct {
	mu        sync.Mutex
	rung      <-chan struct{} // of the bell, as it was when this was worked out; nil before the first time
	epoch     uuid.UUID
	from      int64 // the first number is the one above it
	upto      int64
	stretches []stretch // in the order of their numbers
}

// stretch is some numbers of the log that were looked at together.
type stretch struct {
	upto     int64
	everyone bool
	scopes   map[string]bool    // of the records that were changed
	accounts map[uuid.UUID]bool // that events were about
}

const (
	recentMost  = 500   // stretches
	stretchMost = 5_000 // numbers of one
)

// concerns reports whether there may be news for an account above a cursor, and how far the cursor can go where there is
// none. What this does not know may be news.
func (r *recent) concerns(ctx context.Context, l *Ledger, s sight, above wire.Cursor) (may bool, upto wire.Cursor, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if rung := l.news.rings(); rung != r.rung {
		if err := l.view(ctx, "news", r.look); err != nil {
			return false, above, err
		}
		r.rung = rung
	}
	if above.Epoch != r.epoch || above.Step != 0 || above.Seq < r.from || above.Seq > r.upto {
		return true, above, nil
	}
	for _, one := range r.stretches {
		if one.upto > above.Seq && one.concerns(s) {
			return true, above, nil
		}
	}
	return false, wire.Cursor{Epoch: r.epoch, Seq: r.upto}, nil
}

// look brings this up to the end of the log. r.mu is held.
func (r *recent) look(tx store.Tx) error {
	tenant, err := tx.Tenant()
	if err != nil || tenant.Epoch == r.epoch && tenant.LastSeq == r.upto {
		return err
	}
	if tenant.Epoch != r.epoch || tenant.LastSeq < r.upto || tenant.LastSeq-r.upto > stretchMost {
		r.epoch, r.from, r.upto, r.stretches = tenant.Epoch, tenant.LastSeq, tenant.LastSeq, nil
		return nil
	}
	one, err := readStretch(tx, r.upto, tenant.LastSeq)
	if err != nil {
		return err
	}
	r.upto, r.stretches = one.upto, append(r.stretches, one)
	if len(r.stretches) > recentMost {
		r.from = r.stretches[0].upto
		r.stretches = append(r.stretches[:0:0], r.stretches[1:]...)
	}
	return nil
}

func readStretch(tx store.Tx, after, upto int64) (stretch, error) {
	one := stretch{upto: upto, scopes: map[string]bool{}, accounts: map[uuid.UUID]bool{}}
	events, err := tx.Events(after, upto)
	if err != nil {
		return one, err
	}
	for _, e := range events {
		one.accounts[e.Account] = true
		one.everyone = one.everyone || e.Account == uuid.Nil
	}
	metas, err := tx.Metas(store.Look{After: after, Upto: upto}, 0)
	if err != nil || len(metas) == 0 {
		return one, err
	}
	one.scopes[store.ScopeAll] = true
	var ids []uuid.UUID
	for _, m := range metas {
		ids = append(ids, m.Record)
	}
	spans, err := tx.RecordSpans(ids)
	for _, its := range spans {
		for _, span := range its {
			if span.To == 0 || span.To > after {
				one.scopes[span.Scope] = true
			}
		}
	}
	return one, err
}

func (one stretch) concerns(s sight) bool {
	if one.everyone || one.accounts[s.account.ID] {
		return true
	}
	for _, scope := range s.scopes() {
		if one.scopes[scope] {
			return true
		}
	}
	return false
}
