package ledger

import (
	"cmp"
	"slices"
	"strings"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// marks are the heads of a record that the centre reads, by change.
type marks map[uuid.UUID]store.Head

func (w *writer) loadMarks(record uuid.UUID) error {
	if w.marks[record] != nil {
		return nil
	}
	kept, err := w.tx.Marks(record)
	if err != nil {
		return err
	}
	w.marks[record] = marks{}
	for _, h := range kept {
		w.marks[record][h.Change] = h
	}
	return nil
}

// follow brings a record's states and scopes to what its marks say, from a number of the log on.
func (w *writer) follow(record uuid.UUID, seq int64) error {
	if err := w.loadServices(); err != nil {
		return err
	}
	r := w.records.rows[record]
	r.States = nil
	scopes := map[string]bool{userScope(r.Creator): true}
	for _, h := range w.marks[record] {
		switch account, assigned := strings.CutPrefix(h.Path, wire.PathAssigned); {
		case h.Path == wire.PathState:
			r.States = append(r.States, h.Mark)
		case assigned && h.Mark == wire.Assigned:
			if id, err := uuid.Parse(account); err == nil {
				scopes[userScope(id)] = true
			}
		case h.Path == wire.PathTeam && sound(h.Mark):
			scopes[scopeTeam+h.Mark] = true
			if service := w.services[h.Mark]; service != "" {
				scopes[scopeService+service] = true
			}
		}
	}
	slices.Sort(r.States)
	r.States = slices.Compact(r.States)
	w.records.rows[record] = r
	w.rescope(record, scopes, seq)
	return nil
}

func (w *writer) loadServices() error {
	if w.services != nil {
		return nil
	}
	teams, err := w.tx.Teams()
	if err != nil {
		return err
	}
	w.services = map[string]string{}
	for _, t := range teams {
		w.services[t.ID] = t.Service
	}
	return nil
}

// spanKey is what tells spans apart.
type spanKey struct {
	record uuid.UUID
	scope  string
	from   int64
}

// rescope ends the spans of scopes that a record has no more, and begins those of scopes that it has newly.
func (w *writer) rescope(record uuid.UUID, scopes map[string]bool, seq int64) {
	spans := w.records.spans[record]
	for i, span := range spans {
		switch {
		case span.To != 0 || span.Scope == store.ScopeAll:
		case scopes[span.Scope]:
			delete(scopes, span.Scope)
		default:
			spans[i].To = seq
			w.noteSpan(record, spans[i])
		}
	}
	for scope := range scopes {
		span := store.Span{Scope: scope, From: seq}
		spans = append(spans, span)
		w.noteSpan(record, span)
	}
	w.records.spans[record] = spans
}

func (w *writer) noteSpan(record uuid.UUID, s store.Span) {
	w.spans[spanKey{record, s.Scope, s.From}] = store.RecordSpan{Record: record, Span: s}
}

func (w *writer) flushSpans() error {
	spans := make([]store.RecordSpan, 0, len(w.spans))
	for _, s := range w.spans {
		spans = append(spans, s)
	}
	slices.SortFunc(spans, func(a, b store.RecordSpan) int {
		return cmp.Or(slices.Compare(a.Record[:], b.Record[:]), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.From, b.From))
	})
	return w.tx.PutRecordSpans(spans)
}
