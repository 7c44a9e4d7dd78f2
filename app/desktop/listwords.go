package desktop

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/forms"
	"plumbline/forms/library"
)

// choiceLabel is what people read of a choice: in the language that needs no name, or in the first that has words.
func choiceLabel(c forms.Choice) string {
	for _, language := range slices.Sorted(maps.Keys(c.Label)) {
		if c.Label[language] != "" {
			return c.Label[language]
		}
	}
	return c.Name
}

// choiceCells are the further columns of a choice and its wording in each language, in words.
func choiceCells(c forms.Choice) []string {
	var out []string
	if len(c.Label) > 1 {
		for _, language := range slices.Sorted(maps.Keys(c.Label)) {
			out = append(out, languageName(language)+": "+c.Label[language])
		}
	}
	for _, column := range slices.Sorted(maps.Keys(c.Columns)) {
		out = append(out, columnWords(column)+": "+c.Columns[column])
	}
	return out
}

// columnWords is the header of a column as people write it: "label::Cymraeg (cy)" is "Label, Cymraeg".
func columnWords(column string) string {
	name, language, _ := strings.Cut(column, "::")
	name = capital(strings.ReplaceAll(name, "_", " "))
	if language == "" {
		return name
	}
	return name + ", " + languageName(language)
}

// rowChange is what became of one choice of a list.
type rowChange struct {
	kind  library.ListChangeKind
	name  string
	label string
	cells []library.ListChange // that differ
}

// rowChanges gathers differences by choice, in order; list is where the labels of those that changed are read.
func rowChanges(changes []library.ListChange, list *forms.List) []rowChange {
	var out []rowChange
	for _, c := range changes {
		label := c.Was + c.IsNow
		if c.Kind == library.ChoiceChanged {
			if n := len(out); n > 0 && out[n-1].kind == c.Kind && out[n-1].name == c.Name {
				out[n-1].cells = append(out[n-1].cells, c)
				continue
			}
			choice, _ := list.Choice(c.Name)
			label = choiceLabel(choice)
		}
		out = append(out, rowChange{kind: c.Kind, name: c.Name, label: label, cells: []library.ListChange{c}})
	}
	return out
}

// passage tells of a choice what became of it.
func (r rowChange) passage() *passage {
	const named = "Its name in records: "
	switch r.kind {
	case library.ChoiceAdded:
		return newPassage(look.NewText("New: "+r.label, look.Strong).In(look.Good), named+r.name)
	case library.ChoiceGone:
		return newPassage(look.NewText("Gone: "+r.label, look.Strong).In(look.RequiresImprovement), named+r.name)
	default:
		var lines []string
		for _, c := range r.cells {
			lines = append(lines, wasAndIs(columnWords(c.What), c.Was, c.IsNow))
		}
		return newPassage(look.NewText("Changed: "+r.label, look.Strong), lines...)
	}
}

// rowCounts says how many choices are new, gone and changed.
func rowCounts(all []rowChange) string {
	words := ""
	for _, part := range []struct {
		kind  library.ListChangeKind
		words string
	}{{library.ChoiceAdded, "new"}, {library.ChoiceGone, "gone"}, {library.ChoiceChanged, "changed"}} {
		n := 0
		for _, r := range all {
			if r.kind == part.kind {
				n++
			}
		}
		if n > 0 {
			words = joinComma(words, count(n, part.words, part.words))
		}
	}
	if words == "" {
		return "Nothing differs."
	}
	return words + "."
}

// mostRows is how many differences a page tells one by one.
const mostRows = 200

// newRowChanges is a column that tells what differs, choice by choice.
func newRowChanges(page func() *look.Page, all []rowChange) fyne.CanvasObject {
	var passages []*passage
	for _, r := range all[:min(mostRows, len(all))] {
		passages = append(passages, r.passage())
	}
	column := look.NewColumn(8, look.NewText(rowCounts(all), look.Body), newReadingColumn(page, passages))
	if more := len(all) - mostRows; more > 0 {
		column.Add(look.NewText(fmt.Sprintf("And %d more.", more), look.QuietText))
	}
	return column
}
