package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// push takes all that waits to the centre, batch by batch. While one is on its way, the next is made ready and the answers to
// the one before are noted; it leaves when those are there, so that the centre has them in their order. What is written
// meanwhile is for the next round, so that somebody who types without a pause over a slow network gets news of others all
// the same.
func (c *Client) push(ctx context.Context, s *session) error {
	centre, err := c.replica.Centre(ctx)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p := pushing{Client: c, session: s, epoch: centre.Epoch}
	if !centre.Looking && !centre.Snapshot {
		p.cursor = centre.Cursor
	}
	now, err := p.first(ctx)
	if err != nil || now == nil {
		return err
	}
	p.total = int64(len(now.batch.Changes) + now.batch.Left)
	for err == nil && now != nil {
		now, err = p.exchange(ctx, now)
	}
	if now != nil { // an error kept its answer from being noted: it comes again
		cancel()
		<-now.answer
	}
	return err
}

// pushing is one push under way.
type pushing struct {
	*Client
	session     *session
	epoch       uuid.UUID
	cursor      string // how far this laptop has come; "" where it is looking through all records
	done, total int64
	idle        int // requests in a row that came to nothing
}

// parcel is a batch with the request that takes it to the centre.
type parcel struct {
	batch   replica.Batch
	request request
	answer  chan reply // nil before it left
}

// reply is what the centre says of a batch.
type reply struct {
	replica.Answer
	err error
}

// clean reports whether the centre answered for all of a batch, so that the next may follow.
func (r reply) clean(sent int) bool {
	return r.err == nil && len(r.Results) == sent && !slices.ContainsFunc(r.Results, func(one wire.Result) bool {
		return one.Outcome == wire.Gap || one.Outcome == wire.Forked
	})
}

// exchange waits for the answer to a batch that is on its way and notes it. It returns the batch that is on its way then.
func (p *pushing) exchange(ctx context.Context, now *parcel) (*parcel, error) {
	p.phase(Sending, p.done, p.total)
	var next *parcel
	var err error
	if p.done+int64(len(now.batch.Changes)) < p.total {
		next, err = p.behind(ctx, now)
	}
	answer := <-now.answer
	if err != nil {
		return nil, err
	}
	p.cursor = cmp.Or(answer.End.Cursor, p.cursor)
	if next != nil && answer.clean(len(now.batch.Changes)) {
		p.send(ctx, next)
	} else {
		next = nil
	}
	if err := p.note(ctx, now, answer); err != nil || next != nil || p.done >= p.total {
		return next, err
	}
	return p.first(ctx)
}

// first sends what waits first; nil when nothing does.
func (p *pushing) first(ctx context.Context) (*parcel, error) {
	batch, err := p.replica.Outgoing(ctx, p.line.room)
	if err != nil || len(batch.Changes) == 0 {
		return nil, err
	}
	first, err := p.parcel(batch)
	if err != nil {
		return nil, err
	}
	p.send(ctx, first)
	return first, nil
}

// behind makes what follows on a batch ready; nil when nothing does.
func (p *pushing) behind(ctx context.Context, now *parcel) (*parcel, error) {
	batch, err := p.replica.OutgoingBehind(ctx, p.line.room, now.batch)
	if err != nil || len(batch.Changes) == 0 {
		return nil, err
	}
	return p.parcel(batch)
}

// parcel makes a batch ready to be sent.
func (p *pushing) parcel(batch replica.Batch) (*parcel, error) {
	sent := make([]wire.PushLine, len(batch.Changes))
	for i := range batch.Changes {
		sent[i].Change = &batch.Changes[i]
	}
	body, err := inLines(sent)
	if err != nil {
		return nil, err
	}
	made := &parcel{batch: batch, request: request{
		method: http.MethodPost, path: "/v1/push", query: url.Values{"epoch": {p.epoch.String()}}, kind: wire.TypeLines, body: body,
	}}
	return made, p.session.pack(&made.request)
}

// send has a batch leave. Until its answer is there nobody else uses the session.
func (p *pushing) send(ctx context.Context, now *parcel) {
	now.answer = make(chan reply, 1)
	asked := p.cursor
	if asked != "" {
		now.request.query.Set("cursor", asked)
	}
	p.env.Go(func() { // ends before the round does: somebody takes the answer
		answer, err := askLines(ctx, p.session, now.request, func(l wire.ResultLine) bool { return l.End != nil })
		got := reply{replica.Answer{Asked: asked}, err}
		for _, l := range answer {
			switch {
			case l.Result != nil:
				got.Results = append(got.Results, *l.Result)
			case l.Record != nil:
				got.Records = append(got.Records, *l.Record)
			case l.End != nil:
				got.End = *l.End
			}
		}
		now.answer <- got
	})
}

// note notes the answer to a batch.
func (p *pushing) note(ctx context.Context, now *parcel, answer reply) error {
	sent := len(now.batch.Changes)
	if errors.Is(answer.err, ErrNoContact) {
		p.shrink(sent)
	}
	var verdict replica.Verdict
	err := answer.err
	if err == nil {
		verdict, err = p.replica.Answered(ctx, answer.Answer)
	}
	switch {
	case tooLarge(err) && p.shrink(sent):
		return nil
	case err != nil:
		return err
	case verdict.Forked:
		return p.begin(ctx, p.session)
	}
	p.grow()
	p.idle++
	if settled := verdict.Taken + verdict.Held + verdict.Bad + verdict.Erased; settled > 0 {
		p.done, p.idle = p.done+int64(settled), 0
	} else if p.idle > pushIdleMost {
		return fmt.Errorf("%w: none of %d changes was answered", ErrNotCentre, sent)
	}
	return p.recount(ctx)
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
