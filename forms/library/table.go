package library

import (
	"slices"
	"strings"
)

// table is one sheet of a form, its cells as they are written, "\|" included.
type table struct {
	name   string
	header []string
	rows   [][]string
}

// parse reads the tables of a file. A first cell that holds something names a table, and the rest of its row is the
// header; rows end where the next table begins.
func parse(content string) []*table {
	var tables []*table
	for line := range strings.Lines(content) {
		cells := split(line)
		switch {
		case len(cells) == 0:
		case cells[0] != "":
			tables = append(tables, &table{name: cells[0], header: cells[1:]})
		case len(tables) > 0:
			last := tables[len(tables)-1]
			last.rows = append(last.rows, cells[1:])
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
func (t *table) cell(row []string, column string) string {
	if i := t.column(column); i >= 0 && i < len(row) {
		return row[i]
	}
	return ""
}

// adopt turns a row of another table into one of this, which gains the columns that it lacks.
func (t *table) adopt(from *table, row []string) []string {
	var out []string
	for i, cell := range row {
		if cell == "" || i >= len(from.header) {
			continue
		}
		at := t.column(from.header[i])
		if at < 0 {
			at = len(t.header)
			t.header = append(t.header, from.header[i])
		}
		for len(out) <= at {
			out = append(out, "")
		}
		out[at] = cell
	}
	return out
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
	for _, row := range t.rows {
		end := len(row)
		for end > 0 && row[end-1] == "" {
			end--
		}
		line("", row[:end])
	}
}
