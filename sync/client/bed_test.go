package client_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"plumbline/sync/central"
	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store/memory"
	"plumbline/sync/client"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
	"plumbline/sync/seal"
	"plumbline/sync/wire"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(helperVariable); dir != "" {
		if err := beALaptop(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	goleak.VerifyTestMain(m)
}

// tb is a test or one try of a property.
type tb interface {
	rapid.TB
	Cleanup(f func())
}

func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

// centre is a central store in memory, and a clock that goes a second with every reading.
type centre struct {
	store   *memory.Store
	ledger  *ledger.Ledger // beside the one that serves, for what tests do at the centre
	handler http.Handler

	clock func() time.Time // nil: its own

	mu  sync.Mutex
	now time.Time
}

func newCentre(t tb) *centre {
	t.Helper()
	c := &centre{now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), store: memory.New(newID(), "Gannetshire")}
	c.open(t)
	return c
}

func (c *centre) open(t tb) {
	t.Helper()
	l, err := ledger.Open(context.Background(), c.store, ledger.Env{Now: c.tick})
	if err != nil {
		t.Fatal(err)
	}
	served, err := central.New(context.Background(), c.store, central.Env{Env: ledger.Env{Now: c.tick}})
	if err != nil {
		t.Fatal(err)
	}
	c.ledger, c.handler = l, served.Handler()
	t.Cleanup(func() {
		if err := served.Close(); err != nil {
			t.Error(err)
		}
	})
}

// restore puts the centre back to a backup, as an operator does.
func (c *centre) restore(t tb, backup *memory.Store) {
	t.Helper()
	c.store = backup.Copy()
	c.open(t)
	if _, err := c.ledger.NewEpoch(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func (c *centre) tick() time.Time {
	if c.clock != nil {
		return c.clock()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Second)
	return c.now
}

// account adds an account and returns a code for a laptop of it.
func (c *centre) account(t tb, name string, role ledger.Role, scopes ...string) wire.Account {
	t.Helper()
	a, err := c.ledger.AddAccount(context.Background(), ledger.NewAccount{Name: name, Role: role, Scopes: scopes})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (c *centre) code(t tb, name string) string {
	t.Helper()
	code, _, err := c.ledger.EnrolCode(context.Background(), name, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// wires are the network of one laptop: cut, faulty or whole.
type wires struct {
	centre *centre
	mu     sync.Mutex                                         // guards before
	before func(r *http.Request) error                        // nil: passes
	after  func(r *http.Request, body []byte) ([]byte, error) // nil: passes

	instead func(r *http.Request) *http.Response // what answers in the centre's place; nil: the centre
	twice   bool                                 // every request reaches the centre twice
}

// intercept has a function come ahead of every request from now on, also while a laptop works by itself.
func (w *wires) intercept(before func(r *http.Request) error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.before = before
}

func (w *wires) intercepted(r *http.Request) error {
	w.mu.Lock()
	before := w.before
	w.mu.Unlock()
	if before == nil {
		return nil
	}
	return before(r)
}

var errCut = errors.New("the wire was cut")

// RoundTrip implements http.RoundTripper.
func (w *wires) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	if err := w.intercepted(r); err != nil {
		return nil, err
	}
	if w.instead != nil {
		return w.instead(r), nil
	}
	content, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	again := r.Clone(r.Context())
	r.Body, again.Body = io.NopCloser(bytes.NewReader(content)), io.NopCloser(bytes.NewReader(content))
	rec := httptest.NewRecorder()
	w.centre.handler.ServeHTTP(rec, r)
	if w.twice {
		w.centre.handler.ServeHTTP(httptest.NewRecorder(), again)
	}
	answer := rec.Result()
	if w.after == nil {
		return answer, nil
	}
	body, err := w.after(r, rec.Body.Bytes())
	if body == nil && err != nil {
		return nil, err
	}
	answer.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), failing{err}))
	return answer, nil
}

// answer is what something answers.
func answer(status int, body string, header http.Header) *http.Response {
	if header == nil {
		header = http.Header{}
	}
	return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader(body))}
}

// failing fails with an error, or ends where that is nil.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err == nil {
		return 0, io.EOF
	}
	return 0, f.err
}

// laptop is a replica with its client.
type laptop struct {
	*replica.Replica
	*client.Client
	wires  *wires
	centre *centre
	memory *replica.Memory // nil where a vault keeps the rows
	vault  *seal.Vault
	dir    string
}

// keeping makes laptops of one kind.
type keeping struct {
	name string
	make func(t tb, c *centre, dir string) *laptop
}

func keepings() []keeping {
	return []keeping{{"memory", func(t tb, c *centre, _ string) *laptop { return inMemory(t, c, replica.NewMemory()) }}, {"sealed", inVault}}
}

func (c *centre) env() replica.Env { return replica.Env{Now: c.tick, NewID: newID} }

func inMemory(t tb, c *centre, m *replica.Memory) *laptop {
	t.Helper()
	r, err := replica.OpenMemory(context.Background(), m, c.env())
	if err != nil {
		t.Fatal(err)
	}
	return newLaptop(c, &laptop{Replica: r, memory: m})
}

const passphrase = "seven wet otters knit at dawn"

func sealEnv() seal.Env { return seal.Env{Now: time.Now, WeakKDFForTests: true} }

func inVault(t tb, c *centre, dir string) *laptop {
	t.Helper()
	v, err := seal.Create(dir, []byte(passphrase), sealEnv())
	if errors.Is(err, seal.ErrExists) {
		v, err = seal.Open(dir, []byte(passphrase), sealEnv())
	}
	if err != nil {
		t.Fatal(err)
	}
	s, err := replica.Open(context.Background(), v, c.env())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	})
	return newLaptop(c, &laptop{Replica: s.Replica, vault: v, dir: dir})
}

func newLaptop(c *centre, l *laptop) *laptop {
	l.centre, l.wires = c, &wires{centre: c}
	l.Client = client.New(l.Replica, client.Env{
		Now: c.tick, Jitter: func(d time.Duration) time.Duration { return d / 2 }, App: "plumbline test", Label: "Laptop 14",
		Dial: func([]byte) (http.RoundTripper, error) { return l.wires, nil },
	})
	return l
}

// enrolled makes a laptop of an account.
func (k keeping) enrolled(t testing.TB, c *centre, name string) *laptop {
	t.Helper()
	l := k.make(t, c, t.TempDir())
	l.enrol(t, name)
	return l
}

func (l *laptop) enrol(t tb, name string) {
	t.Helper()
	_, err := l.Enrol(context.Background(), client.Invitation{URL: "http://localhost", Code: l.centre.code(t, name)})
	if err != nil {
		t.Fatal(err)
	}
}

// sync makes rounds until nothing is left to do.
func (l *laptop) sync(t tb) {
	t.Helper()
	for range 2 {
		if err := l.Round(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
}

func (l *laptop) start(t tb) uuid.UUID {
	t.Helper()
	id, err := l.Create(context.Background(), replica.NewRecord{FormID: "practice_evaluation", FormHash: "f0", FormVersion: "1", Author: "R. Auditor"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// write answers a question as a person does who sees what is current; "" clears.
func (l *laptop) write(t tb, record uuid.UUID, path, value string) journal.Change {
	t.Helper()
	return l.writeOver(t, record, path, value, l.ids(t, record, path)...)
}

func (l *laptop) writeOver(t tb, record uuid.UUID, path, value string, seen ...uuid.UUID) journal.Change {
	t.Helper()
	e := replica.Edit{Path: path, Op: journal.Set, Value: value, Words: value, Supersedes: seen}
	if value == "" {
		e.Op, e.Words = journal.Clear, ""
	}
	changes, err := l.Commit(context.Background(), replica.Commit{Record: record, Author: "R. Auditor", Edits: []replica.Edit{e}})
	if err != nil {
		t.Fatal(err)
	}
	return changes[0]
}

func (l *laptop) ids(t tb, record uuid.UUID, path string) []uuid.UUID {
	t.Helper()
	heads, err := l.Heads(context.Background(), record)
	if err != nil && !errors.Is(err, replica.ErrNotFound) {
		t.Fatal(err)
	}
	var ids []uuid.UUID
	for _, h := range heads[path] {
		ids = append(ids, h.ID)
	}
	return ids
}

// values are what is current at a path, in order.
func (l *laptop) values(t tb, record uuid.UUID, path string) []string {
	t.Helper()
	heads, err := l.Heads(context.Background(), record)
	if err != nil && !errors.Is(err, replica.ErrNotFound) {
		t.Fatal(err)
	}
	var values []string
	for _, h := range heads[path] {
		values = append(values, h.Value)
	}
	slices.Sort(values)
	return values
}

func (l *laptop) wantValues(t tb, record uuid.UUID, path string, want ...string) {
	t.Helper()
	slices.Sort(want)
	if got := l.values(t, record, path); !slices.Equal(got, want) {
		t.Fatalf("%s holds %q, want %q", path, got, want)
	}
}

func (l *laptop) row(t tb, record uuid.UUID) replica.Row {
	t.Helper()
	row, err := l.Record(context.Background(), record)
	if err != nil {
		t.Fatal(err)
	}
	return row
}

func (l *laptop) overview(t tb) replica.Overview {
	t.Helper()
	o, err := l.Overview(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// same fails unless laptops hold the same of a record.
func same(t tb, record uuid.UUID, laptops ...*laptop) {
	t.Helper()
	first, err := laptops[0].Heads(context.Background(), record)
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range laptops[1:] {
		heads, err := l.Heads(context.Background(), record)
		if err != nil || !reflect.DeepEqual(heads, first) {
			t.Fatalf("laptop %d holds %v, laptop 0 %v (%v)", i+1, brief(heads), brief(first), err)
		}
	}
}

func brief(heads map[string][]journal.Change) string {
	var out []string
	for path, hs := range heads {
		for _, h := range hs {
			out = append(out, fmt.Sprintf("%s=%q", path, h.Value))
		}
	}
	slices.Sort(out)
	return fmt.Sprint(out)
}
