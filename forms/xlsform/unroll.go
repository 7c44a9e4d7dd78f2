package xlsform

import (
	"strings"

	"plumbline/forms"
)

// unroller turns each loop into groups, one per choice of its list.
type unroller struct {
	lists  lists
	report *Report
	left   int // rows that may still be made
}

// unroll replaces loops in the rows of the survey sheet by the groups that they stand for.
func (u *unroller) unroll(in []record) []record {
	var out []record
	for i := 0; i < len(in); i++ {
		c := parseType(in[i].values[colType])
		if c.begin != loop {
			out = append(out, in[i])
			u.left--
			continue
		}
		end := loopEnd(in, i)
		if end < 0 {
			out = append(out, in[i])
			continue
		}
		out = append(out, u.repeat(in[i], c.list, in[i+1:end], in[end])...)
		i = end
	}
	return out
}

// loopEnd returns the index of the row that ends the loop which begins at start; -1 when none does.
func loopEnd(rows []record, start int) int {
	depth := 0
	for i := start; i < len(rows); i++ {
		switch c := parseType(rows[i].values[colType]); loop {
		case c.begin:
			depth++
		case c.end:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func (u *unroller) repeat(begin record, name string, body []record, end record) []record {
	at := begin.place(surveySheet, colType)
	list := u.lists.byName[name]
	switch {
	case name == "":
		u.report.fail(at, "list-name", "The loop names no list. Write, for example, \"begin loop over crops\".")
	case list == nil:
		u.report.fail(at, "list-name", "The choices sheet has no list %q. Its lists are: %s.", name, u.lists.listed())
	}
	out := []record{begin.as("begin group")}
	if list != nil {
		for _, c := range list.Choices {
			if c.Name == "" || c.Name == "none" || u.left <= 0 {
				continue
			}
			group := record{row: begin.row, values: map[string]string{colName: c.Name}, texts: map[string]forms.Text{colLabel: c.Label}}
			out = append(out, group.as("begin group"))
			rows := make([]record, len(body))
			for i, rec := range body {
				rows[i] = rec.fillIn(c)
			}
			out = append(out, u.unroll(rows)...)
			out = append(out, end.as("end group"))
		}
	}
	return append(out, end.as("end group"))
}

// as returns a copy of the record with another type.
func (r record) as(typ string) record {
	out := record{row: r.row, values: map[string]string{}, texts: r.texts}
	for name, value := range r.values {
		out.values[name] = value
	}
	out.values[colType] = typ
	return out
}

// fillIn returns a copy of the record with %(name)s and %(label)s replaced by those of a choice.
func (r record) fillIn(c forms.Choice) record {
	out := record{row: r.row, values: map[string]string{}, texts: map[string]forms.Text{}}
	for name, value := range r.values {
		out.values[name] = substitute(value, c, forms.Untranslated)
	}
	for name, text := range r.texts {
		out.texts[name] = forms.Text{}
		for language, words := range text {
			out.texts[name][language] = substitute(words, c, language)
		}
	}
	return out
}

func substitute(s string, c forms.Choice, language string) string {
	if !strings.Contains(s, "%(") {
		return s
	}
	return strings.NewReplacer("%(name)s", c.Name, "%(label)s", c.Label.In(language)).Replace(s)
}
