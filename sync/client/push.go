package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// push takes all that waits to the centre, batch by batch. What is written meanwhile is for the next round, so that somebody
// who types without a pause over a slow network gets news of others all the same.
func (c *Client) push(ctx context.Context, s *session) error {
	centre, err := c.replica.Centre(ctx)
	if err != nil {
		return err
	}
	done, total := int64(0), int64(-1)
	for idle := 0; total < 0 || done < total; idle++ {
		batch, err := c.replica.Outgoing(ctx, c.line.room)
		if err != nil || len(batch.Changes) == 0 {
			return err
		}
		if total < 0 {
			total = int64(len(batch.Changes) + batch.Left)
		}
		c.phase(Sending, done, total)
		verdict, err := c.pushBatch(ctx, s, centre.Epoch, batch)
		switch {
		case tooLarge(err) && c.shrink(len(batch.Changes)):
			continue
		case err != nil:
			return err
		case verdict.Forked:
			return c.begin(ctx, s)
		}
		c.grow()
		if settled := verdict.Taken + verdict.Held + verdict.Bad + verdict.Erased; settled > 0 {
			done, idle = done+int64(settled), 0
		} else if idle > pushIdleMost {
			return fmt.Errorf("%w: none of %d changes was answered", ErrNotCentre, len(batch.Changes))
		}
		if err := c.recount(ctx); err != nil {
			return err
		}
	}
	return nil
}

// recountEvery is how often what waits is counted while it becomes less: that looks at all of it.
const recountEvery = time.Second

// recount is count, now and then.
func (c *Client) recount(ctx context.Context) error {
	now := c.env.Now()
	if now.Sub(c.line.counted) < recountEvery {
		return nil
	}
	c.line.counted = now
	return c.count(ctx)
}

// pushIdleMost is how many requests in a row may come to nothing.
const pushIdleMost = 12 // so that a batch may shrink to one change

func tooLarge(err error) bool {
	return codeOf(err) == wire.TooLarge
}

// pushBatch sends one batch and notes the answers.
func (c *Client) pushBatch(ctx context.Context, s *session, epoch uuid.UUID, batch replica.Batch) (replica.Verdict, error) {
	sent := make([]wire.PushLine, len(batch.Changes))
	for i := range batch.Changes {
		sent[i].Change = &batch.Changes[i]
	}
	body, err := inLines(sent)
	if err != nil {
		return replica.Verdict{}, err
	}
	r := request{method: http.MethodPost, path: "/v1/push", query: url.Values{"epoch": {epoch.String()}}, kind: wire.TypeLines, body: body}
	answer, err := askLines(ctx, s, r, func(l wire.ResultLine) bool { return l.End != nil })
	if errors.Is(err, ErrNoContact) {
		c.shrink(len(batch.Changes))
	}
	if err != nil {
		return replica.Verdict{}, err
	}
	var results []wire.Result
	for _, l := range answer {
		if l.Result != nil {
			results = append(results, *l.Result)
		}
	}
	return c.replica.Answered(ctx, results, *answer[len(answer)-1].End)
}

// shrink makes the next batch smaller than one that did not get through, so that over a poor network some do; it reports
// false when that was the smallest.
func (c *Client) shrink(sent int) bool {
	room := &c.line.room
	room.Changes = max(1, min(room.Changes, sent)/2)
	room.Bytes = max(64<<10, room.Bytes/2)
	return sent > 1
}

// grow makes the next batch larger after one that got through.
func (c *Client) grow() {
	room, most := &c.line.room, replica.FullRoom()
	room.Changes, room.Bytes = min(most.Changes, room.Changes*2), min(most.Bytes, room.Bytes*2)
}

// offerMost is how many changes one request offers.
const offerMost = 2000

// offer tells the centre what is here, after it was put back to a backup.
func (c *Client) offer(ctx context.Context, s *session, centre replica.Centre) error {
	after, offered := uuid.Nil, int64(0)
	for done := false; !done; {
		have, err := c.replica.Offer(ctx, after, offerMost)
		if err != nil {
			return err
		}
		done = len(have) < offerMost
		if err := c.offerPart(ctx, s, centre, have, done); err != nil {
			return err
		}
		if len(have) > 0 {
			after = have[len(have)-1].ID
		}
		offered += int64(len(have))
		c.phase(Offering, offered, 0)
	}
	if err := c.replica.Offered(ctx); err != nil {
		return err
	}
	return errRestart
}

func (c *Client) offerPart(ctx context.Context, s *session, centre replica.Centre, have []wire.Have, done bool) error {
	out := make([]wire.HaveLine, len(have))
	for i := range have {
		out[i].Have = &have[i]
	}
	body, err := inLines(out)
	if err != nil {
		return err
	}
	query := url.Values{"epoch": {centre.Restored.Epoch.String()}, "dev_seq": {strconv.FormatInt(centre.Answered, 10)}}
	if done {
		query.Set("done", "1")
	}
	r := request{method: http.MethodPost, path: "/v1/offer", query: query, kind: wire.TypeLines, body: body}
	answer, err := askLines(ctx, s, r, func(l wire.LackingLine) bool { return l.End != nil })
	if err != nil {
		return err
	}
	var lacks []wire.Lacking
	for _, l := range answer {
		if l.Lacking != nil {
			lacks = append(lacks, *l.Lacking)
		}
	}
	if len(lacks) == 0 {
		return nil
	}
	return c.replica.Lacks(ctx, lacks)
}
