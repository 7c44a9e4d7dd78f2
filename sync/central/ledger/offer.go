package ledger

import (
	"context"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// Offer is what a device holds, in parts, after the centre was put back to a backup.
type Offer struct {
	Epoch  uuid.UUID
	DevSeq int64 // greatest number of its own that was answered for
	Have   []wire.Have
	Done   bool // no more parts follow
}

// TakeOffer returns which of the offered changes the store lacks. Until a device has made its offer, its pushes are refused.
func (l *Ledger) TakeOffer(ctx context.Context, who Session, o Offer) ([]wire.Lacking, wire.OfferEnd, error) {
	var lacking []wire.Lacking
	var end wire.OfferEnd
	err := l.extend(ctx, "offer", func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		device, err := tx.Device(who.Device)
		if err != nil {
			return err
		}
		if o.Epoch != tenant.Epoch {
			return errEpoch(tx, tenant, uuid.Nil)
		}
		if lacking, err = l.lacking(tx, o.Have); err != nil {
			return err
		}
		if device.Epoch != tenant.Epoch { // the count goes on where it was, since what is lost of it may be lost for good
			device.DevSeq = max(device.DevSeq, o.DevSeq)
		}
		if o.Done {
			device.Epoch = tenant.Epoch
		}
		end = wire.OfferEnd{Epoch: tenant.Epoch, DevSeq: device.DevSeq}
		return tx.CountDevice(device.ID, device.DevSeq, device.Epoch)
	})
	return lacking, end, err
}

func (l *Ledger) lacking(tx store.Tx, have []wire.Have) ([]wire.Lacking, error) {
	ids := make([]uuid.UUID, len(have))
	for i, h := range have {
		ids[i] = h.ID
	}
	known, err := tx.Known(ids)
	if err != nil {
		return nil, err
	}
	var lacking []wire.Lacking
	for _, h := range have {
		if _, here := known[h.ID]; !here {
			lacking = append(lacking, wire.Lacking{ID: h.ID})
		}
	}
	return lacking, nil
}
