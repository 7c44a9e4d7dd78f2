package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"plumbline/forms"
	"plumbline/forms/library/query"
	"plumbline/forms/report/disclosure"
)

// tally is what a query found, on its way to a table.
type tally struct {
	by     []string
	source Counted
	others bool
	label  func(forms.Choice) string
	rows   []query.Row
}

// block is the table, and a line that says what figures are not shown.
func (t *tally) block() []Block {
	t.sort()
	var table Table
	var hidden bool
	if across := t.groups(1); len(t.by) == 2 && len(across) > 1 && len(across) <= mostAcross {
		table, hidden = t.grid(t.groups(0), across)
	} else {
		table, hidden = t.list()
	}
	if !hidden {
		return []Block{table}
	}
	const why = "Counts that are not shown are small, or a small one could be worked out from them."
	return []Block{table, Paragraph{{why, Quiet}}}
}

// sort puts groups in the order of their lists, and those of no list as they were found.
func (t *tally) sort() {
	slices.SortStableFunc(t.rows, func(a, b query.Row) int {
		for i, by := range t.by {
			place := func(r query.Row) int { return placeIn(t.source.Questions[by].Choices, r.Group[i]) }
			if order := cmp.Compare(place(a), place(b)); order != 0 {
				return order
			}
		}
		return 0
	})
}

// placeIn is where a list has a choice; what it has not comes last.
func placeIn(list *forms.List, name string) int {
	if list == nil {
		return 0
	}
	if i := slices.IndexFunc(list.Choices, func(c forms.Choice) bool { return c.Name == name }); i >= 0 {
		return i
	}
	return len(list.Choices)
}

// groups are the answers to one of the questions, each once, in the order of its list.
func (t *tally) groups(i int) []string {
	var out []string
	if i >= len(t.by) {
		return nil
	}
	for _, r := range t.rows {
		if !slices.Contains(out, r.Group[i]) {
			out = append(out, r.Group[i])
		}
	}
	list := t.source.Questions[t.by[i]].Choices
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(placeIn(list, a), placeIn(list, b)) })
	return out
}

// list is a table with a row for each group.
func (t *tally) list() (Table, bool) {
	counts := make([]float64, len(t.rows))
	for i, r := range t.rows {
		counts[i] = r.Figure
	}
	marks, all := disclosure.Line(counts)
	if len(t.by) == 2 {
		marks = t.spread()
	}
	var out Table
	for _, by := range t.by {
		out.Columns = append(out.Columns, Paragraph{{t.heading(by), Strong}})
	}
	out.Columns = append(out.Columns, Paragraph{{"Number", Strong}})
	hidden := false
	for i, r := range t.rows {
		var row []Cell
		for j, answer := range r.Group {
			row = append(row, plain(t.named(j, answer)))
		}
		out.Rows = append(out.Rows, append(row, t.figure(r.Figure, marks[i], &hidden)))
	}
	if len(t.by) == 1 && t.once() && len(t.rows) > 1 {
		out.Rows = append(out.Rows, []Cell{strong("All"), t.figure(sum(counts), all, &hidden)})
	}
	return out, hidden
}

// spread marks the rows of a list by two questions as the table that they are.
func (t *tally) spread() []disclosure.Mark {
	down, across := t.groups(0), t.groups(1)
	marks := disclosure.Grid(t.counts(down, across)).Cells
	out := make([]disclosure.Mark, len(t.rows))
	for i, r := range t.rows {
		out[i] = marks[slices.Index(down, r.Group[0])][slices.Index(across, r.Group[1])]
	}
	return out
}

func (t *tally) counts(down, across []string) [][]float64 {
	out := make([][]float64, len(down))
	for i := range out {
		out[i] = make([]float64, len(across))
	}
	for _, r := range t.rows {
		out[slices.Index(down, r.Group[0])][slices.Index(across, r.Group[1])] = r.Figure
	}
	return out
}

// grid is a table with the groups of one question down and of another across, and totals.
func (t *tally) grid(down, across []string) (Table, bool) {
	counts := t.counts(down, across)
	marks := disclosure.Grid(counts)
	totals := t.once()
	out := Table{Columns: []Paragraph{{{t.heading(t.by[0]), Strong}}}}
	for _, answer := range across {
		out.Columns = append(out.Columns, Paragraph{{t.named(1, answer), Strong}})
	}
	hidden := false
	for i, answer := range down {
		row := []Cell{plain(t.named(0, answer))}
		for j, count := range counts[i] {
			row = append(row, t.figure(count, marks.Cells[i][j], &hidden))
		}
		if totals {
			row = append(row, t.figure(sum(counts[i]), marks.Rows[i], &hidden))
		}
		out.Rows = append(out.Rows, row)
	}
	if totals {
		out.Columns = append(out.Columns, Paragraph{{"All", Strong}})
		if len(down) > 1 {
			out.Rows = append(out.Rows, t.bottom(counts, marks, &hidden))
		}
	}
	return out, hidden
}

// bottom is the row of totals.
func (t *tally) bottom(counts [][]float64, marks disclosure.Marks, hidden *bool) []Cell {
	row := []Cell{strong("All")}
	whole := 0.0
	for j := range marks.Columns {
		column := 0.0
		for i := range counts {
			column += counts[i][j]
		}
		whole += column
		row = append(row, t.figure(column, marks.Columns[j], hidden))
	}
	return append(row, t.figure(whole, marks.Total, hidden))
}

// once reports whether no record counts in several groups, so that totals say how many there are.
func (t *tally) once() bool {
	return !slices.ContainsFunc(t.by, func(by string) bool {
		return slices.ContainsFunc(t.source.Records, func(r map[string]string) bool { return several(r[by]) })
	})
}

func several(answer string) bool { return strings.Contains(answer, " ") }

// heading is a question's label where that is short enough to stand over a column, or else its name.
func (t *tally) heading(question string) string {
	label := wording(t.source.Questions[question].Label)
	if label == "" || utf8.RuneCountInString(label) > shortName || strings.HasSuffix(label, "?") {
		label = strings.ReplaceAll(question, "_", " ")
	}
	first, size := utf8.DecodeRuneInString(label)
	return string(unicode.ToUpper(first)) + label[size:]
}

// named is an answer as people read it.
func (t *tally) named(i int, answer string) string {
	if c, ok := t.source.Questions[t.by[i]].Choices.Choice(answer); ok {
		return t.label(c)
	}
	return cmp.Or(answer, "Not recorded")
}

// figure is a count in a table; others do not read every one.
func (t *tally) figure(count float64, mark disclosure.Mark, hidden *bool) Cell {
	if words := wordsFor(mark); words != "" && t.others {
		*hidden = true
		return Cell{{{words, Absent}}}
	}
	return plain(strconv.FormatFloat(count, 'f', -1, 64))
}

func plain(words string) Cell { return Cell{{{Words: words}}} }

func strong(words string) Cell { return Cell{{{words, Strong}}} }

func sum(counts []float64) float64 {
	total := 0.0
	for _, c := range counts {
		total += c
	}
	return total
}
