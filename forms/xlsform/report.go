package xlsform

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Finding is one thing that a form's author should know, and where in the workbook it is.
type Finding struct {
	Sheet   string // "survey"; "" when it is about the whole workbook
	Row     int    // as the spreadsheet counts, the header row being 1; 0 when it is about a column or the sheet
	Column  string // header as the author wrote it, or its standard name; "" when it is about the row
	Code    string // the reference converter's name for it, such as "PYREF_003"; a word of ours where that has none
	Message string // sentences: what is wrong, and what would be right
}

// String returns the finding on one line: "survey, row 4, relevant: …".
func (f Finding) String() string {
	var at []string
	if f.Sheet != "" {
		at = append(at, f.Sheet)
	}
	if f.Row > 0 {
		at = append(at, fmt.Sprintf("row %d", f.Row))
	}
	if f.Column != "" {
		at = append(at, f.Column)
	}
	if len(at) == 0 {
		return f.Message
	}
	return strings.Join(at, ", ") + ": " + f.Message
}

// Report is everything that reading a form found. It is an error whose text lists the Errors, one to a line.
type Report struct {
	Errors   []Finding // why the form cannot be used
	Warnings []Finding // what its author may not have meant
}

// Error returns the errors, one to a line.
func (r *Report) Error() string { return lines(r.Errors) }

// Err returns the report when it has errors, and nil otherwise.
func (r *Report) Err() error {
	if len(r.Errors) == 0 {
		return nil
	}
	return r
}

func lines(findings []Finding) string {
	out := make([]string, 0, len(findings))
	for _, f := range findings {
		out = append(out, f.String())
	}
	return strings.Join(out, "\n")
}

// place says where a finding is.
type place struct {
	sheet  string
	row    int
	column string
}

func (r *Report) fail(at place, code, format string, args ...any) {
	r.Errors = append(r.Errors, at.finding(code, format, args))
}

func (r *Report) warn(at place, code, format string, args ...any) {
	r.Warnings = append(r.Warnings, at.finding(code, format, args))
}

func (p place) finding(code, format string, args []any) Finding {
	return Finding{Sheet: p.sheet, Row: p.row, Column: p.column, Code: code, Message: fmt.Sprintf(format, args...)}
}

// order puts findings in the order of the workbook and takes repetitions out.
func (r *Report) order() {
	r.Errors, r.Warnings = ordered(r.Errors), ordered(r.Warnings)
}

func ordered(findings []Finding) []Finding {
	rank := func(sheet string) int { return slices.Index(sheetNames(), sheet) }
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(rank(a.Sheet), rank(b.Sheet)), cmp.Compare(a.Row, b.Row))
	})
	return slices.Compact(findings)
}
