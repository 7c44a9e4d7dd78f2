package client

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"io"
	"net/http"

	"plumbline/sync/wire"
)

// Invitation is what an administrator gives to a person: where the centre is, and the one-time code.
type Invitation struct {
	URL         string // https://…
	Code        string // as typed
	Authorities []byte // PEM of the authorities that the centre is trusted by; nil: the machine's own
}

// Enrol brings this laptop to the account that a code is for. It can be repeated after a failure, with the same code. Work
// that waits is sent from then on.
func (c *Client) Enrol(ctx context.Context, i Invitation) (wire.Account, error) {
	select {
	case <-c.turn:
		defer func() { c.turn <- struct{}{} }()
	case <-ctx.Done():
		return wire.Account{}, fmt.Errorf("client: enrol: %w", ctx.Err())
	}
	account, err := c.enrol(ctx, i)
	if err != nil {
		return account, fmt.Errorf("client: enrol: %w", err)
	}
	c.line.session = nil
	c.Poke(Asked)
	return account, c.count(ctx)
}

func (c *Client) enrol(ctx context.Context, i Invitation) (wire.Account, error) {
	trip, err := c.env.Dial(i.Authorities)
	if err != nil {
		return wire.Account{}, err
	}
	l, err := newLink(i.URL, trip, &c.packer)
	if err != nil {
		return wire.Account{}, err
	}
	if _, err := l.hello(ctx); err != nil {
		return wire.Account{}, err
	}
	enrolled, err := c.present(ctx, l, i.Code)
	if codeOf(err) == wire.Conflict {
		// The centre knows this device by another key: the vault was put back to a time before its key was made.
		if err := c.becomeAnother(ctx); err != nil {
			return wire.Account{}, err
		}
		enrolled, err = c.present(ctx, l, i.Code)
	}
	if err != nil {
		return wire.Account{}, err
	}
	return enrolled.Account, c.replica.Enrolled(ctx, i.URL, i.Authorities, enrolled)
}

// present asks the centre to take this device in. The key is kept before, so that asking again is the same request.
func (c *Client) present(ctx context.Context, l *link, code string) (wire.Enrolled, error) {
	key, err := c.newKey()
	if err != nil {
		return wire.Enrolled{}, err
	}
	if err := c.replica.PlanEnrolment(ctx, key); err != nil {
		return wire.Enrolled{}, err
	}
	centre, err := c.replica.Centre(ctx)
	if err != nil {
		return wire.Enrolled{}, err
	}
	public := public(centre.Key)
	in := wire.EnrolRequest{
		Code: wire.NormalCode(code), Device: centre.Device, PublicKey: public, Label: c.env.Label, App: c.env.App,
		Signature: ed25519.Sign(centre.Key, wire.EnrolMessage(code, centre.Device, public)),
	}
	var enrolled wire.Enrolled
	err = l.json(ctx, request{method: http.MethodPost, path: "/v1/enrol"}, in, &enrolled)
	return enrolled, err
}

func (c *Client) newKey() (ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(c.env.Rand, seed); err != nil {
		return nil, fmt.Errorf("device key: %w", err)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

func public(key ed25519.PrivateKey) ed25519.PublicKey {
	return ed25519.PublicKey(key[ed25519.SeedSize:])
}

// becomeAnother makes the replica another device without asking the centre.
func (c *Client) becomeAnother(ctx context.Context) error {
	key, err := c.newKey()
	if err != nil {
		return err
	}
	if _, err := c.replica.PlanIncarnation(ctx, key); err != nil {
		return err
	}
	return c.replica.Incarnate(ctx)
}

// incarnate makes the replica another device, and tells the centre so. It can be repeated.
func (c *Client) incarnate(ctx context.Context, s *session) error {
	key, err := c.newKey()
	if err != nil {
		return err
	}
	next, err := c.replica.PlanIncarnation(ctx, key)
	if err != nil {
		return err
	}
	public := public(next.Key)
	in := wire.IncarnationRequest{
		Device: next.Device, PublicKey: public, Label: c.env.Label, App: c.env.App,
		Signature: ed25519.Sign(next.Key, wire.IncarnationMessage(s.device, next.Device, public)),
	}
	if err := s.ask(ctx, request{method: http.MethodPost, path: "/v1/incarnation"}, in, nil); err != nil {
		return err
	}
	return c.replica.Incarnate(ctx)
}
