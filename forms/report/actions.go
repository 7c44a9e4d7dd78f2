package report

import (
	"slices"

	"plumbline/forms"
	"plumbline/forms/session"
)

// mostFurther is how many questions of an action may have columns of their own besides what, who, by when and how
// urgent. Where there are more, they stand below what is to be done.
const mostFurther = 1

// actions shows what the form marks as actions as a table; nil for a form that has none.
func (b *builder) actions() []Block {
	views := b.take(forms.PartActions)
	if len(views) == 0 {
		return nil
	}
	out := []Block{Heading{Level: 2, Text: "Actions"}}
	for _, v := range views {
		rows, nested := b.rows(v.Key)
		switch {
		case v.Node.Kind != forms.Repeat || nested:
			out = append(out, b.pointsOf(v)...)
		case len(rows) == 0:
			out = append(out, Paragraph{{"No actions recorded.", Absent}})
		default:
			out = append(out, b.actionTable(rows))
		}
	}
	return out
}

func (b *builder) actionTable(rows [][]session.View) Table {
	columns, further := arranged(columnsOf(rows))
	if len(columns) == 0 {
		columns, further = further[:1], further[1:]
	}
	if len(further) <= mostFurther {
		columns, further = append(columns, further...), nil
	}
	var out Table
	for _, c := range columns {
		out.Columns = append(out.Columns, Paragraph{{nameOf(c, actionName(c)), Strong}})
	}
	for _, row := range rows {
		cells := make([]Cell, len(columns))
		for i, c := range columns {
			cells[i] = b.cell(cellOf(row, c.Node))
		}
		if words := b.asides(kept(row, further)); words != "" {
			cells[0] = append(cells[0], Paragraph{{words, Quiet}})
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

// actionParts are the columns of every table of actions, from the left.
func actionParts() []string {
	return []string{forms.PartWhat, forms.PartWho, forms.PartBy, forms.PartPriority}
}

// arranged splits the questions of an action into those that its parts name, in the order of the table, and others.
func arranged(all []session.View) (columns, further []session.View) {
	for _, part := range actionParts() {
		for _, v := range all {
			if v.Node.Bind["qa:part"] == part {
				columns = append(columns, v)
			}
		}
	}
	for _, v := range all {
		if !slices.Contains(actionParts(), v.Node.Bind["qa:part"]) {
			further = append(further, v)
		}
	}
	return columns, further
}

// actionName is the plain name of a column whose question is long.
func actionName(v session.View) string {
	switch v.Node.Bind["qa:part"] {
	case forms.PartWhat:
		return "What"
	case forms.PartWho:
		return "Who"
	case forms.PartBy:
		return "By when"
	case forms.PartPriority:
		return "Priority"
	default:
		return wording(v.Label)
	}
}

// kept gives the answers of a row to some questions.
func kept(row, questions []session.View) []session.View {
	var out []session.View
	for _, q := range questions {
		if v := cellOf(row, q.Node); v != nil && v.Value != "" {
			out = append(out, *v)
		}
	}
	return out
}
