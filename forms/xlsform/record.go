package xlsform

import (
	"fmt"
	"strings"
	"sync"

	"plumbline/forms"
)

// record is one row with its cells by column.
type record struct {
	row    int
	values map[string]string     // of columns without language, by standard name
	texts  map[string]forms.Text // of columns that may have one
	typ    command               // the type column of the survey sheet, taken apart
}

// place is where a column of the record is.
func (r record) place(sheet, column string) place {
	return place{sheet: sheet, row: r.row, column: column}
}

// group returns the columns "prefix::NAME" by NAME; nil when the record has none.
func (r record) group(prefix string) map[string]string {
	var out map[string]string
	for name, value := range r.values {
		if key, ok := strings.CutPrefix(name, prefix+"::"); ok {
			put(&out, key, value)
		}
	}
	return out
}

// media returns the media of a record by kind; nil when it has none.
func (r record) media() map[string]forms.Text {
	var out map[string]forms.Text
	for name, text := range r.texts {
		if kind, ok := strings.CutPrefix(name, "media::"); ok {
			put(&out, kind, text)
		}
	}
	return out
}

// put sets a value in a map that may not be there yet.
func put[V any](m *map[string]V, key string, value V) {
	if *m == nil {
		*m = map[string]V{}
	}
	(*m)[key] = value
}

// grid is a sheet with its headers resolved.
type grid struct {
	sheet   string
	columns []column
	records []record
}

// gridReader reads sheets into grids.
type gridReader struct {
	book     *workbook
	report   *Report
	language string // the form's default language; "" for none
	collapse bool   // runs of spaces inside cells of the survey sheet become one
}

// read resolves a sheet; an absent one is an empty grid.
func (r gridReader) read(name string, h headers) grid {
	g := grid{sheet: name}
	s := r.book.sheets[name]
	if s == nil {
		return g
	}
	g.columns = h.resolve(name, s.header, r.report)
	if h.required != "" && !g.has(h.required) && (len(s.rows) > 0 || name == surveySheet) {
		r.report.fail(place{sheet: name, row: 1}, "HEADER_003", "The sheet has no column %q. %s", h.required, headerHint(s, h))
		return g
	}
	for _, row := range s.rows {
		if rec := r.record(g, row, h); len(rec.values)+len(rec.texts) > 0 {
			g.records = append(g.records, rec)
		}
	}
	return g
}

// headerHint says what to do about a sheet whose first row lacks the column that it needs.
func headerHint(s *sheet, h headers) string {
	const far = 5 // rows that a title above the header may take up
	for _, row := range s.rows[:min(len(s.rows), far)] {
		for _, cell := range row.cells {
			if strings.EqualFold(cell, h.required) {
				return fmt.Sprintf("Row %d seems to be the header: delete the rows above it.", row.number)
			}
		}
	}
	return "Add it to row 1."
}

func (g grid) has(name string) bool {
	for _, c := range g.columns {
		if c.name == name {
			return true
		}
	}
	return false
}

func (r gridReader) record(g grid, row row, h headers) record {
	rec := record{row: row.number, values: make(map[string]string, len(row.cells))}
	for i, cell := range row.cells {
		if cell == "" || i >= len(g.columns) || g.columns[i].name == "" {
			continue
		}
		c, value := g.columns[i], tidy(cell, r.collapse && g.sheet == surveySheet)
		if !h.languages[c.name] {
			rec.values[c.name] = value
			continue
		}
		if rec.texts[c.name] == nil {
			put(&rec.texts, c.name, forms.Text{})
		}
		rec.texts[c.name][c.language] = value
	}
	for _, text := range rec.texts {
		if text[r.defaultLanguage()] != "" {
			delete(text, forms.Untranslated)
		}
	}
	if g.sheet == surveySheet {
		rec.typ = parseType(rec.values[colType])
	}
	return rec
}

// unnamed is what the language of a column without one is called where the form gives its default language no name.
const unnamed = "default"

func (r gridReader) defaultLanguage() string {
	if r.language == "" {
		return unnamed
	}
	return r.language
}

// straight replaces curly quotation marks by straight ones.
var straight = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`)
})

// tidy replaces curly quotation marks, and runs of spaces where collapse is set.
func tidy(cell string, collapse bool) string {
	cell = straight().Replace(cell)
	if !collapse || !strings.Contains(cell, "  ") {
		return cell
	}
	var b strings.Builder
	for i := range len(cell) {
		if cell[i] != ' ' || i == 0 || cell[i-1] != ' ' {
			b.WriteByte(cell[i])
		}
	}
	return b.String()
}
