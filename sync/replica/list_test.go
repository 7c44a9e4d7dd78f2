package replica

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"

	"plumbline/sync/journal"
)

func TestSearch(t *testing.T) {
	b := newBed(t)
	id := b.create(t)
	other := b.create(t)
	_, err := b.Commit(t.Context(), Commit{
		Record: id, Author: "R. Auditor",
		Edits: []Edit{
			set("voice/seen", "The child's café visits were recorded, in ALL CAPITALS."),
			set("voice/plan", "Unborn baby; 38 weeks. £40 a week — “safe” sleep"),
			{Path: "grade", Op: journal.Set, Value: "requires_improvement", Words: "Requires improvement"},
		},
		Summary: &Summary{Reference: "TR-20417", Cohort: "Children in need", Team: "North Locality", Grade: "requires_improvement", Title: "Practice evaluation"},
	})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, words string
		found       bool
	}{
		{"a word", "visits", true},
		{"a beginning", "vis", true},
		{"an ending", "sits", false},
		{"capitals aside", "cApItAls", true},
		{"accents aside", "CAFE", true},
		{"accents given", "café", true},
		{"words of different answers", "visits baby", true},
		{"one word too many", "visits elephant", false},
		{"an apostrophe", "child's", true},
		{"the reference", "TR-20417", true},
		{"the reference begun", "tr-20", true},
		{"a reference with other letters", "XR-20417", false},
		{"reference and answer", "TR-20417 sleep", true},
		{"the cohort", "need", true},
		{"the team", "locality", true},
		{"the wording of a choice", "requires improvement", true},
		{"the name of a choice", "requires_improvement", true}, // the same words, underline aside
		{"a number", "38", true},
		{"an operator is a word", "visits OR elephant", false},
		{"NOT is a word", "NOT elephant", false},
		{"NEAR is a word", "NEAR(visits, 2)", false},
		{"a column filter is a word", "words:visits", false},
		{"quotes", `"visits"`, true},
		{"a quote alone", `visits " baby`, true},
		{"unbalanced quotes", `"visits`, true},
		{"parentheses", "(visits", true},
		{"a star", "visits*", true},
		{"a caret", "^visits", true},
		{"a dash before a word", "-visits", true},
		{"SQL", "'; DROP TABLE record; --", false},
		{"a nought byte", "visits\x00baby", true},
		{"not UTF-8", "visits\xff", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := []uuid.UUID(nil)
			if tt.found {
				want = []uuid.UUID{id}
			}
			if got := b.find(t, tt.words); !slices.Equal(got, want) {
				t.Errorf("found %v, want %v", got, want)
			}
		})
	}
	for _, nothing := range []string{"", "   ", "--", `"`, "\x00"} {
		if got := b.find(t, nothing); !slices.Equal(got, []uuid.UUID{other, id}) && !slices.Equal(got, []uuid.UUID{id, other}) {
			t.Errorf("%q found %v, want every record", nothing, got)
		}
	}
}

func TestSearchForgetsWhatWasReplaced(t *testing.T) {
	b := newBed(t)
	id := b.create(t)
	summary := &Summary{Reference: "TR-1", Team: "North"}
	first, err := b.Commit(t.Context(), Commit{Record: id, Author: "R. Auditor", Edits: []Edit{set("a", "apple")}, Summary: summary})
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Commit(t.Context(), Commit{
		Record: id, Author: "R. Auditor", Summary: &Summary{Reference: "TR-2", Team: "South"},
		Edits: []Edit{{Path: "a", Op: journal.Clear, Supersedes: []uuid.UUID{first[0].ID}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for words, found := range map[string]int{"apple": 0, "TR-1": 0, "north": 0, "TR-2": 1, "south": 1} {
		if got := b.find(t, words); len(got) != found {
			t.Errorf("%s found %v, want %d", words, got, found)
		}
	}
	b.exec(t, `INSERT INTO search (search, rank) VALUES ('integrity-check', 1)`)
}

func TestRecords(t *testing.T) {
	b := newBed(t)
	var ids []uuid.UUID // the last edited first
	for range 5 {
		ids = append([]uuid.UUID{b.create(t)}, ids...)
	}
	heads, err := b.Heads(t.Context(), ids[4])
	if err != nil {
		t.Fatal(err)
	}
	b.commit(t, ids[4], set("_state", "complete", heads["_state"][0].ID), set("a", "apple"))
	ids = append([]uuid.UUID{ids[4]}, ids[:4]...)

	tests := []struct {
		name string
		q    Query
		want []uuid.UUID
	}{
		{"all", Query{}, ids},
		{"the first two", Query{Limit: 2}, ids[:2]},
		{"the next two", Query{Limit: 2, Offset: 2}, ids[2:4]},
		{"beyond the last", Query{Limit: 2, Offset: 9}, nil},
		{"an offset alone", Query{Offset: 3}, ids[3:]},
		{"an offset before the first", Query{Offset: -1, Limit: 1}, ids[:1]},
		{"in progress", Query{State: "in_progress"}, ids[1:]},
		{"complete", Query{State: "complete"}, ids[:1]},
		{"of the form", Query{FormID: "practice_evaluation"}, ids},
		{"of another form", Query{FormID: "observation"}, nil},
		{"of all forms but another", Query{Except: []string{"observation", "plan"}}, ids},
		{"of all forms but this", Query{Except: []string{"practice_evaluation"}}, nil},
		{"everything at once", Query{Words: "apple", State: "complete", FormID: "practice_evaluation", Limit: 5}, ids[:1]},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, err := b.Records(t.Context(), tt.q)
			if err != nil {
				t.Fatal(err)
			}
			var got []uuid.UUID
			for _, r := range rows {
				got = append(got, r.ID)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

// TestManyRecords pages through 10,000 records and meets each once.
func TestManyRecords(t *testing.T) {
	const records, page = 10_000, 250
	b := newBed(t)
	b.fill(t, records)
	seen := map[uuid.UUID]bool{}
	for offset := 0; offset < records; offset += page {
		rows, err := b.Records(t.Context(), Query{Limit: page, Offset: offset})
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			seen[r.ID] = true
			if i > 0 && r.Edited.After(rows[i-1].Edited) {
				t.Fatalf("%v after %v", r.Edited, rows[i-1].Edited)
			}
		}
	}
	if len(seen) != records {
		t.Errorf("%d records, want %d", len(seen), records)
	}
	if found := b.find(t, "reference 09999"); len(found) != 1 {
		t.Errorf("found %v", found)
	}
}

// fill makes records with one answer each, in one transaction.
func (b *bed) fill(t testing.TB, n int) {
	t.Helper()
	err := b.work(t.Context(), true, func(w *work) error {
		for i := range n {
			id := newID()
			w.now = b.tick().UTC()
			w.found(recordRow{Row: Row{
				ID: id, FormID: "practice_evaluation", FormHash: "f0", FormVersion: "1", Author: "R. Auditor", State: "in_progress",
			}})
			_, err := w.commit(Commit{
				Record: id, Author: "R. Auditor", Summary: &Summary{Reference: fmt.Sprintf("reference %05d", i), Cohort: "Children in need", Team: "North"},
				Edits: []Edit{set("voice/seen", fmt.Sprintf("Seen alone on visit %d, and the plan was explained in words a child would use.", i))},
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func FuzzSearch(f *testing.F) {
	for _, words := range []string{"TR-20417", `"`, `a" OR "b`, "NEAR(a b)", "words:a", "a*", "^a + b", "\x00", "\xff", "{a}:b", "𝔘 ﬁ ½ ①", "-- ;'"} {
		f.Add(words)
	}
	b := newBed(f)
	id := b.create(f)
	b.commit(f, id, set("a", "apple"))
	f.Fuzz(func(t *testing.T, words string) {
		alone := b.find(t, words)
		both := b.find(t, "apple "+words)
		if len(both) > 1 || len(alone) == 1 && len(both) != 1 {
			t.Fatalf("%q found %v, with another word that is there %v", words, alone, both)
		}
	})
}
