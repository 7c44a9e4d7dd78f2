package library

import (
	"maps"
	"slices"

	"plumbline/forms"
)

// ListChange is how one choice of a list differs from that of another.
type ListChange struct {
	Name  string
	Kind  ListChangeKind
	What  string // the column that differs, such as "label"; "" for a choice that is new or gone
	Was   string
	IsNow string
}

// ListChangeKind is what became of a choice.
type ListChangeKind uint8

// What becomes of choices.
const (
	ChoiceAdded ListChangeKind = iota + 1
	ChoiceGone
	ChoiceChanged
)

// DiffLists tells how a list came of another: what is gone, and in the order of the new one what is added and changed.
func DiffLists(was, is *forms.List) []ListChange {
	var out []ListChange
	for _, c := range was.Choices {
		if _, ok := is.Choice(c.Name); !ok {
			out = append(out, ListChange{Name: c.Name, Kind: ChoiceGone, Was: wordsOf(c)})
		}
	}
	for _, c := range is.Choices {
		before, ok := was.Choice(c.Name)
		if !ok {
			out = append(out, ListChange{Name: c.Name, Kind: ChoiceAdded, IsNow: wordsOf(c)})
			continue
		}
		out = append(out, diffChoice(before, c)...)
	}
	return out
}

func diffChoice(was, is forms.Choice) []ListChange {
	cells := func(c forms.Choice) map[string]string {
		out := maps.Clone(c.Columns)
		if out == nil {
			out = map[string]string{}
		}
		for language, words := range c.Label {
			out[columnIn("label", language)] = words
		}
		return out
	}
	before, after := cells(was), cells(is)
	both := maps.Clone(before)
	maps.Copy(both, after)
	var out []ListChange
	for _, column := range slices.Sorted(maps.Keys(both)) {
		if before[column] != after[column] {
			out = append(out, ListChange{is.Name, ChoiceChanged, column, before[column], after[column]})
		}
	}
	return out
}

// wordsOf is a choice's label in the first language that it has words in.
func wordsOf(c forms.Choice) string {
	for _, language := range slices.Sorted(maps.Keys(c.Label)) {
		if c.Label[language] != "" {
			return c.Label[language]
		}
	}
	return c.Name
}
