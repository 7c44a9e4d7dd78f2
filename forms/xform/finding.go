package xform

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Finding is one thing that a form's author should know, and where in the form it is.
type Finding struct {
	Line    int    // of the form's source, counted from 1; 0 when it is about the whole form
	Path    string // of the node, such as "/data/header/child_ref"; "" when it is about none
	Message string // sentences: what is wrong, and what would be right
}

// String returns the finding on one line: "line 12: …".
func (f Finding) String() string {
	if f.Line == 0 {
		return f.Message
	}
	return fmt.Sprintf("line %d: %s", f.Line, f.Message)
}

// Report is everything that reading a form found, in the order of the form's source. It is an error whose text lists
// the Errors, one to a line.
type Report struct {
	Errors   []Finding // why the form cannot be used
	Warnings []Finding // what its author may not have meant
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

// maxFindings is how many errors, and how many warnings, are worth reading.
const maxFindings = 200

func (r *Report) fail(e *element, path, format string, args ...any) {
	if len(r.Errors) < maxFindings {
		r.Errors = append(r.Errors, Finding{e.lineNumber(), path, fmt.Sprintf(format, args...)})
	}
}

func (r *Report) warn(e *element, path, format string, args ...any) {
	if len(r.Warnings) < maxFindings {
		r.Warnings = append(r.Warnings, Finding{e.lineNumber(), path, fmt.Sprintf(format, args...)})
	}
}

// order puts findings in the order of the form's source.
func (r *Report) order() {
	byLine := func(a, b Finding) int { return cmp.Compare(a.Line, b.Line) }
	slices.SortStableFunc(r.Errors, byLine)
	slices.SortStableFunc(r.Warnings, byLine)
}
