package xlsform

import (
	"maps"
	"strings"

	"plumbline/forms"
)

// unroller turns each loop into groups, one per choice of its list.
type unroller struct {
	lists  lists
	report *Report
	left   int // rows that may still be made
	size   int // bytes of the cells that were filled in
}

// unroll replaces loops in the rows of the survey sheet by the groups that they stand for.
func (u *unroller) unroll(in []record, depth int) []record {
	ends := loopEnds(in)
	if len(ends) == 0 {
		return in
	}
	var out []record
	for i := 0; i < len(in); i++ {
		end, begins := ends[i]
		if !begins {
			out = append(out, in[i])
			continue
		}
		out = append(out, u.loop(in[i:end+1], depth)...)
		i = end
	}
	return out
}

// loopEnds returns the index of the row that ends each loop, by that of the row which begins it. Loops without an end
// are left out.
func loopEnds(rows []record) map[int]int {
	var open []int
	out := map[int]int{}
	for i, rec := range rows {
		switch {
		case rec.typ.begin == loop:
			open = append(open, i)
		case rec.typ.end == loop && len(open) > 0:
			out[open[len(open)-1]] = i
			open = open[:len(open)-1]
		}
	}
	return out
}

// loop returns the group that a loop stands for. The first and last of its rows begin and end it.
func (u *unroller) loop(rows []record, depth int) []record {
	begin, body, end := rows[0], rows[1:len(rows)-1], rows[len(rows)-1]
	at := begin.place(surveySheet, colType)
	name := begin.typ.list
	list := u.lists.byName[name]
	switch {
	case name == "":
		u.report.fail(at, "list-name", "The loop names no list. Write, for example, \"begin loop over crops\".")
	case list == nil:
		u.report.fail(at, "list-name", "The choices sheet has no list %q. Its lists are: %s.", name, u.lists.listed())
	case depth > MaxDepth:
		u.report.fail(at, "limit", "More than %d loops stand inside one another. Take some apart.", MaxDepth)
		list = nil
	}
	out := []record{begin.as("begin group")}
	if list != nil {
		for _, c := range list.Choices {
			if c.Name != "" && c.Name != "none" {
				out = append(out, u.turn(c, rows, body, depth)...)
			}
		}
	}
	return append(out, end.as("end group"))
}

// turn returns the group of one choice.
func (u *unroller) turn(c forms.Choice, rows, body []record, depth int) []record {
	if u.left -= len(rows); u.left < 0 {
		u.report.fail(rows[0].place(surveySheet, colType), "limit", "The loops make more than %d questions and "+
			"groups. Shorten their lists.", MaxNodes)
		return nil
	}
	group := record{row: rows[0].row, values: map[string]string{colName: c.Name}, texts: map[string]forms.Text{colLabel: c.Label}}
	filled := make([]record, len(body))
	for i, rec := range body {
		filled[i] = u.fillIn(rec, c)
	}
	if u.size > MaxPaths {
		u.left = 0
	}
	out := append([]record{group.as("begin group")}, u.unroll(filled, depth+1)...)
	return append(out, rows[len(rows)-1].as("end group"))
}

// as returns a copy of the record with another type.
func (r record) as(typ string) record {
	out := record{row: r.row, values: maps.Clone(r.values), texts: r.texts}
	out.values[colType], out.typ = typ, parseType(typ)
	return out
}

// fillIn returns a copy of a record with %(name)s and %(label)s replaced by those of a choice.
func (u *unroller) fillIn(r record, c forms.Choice) record {
	out := record{row: r.row, values: map[string]string{}, texts: map[string]forms.Text{}}
	for name, value := range r.values {
		out.values[name] = u.substitute(value, c, forms.Untranslated)
	}
	for name, text := range r.texts {
		out.texts[name] = forms.Text{}
		for language, words := range text {
			out.texts[name][language] = u.substitute(words, c, language)
		}
	}
	out.typ = parseType(out.values[colType])
	return out
}

func (u *unroller) substitute(s string, c forms.Choice, language string) string {
	if !strings.Contains(s, "%(") || u.size > MaxPaths {
		return s
	}
	out := strings.NewReplacer("%(name)s", c.Name, "%(label)s", c.Label.In(language)).Replace(s)
	u.size += len(out)
	return out
}
