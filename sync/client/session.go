package client

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// session is a stay at the centre as one device.
type session struct {
	*link
	address string
	env     Env
	device  uuid.UUID
	key     ed25519.PrivateKey
	token   wire.Token // zero before the first
	until   time.Time  // when to fetch the next, by this laptop's clock
}

// hello asks what anyone may know, and whether one speaks the same language.
func (l *link) hello(ctx context.Context) (wire.Hello, error) {
	var h wire.Hello
	if err := l.json(ctx, request{method: http.MethodGet, path: "/v1/hello"}, nil, &h); err != nil {
		return h, err
	}
	if h.Protocol.Min > wire.Protocol || h.Protocol.Max < wire.MinProtocol {
		refusal := wire.Refuse(wire.UpgradeNeeded, "")
		refusal.Min, refusal.Max = h.Protocol.Min, h.Protocol.Max
		return h, refusal
	}
	return h, nil
}

// signIn fetches a new token. Where the centre says that it does not know this laptop it asks once more: a request that
// reached the centre twice is answered so, too.
func (s *session) signIn(ctx context.Context) error {
	err := s.fetchToken(ctx)
	if codeOf(err) == wire.NotAccepted {
		err = s.fetchToken(ctx)
	}
	return err
}

func (s *session) fetchToken(ctx context.Context) error {
	hello, err := s.hello(ctx)
	if err != nil {
		return err
	}
	in := wire.TokenRequest{
		Device: s.device, Nonce: hello.Nonce, App: s.env.App,
		Signature: ed25519.Sign(s.key, wire.TokenMessage(s.device, hello.Nonce)),
	}
	var token wire.Token
	if err := s.json(ctx, request{method: http.MethodPost, path: "/v1/token"}, in, &token); err != nil {
		return err
	}
	s.token = token
	s.until = s.env.Now().Add(token.Expires.Sub(hello.Time) * 9 / 10) // the clocks may differ, their speed hardly
	return nil
}

// authorised runs a request with a token, fetching one where there is none or the centre knows the old one no more.
func (s *session) authorised(ctx context.Context, run func(token string) error) error {
	if s.token.Token == "" || !s.env.Now().Before(s.until) {
		if err := s.signIn(ctx); err != nil {
			return err
		}
	}
	err := s.patiently(ctx, run)
	if codeOf(err) != wire.Unauthorised {
		return err
	}
	if err := s.signIn(ctx); err != nil {
		return err
	}
	return s.patiently(ctx, run)
}

// Waits at the centre's wish within a round, so that a long one is not given up for a moment's crowd.
const (
	waitsMost   = 10 // in a row
	waitLongest = 5  // seconds
)

// patiently runs a request, again where the centre asks to wait a moment.
func (s *session) patiently(ctx context.Context, run func(token string) error) error {
	for range waitsMost {
		err := run(s.token.Token)
		var refusal *wire.Error
		if !errors.As(err, &refusal) || !refusal.Code.Temporary() || refusal.RetryAfter < 1 || refusal.RetryAfter > waitLongest {
			return err
		}
		select {
		case <-s.env.After(time.Duration(refusal.RetryAfter) * time.Second):
		case <-ctx.Done():
			return err
		}
	}
	return run(s.token.Token)
}

// ask is link.json with a token.
func (s *session) ask(ctx context.Context, r request, in, out any) error {
	return s.authorised(ctx, func(token string) error {
		r.token = token
		return s.json(ctx, r, in, out)
	})
}

// askLines is lines with a token.
func askLines[T any](ctx context.Context, s *session, r request, isEnd func(T) bool) ([]T, error) {
	var all []T
	err := s.authorised(ctx, func(token string) (err error) {
		r.token = token
		all, err = lines(ctx, s.link, r, isEnd)
		return err
	})
	return all, err
}

// session returns a stay at the centre. c.turn is held.
func (c *Client) session(centre replica.Centre) (*session, error) {
	if !centre.Enrolled {
		return nil, ErrNotEnrolled
	}
	s := c.line.session
	if s != nil && s.device == centre.Device && s.address == centre.URL {
		return s, nil
	}
	trip, err := c.env.Dial(centre.Authorities)
	if err != nil {
		return nil, fmt.Errorf("way to the centre: %w", err)
	}
	l, err := newLink(centre.URL, trip, &c.packer)
	if err != nil {
		return nil, err
	}
	s = &session{link: l, address: centre.URL, env: c.env, device: centre.Device, key: centre.Key}
	c.line.session = s
	return s, nil
}
