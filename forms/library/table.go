package library

import (
	"fmt"
	"slices"
	"strings"
)

// table is one sheet of a form, its cells as they are written, "\|" included.
type table struct {
	name   string
	header []string
	rows   []row
}

// row is one row of a table, as far as its last cell.
type row struct {
	cells []string
	place string // where it is written: "blocks/period.md, line 7"
}

// parse reads the tables of a file. A first cell that holds something names a table, and the rest of its row is the
// header; rows end where the next table begins.
func parse(file, content string) []*table {
	var tables []*table
	number := 0
	for line := range strings.Lines(content) {
		number++
		cells := split(line)
		switch {
		case len(cells) == 0:
		case cells[0] != "":
			tables = append(tables, &table{name: cells[0], header: cells[1:]})
		case len(tables) > 0:
			last := tables[len(tables)-1]
			last.rows = append(last.rows, row{cells[1:], fmt.Sprintf("%s, line %d", file, number)})
		}
	}
	return tables
}

// split returns the cells of a row; nil for a line that is none, or that only rules off the header.
func split(line string) []string {
	line, isRow := strings.CutPrefix(strings.TrimSpace(line), "|")
	if !isRow {
		return nil
	}
	var cells []string
	start := 0
	for i := range len(line) {
		if line[i] == '|' && (i == 0 || line[i-1] != '\\') {
			cells = append(cells, strings.TrimSpace(line[start:i]))
			start = i + 1
		}
	}
	if rest := strings.TrimSpace(line[start:]); rest != "" {
		cells = append(cells, rest)
	}
	if !slices.ContainsFunc(cells, says) {
		return nil
	}
	return cells
}

// says reports whether a cell holds more than the dashes and colons that rule off a header.
func says(cell string) bool { return strings.Trim(cell, "-:") != "" }

// find returns the table of a name; nil when there is none.
func find(tables []*table, name string) *table {
	for _, t := range tables {
		if t.name == name {
			return t
		}
	}
	return nil
}

// column returns the place of a column, -1 when the table has none of that name.
func (t *table) column(name string) int { return slices.Index(t.header, name) }

// cell returns what a row holds in a column, "" when it or the table does not go so far.
func (t *table) cell(r row, column string) string {
	if i := t.column(column); i >= 0 && i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

// adopt adds a row of another table to this, which gains the columns that it lacks.
func (t *table) adopt(from *table, r row) {
	t.rows = append(t.rows, row{place: r.place})
	for i, cell := range r.cells {
		if cell != "" && i < len(from.header) {
			t.put(len(t.rows)-1, from.header[i], cell)
		}
	}
}

// put gives a row a cell in a column, which the table gains where it lacks it.
func (t *table) put(at int, column, cell string) {
	i := t.column(column)
	if i < 0 {
		i = len(t.header)
		t.header = append(t.header, column)
	}
	r := &t.rows[at]
	for len(r.cells) <= i {
		r.cells = append(r.cells, "")
	}
	r.cells[i] = cell
}

// write puts the table down with its name before its header, and no cells after the last that a row holds.
func (t *table) write(b *strings.Builder) {
	line := func(first string, cells []string) {
		b.WriteString(strings.TrimSpace("| " + first))
		for _, c := range cells {
			b.WriteString(" | " + c)
		}
		b.WriteString(" |\n")
	}
	line(t.name, t.header)
	for _, r := range t.rows {
		end := len(r.cells)
		for end > 0 && r.cells[end-1] == "" {
			end--
		}
		line("", r.cells[:end])
	}
}
