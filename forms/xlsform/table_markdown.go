package xlsform

import (
	"bytes"
	"strings"
)

// readMarkdown reads tables of lines "| a | b |". A first cell that holds something names the next sheet; the first
// line with further cells after it is that sheet's header.
func readMarkdown(content []byte) (*workbook, error) {
	if err := checkText(content, "|"); err != nil {
		return nil, err
	}
	var book workbook
	var current *sheet
	var line int
	var count counter
	for raw := range bytes.Lines(content) {
		cells := markdownCells(strings.TrimSpace(string(raw)))
		if len(cells) == 0 {
			continue
		}
		if cells[0] != "" {
			current, line = book.add(cells[0]), 0
			count.sheet()
		}
		rest := row{cells: cells[1:]}
		if current == nil || current.header == nil && rest.empty() {
			continue
		}
		if err := count.row(rest.cells); err != nil {
			return nil, err
		}
		line++
		rest.number = line
		current.take(rest)
	}
	return &book, nil
}

// markdownCells splits a line at its pipes, those after a backslash excepted; nil when the line is no row of a table.
func markdownCells(line string) []string {
	if !strings.HasPrefix(line, "|") || strings.Trim(line, "|-: ") == "" {
		return nil
	}
	line = line[1:]
	if strings.HasSuffix(line, "|") && !strings.HasSuffix(line, `\|`) {
		line = line[:len(line)-1]
	}
	var cells []string
	var cell strings.Builder
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '\\' && i+1 < len(line) && line[i+1] == '|':
			i++
			cell.WriteByte('|')
		case line[i] == '|':
			cells = append(cells, clean(cell.String()))
			cell.Reset()
		default:
			cell.WriteByte(line[i])
		}
	}
	return append(cells, clean(cell.String()))
}
