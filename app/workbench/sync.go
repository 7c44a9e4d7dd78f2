package workbench

import (
	"context"
	"fmt"
	"io"

	"github.com/google/uuid"

	"plumbline/sync/client"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// Centre is where this laptop synchronises, and as whom.
type Centre struct {
	URL      string
	Account  wire.Account
	Enrolled bool
}

// Centre returns the centre that this laptop is enrolled at; the zero Centre before it is.
func (d *Desk) Centre(ctx context.Context) (Centre, error) {
	c, err := d.store.Centre(ctx)
	if err != nil {
		return Centre{}, fmt.Errorf("workbench: centre: %w", err)
	}
	if !c.Enrolled {
		return Centre{}, nil
	}
	return Centre{URL: c.URL, Account: c.Account, Enrolled: true}, nil
}

// Enrol brings this laptop to the account at a centre that a one-time code is for; authorities is the PEM of those that the
// centre's certificate is signed by, nil for those that the machine trusts. It can be repeated after a failure, with the
// same code. Errors are those of the client package and *wire.Error.
func (d *Desk) Enrol(ctx context.Context, url, code string, authorities []byte) (Centre, error) {
	_, err := d.link.client.Enrol(ctx, client.Invitation{URL: url, Code: code, Authorities: authorities})
	if err != nil {
		return Centre{}, fmt.Errorf("workbench: %w", err)
	}
	if _, err := d.link.client.Refresh(ctx); err != nil {
		return Centre{}, fmt.Errorf("workbench: enrol: %w", err)
	}
	d.link.enrolled()
	return d.Centre(ctx)
}

// SyncStatus is where the synchronisation stands now. SyncWords puts it in words.
func (d *Desk) SyncStatus() client.Status { return d.link.client.Status() }

// WatchSync has f called with every new status, from any goroutine, until stop is called. f returns soon.
func (d *Desk) WatchSync(f func(client.Status)) (stop func()) { return d.link.client.Watch(f) }

// WatchRecords has f called after every transaction that touched records, on the goroutine that wrote it, until stop is
// called. f must not write before it returns.
func (d *Desk) WatchRecords(f func(replica.Event)) (stop func()) { return d.store.Watch(f) }

// SyncNow makes one exchange with the centre, and returns when it has ended. Errors are those of the client package,
// *wire.Error, and those of the vault; nothing is lost by any.
func (d *Desk) SyncNow(ctx context.Context) error {
	for _, w := range d.open() {
		if err := w.Flush(); err != nil {
			return err
		}
	}
	err := d.link.client.Round(ctx)
	if err == nil {
		err = d.describeArrivals(ctx)
	}
	if err == nil {
		_, err = d.link.client.Refresh(ctx) // describing may have settled what no person decides
	}
	if err != nil {
		return fmt.Errorf("workbench: synchronise: %w", err)
	}
	return nil
}

// SyncSoon asks for an exchange without waiting for it.
func (d *Desk) SyncSoon() { d.link.client.Poke(client.Asked) }

// NeedsAttention lists the changes that the centre holds for a manager's decision or has not taken. None of them is ever
// removed by itself.
func (d *Desk) NeedsAttention(ctx context.Context) ([]replica.Trouble, error) {
	return d.store.Troubles(ctx)
}

// ExportAttention writes what NeedsAttention lists as lines of JSON, each with the change as it was sent.
func (d *Desk) ExportAttention(ctx context.Context, to io.Writer) error {
	return d.store.ExportTroubles(ctx, to)
}

// SendStates returns how records stand to the centre. Those of which all is there are left out.
func (d *Desk) SendStates(ctx context.Context, records []uuid.UUID) (map[uuid.UUID]replica.SendState, error) {
	return d.store.SendStates(ctx, records)
}

// Delivery asks the centre on whose laptops a record is as it now stands, and keeps the answer for SendStates.
func (d *Desk) Delivery(ctx context.Context, record uuid.UUID) (wire.Delivery, error) {
	return d.link.client.Delivery(ctx, record)
}

// HandOver has a record come into sight of an account, or ends that. The record is sent first.
func (d *Desk) HandOver(ctx context.Context, record, account uuid.UUID, assigned bool) error {
	if err := d.SyncNow(ctx); err != nil {
		return err
	}
	if err := d.link.client.Assign(ctx, record, account, assigned); err != nil {
		return fmt.Errorf("workbench: hand over %s: %w", record, err)
	}
	return d.SyncNow(ctx)
}

// People are those whom the centre named last; FetchPeople asks it anew.
func (d *Desk) People(ctx context.Context) (wire.People, error) { return d.link.client.People(ctx) }

// FetchPeople asks the centre for the people and teams whom a record can be handed to.
func (d *Desk) FetchPeople(ctx context.Context) (wire.People, error) {
	return d.link.client.FetchPeople(ctx)
}
