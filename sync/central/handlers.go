package central

import (
	"context"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/wire"
)

// smallJSON bounds the bodies that are one JSON value, forms aside.
const smallJSON = 64 << 10

func (c *call) hello() error {
	hello, err := c.ledger.Hello(c.r.Context())
	if err != nil {
		return err
	}
	return c.json(hello)
}

// enrol counts wrong codes by address, so that guessing ends soon.
func (c *call) enrol() error {
	var request wire.EnrolRequest
	if err := c.readJSON(&request, smallJSON); err != nil {
		return err
	}
	giveBack, ok := c.limits.guesses.take(addressOf(c.r.RemoteAddr), c.limits.now())
	if !ok {
		return &wire.Error{
			Code: wire.SlowDown, Message: "Too many wrong codes came from your network. Wait a few minutes and try again.", RetryAfter: 60,
		}
	}
	enrolled, err := c.ledger.Enrol(c.r.Context(), request)
	if err != nil {
		return err
	}
	giveBack()
	return c.json(enrolled)
}

func (c *call) token() error {
	var request wire.TokenRequest
	if err := c.readJSON(&request, smallJSON); err != nil {
		return err
	}
	token, err := c.ledger.Token(c.r.Context(), request)
	if err != nil {
		return err
	}
	c.who = ledger.Session{Device: request.Device, Account: token.Account.ID}
	return c.json(token)
}

func (c *call) incarnation() error {
	var request wire.IncarnationRequest
	if err := c.readJSON(&request, smallJSON); err != nil {
		return err
	}
	enrolled, err := c.ledger.Incarnate(c.r.Context(), c.who, request)
	if err != nil {
		return err
	}
	return c.json(enrolled)
}

func (c *call) push() error {
	epoch, err := parseID(c.r.URL.Query().Get("epoch"))
	if err != nil {
		return err
	}
	batch := ledger.Batch{Epoch: epoch}
	if batch.Cursor, err = c.cursor(); err != nil {
		return err
	}
	err = readLines(c, func(line wire.PushLine) {
		if line.Change != nil {
			batch.Changes = append(batch.Changes, *line.Change)
		}
	})
	if err != nil {
		return err
	}
	answer, err := c.ledger.Push(c.r.Context(), c.who, batch)
	if err != nil {
		return err
	}
	c.metrics.count(answer.Results)
	out := make([]wire.ResultLine, 0, len(answer.Results)+len(answer.Records)+1)
	for i := range answer.Results {
		out = append(out, wire.ResultLine{Result: &answer.Results[i]})
	}
	for i := range answer.Records {
		out = append(out, wire.ResultLine{Record: &answer.Records[i]})
	}
	return lines(c, append(out, wire.ResultLine{End: &answer.End}))
}

func (c *call) offer() error {
	query := c.r.URL.Query()
	epoch, err := parseID(query.Get("epoch"))
	if err != nil {
		return err
	}
	devSeq, err := number(query.Get("dev_seq"))
	if err != nil {
		return err
	}
	offer := ledger.Offer{Epoch: epoch, DevSeq: devSeq, Done: query.Get("done") == "1"}
	err = readLines(c, func(line wire.HaveLine) {
		if line.Have != nil {
			offer.Have = append(offer.Have, *line.Have)
		}
	})
	if err != nil {
		return err
	}
	lacking, end, err := c.ledger.TakeOffer(c.r.Context(), c.who, offer)
	if err != nil {
		return err
	}
	answer := make([]wire.LackingLine, 0, len(lacking)+1)
	for i := range lacking {
		answer = append(answer, wire.LackingLine{Lacking: &lacking[i]})
	}
	return lines(c, append(answer, wire.LackingLine{End: &end}))
}

func (c *call) pull() error {
	cursor, err := c.cursor()
	if err != nil {
		return err
	}
	limit, err := number(c.r.URL.Query().Get("limit"))
	if err != nil {
		return err
	}
	page, err := c.ledger.Pull(c.r.Context(), c.who, cursor, int(min(limit, wire.PageChanges)))
	if err != nil {
		return err
	}
	return lines(c, page)
}

func (c *call) snapshot() error {
	cursor, err := c.cursor()
	if err != nil {
		return err
	}
	page, err := c.ledger.Snapshot(c.r.Context(), c.who, cursor)
	if err != nil {
		return err
	}
	return lines(c, page)
}

func (c *call) wait() error {
	cursor, err := c.cursor()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(c.r.Context())
	defer cancel()
	defer context.AfterFunc(c.stopping, cancel)()
	news, err := c.ledger.News(ctx, c.who, cursor)
	if err != nil {
		return err
	}
	return c.json(wire.News{News: news})
}

func (c *call) ack() error {
	var request wire.Ack
	if err := c.readJSON(&request, smallJSON); err != nil {
		return err
	}
	cursor, err := wire.ParseCursor(request.Cursor)
	if err != nil {
		return err
	}
	if err := c.ledger.Ack(c.r.Context(), c.who, cursor); err != nil {
		return err
	}
	return c.none()
}

func (c *call) history() error {
	id, err := c.pathID()
	if err != nil {
		return err
	}
	after, err := number(c.r.URL.Query().Get("after"))
	if err != nil {
		return err
	}
	page, err := c.ledger.History(c.r.Context(), c.who, id, after)
	if err != nil {
		return err
	}
	return lines(c, page)
}

func (c *call) digest() error {
	var named []uuid.UUID
	for _, text := range c.r.URL.Query()["record"] {
		id, err := parseID(text)
		if err != nil {
			return err
		}
		named = append(named, id)
	}
	after, err := c.optionalID("after")
	if err != nil {
		return err
	}
	page, err := c.ledger.Digests(c.r.Context(), c.who, named, after)
	if err != nil {
		return err
	}
	return lines(c, page)
}

func (c *call) delivery() error {
	id, err := c.pathID()
	if err != nil {
		return err
	}
	delivery, err := c.ledger.Delivery(c.r.Context(), c.who, id)
	if err != nil {
		return err
	}
	return c.json(delivery)
}
