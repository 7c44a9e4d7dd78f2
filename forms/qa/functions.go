package qa

import (
	"maps"
	"time"

	"plumbline/forms/xpath"
)

// Functions returns the functions by name, prefix included:
//
//	qa:working-days(date, n[, calendar])
//	qa:age-band(born, on[, list])
//
// A blank argument, save the last one, makes the result blank.
func Functions() map[string]xpath.Function {
	return map[string]xpath.Function{
		"qa:working-days": {Min: 2, Max: 3, Call: workingDays},
		"qa:age-band":     {Min: 2, Max: 3, Call: ageBand},
	}
}

// With returns the functions, and others that take precedence where they have the same name.
func With(others map[string]xpath.Function) map[string]xpath.Function {
	all := Functions()
	maps.Copy(all, others)
	return all
}

// blank is the result where there is none.
func blank() xpath.Value { return xpath.String("") }

// dayOf reads an argument as a day, and tells of what is no date. A blank argument is not ok either.
func dayOf(c *xpath.Context, function string, v xpath.Value) (day time.Time, ok bool) {
	if v.Text() == "" {
		return day, false
	}
	day, ok = c.Day(v)
	if !ok {
		c.Tell("%s() is given %q, which is no date. Dates are written year, month, day: 2026-11-23.", function, v.Text())
	}
	return day, ok
}

// option is the argument that need not be given: fallback where it is not, or is blank.
func option(args []xpath.Value, fallback string) string {
	if len(args) > 2 && args[2].Text() != "" {
		return args[2].Text()
	}
	return fallback
}

// items are the choices of a list, or the rows of a file that is attached. It is not ok, which is told, where the form has
// no such list or file.
func items(c *xpath.Context, function, id string) (out []xpath.Node, ok bool) {
	document := c.World.Instance(id)
	if document == nil {
		c.Tell("%s() reads the list %q, which the form has not. Add it to the choices sheet, or attach %s.csv.", function, id, id)
		return nil, false
	}
	for _, root := range document.Children() {
		for _, item := range root.Children() {
			if item.Kind() == xpath.Element {
				out = append(out, item)
			}
		}
	}
	return out, true
}

// cell is what an item has in a column; "" where it has none.
func cell(item xpath.Node, column string) string {
	for _, c := range item.Children() {
		if c.Name() == column {
			return c.Text()
		}
	}
	return ""
}
