package xlsform

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
)

// readCSV reads sheets one below the other. A first cell that holds something names the next sheet; the first row with
// further cells after it is that sheet's header, and the first cell of all its rows is empty.
func readCSV(content []byte) (*workbook, error) {
	for _, check := range []func([]byte) error{checkCommas, checkSeparators, checkQuotes} {
		if err := check(content); err != nil {
			return nil, err
		}
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
			book.advice = " In a .csv, its name stands in the first column, above its header; the first column of the header and of all rows " +
				"below it is empty."
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

func checkCommas(content []byte) error { return checkText(content, ",") }

// checkQuotes refuses a table in which a text in quotation marks never ends, and takes in all rows below it. Marks in other
// places that the format does not have are read as they come.
func checkQuotes(content []byte) error {
	wrong := firstFault(content)
	if wrong != nil && errors.Is(wrong.Err, csv.ErrQuote) && firstFault(slices.Concat(content, []byte(`"`))) == nil {
		return refuse(wrong, "A text that begins with a quotation mark in line %d has no such mark at its end. Add it, or take "+
			"the first one out.", wrong.StartLine)
	}
	return nil
}

// firstFault is where a table is first written as the format does not have it; nil when it nowhere is.
func firstFault(content []byte) *csv.ParseError {
	r := csv.NewReader(bytes.NewReader(content))
	r.FieldsPerRecord, r.ReuseRecord = -1, true
	var err error
	for err == nil {
		_, err = r.Read()
	}
	var wrong *csv.ParseError
	errors.As(err, &wrong) // the end of the file is none
	return wrong
}

// checkSeparators refuses a table whose first line has values, but no commas between them.
func checkSeparators(content []byte) error {
	line, _, _ := bytes.Cut(content, []byte("\n"))
	if i := bytes.IndexAny(line, ",;\t"); i >= 0 && line[i] != ',' {
		return refuse(nil, "The values are separated by %s. Save the file with commas between them.",
			map[byte]string{';': "semicolons", '\t': "tabs"}[line[i]])
	}
	return nil
}
