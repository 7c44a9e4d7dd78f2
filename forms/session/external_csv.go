package session

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
)

// parseCSV reads a table with a header row as <root><item><HEADER>cell</HEADER>…</item>…</root>. Cells are separated by
// commas, semicolons, tabs or bars, whichever the header row has most of.
func parseCSV(content []byte) (*datum, error) {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(content))
	r.Comma = separator(content)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	doc := newData()
	root := doc.add("root", "")
	if len(rows) == 0 {
		return doc, nil
	}
	header := trimBlank(rows[0])
	for i, row := range rows[1:] {
		row = trimBlank(row)
		if len(row) > len(header) {
			return nil, fmt.Errorf("row %d has more cells than the header row", i+2)
		}
		item := root.add("item", "")
		for at, name := range header {
			cell := ""
			if at < len(row) {
				cell = row[at]
			}
			item.add(strings.TrimSpace(name), cell)
		}
	}
	return doc, nil
}

func separator(content []byte) rune {
	line, _, _ := bytes.Cut(content, []byte("\n"))
	best := ','
	for _, r := range ";\t|" {
		if bytes.Count(line, []byte(string(r))) > bytes.Count(line, []byte(string(best))) {
			best = r
		}
	}
	return best
}

// trimBlank takes blank cells off the end of a row.
func trimBlank(row []string) []string {
	last := len(row)
	for last > 0 && strings.TrimSpace(row[last-1]) == "" {
		last--
	}
	return slices.Clip(row[:last])
}
