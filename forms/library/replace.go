package library

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"plumbline/forms"
)

// Lists names the lists that forms share, in alphabetical order.
func (l *Library) Lists() ([]string, error) {
	shared, err := l.lists()
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for _, t := range shared.choices {
		for _, r := range t.rows {
			names[t.cell(r, listName)] = true
		}
	}
	return slices.Sorted(maps.Keys(names)), nil
}

// Replacing returns a library in which lists that forms share are others. Forms that use one of them are new versions;
// all others stay what they are. Lists that one form has for itself stay too. The error is ErrUnknownList for a list that
// there is not.
func (l *Library) Replacing(lists ...*forms.List) (*Library, error) {
	shared, err := l.lists()
	if err != nil {
		return nil, err
	}
	for _, list := range lists {
		if shared, err = shared.replacing(list); err != nil {
			return nil, err
		}
	}
	out := &Library{
		files: l.files, infos: slices.Clone(l.infos), forms: map[string]*form{},
		lists: func() (shelves, error) { return shared, nil },
	}
	for id, f := range l.forms {
		out.forms[id] = newForm(l.files, f.file, out.lists)
	}
	return out, out.arrange()
}

// replacing puts a list in the place of the one of its name.
func (s shelves) replacing(list *forms.List) (shelves, error) {
	out := shelves{settings: s.settings}
	found := false
	for _, t := range s.choices {
		fresh := &table{name: t.name, header: slices.Clone(t.header)}
		for _, r := range t.rows {
			switch {
			case t.cell(r, listName) != list.Name:
				fresh.adopt(t, r)
			case !found:
				found = true
				fresh.shelve(list)
			}
		}
		out.choices = append(out.choices, fresh)
	}
	if !found {
		return out, fmt.Errorf("%w: %s", ErrUnknownList, list.Name)
	}
	return out, nil
}

// shelve adds the rows of a list.
func (t *table) shelve(list *forms.List) {
	for _, c := range list.Choices {
		t.rows = append(t.rows, row{place: "the replaced list " + list.Name})
		put := func(column, words string) {
			if words != "" {
				t.put(len(t.rows)-1, column, strings.ReplaceAll(strings.Join(strings.Fields(words), " "), "|", `\|`))
			}
		}
		put(listName, list.Name)
		put("name", c.Name)
		for _, language := range slices.Sorted(maps.Keys(c.Label)) {
			put(columnIn("label", language), c.Label[language])
		}
		for _, column := range slices.Sorted(maps.Keys(c.Columns)) {
			put(column, c.Columns[column])
		}
	}
}

// columnIn is the header of a column with wording of a language.
func columnIn(column, language string) string {
	if language == forms.Untranslated {
		return column
	}
	return column + "::" + language
}
