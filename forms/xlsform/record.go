package xlsform

import (
	"strings"

	"plumbline/forms"
)

// record is one row with its cells by column.
type record struct {
	row    int
	values map[string]string     // of columns without language, by standard name
	texts  map[string]forms.Text // of columns that may have one
}

// grid is a sheet with its headers resolved.
type grid struct {
	sheet   string
	columns []column
	records []record
}

// readGrid resolves a sheet; an absent one is an empty grid. Runs of spaces inside cells become one when collapse is set.
func readGrid(book *workbook, name string, h headers, collapse bool) grid {
	g := grid{sheet: name}
	s := book.sheets[name]
	if s == nil {
		return g
	}
	g.columns = h.resolve(s.header)
	for _, r := range s.rows {
		g.records = append(g.records, g.record(r, h, collapse))
	}
	return g
}

func (g grid) record(r row, h headers, collapse bool) record {
	rec := record{row: r.number, values: map[string]string{}, texts: map[string]forms.Text{}}
	for i, cell := range r.cells {
		if cell == "" || i >= len(g.columns) || g.columns[i].name == "" {
			continue
		}
		c, value := g.columns[i], tidy(cell, collapse)
		if !h.languages[c.name] {
			rec.values[c.name] = value
			continue
		}
		if rec.texts[c.name] == nil {
			rec.texts[c.name] = forms.Text{}
		}
		rec.texts[c.name][c.language] = value
	}
	return rec
}

// tidy replaces curly quotation marks, and runs of spaces where collapse is set.
func tidy(cell string, collapse bool) string {
	cell = strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`).Replace(cell)
	if !collapse {
		return cell
	}
	for strings.Contains(cell, "  ") {
		cell = strings.ReplaceAll(cell, "  ", " ")
	}
	return strings.Trim(cell, " ")
}

// group returns the columns "prefix::NAME" by NAME; nil when the record has none.
func (r record) group(prefix string) map[string]string {
	var out map[string]string
	for name, value := range r.values {
		if key, ok := strings.CutPrefix(name, prefix+"::"); ok {
			if out == nil {
				out = map[string]string{}
			}
			out[key] = value
		}
	}
	return out
}

// place is where a column of the record is.
func (r record) place(sheet, column string) place { return place{sheet: sheet, row: r.row, column: column} }
