package library

import (
	"fmt"

	"plumbline/forms/library/query"
)

// queryColumn holds what a row counts among other records, in the words of package query.
const queryColumn = "bind::qa:query"

// external is the type of a survey row that declares the records of a form, or the entities of a list.
const external = "csv-external"

// count gives every row that counts something its calculation, and declares what is counted. A table has no calculation:
// who shows it runs the query.
func (a *assembly) count() error {
	declared := map[string]bool{}
	for _, r := range a.survey.rows {
		if a.survey.cell(r, "type") == external {
			declared[a.survey.cell(r, "name")] = true
		}
	}
	var sources []row
	for i, r := range a.survey.rows {
		line := a.survey.cell(r, queryColumn)
		if line == "" {
			continue
		}
		q, err := query.Parse(line)
		if err != nil {
			return fmt.Errorf("%s: %w", r.place, err)
		}
		if len(q.By) > 0 {
			continue
		}
		calculation, err := q.XPath()
		if err != nil {
			return fmt.Errorf("%s: %w", r.place, err)
		}
		a.survey.put(i, "calculation", calculation)
		if !declared[q.Source] {
			declared[q.Source] = true
			sources = append(sources, a.survey.row(r.place, map[string]string{"type": external, "name": q.Source}))
		}
	}
	a.survey.rows = append(sources, a.survey.rows...)
	return nil
}

// row makes a row of this table out of some of its cells.
func (t *table) row(place string, cells map[string]string) row {
	out := row{place: place, cells: make([]string, len(t.header))}
	for i, column := range t.header {
		out.cells[i] = cells[column]
	}
	return out
}
