package desktop

import (
	"context"
	"maps"

	"github.com/google/uuid"

	"plumbline/sync/client"
	"plumbline/sync/replica"
)

// pageSize is how many records a list reads at once.
const pageSize = 200

// finder finds records. Desk has it.
type finder interface {
	Records(ctx context.Context, q replica.Query) ([]replica.Row, error)
	SyncStatus() client.Status
	SendStates(ctx context.Context, records []uuid.UUID) (map[uuid.UUID]replica.SendState, error)
}

// listing is the records that fit what a person looks for, read page by page as they come into sight.
type listing struct {
	host    Host
	records finder
	changed func() // the rows have changed

	query   replica.Query
	rows    []replica.Row
	round   int  // counts searches, so that an answer to an earlier one is dropped
	reading bool // a page is on its way
	all     bool // there are no further pages
	stale   bool // records have changed since they were read
	renewed bool // what was read last is what was there, read anew

	sending map[uuid.UUID]replica.SendState // how those in rows stand to the centre; nil while there is none
}

// look starts a search. What was found before stays until the first page is there.
func (l *listing) look(words, state string) {
	l.query = replica.Query{Words: words, State: state, Limit: pageSize}
	l.round++
	l.reading, l.renewed = false, false
	l.sending = nil
	l.read(0, pageSize)
}

// renew reads anew what was read, where records have changed and nothing is on its way.
func (l *listing) renew() {
	if l.stale && !l.reading {
		l.renewed = true
		l.read(0, max(len(l.rows), pageSize))
	}
}

// near says that an item is about to be in sight.
func (l *listing) near(index int) {
	if !l.all && !l.reading && index >= len(l.rows)-pageSize/4 {
		l.read(len(l.rows), pageSize)
	}
}

func (l *listing) read(offset, limit int) {
	l.reading, l.stale = true, false
	query, round := l.query, l.round
	query.Offset, query.Limit = offset, limit
	var page []replica.Row
	var sending map[uuid.UUID]replica.SendState
	l.host.Background(func(ctx context.Context) (err error) {
		if page, err = l.records.Records(ctx, query); err == nil && l.records.SyncStatus().Enrolled {
			sending, err = l.records.SendStates(ctx, idsOf(page))
		}
		return err
	}, func(err error) {
		if round != l.round {
			return
		}
		l.reading = false
		if err != nil {
			l.all = true // no further attempts by scrolling
			l.host.Trouble(err)
			return
		}
		l.rows = append(l.rows[:offset], page...)
		l.all = len(page) < limit
		if offset == 0 {
			l.sending = nil
		}
		if l.sending == nil {
			l.sending = sending
		} else {
			maps.Copy(l.sending, sending)
		}
		l.changed()
	})
}

func idsOf(rows []replica.Row) []uuid.UUID {
	var out []uuid.UUID
	for _, r := range rows {
		out = append(out, r.ID)
	}
	return out
}
