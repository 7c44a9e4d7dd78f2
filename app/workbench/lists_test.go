package workbench

import (
	"errors"
	"testing"

	"plumbline/forms/library"
)

// TestAListOfOnesOwn holds that records keep the list that they were started with, and new ones get the one of the vault.
func TestAListOfOnesOwn(t *testing.T) {
	b := laptop(t)
	d := sit(t, b)
	before := start(t, d)
	if err := d.RestoreList(t.Context(), "team"); !errors.Is(err, ErrNotReplaced) {
		t.Errorf("restoring what was never away: %v", err)
	}
	list, err := library.ReadList("team", "teams.csv", []byte("name,label\nvale,The Vale\nother,Another team\n"))
	check(t, err)
	wrong, err := d.ReplaceList(t.Context(), "/home/a/teams.csv", list)
	if err != nil || wrong != nil {
		t.Fatal(wrong, err)
	}
	at := start(t, d)
	if n := len(at.Session().Definition().Lists["team"].Choices); n != 2 {
		t.Errorf("a record that was started at once chooses from %d teams", n)
	}
	list.Choices = list.Choices[:1]
	if wrong, err := d.ReplaceList(t.Context(), "teams.csv", list); err != nil || len(wrong) != 1 {
		t.Errorf("a list without a name that a rule knows: %v, %v", wrong, err)
	}
	list.Name = "nothing"
	if _, err := d.ReplaceList(t.Context(), "teams.csv", list); !errors.Is(err, library.ErrUnknownList) {
		t.Errorf("a list that there is not: %v", err)
	}
	check(t, d.Lock())

	d, err = b.Unlock(t.Context(), []byte(passphrase))
	check(t, err)
	defer func() { _ = d.Lock() }()
	kept, err := d.KeptLists(t.Context())
	if err != nil || len(kept) != 1 || kept[0].FileName != "teams.csv" || kept[0].By != "A. Evaluator, Team Manager" {
		t.Errorf("kept %+v, %v", kept, err)
	}
	old, err := d.Open(t.Context(), before.ID())
	check(t, err)
	fresh := start(t, d)
	if n, m := len(old.Session().Definition().Lists["team"].Choices), len(fresh.Session().Definition().Lists["team"].Choices); n <= 2 || m != 2 {
		t.Errorf("the record of before chooses from %d teams, and a new one from %d", n, m)
	}
	check(t, d.RestoreList(t.Context(), "team"))
	if n := len(start(t, d).Session().Definition().Lists["team"].Choices); n <= 2 {
		t.Errorf("after the list is back, a record chooses from %d teams", n)
	}
	if kept, err := d.KeptLists(t.Context()); err != nil || len(kept) != 0 {
		t.Errorf("kept %+v, %v", kept, err)
	}
}
