package desktop

import (
	"context"

	"plumbline/sync/replica"
)

// pageSize is how many records a list reads at once.
const pageSize = 200

// finder finds records. Desk has it.
type finder interface {
	Records(ctx context.Context, q replica.Query) ([]replica.Row, error)
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
}

// look starts a search. What was found before stays until the first page is there.
func (l *listing) look(words, state string) {
	l.query = replica.Query{Words: words, State: state, Limit: pageSize}
	l.round++
	l.reading = false
	l.read(0)
}

// near says that an item is about to be in sight.
func (l *listing) near(index int) {
	if !l.all && !l.reading && index >= len(l.rows)-pageSize/4 {
		l.read(len(l.rows))
	}
}

func (l *listing) read(offset int) {
	l.reading = true
	query, round := l.query, l.round
	query.Offset = offset
	var page []replica.Row
	l.host.Background(func(ctx context.Context) (err error) {
		page, err = l.records.Records(ctx, query)
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
		l.all = len(page) < pageSize
		l.changed()
	})
}
