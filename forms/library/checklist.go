package library

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"plumbline/forms"
)

// Users names, for each list that forms share, the forms whose questions or rules use it, in the order of Forms.
func (l *Library) Users() (map[string][]string, error) {
	out := map[string][]string{}
	for _, info := range l.infos {
		tables, err := l.tables(info.ID)
		if err != nil {
			return nil, err
		}
		choices := find(tables, choicesSheet)
		for _, r := range choices.rows {
			if name := choices.cell(r, listName); !slices.Contains(out[name], info.ID) {
				out[name] = append(out[name], info.ID)
			}
		}
	}
	return out, nil
}

func (l *Library) tables(id string) ([]*table, error) {
	source, err := l.Source(id)
	if err != nil {
		return nil, err
	}
	return parse(id, string(source)), nil
}

// choiceName is what choices may be called: records keep it, so it has no spaces.
var choiceName = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]*$`)

// CheckList says what is wrong with a list that is to take the place of the one of its name, each in a sentence; nil for
// nothing. Names are the memory of records: one that a rule of a form knows cannot go, and no column that forms read.
func (l *Library) CheckList(list *forms.List) ([]string, error) {
	shipped, err := l.List(list.Name)
	if err != nil {
		return nil, err
	}
	var out []string
	seen := map[string]bool{}
	for i, c := range list.Choices {
		switch {
		case !choiceName.MatchString(c.Name):
			out = append(out, fmt.Sprintf("Row %d is called %q. A name is of letters, digits, _, - and dots.", i+2, c.Name))
		case seen[c.Name]:
			out = append(out, fmt.Sprintf("Row %d: the name %q is there twice.", i+2, c.Name))
		case c.Label.Empty():
			out = append(out, fmt.Sprintf("Row %d: %q has no label, which is what people read.", i+2, c.Name))
		}
		seen[c.Name] = true
	}
	if len(list.Choices) == 0 {
		out = append(out, "The list has no choice.")
	}
	for _, column := range shipped.Extra {
		if !slices.Contains(list.Extra, column) {
			out = append(out, fmt.Sprintf("The column %q is missing. Forms read it; its cells may be blank.", column))
		}
	}
	missed, err := l.missed(shipped, seen)
	return append(out, missed...), err
}

// missed says which choices of a list are gone although rules of forms name them.
func (l *Library) missed(shipped *forms.List, kept map[string]bool) ([]string, error) {
	users, err := l.Users()
	if err != nil {
		return nil, err
	}
	naming := map[string][]string{}
	for _, id := range users[shipped.Name] {
		tables, err := l.tables(id)
		if err != nil {
			return nil, err
		}
		for _, c := range shipped.Choices {
			if !kept[c.Name] && ruledBy(tables, shipped.Name, c.Name) {
				naming[c.Name] = append(naming[c.Name], id)
			}
		}
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(naming)) {
		out = append(out, fmt.Sprintf("The name %q is gone, and rules of these forms name it: %s. Keep the name; its label may be another.",
			name, strings.Join(naming[name], ", ")))
	}
	return out, nil
}

// ruledBy reports whether an expression or a query of a form names a choice of a list. A name that an expression compares
// with the answer to a question of another list is that list's.
func ruledBy(tables []*table, list, choice string) bool {
	survey, choices := find(tables, surveySheet), find(tables, choicesSheet)
	lists, has := map[string]string{}, map[string]bool{}
	for _, r := range survey.rows {
		if words := strings.Fields(survey.cell(r, "type")); len(words) > 1 {
			lists[survey.cell(r, "name")] = words[1]
		}
	}
	for _, r := range choices.rows {
		if choices.cell(r, "name") == choice {
			has[choices.cell(r, listName)] = true
		}
	}
	names := func(cell, own string) bool {
		if !strings.Contains(cell, "'"+choice+"'") {
			return false
		}
		elsewhere := own != list && has[own]
		for _, m := range reference.FindAllStringSubmatch(cell, -1) {
			of := lists[m[1]]
			if of == list {
				return true
			}
			elsewhere = elsewhere || has[of]
		}
		return own == list || !elsewhere
	}
	for _, t := range []*table{survey, find(tables, entitiesSheet)} {
		if t == nil {
			continue
		}
		for _, r := range t.rows {
			own := lists[t.cell(r, "name")]
			if slices.Contains(strings.Fields(t.cell(r, queryColumn)), choice) ||
				slices.ContainsFunc(r.cells, func(cell string) bool { return names(cell, own) }) {
				return true
			}
		}
	}
	return false
}

// reference is an answer that an expression reads.
var reference = regexp.MustCompile(`\$\{([^}]+)\}`)
