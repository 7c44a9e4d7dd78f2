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

// Batch is changes that a device pushes.
type Batch struct {
	Epoch   uuid.UUID
	Changes []wire.Pushed
	Cursor  wire.Cursor // how far the device has come; zero where it does not say
}

// Answer is what became of a batch.
type Answer struct {
	Results []wire.Result // in the order of the batch
	Records []wire.Record // where End has a cursor: those that the changes taken are of
	End     wire.PushEnd
}

// Push takes changes from a device. Each has an answer of its own; an error means that none was taken.
//
// What arrives goes through six steps: changes that were answered before get that answer again; then the device's count
// is checked, and all from the first break of it is left for later; then each action is judged as a whole; then what may be
// taken is applied under the next numbers of the log; then all of it is kept at once, and the device told whether it has the
// whole log with that. The tenant's lock is held throughout, and whatever can be done before is.
func (l *Ledger) Push(ctx context.Context, who Session, batch Batch) (Answer, error) {
	lines := l.readLines(who, batch.Changes)
	var answer Answer
	err := l.extend(ctx, "push", func(tx store.Tx) error {
		p, err := l.startPush(tx, who, batch.Epoch, lines)
		if err != nil {
			return err
		}
		began := p.tenant.LastSeq
		for _, step := range []func() error{p.repeat, p.count, p.prepare, p.judge, p.keep} {
			if err := step(); err != nil {
				return err
			}
		}
		answer = Answer{End: wire.PushEnd{Epoch: p.tenant.Epoch, LastSeq: p.tenant.LastSeq, DevSeq: p.devSeq, Time: l.now()}}
		if batch.Cursor == (wire.Cursor{Epoch: p.tenant.Epoch, Seq: began}) {
			return p.goOn(batch.Cursor, &answer)
		}
		return nil
	})
	if err != nil {
		return Answer{}, err
	}
	answer.Results = make([]wire.Result, len(lines))
	for i, ln := range lines {
		answer.Results[i] = l.answer(ln)
	}
	return answer, nil
}

// goOn moves the cursor of a device that had all of the log before this push beyond it, where all that a pull would bring is
// what the device has pushed.
func (p *push) goOn(from wire.Cursor, answer *Answer) error {
	s, err := p.sightOf(p.who.Account)
	if err != nil {
		return err
	}
	page := pull{tx: p.tx, who: p.who, tenant: p.tenant, sight: s, cursor: from}
	named := map[uuid.UUID]bool{}
	for _, e := range p.writer.entries {
		row, spans := p.writer.records.rows[e.Record], p.writer.records.spans[e.Record]
		if e.Superseded || page.fate(row, spans, from.Seq, p.tenant.LastSeq) != stays {
			return nil
		}
		if !named[e.Record] {
			named[e.Record] = true
			page.record(p.writer.records, e.Record, wire.Record{Whole: row.CreatedSeq > from.Seq})
		}
	}
	for _, line := range page.lines {
		answer.Records = append(answer.Records, *line.Record)
	}
	answer.End.Cursor, answer.End.FormsSeq = wire.Cursor{Epoch: from.Epoch, Seq: p.tenant.LastSeq}.String(), p.tenant.FormsSeq
	return nil
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
