package replica

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"plumbline/sync/wire"
)

// CentreRestored notes that the central store was put back to a backup. What it may have lost is doubted until it has
// answered for it anew: every change above a number of the log, and every one that is or was held. A decision that is lost is
// made anew.
func (r *Replica) CentreRestored(ctx context.Context, to Restored) error {
	err := r.keeper.update(ctx, func(t tx) error {
		c, err := readCentre(t)
		if err != nil || c.Restored != nil && *c.Restored == to {
			return err
		}
		c.Restored = &to
		return errors.Join(t.suspect(to.Above), t.setCentre(c))
	})
	return wrap("centre restored", err)
}

// Offer returns, in the order of ids, up to so many changes above an id that the central store may have lost.
func (r *Replica) Offer(ctx context.Context, after uuid.UUID, most int) ([]wire.Have, error) {
	var have []wire.Have
	err := r.keeper.view(ctx, func(t tx) error {
		rows, err := t.suspects(after, most)
		for _, row := range rows {
			have = append(have, wire.Have{ID: row.id, Hash: row.hash})
		}
		return err
	})
	return have, wrap("offer", err)
}

// Lacks notes which of the offered changes the central store lacks. Outgoing returns them before any others.
func (r *Replica) Lacks(ctx context.Context, lacks []wire.Lacking) error {
	err := r.keeper.update(ctx, func(t tx) error {
		for _, l := range lacks {
			row, err := t.change(l.ID)
			if errors.Is(err, errNoRow) || err == nil && row.receipt == "" {
				continue // erased meanwhile, or never offered
			} else if err != nil {
				return err
			}
			row.doubt = lacking
			if err := t.putStanding(row); err != nil {
				return err
			}
		}
		return nil
	})
	return wrap("lacks", err)
}

// Offered notes that the central store has been offered all that it may have lost. The replica then looks through all
// records in sight.
func (r *Replica) Offered(ctx context.Context) error {
	return r.alterCentre(ctx, "offered", func(c *Centre) error {
		if c.Restored != nil {
			c.Epoch, c.Restored = c.Restored.Epoch, nil
			c.lookThrough()
		}
		return nil
	})
}
