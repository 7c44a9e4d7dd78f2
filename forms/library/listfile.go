package library

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"plumbline/forms"
	"plumbline/forms/xlsform"
)

// Limits of files of lists, so that no file costs more than it says.
const (
	mostBytes   = 4 << 20
	mostChoices = 5000
)

// listName is the column of a choices table that says which list a row belongs to.
const listName = "list_name"

// errNoName says that a table is no list.
var errNoName = errors.New("the first row must name the columns, and one of them must be called name")

// ReadList reads a list from a file: .csv, .xlsx (its sheet "choices", or else its first) or .md (a choices table). The
// first row names the columns: name, label or label::LANGUAGE, and those that forms read. Where there is a column
// list_name, only the rows of this list count. The error says what a person can put right.
func ReadList(list, file string, content []byte) (*forms.List, error) {
	if len(content) > mostBytes {
		return nil, fmt.Errorf("it is larger than %d MB, which no list is", mostBytes>>20)
	}
	var rows [][]string
	var err error
	switch strings.ToLower(path.Ext(file)) {
	case ".csv":
		rows, err = separated(content)
	case ".xlsx":
		rows, err = sheetOf(content)
	case ".md":
		rows, err = choicesOf(content)
	default:
		err = fmt.Errorf("a list is read from .csv, .xlsx or .md")
	}
	if err != nil {
		return nil, err
	}
	return listOf(list, rows)
}

func sheetOf(content []byte) ([][]string, error) {
	rows, err := xlsform.ReadTable(content, choicesSheet)
	if err != nil {
		return nil, fmt.Errorf("it cannot be read as a workbook. %w", err)
	}
	return rows, nil
}

// separated reads comma-separated values.
func separated(content []byte) ([][]string, error) {
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\ufeff"))))
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	var wrong *csv.ParseError
	if errors.As(err, &wrong) {
		return nil, fmt.Errorf("line %d has a quotation mark that does not belong there, or that is never closed", wrong.StartLine)
	}
	return rows, err
}

func choicesOf(content []byte) ([][]string, error) {
	t := find(parse("", string(content)), choicesSheet)
	if t == nil {
		return nil, fmt.Errorf("there is no choices table")
	}
	rows := [][]string{t.header}
	for _, r := range t.rows {
		cells := slices.Clone(r.cells)
		for i, cell := range cells {
			cells[i] = strings.ReplaceAll(cell, `\|`, "|")
		}
		rows = append(rows, cells)
	}
	return rows, nil
}

func listOf(list string, rows [][]string) (*forms.List, error) {
	if len(rows) == 0 {
		return nil, errNoName
	}
	t := &table{name: choicesSheet}
	for _, column := range rows[0] {
		column = strings.TrimSpace(column)
		if column != "" && slices.Contains(t.header, column) {
			return nil, fmt.Errorf("two columns are called %q", column)
		}
		t.header = append(t.header, column)
	}
	if !slices.Contains(t.header, "name") {
		return nil, errNoName
	}
	out := &forms.List{Name: list}
	for _, cells := range rows[1:] {
		r := row{cells: make([]string, len(cells))}
		for i, cell := range cells {
			if i < len(t.header) && t.header[i] != "" {
				r.cells[i] = strings.Join(strings.Fields(cell), " ")
			}
		}
		if strings.Join(r.cells, "") == "" || t.column(listName) >= 0 && t.cell(r, listName) != list {
			continue
		}
		if len(out.Choices) == mostChoices {
			return nil, fmt.Errorf("it has more than %d choices", mostChoices)
		}
		out.Choices = append(out.Choices, t.choice(r))
	}
	for _, column := range t.header {
		if name, _, _ := strings.Cut(column, "::"); column != "" && column != listName && column != "name" && name != "label" {
			out.Extra = append(out.Extra, column)
		}
	}
	return out, nil
}

// WriteList writes a list as CSV, so that ReadList reads the same.
func WriteList(w io.Writer, list *forms.List) error { return csv.NewWriter(w).WriteAll(rowsOf(list)) }

// WriteListBook is WriteList as a workbook (.xlsx).
func WriteListBook(w io.Writer, list *forms.List) error {
	return xlsform.WriteTable(w, choicesSheet, rowsOf(list))
}

// rowsOf is a list as a table, the header first.
func rowsOf(list *forms.List) [][]string {
	languages := map[string]bool{}
	for _, c := range list.Choices {
		for language := range c.Label {
			languages[language] = true
		}
	}
	header := []string{"name"}
	labels := slices.Sorted(maps.Keys(languages))
	for _, language := range labels {
		header = append(header, columnIn("label", language))
	}
	extra := slices.DeleteFunc(slices.Clone(list.Extra), func(column string) bool {
		name, _, _ := strings.Cut(column, "::")
		return column == listName || column == "name" || name == "label"
	})
	rows := [][]string{append(header, extra...)}
	for _, c := range list.Choices {
		cells := []string{c.Name}
		for _, language := range labels {
			cells = append(cells, c.Label[language])
		}
		for _, column := range extra {
			cells = append(cells, c.Columns[column])
		}
		rows = append(rows, cells)
	}
	return rows
}
