package replica

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"
)

func draft(t *testing.T, b *bed, hash string) {
	t.Helper()
	f := Form{Hash: hash, ID: "visit", Version: "3", Title: "Home visit", Source: []byte("source of " + hash)}
	if err := b.ImportForm(t.Context(), f, Import{FileName: "visit.xlsx", At: b.tick(), By: "A. Lead"}, map[string][]byte{"wards.csv": []byte("name,label\n" + hash + ",North")}); err != nil {
		t.Fatal(err)
	}
}

func TestImportsAreDraftsUntilApproved(t *testing.T) {
	b := newBed(t)
	draft(t, b, "first")
	draft(t, b, "second")
	at := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	if err := b.ApproveForm(t.Context(), "first", "B. Manager", "Agreed at the forum.", at); err != nil {
		t.Fatal(err)
	}
	draft(t, b, "first") // the same file again
	b.reopen(t)
	imports, err := b.Imports(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(imports) != 2 || imports[0].Hash != "second" || !imports[0].Draft() || imports[0].By != "A. Lead" {
		t.Fatalf("imports %+v", imports)
	}
	if got := imports[1]; got.Draft() || !got.Approved.Equal(at) || got.ApprovedBy != "B. Manager" || got.Reason != "Agreed at the forum." || got.FileName != "visit.xlsx" {
		t.Errorf("approved %+v", got)
	}
}

func TestOnlyDraftsAreApprovedOrDiscarded(t *testing.T) {
	b := newBed(t)
	draft(t, b, "first")
	if err := b.ApproveForm(t.Context(), "first", "B. Manager", "Agreed.", b.tick()); err != nil {
		t.Fatal(err)
	}
	draft(t, b, "second")
	if err := b.DiscardForm(t.Context(), "second"); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"approve again":      b.ApproveForm(t.Context(), "first", "C.", "Again.", b.tick()),
		"discard approved":   b.DiscardForm(t.Context(), "first"),
		"discard twice":      b.DiscardForm(t.Context(), "second"),
		"approve one absent": b.ApproveForm(t.Context(), "absent", "C.", "Why not.", b.tick()),
		"set form of nobody": b.SetForm(t.Context(), uuid.New(), Form{Hash: "first"}),
	} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFilesOfAForm(t *testing.T) {
	b := newBed(t)
	draft(t, b, "first")
	got, err := b.FormFile(t.Context(), "first", "wards.csv")
	if err != nil || string(got) != "name,label\nfirst,North" {
		t.Errorf("file %q, %v", got, err)
	}
	for _, at := range [][2]string{{"first", "other.csv"}, {"second", "wards.csv"}} {
		if _, err := b.FormFile(t.Context(), at[0], at[1]); !errors.Is(err, ErrNotFound) {
			t.Errorf("%v: %v", at, err)
		}
	}
}

func TestSetForm(t *testing.T) {
	b := newBed(t)
	id, err := b.Create(t.Context(), NewRecord{FormID: "visit", FormHash: "first", FormVersion: "3", Author: "A. Lead"})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.SetForm(t.Context(), id, Form{Hash: "second", Version: "4"}); err != nil {
		t.Fatal(err)
	}
	row, err := b.Record(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if row.FormHash != "second" || row.FormVersion != "4" || row.FormID != "visit" {
		t.Errorf("row %+v", row)
	}
}
