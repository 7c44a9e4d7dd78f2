package xlsform

import (
	"maps"
	"slices"
	"strings"

	"plumbline/forms"
)

// lists are the choice lists of one sheet.
type lists struct {
	byName map[string]*forms.List
	order  []string
	rows   map[*forms.List][]int // of each choice
}

// readLists collects a sheet into lists, in the order in which they first appear. Rows without a list are left out.
func readLists(g grid) lists {
	out := lists{byName: map[string]*forms.List{}, rows: map[*forms.List][]int{}}
	for _, rec := range g.records {
		name := rec.values[colListName]
		if name == "" {
			continue
		}
		list := out.byName[name]
		if list == nil {
			list = &forms.List{Name: name}
			out.byName[name] = list
			out.order = append(out.order, name)
		}
		list.Choices = append(list.Choices, choice(rec))
		out.rows[list] = append(out.rows[list], rec.row)
	}
	places := map[string]int{}
	for i, c := range g.columns {
		places[c.name] = i
	}
	for _, list := range out.byName {
		list.Extra = extra(list, places)
	}
	return out
}

func choice(rec record) forms.Choice {
	c := forms.Choice{Name: rec.values[colName], Label: rec.texts[colLabel], Media: rec.media()}
	for name, value := range rec.values {
		if name != colName && name != colListName && isElementName(name) {
			put(&c.Columns, name, value)
		}
	}
	return c
}

// isElementName reports whether a further column of choices can be what it becomes, a child element of each choice.
func isElementName(header string) bool { return !strings.Contains(header, " ") }

// extra returns the headers of the further columns that rows of a list have, in sheet order.
func extra(list *forms.List, places map[string]int) []string {
	used := map[string]bool{}
	for _, c := range list.Choices {
		for name := range c.Columns {
			used[name] = true
		}
	}
	return slices.SortedFunc(maps.Keys(used), func(a, b string) int { return places[a] - places[b] })
}

// checkChoices finds what is wrong with the choices sheet.
func checkChoices(g grid, l lists, duplicates bool, report *Report) {
	for _, c := range g.columns {
		if c.name != colListName && c.name != "" && !isElementName(c.name) {
			report.warn(place{choicesSheet, 1, c.written}, "HEADER_004",
				"The header %q has a space, so the column is left out. Write it as %q.", c.written, snake(c.written))
		}
	}
	for _, name := range l.order {
		checkList(l.byName[name], l.rows[l.byName[name]], duplicates, report)
	}
}

func checkList(list *forms.List, rows []int, duplicates bool, report *Report) {
	seen := map[string]int{}
	for i, c := range list.Choices {
		at := place{choicesSheet, rows[i], colName}
		if c.Name == "" {
			report.fail(at, "NAMES_006", "A choice of the list %q has no name: the value to store. Give it one.", list.Name)
			continue
		}
		if c.Label.Empty() {
			report.warn(place{choicesSheet, rows[i], colLabel}, "LABEL_001", "The choice %q has no label, so that its "+
				"name is shown. Give it one.", c.Name)
		}
		if first := seen[c.Name]; first > 0 && !duplicates {
			report.fail(at, "NAMES_007", "The list %q has a choice named %q already, in row %d. Give this one another "+
				"name or, if it is meant, set allow_choice_duplicates to yes in the settings.", list.Name, c.Name, first)
			continue
		}
		seen[c.Name] = rows[i]
	}
}

// spaced returns the first choice whose name has a space: a list of names separated by spaces could not hold it.
func spaced(list *forms.List) (string, bool) {
	for _, c := range list.Choices {
		if strings.Contains(c.Name, " ") {
			return c.Name, true
		}
	}
	return "", false
}

// Names of what "or_other" adds.
const (
	otherName  = "other"
	otherLabel = "Other"
	otherAsk   = "Specify other."
)

// addOther adds the choice that "or_other" offers, unless the list has it.
func addOther(list *forms.List) {
	if _, has := list.Choice(otherName); has {
		return
	}
	label := forms.Text{}
	for _, c := range list.Choices {
		if translated(c.Label) {
			for language := range c.Label {
				label[language] = otherLabel
			}
		}
	}
	if len(label) == 0 {
		label[forms.Untranslated] = otherLabel
	}
	list.Choices = append(list.Choices, forms.Choice{Name: otherName, Label: label})
}

// translated reports whether a text names any language.
func translated(t forms.Text) bool {
	for language := range t {
		if language != forms.Untranslated {
			return true
		}
	}
	return false
}

// languages returns the languages of a grid's texts in the order of its columns.
func (g grid) languages() []string {
	var out []string
	for _, c := range g.columns {
		if c.language != "" && !slices.Contains(out, c.language) {
			out = append(out, c.language)
		}
	}
	return out
}

// listed returns the names of the lists for a message: all, or the first.
func (l lists) listed() string {
	const most = 20
	if len(l.order) > most {
		return strings.Join(l.order[:most], ", ") + " …"
	}
	return strings.Join(slices.Sorted(slices.Values(l.order)), ", ")
}
