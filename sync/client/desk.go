package client

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/google/uuid"

	"plumbline/sync/wire"
)

// once runs a request that a person has asked for and that needs the centre now.
func (c *Client) once(ctx context.Context, op string, f func(*session) error) error {
	select {
	case <-c.turn:
		defer func() { c.turn <- struct{}{} }()
	case <-ctx.Done():
		return fmt.Errorf("client: %s: %w", op, ctx.Err())
	}
	centre, err := c.replica.Centre(ctx)
	if err == nil {
		var s *session
		if s, err = c.session(centre); err == nil {
			err = f(s)
		}
	}
	if err != nil {
		return fmt.Errorf("client: %s: %w", op, err)
	}
	return nil
}

// Delivery asks who has a record as it now is, and keeps the answer for SendStates.
func (c *Client) Delivery(ctx context.Context, record uuid.UUID) (wire.Delivery, error) {
	var d wire.Delivery
	err := c.once(ctx, "delivery", func(s *session) error {
		if err := s.ask(ctx, request{method: http.MethodGet, path: "/v1/records/" + record.String() + "/delivery"}, nil, &d); err != nil {
			return err
		}
		return c.replica.KeepDelivery(ctx, record, d)
	})
	return d, err
}

// metaPeople is where the last list of people is kept.
const metaPeople = "sync.people"

// FetchPeople asks for the list of people and teams, and keeps it for People.
func (c *Client) FetchPeople(ctx context.Context) (wire.People, error) {
	var p wire.People
	err := c.once(ctx, "people", func(s *session) error {
		if err := s.ask(ctx, request{method: http.MethodGet, path: "/v1/people"}, nil, &p); err != nil {
			return err
		}
		text, err := json.Marshal(p)
		if err != nil {
			return err
		}
		return c.replica.SetMeta(ctx, metaPeople, string(text))
	})
	return p, err
}

// People returns the people and teams of the last list that was fetched; none before the first. It needs no network.
func (c *Client) People(ctx context.Context) (wire.People, error) {
	var p wire.People
	text, err := c.replica.Meta(ctx, metaPeople)
	if err == nil && text != "" {
		err = json.Unmarshal([]byte(text), &p)
	}
	if err != nil {
		return p, fmt.Errorf("client: people: %w", err)
	}
	return p, nil
}

// FetchHistory brings all older changes of a record that came with its heads alone.
func (c *Client) FetchHistory(ctx context.Context, record uuid.UUID) error {
	return c.once(ctx, "history", func(s *session) error { return c.history(ctx, s, record) })
}

// Held asks for the held changes that this account may decide, or has written itself.
func (c *Client) Held(ctx context.Context) ([]wire.HeldChange, error) {
	var held []wire.HeldChange
	err := c.once(ctx, "held", func(s *session) error {
		held = nil
		after, more := uuid.Nil, true
		for more {
			r := request{method: http.MethodGet, path: "/v1/held", query: afterID(after)}
			answer, err := askLines(ctx, s, r, func(l wire.HeldLine) bool { return l.End != nil })
			if err != nil {
				return err
			}
			for _, l := range answer {
				if l.Held != nil {
					held = append(held, *l.Held)
				}
			}
			end := answer[len(answer)-1].End
			after, more = end.After, end.More
		}
		return nil
	})
	return held, err
}

// Decide takes the whole action that a held change belongs to, or rejects it with a reason.
func (c *Client) Decide(ctx context.Context, change uuid.UUID, d wire.DecisionRequest) (wire.Decided, error) {
	var decided wire.Decided
	err := c.once(ctx, "decide", func(s *session) error {
		return s.ask(ctx, request{method: http.MethodPost, path: "/v1/held/" + change.String() + "/decision"}, d, &decided)
	})
	if err == nil {
		c.Poke(News)
	}
	return decided, err
}
