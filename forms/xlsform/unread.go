package xlsform

import (
	"fmt"

	"plumbline/forms"
	"plumbline/forms/xpath"
)

// warnUnread warns of names in an expression that find nothing: those of questions or functions that are written as if
// they were parts of the question, and columns that the choices do not have. XPath gives a blank for each.
func (c compiler) warnUnread(n *forms.Node, at place, expression *xpath.Expr) {
	if expression == nil {
		return
	}
	for _, r := range expression.References() {
		if len(r.Steps) == 0 {
			continue
		}
		last := r.Steps[len(r.Steps)-1]
		switch {
		case last.Axis != xpath.Child || last.Test != xpath.ByName || last.Name == "*":
		case at.column == colFilter:
			c.warnFilter(n, last.Name, r, at)
		case r.From == xpath.FromContext && len(r.Steps) == 1 && !n.Kind.Container():
			c.report.warn(at, "unread", "%q finds nothing here, so it counts as blank. %s", last.Name, c.meant(last.Name, at.column))
		}
	}
}

// warnFilter warns of a column that a choice filter reads, and that no row of the list has.
func (c compiler) warnFilter(n *forms.Node, name string, r xpath.Reference, at place) {
	const choicePath = 2 // a choice, and a column of it
	list := c.lists[n.List]
	if list == nil || r.From != xpath.FromContext || len(r.Steps) != choicePath {
		return
	}
	columns := map[string]bool{colName: true, colLabel: true, "itextId": true}
	for _, extra := range list.Extra {
		columns[extra] = true
	}
	if !columns[name] {
		c.report.warn(at, "unread", "The choices of the list %q have no column %q, so the filter finds it blank. Add the column "+
			"to the choices sheet, or correct the name.", n.List, name)
	}
}

// meant says what a name that finds nothing may have been meant to be.
func (c compiler) meant(name, column string) string {
	if len(c.names.byName[name]) > 0 {
		return fmt.Sprintf("To read the answer to a question, write ${%s}.", name)
	}
	if _, err := xpath.Compile(name+"()", xpath.Options{Functions: c.functions}); err == nil {
		return fmt.Sprintf("To call the function, write %s().", name)
	}
	if column == colRequired || column == colReadOnly {
		return "Write yes, no or a condition."
	}
	return fmt.Sprintf("Write ${...} around the name of a question, and quotes around text: '%s'.", name)
}
