package formfile

import (
	"fmt"
	"strings"

	"plumbline/forms"
)

// Finding is one thing that a form's author should know, and where in the file it is. What does not apply is "" or 0.
type Finding struct {
	Sheet   string // of a workbook: "survey"
	Row     int    // as the spreadsheet counts, the header row being 1
	Column  string // its header: "relevant"
	Line    int    // of an XForm, counted from 1
	Path    string // of the node: "/data/header/child_ref"
	Code    string // a word for programs, such as "PYREF_003"
	Message string // sentences: what is wrong, and what would be right
}

// Place says where the finding is, in words: "survey, row 4, relevant"; "" when it is about the whole form.
func (f Finding) Place() string {
	var parts []string
	add := func(part string, there bool) {
		if there {
			parts = append(parts, part)
		}
	}
	add(f.Sheet, f.Sheet != "")
	add(fmt.Sprintf("row %d", f.Row), f.Row > 0)
	add(f.Column, f.Column != "")
	add(fmt.Sprintf("line %d", f.Line), f.Line > 0)
	add(f.Path, f.Path != "" && f.Row == 0 && f.Line == 0)
	return strings.Join(parts, ", ")
}

// String returns the finding on one line: "survey, row 4, relevant: …".
func (f Finding) String() string {
	message := strings.Join(strings.Fields(f.Message), " ")
	if place := f.Place(); place != "" {
		return place + ": " + message
	}
	return message
}

// Report is everything that reading a form found, in the order of its file. It is an error whose text lists the Errors,
// one to a line.
type Report struct {
	Errors   []Finding      // why the form cannot be used
	Warnings []Finding      // what its author may not have meant
	Notices  []forms.Notice // what the form asks for and this program does otherwise; nil when there are Errors
}

// Error returns the errors, one to a line.
func (r *Report) Error() string {
	lines := make([]string, len(r.Errors))
	for i, f := range r.Errors {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// Err returns the report when it has errors, and nil otherwise.
func (r *Report) Err() error {
	if len(r.Errors) == 0 {
		return nil
	}
	return r
}
