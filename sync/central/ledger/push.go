package ledger

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// Push takes changes from a device. Each has an answer of its own, in the order of the request; an error means that none
// was taken.
//
// What arrives goes through five steps: changes that were answered before get that answer again; then the device's count
// is checked, and all from the first break of it is left for later; then each action is judged as a whole; then what may be
// taken is applied under the next numbers of the log; then all of it is kept at once. The tenant's lock is held throughout, and
// whatever can be done before is.
func (l *Ledger) Push(ctx context.Context, who Session, epoch uuid.UUID, pushed []wire.Pushed) ([]wire.Result, wire.PushEnd, error) {
	lines := l.readLines(who, pushed)
	var end wire.PushEnd
	err := l.extend(ctx, "push", func(tx store.Tx) error {
		p, err := l.startPush(tx, who, epoch, lines)
		if err != nil {
			return err
		}
		for _, step := range []func() error{p.repeat, p.count, p.prepare, p.judge, p.keep} {
			if err := step(); err != nil {
				return err
			}
		}
		end = wire.PushEnd{Epoch: p.tenant.Epoch, LastSeq: p.tenant.LastSeq, DevSeq: p.devSeq, Time: l.now()}
		return nil
	})
	if err != nil {
		return nil, wire.PushEnd{}, err
	}
	results := make([]wire.Result, len(lines))
	for i, ln := range lines {
		results[i] = l.answer(ln)
	}
	return results, end, nil
}

// answer is a line's result with its receipt.
func (l *Ledger) answer(ln *line) wire.Result {
	if ln.twin != nil {
		r := l.answer(ln.twin)
		if r.Outcome == wire.OK {
			r.Outcome = wire.Dup
		}
		return r
	}
	kind := receiptTaken
	switch r := ln.result; {
	case r.Outcome == wire.Held:
		kind = receiptHeld
	case r.Outcome != wire.OK && r.Outcome != wire.Dup:
		return r
	case ln.began:
		kind = receiptBegan
	}
	ln.result.Receipt = l.receipt(kind, ln.ID, ln.Hash, ln.account)
	return ln.result
}

// push is one push under way.
type push struct {
	tx      store.Tx
	now     time.Time
	who     Session
	lines   []*line
	tenant  store.Tenant
	before  int64 // the pushing device's count when the push began
	devSeq  int64 // and as the push goes on
	writer  *writer
	refused []store.Arrival
	held    []store.Held
	sights  map[uuid.UUID]sight
	makers  map[uuid.UUID]uuid.UUID // device -> account, of changes that are carried without a receipt
}

func (l *Ledger) startPush(tx store.Tx, who Session, epoch uuid.UUID, lines []*line) (*push, error) {
	tenant, err := tx.Tenant()
	if err != nil {
		return nil, err
	}
	device, err := tx.Device(who.Device)
	if err != nil {
		return nil, err
	}
	switch {
	case device.Revoked:
		return nil, errRevoked()
	case epoch != tenant.Epoch || device.Epoch != tenant.Epoch:
		return nil, errEpoch(tx, tenant, epoch)
	}
	return &push{
		tx: tx, now: l.now(), who: who, lines: lines, tenant: tenant, before: device.DevSeq, devSeq: device.DevSeq,
		sights: map[uuid.UUID]sight{}, makers: map[uuid.UUID]uuid.UUID{},
	}, nil
}

// prepare reads what taking the changes that are left will need.
func (p *push) prepare() (err error) {
	var changes []journal.Change
	for _, ln := range p.lines {
		if !ln.settled() && ln.fault == "" {
			changes = append(changes, ln.change)
		}
	}
	p.writer, err = newWriter(p.tx, &p.tenant, changes)
	return err
}

// errEpoch says that the log has begun anew since the epoch that a request is of, and from where on something may have
// been lost. Of an epoch that this store does not know, or that a device has only heard of, nothing is certain to be here.
func errEpoch(tx store.Tx, tenant store.Tenant, since uuid.UUID) error {
	epochs, err := tx.Epochs()
	if err != nil {
		return err
	}
	refusal := wire.Refuse(wire.EpochChanged, "The centre was put back to a backup. The program sends again what was lost.")
	refusal.Epoch = tenant.Epoch
	known := slices.IndexFunc(epochs, func(e store.Epoch) bool { return e.ID == since })
	if known < 0 || known == len(epochs)-1 {
		return refusal
	}
	refusal.OfferAbove = epochs[known+1].From
	for _, later := range epochs[known+1:] {
		refusal.OfferAbove = min(refusal.OfferAbove, later.From)
	}
	return refusal
}
