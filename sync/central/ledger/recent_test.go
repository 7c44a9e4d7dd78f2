package ledger_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/central/storetest"
	"plumbline/sync/wire"
)

// counted is a store that counts how often it is looked at.
type counted struct {
	store.Store
	views atomic.Int64
}

func (c *counted) View(ctx context.Context, f func(store.Tx) error) error {
	c.views.Add(1)
	return c.Store.View(ctx, f)
}

// Many who wait cost about as much as one, as long as what arrives is none of their concern; what is reaches each of them.
func TestManyWait(t *testing.T) {
	const waiting = 200
	for _, tt := range []struct {
		name string
		news func(t *testing.T, b *bed, author *laptop)
	}{
		{"a change", func(t *testing.T, _ *bed, author *laptop) {
			author.begin(t)
			author.push(t)
		}},
		{"other rights", func(t *testing.T, b *bed, author *laptop) {
			if _, err := b.SetScopes(t.Context(), ledger.Operator(), author.Account, []string{"own", "team:east"}); err != nil {
				t.Fatal(err)
			}
		}},
		{"a record that was assigned", func(t *testing.T, b *bed, author *laptop) {
			lead := b.enrolled(t, "lead", ledger.QALead, "all")
			record := lead.begin(t)
			lead.push(t)
			if err := b.Assign(t.Context(), lead.Session, record, wire.AssignRequest{Account: author.Account, Assigned: true}); err != nil {
				t.Fatal(err)
			}
		}},
		{"a new epoch", func(t *testing.T, b *bed, _ *laptop) {
			if _, err := b.NewEpoch(t.Context()); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				rows := &counted{Store: storetest.Memory()}
				b := newBed(t, rows)
				author, stranger := b.enrolled(t, "author", ledger.Auditor), b.enrolled(t, "stranger", ledger.Auditor)
				author.sync(t)
				var told atomic.Int64
				var waits sync.WaitGroup
				for range waiting {
					waits.Go(func() {
						if news, err := b.News(t.Context(), author.Session, author.cursor); news || err != nil {
							told.Add(1)
						}
					})
				}
				synctest.Wait()
				first := rows.views.Load()
				for range 10 {
					stranger.begin(t)
					stranger.push(t)
					<-time.After(1500 * time.Millisecond)
					synctest.Wait()
				}
				if looks := rows.views.Load() - first; looks > 2*waiting {
					t.Errorf("%d looks for what concerns nobody", looks)
				}
				if told.Load() > 0 {
					t.Errorf("%d were told of what is none of their concern", told.Load())
				}
				tt.news(t, b, author)
				waits.Wait()
				if told.Load() != waiting {
					t.Errorf("%d of %d were told", told.Load(), waiting)
				}
			})
		})
	}
}
