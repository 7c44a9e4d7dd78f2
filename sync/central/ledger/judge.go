package ledger

import (
	"errors"
	"slices"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// judge decides each action as a whole, and applies those that may be taken.
func (p *push) judge() error {
	groups := map[int][]*line{}
	var order []int
	for _, ln := range p.lines {
		if ln.settled() {
			continue
		}
		if groups[ln.group] == nil {
			order = append(order, ln.group)
		}
		groups[ln.group] = append(groups[ln.group], ln)
	}
	for _, g := range order {
		if err := p.judgeAction(groups[g]); err != nil {
			return err
		}
	}
	return nil
}

// judgeAction decides one action: all bad when a part of it is; else what is of erased records purged; and of the rest
// all held when a part of it must be, or all taken.
func (p *push) judgeAction(action []*line) error {
	for _, ln := range action {
		if err := p.checkMaker(ln); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(action, func(ln *line) bool { return ln.fault != "" }) {
		for _, ln := range action {
			reason := ln.fault
			if reason == "" {
				reason = wire.GroupBad
			}
			ln.settle(wire.Bad, reason)
			p.refuse(ln)
		}
		return nil
	}
	rest := action[:0:0]
	for _, ln := range action {
		if p.writer.records.rows[ln.change.Record].Purged != 0 {
			ln.settle(wire.Purged, "")
			p.refuse(ln)
			continue
		}
		rest = append(rest, ln)
	}
	reason, err := p.hindrance(rest)
	if err != nil {
		return err
	}
	if reason != "" {
		return p.holdAction(rest, reason)
	}
	for _, ln := range rest {
		ln.settle(wire.OK, "")
		ln.began = p.begins(ln)
		if ln.result.Seq, err = p.writer.take(p.entry(ln), ln.change); err != nil {
			return err
		}
	}
	return nil
}

// begins reports whether a change begins its record: as its receipt says when it comes back after a restore, whoever's
// changes came back first, and else when there is no such record.
func (p *push) begins(ln *line) bool {
	return ln.receipt == receiptBegan || ln.receipt != receiptTaken && !p.writer.exists(ln.change.Record)
}

// checkMaker makes a change bad that another account's device made and that has no receipt. A device that is not known here
// is one that a restore has lost: what it made is taken as the account's that brings it.
func (p *push) checkMaker(ln *line) error {
	if ln.fault != "" || ln.own || ln.receipt != "" {
		return nil
	}
	maker, ok := p.makers[ln.change.Device]
	if !ok {
		switch device, err := p.tx.Device(ln.change.Device); {
		case err == nil:
			maker = device.Account
		case errors.Is(err, store.ErrNotFound):
			maker = p.who.Account
		default:
			return err
		}
		p.makers[ln.change.Device] = maker
	}
	if maker != p.who.Account {
		ln.fault = wire.ForeignDevice
	}
	return nil
}

// hindrance returns why an action must be held; "" when it may be taken. What was in the log before a restore goes back
// there unasked.
func (p *push) hindrance(action []*line) (wire.Reason, error) {
	for _, ln := range action {
		if ln.receipt == receiptTaken || ln.receipt == receiptBegan {
			continue
		}
		s, err := p.sightOf(ln.account)
		if err != nil {
			return "", err
		}
		reason, err := p.judgeChange(s, ln.change)
		if err != nil {
			return "", err
		}
		if reason == wire.RecordClosed && reopens(s.role(), p.writer.records.rows[ln.change.Record].States, ln.change.Record, action) {
			reason = ""
		}
		if reason != "" {
			return reason, nil
		}
	}
	return "", nil
}

// judgeChange returns why an account may not add a change as its record now is; "" when it may.
func (p *push) judgeChange(s sight, c journal.Change) (wire.Reason, error) {
	record, exists := p.writer.records.rows[c.Record]
	switch {
	case !s.role().writes() || !s.account.Active:
		return wire.NoRight, nil
	case !exists:
		return p.judgeForm(c.FormHash)
	case !s.sees(p.writer.records.spans[c.Record], p.tenant.LastSeq):
		return wire.NoRight, nil
	case closed(record.States):
		return wire.RecordClosed, nil
	case record.Changes >= wire.RecordChanges, record.Bytes >= wire.RecordBytes:
		return wire.RecordFull, nil
	}
	return "", nil
}

// judgeForm holds records that are begun on a withdrawn form.
func (p *push) judgeForm(hash string) (wire.Reason, error) {
	h, ok := wire.ParseHash(hash)
	if !ok { // some other way to name a form, which the centre does not know
		return "", nil
	}
	form, err := p.tx.Form(h)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	if err == nil && form.Status == wire.FormGone {
		return wire.FormWithdrawn, nil
	}
	return "", err
}

// reopens reports whether an action moves a record out of a state in which it takes no answers, by someone who may.
func reopens(role Role, states []string, record uuid.UUID, action []*line) bool {
	return role.reopens(states) && slices.ContainsFunc(action, func(ln *line) bool {
		return ln.change.Record == record && ln.change.Path == wire.PathState && !closed([]string{ln.change.Value})
	})
}

// sightOf is what an account sees; nothing when the store does not know it.
func (p *push) sightOf(account uuid.UUID) (sight, error) {
	if s, ok := p.sights[account]; ok {
		return s, nil
	}
	s, err := loadSight(p.tx, account)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return s, err
	}
	p.sights[account] = s
	return s, nil
}

func (p *push) entry(ln *line) store.Entry {
	c := ln.change
	return store.Entry{
		ID: c.ID, Record: c.Record, Txn: c.Txn, Account: ln.account, Device: c.Device, DevSeq: c.DevSeq, Carried: !ln.own, Began: ln.began,
		Path: c.Path, Op: string(c.Op), Form: c.FormHash, HLC: int64(c.HLC), Hash: ln.Hash, Body: []byte(ln.Body),
		Parents: c.Supersedes, Received: p.now, Skew: p.now.Sub(c.HLC.Time()),
	}
}

// holdAction keeps an action for a decision. It is decided as a whole, so that none may be added to one that is held.
func (p *push) holdAction(action []*line, reason wire.Reason) error {
	before, err := p.tx.HeldGroup(action[0].Txn)
	if err != nil {
		return err
	}
	for _, ln := range action {
		if len(before) > 0 {
			ln.settle(wire.Bad, wire.GroupBad)
			p.refuse(ln)
			continue
		}
		ln.settle(wire.Held, reason)
		p.held = append(p.held, store.Held{Entry: p.entry(ln), Reason: reason})
	}
	return nil
}

// refuse remembers how a change was answered for that is kept nowhere else.
func (p *push) refuse(ln *line) {
	if !ln.own || ln.DevSeq <= p.before {
		return
	}
	p.refused = append(p.refused, store.Arrival{
		ID: ln.ID, Device: p.who.Device, DevSeq: ln.DevSeq, Hash: ln.Hash, Outcome: ln.result.Outcome, Code: ln.result.Code,
	})
}

// keep writes what the push has come to.
func (p *push) keep() error {
	return errors.Join(
		p.writer.flush(),
		p.tx.PutHeld(p.held),
		p.tx.AddRefused(p.refused),
		p.tx.CountDevice(p.who.Device, p.devSeq, p.tenant.Epoch),
		p.tx.SetTenant(p.tenant),
	)
}
