package replica

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/journal"
)

func TestCreate(t *testing.T) {
	b := newBed(t)
	id := b.create(t)
	row, err := b.Record(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	want := Row{
		ID: id, FormID: "practice_evaluation", FormHash: "f0", FormVersion: "1", State: "in_progress",
		Created: row.Created, Edited: row.Edited, Author: "R. Auditor",
	}
	if row != want {
		t.Errorf("row %+v, want %+v", row, want)
	}
	if row.Created.Location() != time.UTC || row.Created.After(b.now) || row.Created.Before(b.now.Add(-time.Minute)) {
		t.Errorf("created %v at %v", row.Created, b.now)
	}
	if id.Version() != 7 {
		t.Errorf("id of version %d", id.Version())
	}
	heads, err := b.Heads(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if len(heads) != 1 || heads["_state"][0].Value != "in_progress" {
		t.Errorf("heads %v", heads)
	}
}

func TestCommit(t *testing.T) {
	b := newBed(t)
	id := b.create(t)
	changes := b.commit(t, id, set("header/child_ref", "TR-20417"), set("overall/grade", "good"))

	if len(changes) != 2 || changes[0].Path != "header/child_ref" || changes[1].Value != "good" {
		t.Fatalf("changes %+v", changes)
	}
	first, second := changes[0], changes[1]
	if first.Txn != second.Txn || first.Txn == uuid.Nil {
		t.Errorf("transactions %v and %v", first.Txn, second.Txn)
	}
	if first.DevSeq != 2 || second.DevSeq != 3 { // the state of the record came first
		t.Errorf("device sequence %d, %d", first.DevSeq, second.DevSeq)
	}
	if second.HLC <= first.HLC || first.FormHash != "f0" || first.Author != "R. Auditor" || first.Device != b.device(t) {
		t.Errorf("changes %+v", changes)
	}
	row, err := b.Record(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if !row.Edited.After(row.Created) {
		t.Errorf("edited %v, created %v", row.Edited, row.Created)
	}
}

func TestCommitAllOrNothing(t *testing.T) {
	b := newBed(t)
	id := b.create(t)
	_, err := b.Commit(t.Context(), Commit{Record: id, Author: "R. Auditor", Edits: []Edit{
		set("a", "kept only with the other"), {Path: "b", Op: journal.Set, Value: "\xff"},
	}})
	if !errors.Is(err, journal.ErrMalformed) {
		t.Fatalf("error %v", err)
	}
	if heads, err := b.Heads(t.Context(), id); err != nil || len(heads) != 1 {
		t.Errorf("heads %v, %v", heads, err)
	}
	if next := b.commit(t, id, set("a", "x")); next[0].DevSeq != 2 {
		t.Errorf("device sequence %d after a failure, want 2", next[0].DevSeq)
	}
}

func TestNotFound(t *testing.T) {
	b := newBed(t)
	nobody := newID()
	for name, ask := range map[string]func() error{
		"record": func() error { _, err := b.Record(t.Context(), nobody); return err },
		"heads":  func() error { _, err := b.Heads(t.Context(), nobody); return err },
		"form":   func() error { _, err := b.Form(t.Context(), "f0"); return err },
		"export": func() error { return b.LogExport(t.Context(), Export{Record: nobody, At: b.now}) },
		"commit": func() error { _, err := b.Commit(t.Context(), Commit{Record: nobody}); return err },
	} {
		t.Run(name, func(t *testing.T) {
			if err := ask(); !errors.Is(err, ErrNotFound) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestReplaceDraft(t *testing.T) {
	b := newBed(t)
	id := b.create(t)
	base := b.commit(t, id, set("a", "before"))[0]
	typed := b.commit(t, id, set("a", "Sib", base.ID))[0]
	more := b.commit(t, id, set("a", "Siblings", base.ID).replacing(typed.ID))[0]
	whole := b.commit(t, id, set("a", "Siblings seen", base.ID).replacing(more.ID))[0]

	history, err := b.History(t.Context(), id, "a")
	if err != nil {
		t.Fatal(err)
	}
	if len(history) != 2 || history[0].ID != base.ID || history[1].ID != whole.ID {
		t.Fatalf("history %+v", history)
	}
	if whole.DevSeq != typed.DevSeq || !slices.Equal(whole.Supersedes, []uuid.UUID{base.ID}) {
		t.Errorf("number %d superseding %v, want %d superseding %v", whole.DevSeq, whole.Supersedes, typed.DevSeq, base.ID)
	}
	if next := b.commit(t, id, set("b", "x"))[0]; next.DevSeq != whole.DevSeq+1 {
		t.Errorf("next number %d after %d", next.DevSeq, whole.DevSeq)
	}
	if found := b.find(t, "sib"); len(found) != 1 {
		t.Errorf("found %v", found)
	}
}

func TestWhatIsNoLongerADraftIsSuperseded(t *testing.T) {
	tests := []struct {
		name    string
		path    string
		author  string
		meddle  func(t *testing.T, b *bed, first journal.Change)
		history int // changes of the path at the end
		heads   int
	}{
		{"a push has tried it", "a", "R. Auditor", func(t *testing.T, b *bed, first journal.Change) {
			b.exec(t, `UPDATE change SET status = 1 WHERE id = ?`, first.ID[:])
		}, 2, 1},
		{"another author wrote it", "a", "S. Manager", func(*testing.T, *bed, journal.Change) {}, 2, 1},
		{"it was superseded from another window", "a", "R. Auditor", func(t *testing.T, b *bed, first journal.Change) {
			b.commit(t, first.Record, set("a", "elsewhere", first.ID))
		}, 3, 2},
		{"it belongs to another answer", "b", "R. Auditor", func(*testing.T, *bed, journal.Change) {}, 1, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBed(t)
			id := b.create(t)
			first := b.commit(t, id, set("a", "first"))[0]
			tt.meddle(t, b, first)
			changes, err := b.Commit(t.Context(), Commit{Record: id, Author: tt.author, Edits: []Edit{set(tt.path, "second").replacing(first.ID)}})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(changes[0].Supersedes, []uuid.UUID{first.ID}) || changes[0].DevSeq <= first.DevSeq {
				t.Errorf("change %+v after %+v", changes[0], first)
			}
			history, err := b.History(t.Context(), id, tt.path)
			if err != nil || len(history) != tt.history {
				t.Errorf("history %+v, %v", history, err)
			}
			heads, err := b.Heads(t.Context(), id)
			if err != nil || len(heads[tt.path]) != tt.heads {
				t.Errorf("heads %+v, %v", heads[tt.path], err)
			}
		})
	}
}

func TestConflict(t *testing.T) {
	b := newBed(t)
	id := b.create(t)
	conflicts := func() int {
		t.Helper()
		row, err := b.Record(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return row.Conflicts
	}
	base := b.commit(t, id, set("a", "base"), set("b", "base"))
	left := b.commit(t, id, set("a", "left", base[0].ID), set("b", "same", base[1].ID))
	right := b.commit(t, id, set("a", "right", base[0].ID), set("b", "same", base[1].ID))
	if n := conflicts(); n != 1 {
		t.Errorf("%d conflicts, want that of a alone", n)
	}
	for _, words := range []string{"left", "right", "same"} {
		if found := b.find(t, words); len(found) != 1 {
			t.Errorf("%s found %v", words, found)
		}
	}
	b.commit(t, id, set("a", "both", left[0].ID, right[0].ID))
	if n := conflicts(); n != 0 {
		t.Errorf("%d conflicts after a person has chosen", n)
	}
	if found := b.find(t, "left"); len(found) != 0 {
		t.Errorf("found %v by what was replaced", found)
	}
}

func TestStateAndVersion(t *testing.T) {
	b := newBed(t)
	id := b.create(t)
	steps := []struct {
		state   string
		version int
	}{{"complete", 1}, {"in_progress", 1}, {"complete", 2}, {"withdrawn", 2}}
	last := uuid.Nil
	for _, step := range steps {
		heads, err := b.Heads(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		// Even an edit that offers to replace the last state leaves it in the history.
		last = b.commit(t, id, set("_state", step.state, heads["_state"][0].ID).replacing(last))[0].ID
		row, err := b.Record(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if row.State != step.state || row.Version != step.version {
			t.Errorf("state %s, version %d, want %s, %d", row.State, row.Version, step.state, step.version)
		}
	}
	history, err := b.History(t.Context(), id, "_state")
	if err != nil || len(history) != 1+len(steps) {
		t.Errorf("history %+v, %v", history, err)
	}
}
