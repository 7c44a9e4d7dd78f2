package xlsform

import (
	"bytes"
	"strings"
)

// readMarkdown reads tables of lines "| a | b |". A first cell that holds something names the next sheet; the first
// line with further cells after it is that sheet's header.
func readMarkdown(content []byte) (*workbook, error) {
	var book workbook
	var current *sheet
	var line int
	for raw := range bytes.Lines(bytes.TrimPrefix(content, []byte("\ufeff"))) {
		cells := markdownCells(strings.TrimSpace(string(raw)))
		if len(cells) == 0 {
			continue
		}
		if cells[0] != "" {
			current, line = &sheet{}, 0
			book.add(cells[0], current)
		}
		if rest := (row{cells: cells[1:]}); current != nil && !rest.empty() {
			line++
			current.take(row{number: line, cells: rest.cells})
		}
	}
	return &book, nil
}

// take adds the next row, the first of which is the header.
func (s *sheet) take(r row) {
	if s.header == nil {
		s.header = r.cells
		return
	}
	s.rows = append(s.rows, r)
}

// markdownCells splits a line at its pipes, those after a backslash excepted; nil when the line is no row of a table.
func markdownCells(line string) []string {
	if !strings.HasPrefix(line, "|") || strings.Trim(line, "|-: ") == "" {
		return nil
	}
	line = strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|")
	const pipe = "\x00"
	cells := strings.Split(strings.ReplaceAll(line, `\|`, pipe), "|")
	for i, c := range cells {
		cells[i] = clean(strings.ReplaceAll(c, pipe, "|"))
	}
	return cells
}
