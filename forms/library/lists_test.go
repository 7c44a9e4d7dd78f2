package library_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"plumbline/forms"
)

// programs are lists that no form uses, and what reads them.
func programs() map[string]string {
	return map[string]string{
		"audience": "settings of forms", "retention": "settings of forms", "sensitivity": "settings of forms",
		"share": "the column bind::qa:share", "behaviour": "the notebook of Practice Week", "principle": "the framework",
	}
}

// sharedLists are all lists that forms share.
func sharedLists(t *testing.T) map[string]*forms.List {
	t.Helper()
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	names, err := l.Lists()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*forms.List{}
	for _, name := range names {
		if out[name], err = l.List(name); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestListsSayNothingTwice(t *testing.T) {
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	for name, list := range sharedLists(t) {
		if wrong, err := l.CheckList(list); err != nil || len(wrong) > 0 {
			t.Errorf("%s: %v, %v", name, wrong, err)
		}
		if name == "bank_holiday" { // which come every year
			continue
		}
		read := map[string]string{}
		for _, c := range list.Choices {
			for language, words := range c.Label {
				key := language + " " + plainly(words)
				if first := read[key]; first != "" {
					t.Errorf("%s: %s and %s read the same: %q", name, first, c.Name, words)
				}
				read[key] = c.Name
			}
		}
	}
}

// TestNoListIsAnother looks for lists that offer the same choices under two names.
func TestNoListIsAnother(t *testing.T) {
	lists := map[string]*forms.List{}
	maps.Copy(lists, sharedLists(t))
	eachForm(t, func(_ *testing.T, def *forms.Definition) { maps.Copy(lists, def.Lists) })
	first := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		key := ""
		for _, c := range lists[name].Choices {
			key += fmt.Sprintf("%s=%v%v;", c.Name, c.Label, c.Columns)
		}
		if other := first[key]; other != "" {
			t.Errorf("%s is %s by another name", name, other)
		}
		first[key] = name
	}
}

func TestEveryListIsUsed(t *testing.T) {
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	users, err := l.Users()
	if err != nil {
		t.Fatal(err)
	}
	for name := range sharedLists(t) {
		if used, let := len(users[name]) > 0, programs()[name] != ""; used == let {
			t.Errorf("%s is used by forms: %v, and let off: %v", name, used, let)
		}
	}
}
