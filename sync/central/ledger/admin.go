package ledger

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// Device is a device as an operator sees it.
type Device = store.Device

// Devices lists the devices of an account, for an operator of the server.
func (l *Ledger) Devices(ctx context.Context, account uuid.UUID) ([]Device, error) {
	var devices []Device
	err := l.view(ctx, "devices", func(tx store.Tx) error {
		all, err := tx.Devices()
		for _, d := range all {
			if d.Account == account {
				devices = append(devices, d)
			}
		}
		return err
	})
	return devices, err
}

// RevokeDevice ends what a device may do, at once.
func (l *Ledger) RevokeDevice(ctx context.Context, who Session, id uuid.UUID) error {
	return l.update(ctx, "revoke device", func(tx store.Tx) error {
		if err := mayAs(tx, who, Role.administers); err != nil {
			return err
		}
		_, err := tx.Device(id)
		if errors.Is(err, store.ErrNotFound) || id == l.id {
			return errNotFound()
		} else if err != nil {
			return err
		}
		return tx.RevokeDevice(id)
	})
}

// PutTeam adds a team or moves it to another service, for an operator of the server. Records of the team come into sight
// of the service that it is moved to, and leave that of the other.
func (l *Ledger) PutTeam(ctx context.Context, t wire.Team) error {
	if !sound(t.ID) || t.Service != "" && !sound(t.Service) || !plain(t.Name, 200) {
		return wire.Refuse(wire.Malformed, "The ids of a team and its service are letters, digits and . _ - @, up to 100.")
	}
	return l.extend(ctx, "put team", func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		if err := tx.PutTeam(store.Team(t)); err != nil {
			return err
		}
		seq, err := l.append(tx, &tenant, store.Event{Kind: store.EventTeam, Reason: t.ID})
		if err != nil {
			return err
		}
		records, err := tx.TeamRecords(scopeTeam + t.ID)
		if err != nil {
			return err
		}
		w, err := newWriter(tx, &tenant, nil)
		if err != nil {
			return err
		}
		if w.records, err = loadRecords(tx, records); err != nil {
			return err
		}
		for _, id := range records {
			if err := errors.Join(w.loadMarks(id), w.follow(id, seq)); err != nil {
				return err
			}
		}
		return errors.Join(w.flush(), tx.SetTenant(tenant))
	})
}

// NewEpoch begins the log anew after the store was put back to a backup, so that every device offers what was lost. It
// must be called before devices are served again.
func (l *Ledger) NewEpoch(ctx context.Context) (uuid.UUID, error) {
	epoch := l.env.NewID()
	err := l.extend(ctx, "new epoch", func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		tenant.Epoch = epoch
		return errors.Join(tx.AddEpoch(store.Epoch{ID: epoch, From: tenant.LastSeq, At: l.now()}), tx.SetTenant(tenant))
	})
	return epoch, err
}

// LastSeq is the last number of the log.
func (l *Ledger) LastSeq(ctx context.Context) (int64, error) {
	var last int64
	err := l.view(ctx, "last number", func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		last = tenant.LastSeq
		return err
	})
	return last, err
}
