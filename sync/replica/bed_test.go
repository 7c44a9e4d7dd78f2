package replica

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plumbline/sync/journal"
	"plumbline/sync/seal"
)

// bed is a store in a vault of its own, and a clock that goes one second with every reading.
type bed struct {
	*Store
	dir   string
	vault *seal.Vault
	now   time.Time
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

func (b *bed) open(t rapid.TB) {
	t.Helper()
	s, err := Open(context.Background(), b.vault, Env{Now: b.tick, NewID: newID})
	if err != nil {
		t.Fatal(err)
	}
	b.Store = s
}

func (b *bed) close(t rapid.TB) {
	t.Helper()
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
	if _, err := b.writer.ExecContext(context.Background(), query, args...); err != nil {
		t.Fatal(err)
	}
}
