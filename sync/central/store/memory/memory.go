// Package memory keeps the central store's rows in memory: for simulations, which run tens of thousands of histories and
// put copies back to see what a restore does, and for trying things out.
package memory

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// Store is a store in memory. Transactions run one after the other.
type Store struct {
	mu   sync.RWMutex
	rows *rows
}

var _ store.Store = (*Store)(nil)

// New makes a store for a tenant.
func New(id uuid.UUID, name string) *Store {
	return &Store{rows: newRows(store.Tenant{ID: id, Name: name})}
}

// Copy returns a store with the rows as they are now: a backup.
func (s *Store) Copy() *Store {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return &Store{rows: s.rows.copy()}
}

// View implements store.Store.
func (s *Store) View(_ context.Context, f func(store.Tx) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return f(&tx{rows: s.rows})
}

// Update implements store.Store.
func (s *Store) Update(_ context.Context, f func(store.Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := &tx{rows: s.rows}
	err := f(t)
	if err != nil {
		for _, undo := range slices.Backward(t.undo) {
			undo()
		}
	}
	return err
}

// Extend implements store.Store.
func (s *Store) Extend(ctx context.Context, f func(store.Tx) error) error { return s.Update(ctx, f) }

// Close implements store.Store.
func (s *Store) Close() error { return nil }

// rows are all rows. What they hold is replaced or added to and never altered, so that copies may share it.
type rows struct {
	tenant       store.Tenant
	epochs       []store.Epoch
	teams        map[string]store.Team
	accounts     map[uuid.UUID]store.Account
	accountSpans map[uuid.UUID][]store.Span
	devices      map[uuid.UUID]store.Device
	codes        map[wire.Hash]store.Code
	tokens       map[wire.Hash]store.Token
	nonces       map[wire.Hash]time.Time
	applied      []applied
	log          []slot // by number, from 1
	bySeq        map[uuid.UUID]int64
	byRecord     map[uuid.UUID][]int64
	refused      map[count]store.Arrival
	edges        map[uuid.UUID][]uuid.UUID // parent -> children
	heads        map[uuid.UUID]store.Head
	headsOf      map[uuid.UUID][]uuid.UUID // record -> heads
	records      map[uuid.UUID]store.Record
	recordIDs    []uuid.UUID // sorted
	recordSpans  map[uuid.UUID][]store.Span
	touches      []touch // in the order of numbers
	held         map[uuid.UUID]store.Held
	heldIDs      []uuid.UUID // sorted
	blobs        map[blobKey]store.Blob
	chunks       map[chunkKey][]byte
	forms        map[wire.Hash]store.Form
}

// slot is one number of the log: a change or an event.
type slot struct {
	entry *store.Entry
	event *store.Event
}

// touch is a touch of a scope.
type touch struct {
	store.Touch
	scope string
}

type applied struct {
	device uuid.UUID
	seq    int64
	at     time.Time
}

type count struct {
	device uuid.UUID
	devSeq int64
}

type blobKey struct {
	record uuid.UUID
	id     wire.Hash
}

type chunkKey struct {
	blobKey
	n int
}

func newRows(tenant store.Tenant) *rows {
	return &rows{
		tenant: tenant, teams: map[string]store.Team{}, accounts: map[uuid.UUID]store.Account{},
		accountSpans: map[uuid.UUID][]store.Span{}, devices: map[uuid.UUID]store.Device{}, codes: map[wire.Hash]store.Code{},
		tokens: map[wire.Hash]store.Token{}, nonces: map[wire.Hash]time.Time{}, bySeq: map[uuid.UUID]int64{},
		byRecord: map[uuid.UUID][]int64{}, refused: map[count]store.Arrival{}, edges: map[uuid.UUID][]uuid.UUID{},
		heads: map[uuid.UUID]store.Head{}, headsOf: map[uuid.UUID][]uuid.UUID{}, records: map[uuid.UUID]store.Record{},
		recordSpans: map[uuid.UUID][]store.Span{}, held: map[uuid.UUID]store.Held{}, blobs: map[blobKey]store.Blob{},
		chunks: map[chunkKey][]byte{}, forms: map[wire.Hash]store.Form{},
	}
}

func (r *rows) copy() *rows {
	c := *r
	c.epochs, c.applied, c.log = slices.Clip(r.epochs), slices.Clip(r.applied), slices.Clip(r.log)
	c.recordIDs, c.heldIDs, c.touches = slices.Clip(r.recordIDs), slices.Clip(r.heldIDs), slices.Clip(r.touches)
	c.teams, c.accounts, c.accountSpans = maps.Clone(r.teams), maps.Clone(r.accounts), clipped(r.accountSpans)
	c.devices, c.codes, c.tokens, c.nonces = maps.Clone(r.devices), maps.Clone(r.codes), maps.Clone(r.tokens), maps.Clone(r.nonces)
	c.bySeq, c.byRecord, c.refused = maps.Clone(r.bySeq), clipped(r.byRecord), maps.Clone(r.refused)
	c.edges, c.heads, c.headsOf = clipped(r.edges), maps.Clone(r.heads), clipped(r.headsOf)
	c.records, c.recordSpans, c.held = maps.Clone(r.records), clipped(r.recordSpans), maps.Clone(r.held)
	c.blobs, c.chunks, c.forms = maps.Clone(r.blobs), maps.Clone(r.chunks), maps.Clone(r.forms)
	return &c
}

// clipped clones a map whose slices the clone will add to without touching those of the original.
func clipped[K comparable, V any](m map[K][]V) map[K][]V {
	c := make(map[K][]V, len(m))
	for k, v := range m {
		c[k] = slices.Clip(v)
	}
	return c
}
