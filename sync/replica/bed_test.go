package replica

import (
	"context"
	"flag"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/google/uuid"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"plumbline/sync/journal"
	"plumbline/sync/seal"
)

func TestMain(m *testing.M) {
	// Every try of a property makes a vault. An argument of the command line goes first.
	checks := "20"
	if os.Getenv("PLUMBLINE_LONG") != "" {
		checks = "500"
	}
	if err := flag.Set("rapid.checks", checks); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	goleak.VerifyTestMain(m)
}

// bed is a store in a vault of its own, and a clock that goes one second with every reading. Of a bed in memory the Store
// has no lists.
type bed struct {
	*Store
	dir    string
	vault  *seal.Vault // nil in memory
	memory *Memory
	now    time.Time
}

const passphrase = "seven wet otters knit at dawn"

// sealEnv makes a vault that opens at once, since these tests are not about passphrases.
func sealEnv() seal.Env { return seal.Env{Now: time.Now, WeakKDFForTests: true} }

func newBed(t testing.TB) *bed {
	t.Helper()
	b := bedIn(t, t.TempDir())
	t.Cleanup(func() { b.close(t) })
	return b
}

func bedIn(t rapid.TB, dir string) *bed {
	t.Helper()
	b := &bed{dir: dir, now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	v, err := seal.Create(dir, []byte(passphrase), sealEnv())
	if err != nil {
		t.Fatal(err)
	}
	b.vault = v
	b.open(t)
	return b
}

// inMemory is a bed in memory.
func inMemory(t rapid.TB) *bed {
	t.Helper()
	b := &bed{memory: NewMemory(), now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	b.open(t)
	return b
}

// eachKeeping runs a test with rows in a vault and with rows in memory.
func eachKeeping(t *testing.T, f func(t *testing.T, b *bed)) {
	t.Helper()
	t.Run("sealed", func(t *testing.T) { f(t, newBed(t)) })
	t.Run("memory", func(t *testing.T) { f(t, inMemory(t)) })
}

func (b *bed) open(t rapid.TB) {
	t.Helper()
	if b.memory != nil {
		r, err := OpenMemory(context.Background(), b.memory, Env{Now: b.tick, NewID: newID})
		if err != nil {
			t.Fatal(err)
		}
		b.Store = &Store{Replica: r}
		return
	}
	s, err := Open(context.Background(), b.vault, Env{Now: b.tick, NewID: newID})
	if err != nil {
		t.Fatal(err)
	}
	b.Store = s
}

func (b *bed) close(t rapid.TB) {
	t.Helper()
	if b.memory != nil {
		return
	}
	if err := b.Store.Close(); err != nil {
		t.Error(err)
	}
	if err := b.vault.Close(); err != nil {
		t.Error(err)
	}
}

// reopen ends the program and starts it again.
func (b *bed) reopen(t rapid.TB) {
	t.Helper()
	b.close(t)
	if b.memory != nil {
		b.open(t)
		return
	}
	v, err := seal.Open(b.dir, []byte(passphrase), sealEnv())
	if err != nil {
		t.Fatal(err)
	}
	b.vault = v
	b.open(t)
}

func (b *bed) tick() time.Time {
	b.now = b.now.Add(time.Second)
	return b.now
}

// device is the installation that the bed is.
func (b *bed) device(t rapid.TB) uuid.UUID {
	t.Helper()
	c, err := b.Centre(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return c.Device
}

func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

func (b *bed) create(t rapid.TB) uuid.UUID {
	t.Helper()
	id, err := b.Create(context.Background(), NewRecord{FormID: "practice_evaluation", FormHash: "f0", FormVersion: "1", Author: "R. Auditor"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// commit keeps edits by the usual author and returns their changes.
func (b *bed) commit(t rapid.TB, record uuid.UUID, edits ...Edit) []journal.Change {
	t.Helper()
	changes, err := b.Commit(context.Background(), Commit{Record: record, Author: "R. Auditor", Edits: edits})
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// set is an edit whose value search finds.
func set(path, value string, supersedes ...uuid.UUID) Edit {
	return Edit{Path: path, Op: journal.Set, Value: value, Words: value, Supersedes: supersedes}
}

func (e Edit) replacing(id uuid.UUID) Edit {
	e.Replaces = id
	return e
}

// find lists the ids of the records that words find.
func (b *bed) find(t rapid.TB, words string) []uuid.UUID {
	t.Helper()
	rows, err := b.Records(context.Background(), Query{Words: words})
	if err != nil {
		t.Fatal(err)
	}
	var ids []uuid.UUID
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids
}

func (b *bed) exec(t rapid.TB, query string, args ...any) {
	t.Helper()
	if _, err := b.db.writer.ExecContext(context.Background(), query, args...); err != nil {
		t.Fatal(err)
	}
}
