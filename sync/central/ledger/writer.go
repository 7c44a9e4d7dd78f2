package ledger

import (
	"cmp"
	"errors"
	"slices"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/journal"
)

// writer adds changes to the log under the lock, and works out what follows from them: heads, sums, states and scopes.
// Nothing is written before flush.
type writer struct {
	tx         store.Tx
	tenant     *store.Tenant
	records    records
	entries    []store.Entry
	heads      map[uuid.UUID]store.Head // those that changes here name, and those added here
	gone       []uuid.UUID              // heads of the store that are none any more
	superseded map[uuid.UUID]bool       // changes here that the log supersedes
	named      map[edge]bool            // what changes here supersede
	marks      map[uuid.UUID]marks
	spans      map[spanKey]store.RecordSpan // to be written
	services   map[string]string            // team -> service
}

// edge says that a change of a register is superseded.
type edge struct {
	journal.Register
	parent uuid.UUID
}

// newWriter reads what adding these changes will take.
func newWriter(tx store.Tx, tenant *store.Tenant, changes []journal.Change) (*writer, error) {
	w := &writer{
		tx: tx, tenant: tenant, heads: map[uuid.UUID]store.Head{}, named: map[edge]bool{},
		marks: map[uuid.UUID]marks{}, spans: map[spanKey]store.RecordSpan{},
	}
	var ids, parents []uuid.UUID
	heads := make([]store.Head, len(changes))
	for i, c := range changes {
		ids = append(ids, c.Record)
		parents = append(parents, c.Supersedes...)
		heads[i] = headOf(c, store.Entry{})
	}
	var err error
	if w.records, err = loadRecords(tx, journal.Union(ids)); err != nil {
		return nil, err
	}
	if w.superseded, err = tx.Superseded(heads); err != nil {
		return nil, err
	}
	current, err := tx.HeadsNamed(journal.Union(parents))
	if err != nil {
		return nil, err
	}
	for _, h := range current {
		w.heads[h.Change] = h
	}
	return w, nil
}

// markBytes bounds the values that the centre reads; longer ones it takes for none.
const markBytes = 200

func headOf(c journal.Change, e store.Entry) store.Head {
	h := store.Head{Change: c.ID, Record: c.Record, Path: c.Path, Seq: e.Seq, Hash: e.Hash}
	if store.Marked(c.Path) && c.Op != journal.Clear && plain(c.Value, markBytes) {
		h.Mark = c.Value
	}
	return h
}

// take adds a change under the next number of the log, which it returns.
func (w *writer) take(e store.Entry, c journal.Change) (int64, error) {
	w.tenant.LastSeq++
	e.Seq = w.tenant.LastSeq
	e.Superseded = w.superseded[c.ID] || w.named[edge{c.Register(), c.ID}]
	w.entries = append(w.entries, e)
	r, exists := w.records.rows[c.Record]
	if !exists {
		r = store.Record{ID: c.Record, Form: c.FormHash, Creator: e.Account, CreatedSeq: e.Seq}
		w.records.spans[c.Record] = withAll(r, nil)
		w.marks[c.Record] = marks{}
	}
	if e.Began {
		r.Creator, r.Form = e.Account, c.FormHash
	}
	follow := store.Marked(c.Path) || e.Began || !exists
	if follow {
		if err := w.loadMarks(c.Record); err != nil {
			return 0, err
		}
	}
	r.LastSeq = e.Seq
	r.Changes++
	r.Bytes += int64(len(e.Body))
	r.Digest = r.Digest.Add(e.Hash)
	w.supersede(&r, c)
	if !e.Superseded {
		h := headOf(c, e)
		w.heads[c.ID] = h
		r.Heads = r.Heads.Add(e.Hash)
		if store.Marked(c.Path) {
			w.marks[c.Record][c.ID] = h
		}
	}
	w.records.rows[c.Record] = r
	if follow {
		return e.Seq, w.follow(c.Record, e.Seq)
	}
	return e.Seq, nil
}

// exists reports whether there is a record by now.
func (w *writer) exists(record uuid.UUID) bool { return w.records.rows[record].ID != uuid.Nil }

// supersede ends the heads that a change names.
func (w *writer) supersede(r *store.Record, c journal.Change) {
	for _, parent := range c.Supersedes {
		w.named[edge{c.Register(), parent}] = true
		h, ok := w.heads[parent]
		if !ok || h.Record != c.Record || h.Path != c.Path {
			continue
		}
		delete(w.heads, parent)
		delete(w.marks[c.Record], parent)
		r.Heads = r.Heads.Sub(h.Hash)
		if !w.added(h) {
			w.gone = append(w.gone, parent)
		}
	}
}

// added reports whether a head is one of this writer's own changes.
func (w *writer) added(h store.Head) bool { return len(w.entries) > 0 && h.Seq >= w.entries[0].Seq }

// flush writes everything.
func (w *writer) flush() error {
	if len(w.entries) == 0 && len(w.spans) == 0 {
		return nil
	}
	touched := map[uuid.UUID]bool{}
	for _, e := range w.entries {
		touched[e.Record] = true
	}
	var rows []store.Record
	for id, row := range w.records.rows {
		if touched[id] {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(a, b store.Record) int { return cmp.Compare(a.LastSeq, b.LastSeq) })
	var heads []store.Head
	for _, h := range w.heads {
		if w.added(h) {
			heads = append(heads, h)
		}
	}
	slices.SortFunc(heads, func(a, b store.Head) int { return cmp.Compare(a.Seq, b.Seq) })
	return errors.Join(w.tx.Append(w.entries), w.tx.MoveHeads(w.gone, heads), w.tx.PutRecords(rows), w.flushSpans())
}
