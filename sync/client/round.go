package client

import (
	"context"
	"errors"

	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// restartsMost is how often one round begins anew because the centre was put back to a backup, or this laptop turned out
// to be a copy.
const restartsMost = 4

// errRestart says that what was agreed with the centre does not hold any more, and that the round begins anew.
var errRestart = errors.New("begin anew")

// work does once all that there is to do. c.turn is held.
func (c *Client) work(ctx context.Context) error {
	for range restartsMost {
		err := c.steps(ctx)
		var refusal *wire.Error
		if errors.As(err, &refusal) && refusal.Code == wire.EpochChanged {
			err = c.replica.CentreRestored(ctx, replica.Restored{Epoch: refusal.Epoch, Above: refusal.OfferAbove})
			if err == nil {
				continue
			}
		}
		if !errors.Is(err, errRestart) {
			return err
		}
	}
	return wire.Refuse(wire.Busy, "The centre and this laptop do not come to an understanding yet. The program tries again by itself.")
}

// steps goes through a round until something makes it begin anew.
func (c *Client) steps(ctx context.Context) error {
	centre, err := c.replica.Centre(ctx)
	if err != nil {
		return err
	}
	s, err := c.session(centre)
	if err != nil {
		return err
	}
	if err := c.agree(ctx, s, centre); err != nil {
		return err
	}
	for _, step := range []func(context.Context, *session) error{
		c.proposeForms, c.push, c.pull, c.fetchForms, c.compare, c.sendAttachments, c.fetchAttachments, c.verify,
	} {
		if err := step(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// agree has this device and the centre mean the same by its numbers: it becomes another device where a copy of it has gone
// on, and offers what it has where the centre was put back to a backup.
func (c *Client) agree(ctx context.Context, s *session, centre replica.Centre) error {
	if s.token.Token == "" {
		if err := s.signIn(ctx); err != nil {
			return err
		}
	}
	if centre.Next != nil || s.token.Epoch == centre.Epoch && s.token.DevSeq > centre.Sent {
		return c.begin(ctx, s)
	}
	if centre.Restored != nil {
		return c.offer(ctx, s, centre)
	}
	return nil
}

// begin makes this laptop another device, and the round begin anew.
func (c *Client) begin(ctx context.Context, s *session) error {
	if err := c.incarnate(ctx, s); err != nil {
		return err
	}
	return errRestart
}
