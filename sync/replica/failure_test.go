package replica

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plumbline/sync/journal"
	"plumbline/sync/seal"
)

func TestFullDisk(t *testing.T) {
	b := newBed(t)
	id := b.create(t)
	b.limit(t, 40)
	kept := map[string]uuid.UUID{}
	long := strings.Repeat("The plan was explained in words a child would use. ", 60)
	var failure error
	for n := 0; failure == nil && n < 1000; n++ {
		path := fmt.Sprintf("answer%03d", n)
		changes, err := b.Commit(t.Context(), Commit{Record: id, Author: "R. Auditor", Edits: []Edit{set(path, long+path)}})
		if failure = err; err == nil {
			kept[path] = changes[0].ID
		}
	}
	if !errors.Is(failure, seal.ErrFull) || len(kept) == 0 {
		t.Fatalf("after %d answers: %v", len(kept), failure)
	}
	b.holds(t, id, kept)

	b.limit(t, 1_000_000)
	changes := b.commit(t, id, set("after", "there is room again"))
	if changes[0].DevSeq != int64(len(kept))+2 {
		t.Errorf("device sequence %d after %d answers and a state", changes[0].DevSeq, len(kept))
	}
	kept["after"] = changes[0].ID
	b.reopen(t)
	b.holds(t, id, kept)
	b.exec(t, `INSERT INTO search (search, rank) VALUES ('integrity-check', 1)`)
}

// limit leaves room for so many more pages in the database file.
func (b *bed) limit(t *testing.T, pages int) {
	t.Helper()
	var used int
	if err := b.db.writer.QueryRowContext(t.Context(), `PRAGMA page_count`).Scan(&used); err != nil {
		t.Fatal(err)
	}
	b.exec(t, fmt.Sprintf(`PRAGMA max_page_count = %d`, used+pages))
}

// holds fails unless the record holds just these answers.
func (b *bed) holds(t *testing.T, id uuid.UUID, kept map[string]uuid.UUID) {
	t.Helper()
	heads, err := b.Heads(t.Context(), id)
	if err != nil || len(heads) != len(kept)+1 {
		t.Fatalf("%d answers, want %d and the state (%v)", len(heads), len(kept), err)
	}
	for path, change := range kept {
		if len(heads[path]) != 1 || heads[path][0].ID != change {
			t.Errorf("%s holds %+v", path, heads[path])
		}
	}
}

// TestFullDiskAtEveryPage lets one large commit run out of room at every page that it asks for.
func TestFullDiskAtEveryPage(t *testing.T) {
	b := newBed(t)
	id := b.create(t)
	first := b.commit(t, id, set("a", "before"))[0]
	before := b.everything(t, id)
	long := strings.Repeat("The plan was explained in words a child would use. ", 300)
	commit := Commit{
		Record: id, Author: "R. Auditor", Summary: &Summary{Reference: "TR-20417", Title: long},
		Edits: []Edit{set("a", long).replacing(first.ID), set("b", long), set("_state", "complete")},
	}
	failures := 0
	for room := 0; ; room++ {
		b.limit(t, room)
		_, err := b.Commit(t.Context(), commit)
		if err == nil {
			break
		}
		failures++
		if !errors.Is(err, seal.ErrFull) {
			t.Fatalf("with room for %d pages: %v", room, err)
		}
		if after := b.everything(t, id); !reflect.DeepEqual(after, before) {
			t.Fatalf("with room for %d pages: %+v, want %+v", room, after, before)
		}
	}
	b.limit(t, 1_000_000)
	if failures < 5 {
		t.Errorf("ran out of room %d times only", failures)
	}
	if after := b.everything(t, id); reflect.DeepEqual(after, before) {
		t.Error("with room enough, nothing was kept")
	}
	b.exec(t, `INSERT INTO search (search, rank) VALUES ('integrity-check', 1)`)
}

// everything is what can be read of a record.
func (b *bed) everything(t *testing.T, id uuid.UUID) []any {
	t.Helper()
	row, err := b.Record(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	heads, err := b.Heads(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	history, err := b.History(t.Context(), id, "")
	if err != nil {
		t.Fatal(err)
	}
	return []any{row, heads, history, b.find(t, "before"), b.find(t, "TR-20417")}
}

func TestDamagedChange(t *testing.T) {
	b := newBed(t)
	id := b.create(t)
	b.exec(t, `UPDATE change SET body = '{"v":1}'`)
	if _, err := b.Heads(t.Context(), id); !errors.Is(err, seal.ErrDamaged) {
		t.Errorf("heads: %v", err)
	}
	if _, err := b.History(t.Context(), id, "_state"); !errors.Is(err, seal.ErrDamaged) {
		t.Errorf("history: %v", err)
	}
	_, err := b.Commit(t.Context(), Commit{Record: id, Author: "R. Auditor", Edits: []Edit{{Path: "_state", Op: journal.Set, Value: "complete"}}})
	if !errors.Is(err, seal.ErrDamaged) {
		t.Errorf("commit: %v", err)
	}
}

// TestLocked uses a store whose vault was closed under it, as a late save after the vault is locked would.
func TestLocked(t *testing.T) {
	b := bedIn(t, t.TempDir())
	id := b.create(t)
	if err := b.vault.Close(); err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	for name, use := range map[string]func() error{
		"create":   func() error { _, err := b.Create(ctx, NewRecord{}); return err },
		"commit":   func() error { _, err := b.Commit(ctx, Commit{Record: id}); return err },
		"heads":    func() error { _, err := b.Heads(ctx, id); return err },
		"history":  func() error { _, err := b.History(ctx, id, ""); return err },
		"record":   func() error { _, err := b.Record(ctx, id); return err },
		"records":  func() error { _, err := b.Records(ctx, Query{}); return err },
		"put form": func() error { return b.PutForm(ctx, Form{}) },
		"form":     func() error { _, err := b.Form(ctx, "f0"); return err },
		"meta":     func() error { _, err := b.Meta(ctx, "name"); return err },
		"set meta": func() error { return b.SetMeta(ctx, "name", "R. Auditor") },
		"log":      func() error { return b.LogExport(ctx, Export{Record: id}) },
		"exports":  func() error { _, err := b.Exports(ctx, id); return err },
		"close":    func() error { return b.Store.Close() },
		"open":     func() error { _, err := Open(ctx, b.vault, b.env); return err },
	} {
		t.Run(name, func(t *testing.T) {
			if err := use(); err == nil || errors.Is(err, ErrNotFound) {
				t.Errorf("error %v", err)
			}
		})
	}
}

// A commit that fails at any of its writes leaves the rows as they were.
func TestMemoryFailsWhole(t *testing.T) {
	b := inMemory(t)
	id := b.create(t)
	draft := b.commit(t, id, set("a", "before"))[0]
	before := b.memory.Fingerprint()
	commit := Commit{Record: id, Author: "R. Auditor", Edits: []Edit{set("a", "after").replacing(draft.ID), set("_state", "complete")}}
	for at, failed := 0, true; failed; at++ {
		left := at
		failed = false
		b.memory.Fail(func(string) error {
			if left--; left == -1 {
				failed = true
				return seal.ErrFull
			}
			return nil
		})
		_, err := b.Commit(t.Context(), commit)
		switch after := b.memory.Fingerprint(); {
		case failed && (!errors.Is(err, seal.ErrFull) || after != before):
			t.Fatalf("at write %d: %v, and the rows are others", at, err)
		case !failed && (err != nil || after == before):
			t.Fatalf("without a fault: %v, and the rows are the same", err)
		}
	}
}
