package ledger

import (
	"slices"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

const (
	turnRecords    = 200  // that one query of a turn looks at
	stretchChanges = 4000 // that one stretch looks at, besides what its last action has more
)

// turn passes the next number, at which the account gains or loses scopes. What comes into sight by it is sent whole,
// which may take many pages: then the cursor says up to which record it was done.
func (p *pull) turn() error {
	before, at, after := p.cursor.Seq, p.cursor.Seq+1, p.cursor.After
	if p.cursor.Step == 0 {
		if err := p.events(at); err != nil {
			return err
		}
	}
	for {
		ids, err := p.tx.RecordsIn(p.sight.changing(at), after, turnRecords)
		if err != nil {
			return err
		}
		known, err := loadRecords(p.tx, ids)
		if err != nil {
			return err
		}
		p.looked += len(ids)
		for _, id := range ids {
			if err := p.turnRecord(known, id, before); err != nil {
				return err
			}
			after = id
			if p.full() {
				p.cursor.Step, p.cursor.After = at, after
				return nil
			}
		}
		if len(ids) < turnRecords {
			p.cursor = wire.Cursor{Epoch: p.cursor.Epoch, Seq: at}
			return nil
		}
	}
}

func (p *pull) turnRecord(known records, id uuid.UUID, before int64) error {
	spans := known.spans[id]
	switch p.fate(known.rows[id], spans, before, before+1) {
	case comes:
		return p.whole(known, id, before+1)
	case goes:
		p.drop(id)
	}
	return nil
}

// fate is what happens to a client's copy of a record between two numbers of the log.
type fate int

const (
	stays  fate = iota // it has what came before, and gets what came since
	comes              // it has nothing of it, or has it with a gap, and gets all of it
	goes               // it has it, and must not any more
	unseen             // it neither has it nor gets it
)

func (p *pull) fate(r store.Record, spans []store.Span, from, to int64) fate {
	inSight := r.Purged == 0 && p.sight.role().writes() && p.sight.sees(spans, to) && p.sight.sees(spans, p.tenant.LastSeq)
	switch {
	case inSight && (r.CreatedSeq > from || p.sight.keeps(spans, from, to)):
		return stays
	case inSight:
		return comes
	case p.sight.sees(spans, from) && !p.sight.sees(spans, to):
		return goes
	default:
		return unseen
	}
}

// whole sends a record with every change up to a number.
func (p *pull) whole(known records, id uuid.UUID, upto int64) error {
	entries, err := p.tx.RecordEntries(id, 0, upto, 0)
	if err != nil {
		return err
	}
	p.record(known, id, wire.Record{Whole: true})
	p.changes(entries)
	return nil
}

// stretch passes numbers up to a bound, as many as the page has room for.
func (p *pull) stretch(bound int64) error {
	plan, err := p.plan(bound)
	if err != nil {
		return err
	}
	if err := p.events(plan.upto); err != nil {
		return err
	}
	for _, id := range plan.ids(goes) {
		p.drop(id)
	}
	staying := plan.ids(stays)
	for _, id := range staying {
		p.record(plan.known, id, wire.Record{Whole: plan.known.rows[id].CreatedSeq > p.cursor.Seq})
	}
	entries, err := p.tx.Entries(plan.seqs)
	if err != nil {
		return err
	}
	p.changes(entries)
	for _, id := range plan.ids(comes) {
		if err := p.whole(plan.known, id, plan.upto); err != nil {
			return err
		}
	}
	p.cursor.Seq = plan.upto
	return nil
}

// plan is what a stretch is going to send.
type plan struct {
	upto  int64
	known records
	order []uuid.UUID // records touched, in the order in which they are
	fates map[uuid.UUID]fate
	seqs  []int64 // changes of records that stay
}

func (pl *plan) ids(f fate) []uuid.UUID {
	var ids []uuid.UUID
	for _, id := range pl.order {
		if pl.fates[id] == f {
			ids = append(ids, id)
		}
	}
	return ids
}

// plan decides how far the next stretch goes and what becomes of each record that it touches.
func (p *pull) plan(bound int64) (*plan, error) {
	from := p.cursor.Seq
	look := store.Look{After: from, Upto: min(bound, from+scanMost), Scopes: p.sight.since(from)}
	metas, err := p.tx.Metas(look, stretchChanges+wire.RequestLines)
	if err != nil {
		return nil, err
	}
	if len(metas) == stretchChanges+wire.RequestLines {
		metas, look.Upto = wholeActions(metas)
	}
	touches, err := p.tx.Touches(look)
	if err != nil {
		return nil, err
	}
	var ids []uuid.UUID
	for _, m := range metas {
		ids = append(ids, m.Record)
	}
	for _, t := range touches {
		ids = append(ids, t.Record)
	}
	known, err := loadRecords(p.tx, journal.Union(ids))
	if err != nil {
		return nil, err
	}
	pl := &plan{known: known, fates: map[uuid.UUID]fate{}}
	pl.upto = p.end(metas, touches, known, look.Upto)
	p.looked += int(pl.upto - from)
	metas = metas[:countUpto(metas, pl.upto)]
	for _, m := range metas {
		if pl.decide(p, m.Record) == stays {
			pl.seqs = append(pl.seqs, m.Seq)
		}
	}
	for _, t := range touches {
		if t.Seq <= pl.upto {
			pl.decide(p, t.Record)
		}
	}
	return pl, nil
}

func (pl *plan) decide(p *pull, id uuid.UUID) fate {
	f, ok := pl.fates[id]
	if !ok {
		f = p.fate(pl.known.rows[id], pl.known.spans[id], p.cursor.Seq, pl.upto)
		pl.fates[id] = f
		pl.order = append(pl.order, id)
	}
	return f
}

func countUpto(metas []store.Meta, upto int64) int {
	n, _ := slices.BinarySearchFunc(metas, upto+1, func(m store.Meta, seq int64) int { return int(m.Seq - seq) })
	return n
}
