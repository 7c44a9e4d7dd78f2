package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"plumbline/forms"
	"plumbline/forms/session"
)

// A repeat is a table when it has few questions with short answers.
const (
	mostColumns = 5
	longestCell = 240 // characters; longer where there are at most two columns
)

// repeat shows a repeat as a list, as a table, or instance by instance, whichever its answers fit.
func (b *builder) repeat(v session.View, level int) body {
	rows, nested := b.rows(v.Key)
	if len(rows) == 0 {
		return body{blocks: []Block{Paragraph{{"None recorded.", Absent}}}, asked: 1}
	}
	columns := columnsOf(rows)
	out := body{}
	for _, row := range rows {
		for _, cell := range row {
			out.asked++
			if b.words(cell) != "" {
				out.answered++
			}
		}
	}
	switch {
	case !nested && len(columns) == 1:
		out.add(b.list(rows))
	case !nested && len(columns) <= mostColumns && b.fits(rows, len(columns)):
		out.add(b.table(rows, columns))
	default:
		return b.instances(v, level)
	}
	return out
}

// filled gives the relevant instances of a repeat that say something: forms often begin with one that is blank.
func (b *builder) filled(repeat string) []string {
	var out []string
	for _, instance := range b.reader.Instances(repeat) {
		if v, ok := b.reader.View(instance); ok && !v.Relevant {
			continue
		}
		row, nested := b.leaves(instance)
		if nested || slices.ContainsFunc(row, func(v session.View) bool { return b.words(v) != "" }) {
			out = append(out, instance)
		}
	}
	return out
}

// rows gives the relevant questions of every instance that says something, and whether there are repeats among them.
func (b *builder) rows(repeat string) (rows [][]session.View, nested bool) {
	for _, instance := range b.filled(repeat) {
		row, inner := b.leaves(instance)
		rows, nested = append(rows, row), nested || inner
	}
	return rows, nested
}

// leaves gives the relevant questions inside a group or instance, and whether there is a repeat among them.
func (b *builder) leaves(key string) (questions []session.View, nested bool) {
	for _, child := range b.reader.Children(key) {
		v, ok := b.reader.View(child)
		switch {
		case !ok || !v.Relevant:
		case v.Node.Kind == forms.Repeat:
			nested = true
		case v.Node.Kind == forms.Group:
			inner, deeper := b.leaves(child)
			questions, nested = append(questions, inner...), nested || deeper
		case v.Node.Kind.Asked():
			questions = append(questions, v)
		}
	}
	return questions, nested
}

// columnsOf gives a question for every column, in form order: those that some row has.
func columnsOf(rows [][]session.View) []session.View {
	var out []session.View
	for _, row := range rows {
		for _, v := range row {
			if cellOf(out, v.Node) == nil {
				out = append(out, v)
			}
		}
	}
	slices.SortStableFunc(out, func(a, c session.View) int { return a.Node.Row - c.Node.Row })
	return out
}

// cellOf finds the answer to a node's question; nil when the row has none.
func cellOf(row []session.View, n *forms.Node) *session.View {
	for i := range row {
		if row[i].Node == n {
			return &row[i]
		}
	}
	return nil
}

func (b *builder) fits(rows [][]session.View, columns int) bool {
	for _, row := range rows {
		for _, v := range row {
			if columns > 2 && utf8.RuneCountInString(v.Value) > longestCell && !v.Node.Kind.Select() {
				return false
			}
		}
	}
	return true
}

// list shows the only question of a repeat.
func (b *builder) list(rows [][]session.View) List {
	var out List
	for _, row := range rows {
		out.Items = append(out.Items, paragraphs(b.words(row[0])))
	}
	return out
}

// table shows a repeat with an instance a row.
func (b *builder) table(rows [][]session.View, columns []session.View) Table {
	var out Table
	for _, c := range columns {
		out.Columns = append(out.Columns, headed(wording(c.Label), c.Node.Standards()))
	}
	for _, row := range rows {
		cells := make([]Cell, len(columns))
		for i, c := range columns {
			cells[i] = b.cell(cellOf(row, c.Node))
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

// cell is an answer in a table, where dates are short and a dash stands for no answer.
func (b *builder) cell(v *session.View) Cell {
	if v == nil || b.words(*v) == "" {
		return Cell{{{"\u2013", Absent}}}
	}
	return paragraphs(b.brief(*v))
}

// headed is the head of a column.
func headed(label string, standards []string) Paragraph {
	return Paragraph{{label, Strong}}.Evidencing(standards)
}

// instances shows a repeat one instance after the other, each under a heading.
func (b *builder) instances(v session.View, level int) body {
	var out body
	keys := b.filled(v.Key)
	each := v.Node.Bind["qa:each"]
	if label := wording(v.Label); each == "" && label != "" {
		each = label + ","
	}
	for i, key := range keys {
		heading := Heading{Level: level}
		if len(keys) > 1 {
			heading.Text = strings.TrimSpace(fmt.Sprintf("%s %d of %d", each, i+1, len(keys)))
		}
		out.under(heading, b.body(b.reader.Children(key), heading.below()))
	}
	return out
}
