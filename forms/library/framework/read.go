package framework

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"strings"
)

//go:embed *.csv
var files embed.FS

// row is one row of a table by the names of its columns.
type row map[string]string

// ids splits a cell that names several things; nil for a blank one.
func (r row) ids(column string) []string {
	if out := strings.Fields(r[column]); len(out) > 0 {
		return out
	}
	return nil
}

// read returns the rows of a file of this folder.
func read(name string) ([]row, error) {
	content, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	rows, err := parse(content)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return rows, nil
}

// parse reads a table whose first row names the columns, each once. Spreadsheets begin a file with a byte order mark.
func parse(content []byte) ([]row, error) {
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\ufeff")))).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("the first row must name the columns")
	}
	var rows []row
	for _, cells := range all[1:] {
		r := row{}
		for i, column := range all[0] {
			if _, twice := r[column]; twice {
				return nil, fmt.Errorf("two columns are called %q", column)
			}
			r[column] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, r)
	}
	return rows, nil
}
