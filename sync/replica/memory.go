package replica

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"github.com/google/uuid"

	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// Memory keeps the rows of a replica in memory: for simulations, which run tens of thousands of histories, put copies
// back, and have disks fail. It finds nothing by words.
type Memory struct {
	mu    sync.RWMutex
	rows  memoryRows
	fault func(op string) error
}

// NewMemory makes rows for a new replica.
func NewMemory() *Memory {
	return &Memory{rows: memoryRows{
		values: map[string]string{}, changes: map[uuid.UUID]changeRow{}, open: map[uuid.UUID]bool{}, byRecord: map[uuid.UUID][]uuid.UUID{},
		children: map[uuid.UUID][]uuid.UUID{}, heads: map[uuid.UUID]map[headKey]bool{}, records: map[uuid.UUID]recordRow{},
		goneRows: map[uuid.UUID]goneRow{}, forms: map[string]Form{}, central: map[string]bool{},
		blobs: map[int64]blobRow{}, data: map[chunkKey][]byte{},
	}}
}

// OpenMemory opens the records that are kept in memory.
func OpenMemory(ctx context.Context, m *Memory, env Env) (*Replica, error) { return start(ctx, m, env) }

// Copy returns the rows as they are now: what a backup, a clone, or the disk after a crash has.
func (m *Memory) Copy() *Memory {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return &Memory{rows: m.rows.copy()}
}

// Fail has f asked before every write, with what is written, and before every "commit". The error that it returns is that
// of the write, and the transaction has not been. nil ends that.
func (m *Memory) Fail(f func(op string) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fault = f
}

func (m *Memory) view(_ context.Context, f func(tx) error) error {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return f(&memoryTx{memoryRows: &m.rows})
}

func (m *Memory) update(_ context.Context, f func(tx) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := &memoryTx{memoryRows: &m.rows, fault: m.fault}
	err := f(t)
	if err == nil {
		err = t.allowed("commit")
	}
	if err != nil {
		for _, undo := range slices.Backward(t.undo) {
			undo()
		}
	}
	return err
}

// memoryRows are all rows. What they hold is replaced and never altered, so that copies may share it.
type memoryRows struct {
	inc      *incarnation
	far      Centre
	values   map[string]string
	changes  map[uuid.UUID]changeRow
	open     map[uuid.UUID]bool             // changes that are not simply at the central store
	byRecord map[uuid.UUID][]uuid.UUID      // changes in the order in which they came
	children map[uuid.UUID][]uuid.UUID      // parent -> children
	heads    map[uuid.UUID]map[headKey]bool // by record
	records  map[uuid.UUID]recordRow
	goneRows map[uuid.UUID]goneRow
	forms    map[string]Form
	central  map[string]bool // forms that the central store has
	blobs    map[int64]blobRow
	lastBlob int64
	data     map[chunkKey][]byte
}

type headKey struct {
	path string
	id   uuid.UUID
}

type chunkKey struct {
	blob int64
	n    int
}

func (r memoryRows) copy() memoryRows {
	r.values, r.changes, r.open, r.records = maps.Clone(r.values), maps.Clone(r.changes), maps.Clone(r.open), maps.Clone(r.records)
	r.byRecord, r.children = clipped(r.byRecord), clipped(r.children)
	heads := make(map[uuid.UUID]map[headKey]bool, len(r.heads))
	for record, hs := range r.heads {
		heads[record] = maps.Clone(hs)
	}
	r.heads = heads
	r.goneRows, r.forms, r.central = maps.Clone(r.goneRows), maps.Clone(r.forms), maps.Clone(r.central)
	r.blobs, r.data = maps.Clone(r.blobs), maps.Clone(r.data)
	return r
}

// clipped clones a map whose slices the clone will add to without touching those of the original.
func clipped(m map[uuid.UUID][]uuid.UUID) map[uuid.UUID][]uuid.UUID {
	c := make(map[uuid.UUID][]uuid.UUID, len(m))
	for k, v := range m {
		c[k] = slices.Clip(v)
	}
	return c
}

// memoryTx reaches rows in memory.
type memoryTx struct {
	*memoryRows
	fault func(op string) error
	undo  []func()
}

func (t *memoryTx) allowed(op string) error {
	if t.fault == nil {
		return nil
	}
	return t.fault(op)
}

// put replaces what a map has under a key.
func put[K comparable, V any](t *memoryTx, op string, m map[K]V, key K, value V) error {
	if err := t.allowed(op); err != nil {
		return err
	}
	old, had := m[key]
	t.undo = append(t.undo, func() {
		if had {
			m[key] = old
		} else {
			delete(m, key)
		}
	})
	m[key] = value
	return nil
}

// remove removes what a map has under a key.
func remove[K comparable, V any](t *memoryTx, op string, m map[K]V, key K) error {
	if err := t.allowed(op); err != nil {
		return err
	}
	if old, had := m[key]; had {
		t.undo = append(t.undo, func() { m[key] = old })
		delete(m, key)
	}
	return nil
}

// get looks a row up.
func get[K comparable, V any](m map[K]V, key K) (V, error) {
	v, ok := m[key]
	if !ok {
		return v, errNoRow
	}
	return v, nil
}

func (t *memoryTx) meta(key string) (string, error) { return t.values[key], nil }

func (t *memoryTx) setMeta(key, value string) error { return put(t, "meta", t.values, key, value) }

func (t *memoryTx) centre() (Centre, error) { return t.far, nil }

func (t *memoryTx) setCentre(c Centre) error {
	if err := t.allowed("centre"); err != nil {
		return err
	}
	old := t.far
	t.undo = append(t.undo, func() { t.far = old })
	t.far = c
	return nil
}

func (t *memoryTx) incarnation() (incarnation, error) {
	if t.inc == nil {
		return incarnation{}, errNoRow
	}
	return *t.inc, nil
}

func (t *memoryTx) setIncarnation(i incarnation) error {
	if err := t.allowed("incarnation"); err != nil {
		return err
	}
	old := t.inc
	t.undo = append(t.undo, func() { t.inc = old })
	t.inc = &i
	return nil
}

func (t *memoryTx) expect(_, _ []uuid.UUID) error { return nil }

func (t *memoryTx) change(id uuid.UUID) (changeRow, error) { return get(t.changes, id) }

func (t *memoryTx) putStanding(r changeRow) error { return t.putChange(r) }

func (t *memoryTx) putChange(r changeRow) error {
	if _, here := t.changes[r.id]; !here {
		ids := slices.Clip(t.byRecord[r.Record])
		if err := put(t, "change", t.byRecord, r.Record, append(ids, r.id)); err != nil {
			return err
		}
	}
	if err := put(t, "change", t.changes, r.id, r); err != nil {
		return err
	}
	if r.status == Sent && r.doubt != lacking {
		return remove(t, "change", t.open, r.id)
	}
	return put(t, "change", t.open, r.id, true)
}

func (t *memoryTx) deleteChange(id uuid.UUID) error {
	row, here := t.changes[id]
	if !here {
		return nil
	}
	if err := put(t, "change", t.byRecord, row.Record, without(t.byRecord[row.Record], id)); err != nil {
		return err
	}
	return errors.Join(remove(t, "change", t.changes, id), remove(t, "change", t.open, id))
}

// ordered returns the changes of some ids by clock, then id.
func (t *memoryTx) ordered(ids []uuid.UUID) []changeRow {
	if len(ids) == 0 {
		return nil
	}
	type rank struct {
		hlc journal.HLC
		id  uuid.UUID
	}
	ranks := make([]rank, len(ids))
	for i, id := range ids {
		ranks[i] = rank{t.changes[id].hlc, id}
	}
	slices.SortFunc(ranks, func(a, b rank) int { return cmp.Or(cmp.Compare(a.hlc, b.hlc), compareIDs(a.id, b.id)) })
	rows := make([]changeRow, len(ids))
	for i, r := range ranks {
		rows[i] = t.changes[r.id]
	}
	return rows
}

func (t *memoryTx) changesOf(record uuid.UUID) ([]changeRow, error) {
	return t.ordered(t.byRecord[record]), nil
}

func (t *memoryTx) changesAt(r journal.Register) ([]changeRow, error) {
	var ids []uuid.UUID
	for _, id := range t.byRecord[r.Record] {
		if t.changes[id].Path == r.Path {
			ids = append(ids, id)
		}
	}
	return t.ordered(ids), nil
}

func (t *memoryTx) addEdges(child uuid.UUID, parents []uuid.UUID) error {
	for _, parent := range parents {
		if slices.Contains(t.children[parent], child) {
			continue
		}
		if err := put(t, "edge", t.children, parent, append(slices.Clip(t.children[parent]), child)); err != nil {
			return err
		}
	}
	return nil
}

func (t *memoryTx) removeEdges(child uuid.UUID, parents []uuid.UUID) error {
	for _, parent := range parents {
		if err := put(t, "edge", t.children, parent, without(t.children[parent], child)); err != nil {
			return err
		}
	}
	return nil
}

func (t *memoryTx) superseded(r journal.Register, id uuid.UUID) (bool, error) {
	return slices.ContainsFunc(t.children[id], func(child uuid.UUID) bool {
		row, here := t.changes[child]
		return here && row.Register == r
	}), nil
}

// headed returns the heads of a record at the paths that a predicate admits.
func (t *memoryTx) headed(record uuid.UUID, admits func(path string) bool) []changeRow {
	var ids []uuid.UUID
	for h := range t.heads[record] {
		if admits(h.path) {
			ids = append(ids, h.id)
		}
	}
	return t.ordered(ids)
}

func (t *memoryTx) headsOf(record uuid.UUID) ([]changeRow, error) {
	return t.headed(record, func(string) bool { return true }), nil
}

func (t *memoryTx) headsAt(r journal.Register) ([]changeRow, error) {
	return t.headed(r.Record, func(path string) bool { return path == r.Path }), nil
}

func (t *memoryTx) contested(record uuid.UUID) ([]changeRow, error) {
	count := map[string]int{}
	for h := range t.heads[record] {
		count[h.path]++
	}
	return t.headed(record, func(path string) bool { return count[path] > 1 }), nil
}

func (t *memoryTx) addHead(r journal.Register, id uuid.UUID, _ string) error {
	if t.heads[r.Record] == nil {
		t.heads[r.Record] = map[headKey]bool{}
		t.undo = append(t.undo, func() { delete(t.heads, r.Record) })
	}
	return put(t, "head", t.heads[r.Record], headKey{r.Path, id}, true)
}

func (t *memoryTx) removeHead(r journal.Register, id uuid.UUID) error {
	return remove(t, "head", t.heads[r.Record], headKey{r.Path, id})
}

func (t *memoryTx) setWords(uuid.UUID, uuid.UUID, string) error { return t.allowed("words") }

func (t *memoryTx) blob(record uuid.UUID, hash wire.Hash) (blobRow, error) {
	for _, b := range t.blobs {
		if b.record == record && b.hash == hash && b.state != blobWriting {
			return b, nil
		}
	}
	return blobRow{}, errNoRow
}
