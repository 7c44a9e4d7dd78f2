package xlsform

import (
	"slices"
	"strings"

	"plumbline/forms"
)

// readLists collects the choices sheet into lists, in the order in which they first appear.
func readLists(g grid, report *Report) (lists map[string]*forms.List, order []string) {
	lists = map[string]*forms.List{}
	for _, rec := range g.records {
		name := rec.values[colListName]
		if name == "" {
			continue
		}
		list := lists[name]
		if list == nil {
			list = &forms.List{Name: name}
			lists[name] = list
			order = append(order, name)
		}
		if rec.values[colName] == "" {
			report.fail(rec.place(choicesSheet, colName), "NAMES_006",
				"A choice of the list %q has no name. Give it the value to store in this column.", name)
			continue
		}
		list.Choices = append(list.Choices, choice(rec))
	}
	for _, list := range lists {
		list.Extra = extra(g, list)
	}
	return lists, order
}

func choice(rec record) forms.Choice {
	c := forms.Choice{Name: rec.values[colName], Label: rec.texts[colLabel], Media: media(rec)}
	for name, value := range rec.values {
		if name == colName || name == colListName {
			continue
		}
		if c.Columns == nil {
			c.Columns = map[string]string{}
		}
		c.Columns[name] = value
	}
	return c
}

// extra returns the headers of the further columns that rows of a list have, in sheet order.
func extra(g grid, list *forms.List) []string {
	var out []string
	for _, c := range g.columns {
		if slices.ContainsFunc(list.Choices, func(ch forms.Choice) bool { return ch.Columns[c.name] != "" }) {
			out = append(out, c.name)
		}
	}
	return out
}

// media returns the media of a record by kind; nil when it has none.
func media(rec record) map[string]forms.Text {
	var out map[string]forms.Text
	for name, text := range rec.texts {
		if kind, ok := strings.CutPrefix(name, "media::"); ok {
			if out == nil {
				out = map[string]forms.Text{}
			}
			out[kind] = text
		}
	}
	return out
}
