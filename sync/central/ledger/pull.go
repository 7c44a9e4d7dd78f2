package ledger

import (
	"context"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// scanMost is how many numbers of the log, of others too, one page looks through.
const scanMost = 50_000

// Pull returns a page of what a device has not seen, its last line an end.
func (l *Ledger) Pull(ctx context.Context, who Session, cursor wire.Cursor, limit int) ([]wire.PullLine, error) {
	p, err := l.page(ctx, who, cursor, limit)
	if err != nil {
		return nil, err
	}
	return p.lines, nil
}

// page makes a page, with its end.
func (l *Ledger) page(ctx context.Context, who Session, cursor wire.Cursor, limit int) (*pull, error) {
	if limit <= 0 || limit > wire.PageChanges {
		limit = wire.PageChanges
	}
	if cursor.Step != 0 && cursor.Step != cursor.Seq+1 {
		return nil, wire.Refuse(wire.Malformed, "The program mixed up two ways to go on. Update the program on this laptop.")
	}
	var p *pull
	err := l.view(ctx, "pull", func(tx store.Tx) (err error) {
		if p, err = l.startPull(tx, who, cursor, limit); err != nil {
			return err
		}
		return p.run()
	})
	if err != nil {
		return nil, err
	}
	end := l.pullEnd(p, p.cursor != wire.Cursor{Epoch: p.tenant.Epoch, Seq: p.tenant.LastSeq})
	p.lines = append(p.lines, wire.PullLine{End: end})
	return p, nil
}

func (l *Ledger) pullEnd(p *pull, more bool) *wire.PullEnd {
	return &wire.PullEnd{
		Cursor: p.cursor.String(), More: more, LastSeq: p.tenant.LastSeq, FormsSeq: p.tenant.FormsSeq, Time: l.now(),
	}
}

// pull is one page being made. All of it is read at one moment, so that what is not in sight now is not sent, whatever
// was in sight at the numbers that the page is about.
type pull struct {
	l      *Ledger
	tx     store.Tx
	who    Session
	tenant store.Tenant
	sight  sight
	cursor wire.Cursor
	limit  int
	lines  []wire.PullLine
	count  int // changes in the page
	bytes  int
	looked int // numbers looked through
}

func (l *Ledger) startPull(tx store.Tx, who Session, cursor wire.Cursor, limit int) (*pull, error) {
	tenant, err := tx.Tenant()
	if err != nil {
		return nil, err
	}
	switch {
	case cursor.Epoch == uuid.Nil:
		cursor.Epoch = tenant.Epoch
	case cursor.Epoch != tenant.Epoch:
		return nil, errEpoch(tx, tenant, cursor.Epoch)
	case cursor.Seq > tenant.LastSeq:
		return nil, wire.Refuse(wire.StoreBehind,
			"The centre is behind this laptop: it may have been put back to a backup. Nothing is lost; tell an administrator.")
	}
	s, err := loadSight(tx, who.Account)
	return &pull{l: l, tx: tx, who: who, tenant: tenant, sight: s, cursor: cursor, limit: limit}, err
}

func (p *pull) full() bool {
	return p.count >= p.limit || p.bytes >= wire.PageBytes || p.looked >= scanMost
}

// run takes steps through the log until the page is full or the log ends. A step is either one number at which the account's own
// scopes change, or a stretch during which they do not.
func (p *pull) run() error {
	for !p.full() && (p.cursor.Step != 0 || p.cursor.Seq < p.tenant.LastSeq) {
		at := p.sight.boundary(p.cursor.Seq, p.tenant.LastSeq)
		var err error
		switch {
		case p.cursor.Step != 0, at == p.cursor.Seq+1:
			err = p.turn()
		case at != 0:
			err = p.stretch(at - 1)
		default:
			err = p.stretch(p.tenant.LastSeq)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// drop orders the client to erase a record.
func (p *pull) drop(record uuid.UUID) {
	p.lines = append(p.lines, wire.PullLine{Drop: &wire.Drop{Record: record}})
}

// record adds the line of a record.
func (p *pull) record(known records, id uuid.UUID, kind wire.Record) {
	line := recordLine(known.rows[id])
	line.Write = known.writable(p.sight, id, p.tenant.LastSeq)
	line.Whole, line.OnlyHeads = kind.Whole, kind.OnlyHeads
	p.lines = append(p.lines, wire.PullLine{Record: &line})
}

func recordLine(r store.Record) wire.Record {
	states := r.States
	if states == nil {
		states = []string{}
	}
	return wire.Record{
		ID: r.ID, Form: r.Form, Creator: r.Creator, States: states,
		Changes: r.Changes, LastSeq: r.LastSeq, Digest: r.Digest, Heads: r.Heads,
	}
}

// changes adds lines of changes.
func (p *pull) changes(entries []store.Entry) {
	for _, e := range entries {
		p.lines = append(p.lines, wire.PullLine{Change: p.l.pulled(e)})
		p.count++
		p.bytes += len(e.Body)
	}
}

func (l *Ledger) pulled(e store.Entry) *wire.Pulled {
	kind := receiptTaken
	if e.Began {
		kind = receiptBegan
	}
	return &wire.Pulled{
		Seq: e.Seq, Account: e.Account, Superseded: e.Superseded, Hash: e.Hash, Body: string(e.Body),
		Receipt: l.receipt(kind, e.ID, e.Hash, e.Account),
	}
}

// events adds lines for what concerns the account itself.
func (p *pull) events(upto int64) error {
	events, err := p.tx.EventsFor(p.who.Account, p.cursor.Seq, upto)
	if err != nil {
		return err
	}
	for _, e := range events {
		switch e.Kind {
		case store.EventAccount:
			account := shown(p.sight)
			p.lines = append(p.lines, wire.PullLine{Account: &account})
		case store.EventDecision:
			if err := p.decision(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// decision tells an author what became of an action. Of records that are not in the author's sight, so that what was taken
// does not come, nothing stays on the laptop.
func (p *pull) decision(e store.Event) error {
	all, err := p.tx.HeldGroup(e.Txn)
	if err != nil {
		return err
	}
	var group []store.Held
	var ids []uuid.UUID
	for _, h := range all {
		if h.Account == p.who.Account {
			group, ids = append(group, h), append(ids, h.Record)
		}
	}
	ids = journal.Union(ids)
	known, err := loadRecords(p.tx, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if _, exists := known.rows[id]; exists && !p.sight.sees(known.spans[id], p.tenant.LastSeq) {
			p.drop(id)
		}
	}
	for _, h := range group {
		p.lines = append(p.lines, wire.PullLine{Decision: &wire.Decision{
			Change: h.ID, Record: h.Record, Accepted: e.Accepted, Reason: e.Reason, By: e.By,
		}})
	}
	return nil
}
