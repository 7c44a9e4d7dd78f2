package disclosure

import "slices"

// Marks are the marks of a table with totals.
type Marks struct {
	Cells         [][]Mark
	Rows, Columns []Mark // of the totals
	Total         Mark
}

// Grid marks a table of counts with the totals of its rows and columns. Every row has as many counts as the first.
func Grid(counts [][]float64) Marks {
	rows := make([]float64, len(counts))
	columns := []float64{}
	if len(counts) > 0 {
		columns = make([]float64, len(counts[0]))
	}
	var out Marks
	for i, row := range counts {
		for j, c := range row {
			rows[i] += c
			columns[j] += c
		}
		out.Cells = append(out.Cells, smalls(row))
	}
	out.Rows, out.Total = Line(rows)
	out.Columns, _ = Line(columns)
	g := grid{counts, out.Cells}
	switch {
	case len(rows) == 1:
		copy(out.Cells[0], out.Columns)
	case len(columns) == 1:
		for i := range out.Cells {
			out.Cells[i][0] = out.Rows[i]
		}
	case !g.hide(), g.addsUp(out):
		g.blank()
	}
	return out
}

type grid struct {
	counts [][]float64
	marks  [][]Mark
}

// hide holds counts back until every small one stands at the corner of four hidden ones that might be traded for each
// other: two up, two down, and no total changed. It reports whether that can be done.
func (g grid) hide() bool {
	for i, row := range g.marks {
		for j, m := range row {
			if m == Small && !g.cover(i, j) {
				return false
			}
		}
	}
	return true
}

// cover finds the three other corners for a small count, such that as little as possible is held back besides.
func (g grid) cover(i, j int) bool {
	best, at := -1.0, [2]int{}
	for k := range g.counts {
		for l := range g.counts[k] {
			if k == i || l == j || !g.trade(i, j, k, l) {
				continue
			}
			if cost := g.cost(i, l) + g.cost(k, j) + g.cost(k, l); best < 0 || cost < best {
				best, at = cost, [2]int{k, l}
			}
		}
	}
	if best < 0 {
		return false
	}
	for _, corner := range [][2]int{{i, at[1]}, {at[0], j}, at} {
		mark := &g.marks[corner[0]][corner[1]]
		*mark = hiding(g.counts[corner[0]][corner[1]], *mark)
	}
	return true
}

// addsUp reports whether a total that is not shown can be added up from a line of counts that are.
func (g grid) addsUp(m Marks) bool {
	shown := func(row []Mark) bool { return !slices.ContainsFunc(row, func(m Mark) bool { return m != Shown }) }
	for i, row := range g.marks {
		if m.Rows[i] != Shown && shown(row) {
			return true
		}
	}
	for j, total := range m.Columns {
		column := make([]Mark, len(g.marks))
		for i := range g.marks {
			column[i] = g.marks[i][j]
		}
		if total != Shown && shown(column) {
			return true
		}
	}
	return false
}

func (g grid) cell(i, j int) cell {
	return cell{g.counts[i][j], hiding(g.counts[i][j], g.marks[i][j])}
}

// trade reports whether the four corners might as well be other counts with the same totals.
func (g grid) trade(i, j, k, l int) bool {
	for _, by := range []float64{1, -1} {
		if g.cell(i, j).might(by) && g.cell(i, l).might(-by) && g.cell(k, j).might(-by) && g.cell(k, l).might(by) {
			return true
		}
	}
	return false
}

// cost is what readers lose when a count is held back.
func (g grid) cost(i, j int) float64 {
	if g.marks[i][j] != Shown {
		return 0
	}
	return g.counts[i][j]
}

// blank holds back every count, those of none too: where they stand would tell.
func (g grid) blank() {
	for _, row := range g.marks {
		for j := range row {
			row[j] = Held
		}
	}
}
