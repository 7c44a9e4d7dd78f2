package memory

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
)

// tx is a transaction. It alters the rows at once, and remembers how to undo that.
type tx struct {
	*rows
	undo []func()
}

// put sets an entry of a map.
func put[K comparable, V any](t *tx, m map[K]V, k K, v V) {
	old, had := m[k]
	m[k] = v
	t.undo = append(t.undo, func() {
		if delete(m, k); had {
			m[k] = old
		}
	})
}

// drop deletes an entry of a map.
func drop[K comparable, V any](t *tx, m map[K]V, k K) {
	if old, had := m[k]; had {
		delete(m, k)
		t.undo = append(t.undo, func() { m[k] = old })
	}
}

// set sets a variable of the rows.
func set[T any](t *tx, p *T, v T) {
	old := *p
	*p = v
	t.undo = append(t.undo, func() { *p = old })
}

// get looks an entry of a map up.
func get[K comparable, V any](m map[K]V, k K) (V, error) {
	v, ok := m[k]
	if !ok {
		return v, store.ErrNotFound
	}
	return v, nil
}

// insert adds an id to sorted ids. Mostly it is the greatest.
func insert(t *tx, ids *[]uuid.UUID, id uuid.UUID) {
	at, found := slices.BinarySearchFunc(*ids, id, compareIDs)
	switch {
	case found:
	case at == len(*ids):
		set(t, ids, append(*ids, id))
	default:
		set(t, ids, slices.Insert(slices.Clone(*ids), at, id))
	}
}

func compareIDs(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) }

// above returns the ids after one.
func above(ids []uuid.UUID, after uuid.UUID) []uuid.UUID {
	at, found := slices.BinarySearchFunc(ids, after, compareIDs)
	if found {
		at++
	}
	return ids[at:]
}

func sorted[K comparable, V any](m map[K]V, compare func(a, b V) int) []V {
	var all []V
	for _, v := range m {
		all = append(all, v)
	}
	slices.SortFunc(all, compare)
	return all
}

// putSpan returns spans with one more, or with one replaced.
func putSpan(spans []store.Span, s store.Span) []store.Span {
	for i, old := range spans {
		if old.Scope == s.Scope && old.From == s.From {
			spans = slices.Clone(spans)
			spans[i] = s
			return spans
		}
	}
	return append(spans, s)
}

func bySeqOfTouch(a touch, seq int64) int { return cmp.Compare(a.Seq, seq) }
