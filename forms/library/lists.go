package library

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"plumbline/forms"
)

// shelves are what the files of lists/ offer to every form.
type shelves struct{ choices, settings []*table }

func readLists(files fs.FS) (shelves, error) {
	names, err := fs.Glob(files, "lists/*.md")
	if err != nil {
		return shelves{}, fmt.Errorf("library: %w", err)
	}
	var out shelves
	for _, name := range names {
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return shelves{}, fmt.Errorf("library: %w", err)
		}
		tables := parse(name, string(content))
		choices := find(tables, choicesSheet)
		if choices == nil {
			return shelves{}, fmt.Errorf("library: %s: there is no choices table", name)
		}
		out.choices = append(out.choices, choices)
		if settings := find(tables, settingsSheet); settings != nil && len(settings.rows) == 1 {
			out.settings = append(out.settings, settings)
		}
	}
	return out, nil
}

// List returns a list that forms share, such as "activity" or "retention"; what it returns is the caller's. The error is
// ErrUnknownList when there is none of that name: lists that one form has for itself are in its Definition.
func (l *Library) List(name string) (*forms.List, error) {
	shared, err := l.lists()
	if err != nil {
		return nil, err
	}
	out := &forms.List{Name: name}
	for _, t := range shared.choices {
		for _, r := range t.rows {
			if t.cell(r, "list_name") == name {
				out.Choices = append(out.Choices, t.choice(r))
				out.Extra = columns(out.Choices, t)
			}
		}
	}
	if out.Choices == nil {
		return nil, fmt.Errorf("%w: %s", ErrUnknownList, name)
	}
	return out, nil
}

// choice reads a row of a choices table. A column "label::English (en)" holds the wording of one language.
func (t *table) choice(r row) forms.Choice {
	out := forms.Choice{Label: forms.Text{}, Columns: map[string]string{}}
	for i, cell := range r.cells {
		if cell == "" || i >= len(t.header) {
			continue
		}
		switch column, language, _ := strings.Cut(t.header[i], "::"); column {
		case "list_name":
		case "name":
			out.Name = cell
		case "label":
			out.Label[language] = cell
		default:
			out.Columns[t.header[i]] = cell
		}
	}
	return out
}

// columns lists, in the order of the table, the further columns that choices have.
func columns(choices []forms.Choice, t *table) []string {
	return slices.DeleteFunc(slices.Clone(t.header), func(column string) bool {
		return !slices.ContainsFunc(choices, func(c forms.Choice) bool { return c.Columns[column] != "" })
	})
}
