package client

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/google/uuid"

	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// pull brings all that others wrote, page by page. While one page is taken in, the next is on its way.
func (c *Client) pull(ctx context.Context, s *session) error {
	c.phase(Receiving, 0, 0)
	done := int64(0)
	var next *ahead
	defer func() { next.drop() }()
	for {
		centre, err := c.replica.Centre(ctx)
		if err != nil {
			return err
		}
		page, err := c.follow(ctx, s, centre, next)
		next = nil
		if err != nil {
			return err
		}
		end := page.End()
		if end.More {
			next = c.fetchAhead(ctx, s, centre, end.Cursor)
		}
		if err := c.replica.Apply(ctx, centre.Cursor, page); err != nil && !errors.Is(err, replica.ErrOvertaken) {
			return err
		}
		done += int64(page.Changes())
		c.phase(Receiving, done, 0)
		if end.More || centre.Snapshot {
			continue
		}
		return c.ack(ctx, s, end.Cursor)
	}
}

// ahead is a page that was asked for before the one before it was taken in. Until its answer is there nobody else uses the
// session.
type ahead struct {
	from   replica.Centre
	cancel context.CancelFunc
	answer chan answer
}

type answer struct {
	page replica.Page
	err  error
}

// fetchAhead asks for the page that follows on a cursor.
func (c *Client) fetchAhead(ctx context.Context, s *session, from replica.Centre, cursor string) *ahead {
	ctx, cancel := context.WithCancel(ctx)
	from.Cursor = cursor
	a := &ahead{from, cancel, make(chan answer, 1)}
	c.env.Go(func() { // ends before the round does: somebody takes the answer
		page, err := c.page(ctx, s, from)
		a.answer <- answer{page, err}
	})
	return a
}

// drop ends the asking; a may be nil.
func (a *ahead) drop() {
	if a != nil {
		a.cancel()
		<-a.answer
	}
}

// follow returns the page that follows on where this replica is: the one that was asked for already, where it does.
func (c *Client) follow(ctx context.Context, s *session, centre replica.Centre, next *ahead) (replica.Page, error) {
	if next != nil && next.from.Cursor == centre.Cursor && next.from.Snapshot == centre.Snapshot {
		got := <-next.answer
		next.cancel()
		return got.page, got.err
	}
	next.drop()
	return c.page(ctx, s, centre)
}

// The number of changes in a page of a pull follows what the network lets through.
const pageLeast = 20

// page asks for what follows on the cursor, and reads it.
func (c *Client) page(ctx context.Context, s *session, centre replica.Centre) (replica.Page, error) {
	r := request{method: http.MethodGet, path: "/v1/pull", query: url.Values{}}
	if centre.Snapshot {
		r.path = "/v1/snapshot"
	} else {
		r.query.Set("limit", strconv.Itoa(c.line.limit))
	}
	if centre.Cursor != "" {
		r.query.Set("cursor", centre.Cursor)
	}
	lines, err := askLines(ctx, s, r, func(l wire.PullLine) bool { return l.End != nil })
	if errors.Is(err, ErrNoContact) {
		c.line.limit = max(pageLeast, c.line.limit/2)
	}
	if err != nil {
		return replica.Page{}, err
	}
	c.line.limit = min(wire.PageChanges, c.line.limit*2)
	return replica.ReadPage(lines)
}

// ack tells the centre, and through it others, how far this laptop has come.
func (c *Client) ack(ctx context.Context, s *session, cursor string) error {
	if cursor == c.line.acked {
		return nil
	}
	err := s.ask(ctx, request{method: http.MethodPost, path: "/v1/ack"}, wire.Ack{Cursor: cursor}, nil)
	if err == nil {
		c.line.acked = cursor
	}
	return err
}

// compareMost is how many records one transaction compares, and how many histories one round fetches.
const (
	compareMost = 100
	fetchMost   = 20
)

// compare finds records that are not as the centre says they are, and fetches their histories.
func (c *Client) compare(ctx context.Context, s *session) error {
	for more := true; more; {
		var err error
		if more, err = c.replica.Compare(ctx, compareMost); err != nil {
			return err
		}
	}
	different, err := c.replica.Different(ctx, fetchMost)
	if err != nil {
		return err
	}
	for _, id := range different {
		if err := c.history(ctx, s, id); err != nil && !notFound(err) {
			return err
		}
	}
	return nil
}

func notFound(err error) bool {
	return codeOf(err) == wire.NotFound || errors.Is(err, replica.ErrNotFound)
}

// history fetches all changes of a record.
func (c *Client) history(ctx context.Context, s *session, record uuid.UUID) error {
	after := int64(0)
	for {
		r := request{method: http.MethodGet, path: "/v1/records/" + record.String() + "/history", query: url.Values{"after": {strconv.FormatInt(after, 10)}}}
		answer, err := askLines(ctx, s, r, func(l wire.HistoryLine) bool { return l.End != nil })
		if err != nil {
			return err
		}
		var part []wire.Pulled
		for _, l := range answer {
			if l.Change != nil {
				part = append(part, *l.Change)
			}
		}
		end := answer[len(answer)-1].End
		if err := c.replica.ApplyHistory(ctx, record, part, !end.More); err != nil || !end.More {
			return err
		}
		after = end.After
	}
}

// verify compares all records with the centre's once in a while, so that a fault which nobody thought of comes out.
func (c *Client) verify(ctx context.Context, s *session) error {
	due, err := c.replica.VerifyDue(ctx)
	if err != nil || !due {
		return err
	}
	after, lost := uuid.Nil, false
	for more := true; more; {
		r := request{method: http.MethodGet, path: "/v1/digest", query: afterID(after)}
		answer, err := askLines(ctx, s, r, func(l wire.DigestLine) bool { return l.End != nil })
		if err != nil {
			return err
		}
		var digests []wire.RecordDigest
		for _, l := range answer {
			if l.Digest != nil {
				digests = append(digests, *l.Digest)
			}
		}
		missing, err := c.replica.CompareWith(ctx, digests)
		if err != nil {
			return err
		}
		end := answer[len(answer)-1].End
		after, more, lost = end.After, end.More, lost || missing
	}
	return c.replica.Verified(ctx, lost)
}

// afterID is the query for what follows on an id.
func afterID(id uuid.UUID) url.Values {
	if id == uuid.Nil {
		return nil
	}
	return url.Values{"after": {id.String()}}
}
