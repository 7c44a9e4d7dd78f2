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
type Report struct { //nolint:errname // it is more than an error: a form that has only warnings is read
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
	if !r.full() {
		r.Errors = append(r.Errors, at.finding(code, format, args))
	}
}

func (r *Report) warn(at place, code, format string, args ...any) {
	if len(r.Warnings) < maxFindings {
		r.Warnings = append(r.Warnings, at.finding(code, format, args))
	}
}

func (p place) finding(code, format string, args []any) Finding {
	for i, arg := range args {
		if text, ok := arg.(string); ok {
			args[i] = shortened(text)
		}
	}
	return Finding{Sheet: p.sheet, Row: p.row, Column: p.column, Code: code, Message: fmt.Sprintf(format, args...)}
}

// shortened cuts a text that is too long for a sentence.
func shortened(text string) string {
	const most = 400 // bytes
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}

// full reports whether the report lists as many errors as it can.
func (r *Report) full() bool { return len(r.Errors) >= maxFindings }

// maxFindings is how many errors, and how many warnings, a report lists. A form with more has one cause for most of them.
const maxFindings = 500

// finish puts findings in the order of the workbook, takes repetitions out, and calls columns what the workbook does.
func (r *Report) finish(book *workbook) {
	r.Errors, r.Warnings = finished(r.Errors, book), finished(r.Warnings, book)
}

func finished(findings []Finding, book *workbook) []Finding {
	rank := func(sheet string) int { return slices.Index(sheetNames(), sheet) }
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(rank(a.Sheet), rank(b.Sheet)), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	})
	seen := map[Finding]bool{}
	headers := map[string]map[string]string{}
	var out []Finding
	for _, f := range findings {
		if seen[f] {
			continue
		}
		seen[f] = true
		if headers[f.Sheet] == nil {
			headers[f.Sheet] = writtenHeaders(f.Sheet, book)
		}
		switch written, ok := headers[f.Sheet][f.Column]; {
		case ok:
			f.Column = written
		default:
			f.Column = usualHeader(f.Column)
		}
		out = append(out, f)
	}
	return out
}

// writtenHeaders returns the headers of a sheet as its author wrote them, by the names of their columns.
func writtenHeaders(name string, book *workbook) map[string]string {
	out := map[string]string{}
	h, ok := map[string]headers{
		surveySheet: surveyHeaders(), choicesSheet: listHeaders(), externalSheet: listHeaders(), osmSheet: listHeaders(),
		settingsSheet: settingsHeaders(), entitiesSheet: entitiesHeaders(),
	}[name]
	if s := book.sheets[name]; ok && s != nil {
		for _, c := range h.resolve(name, s.header, &Report{}) {
			if c.name != "" && out[c.name] == "" {
				out[c.name] = c.written
			}
		}
	}
	return out
}

// refusal is why a file cannot be read at all, in words.
type refusal struct {
	words string
	cause error // nil when there is none beyond the words
}

func refuse(cause error, format string, args ...any) error {
	return &refusal{words: fmt.Sprintf(format, args...), cause: cause}
}

func (r *refusal) Error() string { return r.words }
func (r *refusal) Unwrap() error { return r.cause }
