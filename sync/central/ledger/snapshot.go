package ledger

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// snapshotRecords is how many records one query of a snapshot looks at.
const snapshotRecords = 50

// Snapshot returns a page of the records in an account's sight with their heads alone, its last line an end. All pages
// are of one moment of the log, the one at which the first of them was made. The cursor of the last page goes on with Pull.
//
// Nothing of a snapshot is kept between its pages, so that any process can make the next one, at any time.
func (l *Ledger) Snapshot(ctx context.Context, who Session, cursor wire.Cursor) ([]wire.PullLine, error) {
	var p *pull
	err := l.view(ctx, "snapshot", func(tx store.Tx) (err error) {
		if p, err = l.startPull(tx, who, cursor, wire.PageChanges); err != nil {
			return err
		}
		switch {
		case cursor == wire.Cursor{}:
			p.cursor = wire.Cursor{Epoch: p.tenant.Epoch, Seq: p.tenant.LastSeq, Step: p.tenant.LastSeq}
		case cursor.Step != cursor.Seq:
			return wire.Refuse(wire.Malformed, "The program mixed up two ways to go on. Update the program on this laptop.")
		}
		return p.snapshot()
	})
	if err != nil {
		return nil, err
	}
	return append(p.lines, wire.PullLine{End: l.pullEnd(p, p.cursor.Step != 0)}), nil
}

func (p *pull) snapshot() error {
	for p.bytes < wire.SnapshotBytes {
		ids, err := p.tx.RecordsIn(p.sight.scopes(), p.cursor.After, snapshotRecords)
		if err != nil {
			return err
		}
		known, err := loadRecords(p.tx, ids)
		if err != nil {
			return err
		}
		some := fitting(known, ids)
		if err := p.snapshotOf(known, some); err != nil {
			return err
		}
		if len(some) < len(ids) || len(ids) == snapshotRecords {
			p.cursor.After = some[len(some)-1]
			continue
		}
		p.cursor.Step, p.cursor.After = 0, uuid.Nil
		return nil
	}
	return nil
}

// fitting returns as many records as one query may bring into memory, and at least one.
func fitting(known records, ids []uuid.UUID) []uuid.UUID {
	room := int64(wire.RequestBytes)
	for i, id := range ids {
		if room -= known.rows[id].Bytes; room < 0 && i > 0 {
			return ids[:i]
		}
	}
	return ids
}

// snapshotOf adds records as they were when the snapshot began.
func (p *pull) snapshotOf(known records, ids []uuid.UUID) error {
	var asTheyAre []uuid.UUID
	for _, id := range ids {
		if known.rows[id].LastSeq <= p.cursor.Seq {
			asTheyAre = append(asTheyAre, id)
		}
	}
	entries, err := p.tx.HeadEntries(asTheyAre)
	if err != nil {
		return err
	}
	heads := map[uuid.UUID][]store.Entry{}
	for _, e := range entries {
		heads[e.Record] = append(heads[e.Record], e)
	}
	for _, id := range ids {
		r, spans := known.rows[id], known.spans[id]
		if r.Purged != 0 || r.CreatedSeq > p.cursor.Seq || !p.sight.sees(spans, p.cursor.Seq) || !p.sight.sees(spans, p.tenant.LastSeq) {
			continue
		}
		if r.LastSeq > p.cursor.Seq {
			if heads[id], err = p.headsThen(id); err != nil {
				return err
			}
		}
		p.record(known, id, wire.Record{OnlyHeads: true})
		p.changes(heads[id])
	}
	return nil
}

// headsThen works out which changes of a record were its heads when the snapshot began.
func (p *pull) headsThen(record uuid.UUID) ([]store.Entry, error) {
	entries, err := p.tx.RecordEntries(record, 0, p.cursor.Seq, 0)
	if err != nil {
		return nil, err
	}
	changes := make([]journal.Change, len(entries))
	for i, e := range entries {
		if changes[i], err = journal.Decode(e.Body); err != nil {
			return nil, fmt.Errorf("change %s: %w", e.ID, err)
		}
	}
	current := map[uuid.UUID]bool{}
	for _, hs := range journal.Heads(changes) {
		for _, h := range hs {
			current[h.ID] = true
		}
	}
	heads := entries[:0:0]
	for _, e := range entries {
		if current[e.ID] {
			heads = append(heads, e)
		}
	}
	return heads, nil
}
