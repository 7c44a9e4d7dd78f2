package memory

import (
	"fmt"
	"slices"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// next checks that a number is the next one of the log, as the key of a table would.
func (t *tx) next(seq int64) error {
	if seq != int64(len(t.log))+1 {
		return fmt.Errorf("memory: number %d after %d", seq, len(t.log))
	}
	return nil
}

func (t *tx) Append(entries []store.Entry) error {
	for _, e := range entries {
		if err := t.next(e.Seq); err != nil {
			return err
		}
		if _, twice := t.bySeq[e.ID]; twice {
			return fmt.Errorf("memory: change %s twice", e.ID)
		}
		for _, parent := range e.Parents {
			put(t, t.edges, parent, append(t.edges[parent], e.ID))
		}
		e.Parents = nil
		set(t, &t.log, append(t.log, slot{entry: &e}))
		put(t, t.bySeq, e.ID, e.Seq)
		put(t, t.byRecord, e.Record, append(t.byRecord[e.Record], e.Seq))
	}
	return nil
}

func (t *tx) AppendEvent(e store.Event) error {
	if err := t.next(e.Seq); err != nil {
		return err
	}
	set(t, &t.log, append(t.log, slot{event: &e}))
	return nil
}

// entry returns the change with a number.
func (t *tx) entry(seq int64) store.Entry { return *t.log[seq-1].entry }

func (t *tx) Known(ids []uuid.UUID) (map[uuid.UUID]store.Arrival, error) {
	known := map[uuid.UUID]store.Arrival{}
	for _, id := range ids {
		if seq, ok := t.bySeq[id]; ok {
			known[id] = arrival(t.entry(seq), wire.OK, "")
		} else if h, ok := t.held[id]; ok {
			known[id] = arrival(h.Entry, wire.Held, h.Reason)
		}
	}
	return known, nil
}

func arrival(e store.Entry, outcome wire.Outcome, code wire.Reason) store.Arrival {
	return store.Arrival{
		ID: e.ID, Device: e.Device, Account: e.Account, DevSeq: e.DevSeq, Hash: e.Hash, Outcome: outcome, Code: code, Seq: e.Seq,
		Began: e.Began,
	}
}

func (t *tx) AddRefused(arrivals []store.Arrival) error {
	for _, a := range arrivals {
		put(t, t.refused, count{a.Device, a.DevSeq}, a)
	}
	return nil
}

func (t *tx) Refused(device uuid.UUID, first, last int64) (map[int64]store.Arrival, error) {
	refused := map[int64]store.Arrival{}
	for k, a := range t.refused {
		if k.device == device && first <= k.devSeq && k.devSeq <= last {
			refused[k.devSeq] = a
		}
	}
	return refused, nil
}

func (t *tx) Metas(look store.Look, limit int) ([]store.Meta, error) {
	var metas []store.Meta
	for seq := look.After + 1; seq <= min(look.Upto, int64(len(t.log))); seq++ {
		if e := t.log[seq-1].entry; e != nil && t.had(e.Record, look.Scopes) {
			metas = append(metas, store.Meta{Seq: seq, Record: e.Record, Txn: e.Txn, Size: len(e.Body)})
		}
		if limit > 0 && len(metas) == limit {
			break
		}
	}
	return metas, nil
}

// had reports whether a record has ever had one of some scopes.
func (t *tx) had(record uuid.UUID, scopes []string) bool {
	return scopes == nil || slices.ContainsFunc(t.recordSpans[record], func(s store.Span) bool {
		return slices.Contains(scopes, s.Scope)
	})
}

func (t *tx) Entries(seqs []int64) ([]store.Entry, error) {
	entries := make([]store.Entry, len(seqs))
	for i, seq := range slices.Sorted(slices.Values(seqs)) {
		entries[i] = t.entry(seq)
	}
	return entries, nil
}

func (t *tx) RecordEntries(record uuid.UUID, after, upto int64, limit int) ([]store.Entry, error) {
	var entries []store.Entry
	seqs := t.byRecord[record]
	first, _ := slices.BinarySearch(seqs, after+1)
	for _, seq := range seqs[first:] {
		if seq > upto || limit > 0 && len(entries) == limit {
			break
		}
		entries = append(entries, t.entry(seq))
	}
	return entries, nil
}

func (t *tx) Events(after, upto int64) ([]store.Event, error) {
	var events []store.Event
	for seq := after + 1; seq <= min(upto, int64(len(t.log))); seq++ {
		if e := t.log[seq-1].event; e != nil {
			events = append(events, *e)
		}
	}
	return events, nil
}

func (t *tx) EventsFor(account uuid.UUID, after, upto int64) ([]store.Event, error) {
	events, err := t.Events(after, upto)
	return slices.DeleteFunc(events, func(e store.Event) bool { return e.Account != account }), err
}

func (t *tx) Superseded(changes []store.Head) (map[uuid.UUID]bool, error) {
	superseded := map[uuid.UUID]bool{}
	for _, c := range changes {
		for _, child := range t.edges[c.Change] {
			if e := t.entry(t.bySeq[child]); e.Record == c.Record && e.Path == c.Path {
				superseded[c.Change] = true
			}
		}
	}
	return superseded, nil
}

func (t *tx) HeadsNamed(ids []uuid.UUID) ([]store.Head, error) {
	var heads []store.Head
	for _, id := range ids {
		if h, ok := t.heads[id]; ok {
			heads = append(heads, h)
		}
	}
	return heads, nil
}

func (t *tx) MoveHeads(gone []uuid.UUID, added []store.Head) error {
	for _, id := range gone {
		h, ok := t.heads[id]
		if !ok {
			continue
		}
		drop(t, t.heads, id)
		others := slices.DeleteFunc(slices.Clone(t.headsOf[h.Record]), func(other uuid.UUID) bool { return other == id })
		put(t, t.headsOf, h.Record, others)
	}
	for _, h := range added {
		put(t, t.heads, h.Change, h)
		put(t, t.headsOf, h.Record, append(t.headsOf[h.Record], h.Change))
	}
	return nil
}

func (t *tx) Marks(record uuid.UUID) ([]store.Head, error) {
	var marks []store.Head
	for _, id := range t.headsOf[record] {
		if h := t.heads[id]; store.Marked(h.Path) {
			marks = append(marks, h)
		}
	}
	return marks, nil
}

func (t *tx) HeadEntries(records []uuid.UUID) ([]store.Entry, error) {
	var entries []store.Entry
	for _, record := range records {
		for _, id := range t.headsOf[record] {
			entries = append(entries, t.entry(t.heads[id].Seq))
		}
	}
	slices.SortFunc(entries, func(a, b store.Entry) int { return int(a.Seq - b.Seq) })
	return entries, nil
}
