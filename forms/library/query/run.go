package query

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Row is one line of what a query finds.
type Row struct {
	Group  []string // an answer for each question of By; nil of a query that has none
	Figure float64
}

// Run works a query out over records, each given as its answers by the names of questions; answer gives what the query
// refers to, as the query writes it. A query without By has one row. A table has one for each group that was found, the
// largest first and otherwise in the order of the groups; a record with several answers to a question counts in the group
// of each, and one without an answer in the group of "". It has no rows while something that it refers to has no answer.
func (q Query) Run(records []map[string]string, answer func(reference string) string) []Row {
	for _, r := range q.References() {
		if answer(r) == "" {
			return nil
		}
	}
	figures := map[string]*Row{}
	if len(q.By) == 0 {
		figures[""] = &Row{}
	}
	for _, record := range records {
		if !q.holds(record, answer) {
			continue
		}
		figure := 1.0
		if q.Sum != "" {
			n, err := strconv.ParseFloat(record[q.Sum], 64)
			if err != nil {
				continue
			}
			figure = n
		}
		for _, group := range q.groups(record) {
			key := strings.Join(group, "\x00")
			if figures[key] == nil {
				figures[key] = &Row{Group: group}
			}
			figures[key].Figure += figure
		}
	}
	out := make([]Row, 0, len(figures))
	for _, row := range figures {
		out = append(out, *row)
	}
	slices.SortFunc(out, func(a, b Row) int { return cmp.Or(cmp.Compare(b.Figure, a.Figure), slices.Compare(a.Group, b.Group)) })
	return out
}

// groups are all combinations of a record's answers to the questions of By.
func (q Query) groups(record map[string]string) [][]string {
	out := [][]string{nil}
	for _, by := range q.By {
		answers := strings.Fields(record[by])
		if len(answers) == 0 {
			answers = []string{""}
		}
		var longer [][]string
		for _, group := range out {
			for _, a := range answers {
				longer = append(longer, append(slices.Clip(group), a))
			}
		}
		out = longer
	}
	return out
}

func (q Query) holds(record map[string]string, answer func(string) string) bool {
	return !slices.ContainsFunc(q.Where, func(c Condition) bool { return !c.holds(record[c.Question], answer) })
}

// holds compares days as they are written, year first.
func (c Condition) holds(found string, answer func(string) string) bool {
	values := slices.Clone(c.Values)
	for i, v := range values {
		if Reference(v) {
			values[i] = answer(v)
		}
	}
	switch c.Op {
	case Between:
		return found != "" && found >= values[0] && found <= values[1]
	case Before:
		return found != "" && found < values[0]
	case After:
		return found != "" && found > values[0]
	}
	chosen := strings.Fields(found)
	some := slices.ContainsFunc(values, func(v string) bool { return slices.Contains(chosen, v) })
	return some == (c.Op == Is)
}
