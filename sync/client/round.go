package client

import (
	"context"
	"errors"

	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// restartsMost is how often one round begins anew because the centre was put back to a backup, or this laptop turned out
// to be a copy.
const restartsMost = 8

// errRestart says that what was agreed with the centre does not hold any more, and that the round begins anew.
var errRestart = errors.New("begin anew")

// work does once all that there is to do. c.turn is held.
func (c *Client) work(ctx context.Context) error {
	for range restartsMost {
		err := c.steps(ctx)
		if codeOf(err) == wire.EpochChanged || errors.Is(err, replica.ErrEpoch) {
			err = c.epochChanged(ctx, err)
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

// epochChanged has the round begin anew with what holds now, which the next token says; where this laptop knows that already,
// the centre wants to be offered what is here.
func (c *Client) epochChanged(ctx context.Context, err error) error {
	c.line.session.token = wire.Token{}
	centre, cerr := c.replica.Centre(ctx)
	if cerr != nil {
		return cerr
	}
	var refusal *wire.Error
	if errors.As(err, &refusal) && refusal.Epoch == centre.Epoch {
		err := c.replica.CentreRestored(ctx, replica.Restored{Epoch: refusal.Epoch, Above: refusal.OfferAbove})
		if err != nil {
			return err
		}
	}
	return errRestart
}

// codeOf is the code of the refusal that an error is; "" when it is none.
func codeOf(err error) wire.Code {
	var refusal *wire.Error
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	return ""
}

// agree has this device and the centre mean the same by their numbers: it becomes another device where a copy of it has
// gone on, and offers what it has where the centre was put back to a backup.
func (c *Client) agree(ctx context.Context, s *session, centre replica.Centre) error {
	if s.token.Token == "" {
		if err := s.signIn(ctx); err != nil {
			return err
		}
	}
	epoch := centre.Epoch
	if centre.Restored != nil {
		epoch = centre.Restored.Epoch
	}
	switch {
	case s.token.Epoch != epoch:
		return c.restored(ctx, s, centre)
	case centre.Next != nil, centre.Restored == nil && s.token.DevSeq > centre.Sent:
		return c.begin(ctx, s)
	case centre.Restored != nil:
		return c.offer(ctx, s, centre)
	}
	return nil
}

// restored finds out from where on the centre may have lost something, and has the round begin anew. The centre judges by
// where this replica stands: numbers of an epoch that it never heard of mean nothing to it.
func (c *Client) restored(ctx context.Context, s *session, centre replica.Centre) error {
	to := replica.Restored{Epoch: s.token.Epoch}
	s.token = wire.Token{} // which may be older than what this finds out
	if centre.Cursor != "" && !centre.Looking {
		_, err := c.page(ctx, s, centre) // with a new token
		var refusal *wire.Error
		switch {
		case err == nil:
			return errRestart
		case !errors.As(err, &refusal) || refusal.Code != wire.EpochChanged:
			return err
		}
		to = replica.Restored{Epoch: refusal.Epoch, Above: refusal.OfferAbove}
	}
	if err := c.replica.CentreRestored(ctx, to); err != nil {
		return err
	}
	return errRestart
}

// begin makes this laptop another device, and the round begin anew.
func (c *Client) begin(ctx context.Context, s *session) error {
	if err := c.incarnate(ctx, s); err != nil {
		return err
	}
	return errRestart
}
