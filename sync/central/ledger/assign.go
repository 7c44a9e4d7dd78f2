package ledger

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// Assign assigns a record to an account, or ends that, by a change that the centre itself makes: it travels like every
// other. Those who decide may do it in their scopes, and administrators, who see no records, for any.
func (l *Ledger) Assign(ctx context.Context, who Session, record uuid.UUID, r wire.AssignRequest) error {
	return l.extend(ctx, "assign", func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		s, err := loadSight(tx, who.Account)
		if err != nil {
			return err
		}
		switch {
		case s.role().decides():
			err = s.open(tx, record, tenant.LastSeq)
		case s.role().administers():
			err = exists(tx, record)
		default:
			err = errForbidden()
		}
		if err != nil {
			return err
		}
		if _, err := tx.Account(r.Account); errors.Is(err, store.ErrNotFound) {
			return errNotFound()
		} else if err != nil {
			return err
		}
		return l.assign(tx, tenant, s, record, r)
	})
}

func exists(tx store.Tx, record uuid.UUID) error {
	rows, err := tx.Records([]uuid.UUID{record})
	if err == nil && (rows[record].ID == uuid.Nil || rows[record].Purged != 0) {
		err = errNotFound()
	}
	return err
}

// assign makes the change. It does nothing when the record is as it should be.
func (l *Ledger) assign(tx store.Tx, tenant store.Tenant, s sight, record uuid.UUID, r wire.AssignRequest) error {
	rows, err := tx.Records([]uuid.UUID{record})
	if err != nil {
		return err
	}
	heads, err := tx.Marks(record)
	if err != nil {
		return err
	}
	c := journal.Change{
		ID: l.env.NewID(), Record: record, Path: wire.PathAssigned + r.Account.String(), Op: journal.Clear, Author: s.account.Display,
		Device: l.id, Txn: l.env.NewID(), FormHash: rows[record].Form,
	}
	if r.Assigned {
		c.Op, c.Value = journal.Set, wire.Assigned
	}
	assigned := false
	for _, h := range heads {
		if h.Path == c.Path {
			c.Supersedes = append(c.Supersedes, h.Change)
			assigned = assigned || h.Mark == wire.Assigned
		}
	}
	if assigned == r.Assigned {
		return nil
	}
	return l.write(tx, &tenant, s.account.ID, c)
}

// write appends a change of the centre's own. The centre counts its changes as every device does.
func (l *Ledger) write(tx store.Tx, tenant *store.Tenant, account uuid.UUID, c journal.Change) error {
	device, err := tx.Device(l.id)
	if errors.Is(err, store.ErrNotFound) {
		device = store.Device{ID: l.id, Label: "centre", Revoked: true, Epoch: tenant.Epoch, Enrolled: l.now()}
		err = tx.AddDevice(device)
	}
	if err != nil {
		return err
	}
	var clock journal.Clock
	c.DevSeq, c.HLC = device.DevSeq+1, clock.Next(l.now())
	body, err := journal.Encode(c)
	if err != nil {
		return err
	}
	w, err := newWriter(tx, tenant, []journal.Change{c})
	if err != nil {
		return err
	}
	_, err = w.take(store.Entry{
		ID: c.ID, Record: c.Record, Txn: c.Txn, Account: account, Device: c.Device, DevSeq: c.DevSeq, Path: c.Path, Op: string(c.Op),
		Form: c.FormHash, HLC: int64(c.HLC), Hash: journal.Hash(body), Body: body, Parents: c.Supersedes, Received: l.now(),
	}, c)
	return errors.Join(err, w.flush(), tx.CountDevice(l.id, c.DevSeq, tenant.Epoch), tx.SetTenant(*tenant))
}
