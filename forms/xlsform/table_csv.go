package xlsform

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
)

// readCSV reads sheets one below the other. A first cell that holds something names the next sheet; the first row with
// further cells after it is that sheet's header, and the first cell of all its rows is empty.
func readCSV(content []byte) (*workbook, error) {
	if err := checkText(content, ","); err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(content))
	r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = -1, true, true
	var book workbook
	var current *sheet
	var line int
	var count counter
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return &book, nil
		}
		if err != nil {
			return nil, refuse(err, "The file is not a table of comma-separated values. Save it again as .csv (UTF-8).")
		}
		cells := make([]string, len(fields))
		for i, f := range fields {
			cells[i] = clean(f)
		}
		if cells[0] != "" {
			current, line = book.add(cells[0]), 0
			count.sheet()
		}
		rest := row{cells: cells[1:]}
		if current == nil || rest.empty() {
			continue
		}
		if err := count.row(rest.cells); err != nil {
			return nil, err
		}
		line++
		rest.number = line
		current.take(rest)
	}
}
