package pdf

import (
	"slices"

	"plumbline/forms/report"
)

// The measures of a table.
const (
	columnGap   = 14.0
	rowPadding  = 6.0
	shortCell   = 7.0                         // times its size: what is narrower, such as a date, is not broken
	widestShare = 0.6                         // of the table, that a column asks for at most
	highestHead = 0.25 * (bottom - marginTop) // that is repeated on further pages
	columnHead  = "/O /Table /Scope /Column"
)

// table is a table with a head, which is repeated on every page that the table goes on to.
func (c *composer) table(a area, t report.Table) {
	if len(t.Columns) == 0 {
		return
	}
	owner := newElement(a.owner, "Table")
	widths := c.columnWidths(t, a.width)
	head := c.headRow(newElement(owner, "TR"), t.Columns, widths, a.x)
	headBox := head.box()
	headBox.least = headBox.height
	var again func(n pen, y float64) float64
	if headBox.height <= highestHead {
		again = func(n pen, y float64) float64 {
			head.paint(n, y, headBox.height)
			return headBox.height
		}
	}
	c.push(headBox)
	for _, cells := range t.Rows {
		tr := newElement(owner, "TR")
		r := row{top: rowPadding, foot: rowPadding, rule: true, whole: true, again: again}
		x := a.x
		for i, w := range widths {
			td := newElement(tr, "TD")
			var content report.Cell
			if i < len(cells) {
				content = cells[i]
			}
			r.cells = append(r.cells, cell{x: x, owner: td, lines: c.paragraphs(td, cellStyle, w, content)})
			x += w + columnGap
		}
		c.push(r.box())
	}
}

func (c *composer) headRow(tr *element, columns []report.Paragraph, widths []float64, x float64) row {
	r := row{above: 6, top: 4, foot: rowPadding, rule: true, keep: true}
	for i, p := range columns {
		th := newElement(tr, "TH")
		th.attributes = columnHead
		r.cells = append(r.cells, cell{x: x, owner: th, lines: c.words(th, cellHeadStyle, widths[i], plainly(p))})
		x += widths[i] + columnGap
	}
	return r
}

// plainly leaves strong words as they are in the style of a column's head.
func plainly(p report.Paragraph) report.Paragraph {
	out := slices.Clone(p)
	for i := range out {
		if out[i].As == report.Strong {
			out[i].As = report.Plain
		}
	}
	return out
}

// columnWidths shares the width of a table out: every column gets its longest word, and of what is left as much more as
// it would need to set its cells in one line, as a share of what all would.
func (c *composer) columnWidths(t report.Table, width float64) []float64 {
	free := width - columnGap*float64(len(t.Columns)-1)
	least, wish := make([]float64, len(t.Columns)), make([]float64, len(t.Columns))
	ask := func(i int, st style, p report.Paragraph) {
		word, all := c.asks(st, p)
		least[i] = max(least[i], min(word, free*widestShare))
		wish[i] = max(wish[i], min(all, free*widestShare))
	}
	for i, p := range t.Columns {
		ask(i, cellHeadStyle, p)
		for _, cells := range t.Rows {
			if i < len(cells) {
				for _, p := range cells[i] {
					ask(i, cellStyle, p)
				}
			}
		}
	}
	return share(least, wish, free)
}

// asks is how wide a paragraph's longest word is, and all of it in one line.
func (c *composer) asks(st style, p report.Paragraph) (word, all float64) {
	for _, w := range c.faces.words(c.pieces(nil, st, p)) {
		word = max(word, w.width)
		all += w.width + w.space.width
	}
	if all <= shortCell*st.size {
		word = all
	}
	return word + tolerance, all + tolerance
}

// share divides a width between columns.
func share(least, wish []float64, width float64) []float64 {
	if sum(least) >= width {
		return fair(least, width)
	}
	sumLeast, sumWish := sum(least), sum(wish)
	out := make([]float64, len(least))
	for i := range out {
		switch {
		case sumWish <= width:
			out[i] = wish[i] + (width-sumWish)*wish[i]/sumWish
		default:
			out[i] = least[i] + (width-sumLeast)*(wish[i]-least[i])/(sumWish-sumLeast)
		}
	}
	return out
}

// fair divides a width that is too small: columns that need less than their part get what they need, and the others an
// equal part of the rest, in which words will be broken.
func fair(need []float64, width float64) []float64 {
	out := make([]float64, len(need))
	left := len(need)
	for given := true; given; {
		given = false
		for i, n := range need {
			if out[i] == 0 && left > 1 && n <= width/float64(left) {
				out[i], width, left, given = max(n, tolerance), width-n, left-1, true
			}
		}
	}
	for i := range out {
		if out[i] == 0 {
			out[i] = width / float64(left)
		}
	}
	return out
}

func sum(all []float64) float64 {
	out := 0.0
	for _, f := range all {
		out += f
	}
	return out
}
