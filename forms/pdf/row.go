package pdf

// setLine is a line in its place in a cell.
type setLine struct {
	line
	above  float64 // space over it
	height float64
	size   float64 // of the text that stands in the middle of the height
	indent float64
	hang   *piece // drawn left of the line: a bullet
	box    *tick  // drawn left of the line: a box to tick
}

// cell is a column of lines within a row.
type cell struct {
	x     float64
	lines []setLine
	width float64 // to set lines at the right end; 0 for the left
	owner *element
}

// row is cells side by side that break over pages together. A paragraph is a row with one cell.
type row struct {
	cells       []cell
	above       float64
	top, foot   float64 // space over and under the lines, of each part
	rule        bool    // under the row
	whole       bool    // better not broken
	keep        bool
	again       func(n pen, y float64) float64
	first, last func(n pen, y float64) // drawn with the first, or under the last, of its parts
}

// fewest is how many lines a part of a broken row has at least: no line stands alone.
const fewest = 2

// tall is what a row may be high and still be kept whole.
const tall = 0.4 * (bottom - marginTop)

func (c cell) height(lines int) float64 {
	sum := 0.0
	for i, l := range c.lines[:lines] {
		if i > 0 {
			sum += l.above
		}
		sum += l.height
	}
	return sum
}

// fitting is how many lines fit in a height.
func (c cell) fitting(room float64) int {
	sum := 0.0
	for n, l := range c.lines {
		if n > 0 {
			sum += l.above
		}
		if sum += l.height; sum > room+tolerance {
			return n
		}
	}
	return len(c.lines)
}

// tolerance is what sums of lengths may be wrong by.
const tolerance = 0.01

// box makes a box of the row.
func (r row) box() box {
	inner, least := 0.0, 0.0
	for _, c := range r.cells {
		inner = max(inner, c.height(len(c.lines)))
		if n := len(c.lines); n > fewest+1 {
			least = max(least, c.height(fewest))
		} else {
			least = max(least, c.height(n))
		}
	}
	if r.whole && inner <= tall {
		least = inner
	}
	b := box{above: r.above, height: r.top + inner + r.foot, least: r.top + least + r.foot, keep: r.keep, again: r.again}
	b.draw = func(n pen, y float64) { r.paint(n, y, b.height) }
	b.split = r.split
	return b
}

func (r row) paint(n pen, y, height float64) {
	if r.first != nil {
		r.first(n, y)
	}
	for _, c := range r.cells {
		c.paint(n, y+r.top)
	}
	if r.rule {
		n.draw(nil, filled{rectangle{marginSide, y + height - 0.5, textWidth, 0.5}, lineColour, 0})
	}
	if r.last != nil {
		r.last(n, y+height)
	}
}

func (c cell) paint(n pen, y float64) {
	if c.owner != nil && n.as == "" {
		c.owner.join()
	}
	for i, l := range c.lines {
		if i > 0 {
			y += l.above
		}
		x := c.x + l.indent
		if c.width > 0 {
			x += c.width - l.width
		}
		l.paint(n, x, y)
		y += l.height
	}
}

// paint sets a line whose top is at y.
func (l setLine) paint(n pen, x, y float64) {
	base := y + l.baseline()
	if l.hang != nil {
		n.draw(l.hang.owner, text{x - l.indent, base, l.hang.style, l.hang.text})
	}
	if l.box != nil {
		n.draw(nil, l.box.mark(x-l.indent, base-capitals*l.size/2))
	}
	for _, p := range l.pieces {
		if p.object != nil {
			if b, ok := p.object.(badge); ok {
				bounds := b.bounds(x, base)
				p.owner.box = &bounds
			}
			n.draw(p.owner, p.object.mark(x, base))
		} else {
			n.draw(p.owner, text{x, base, p.style, p.text})
		}
		x += p.width
	}
}

// baseline is how far under its top a line stands.
func (l setLine) baseline() float64 { return (l.height-(ascent+descent)*l.size)/2 + ascent*l.size }

// split breaks the row below the lines that fit, and leaves at least two lines on either side.
func (r row) split(room float64) (*box, *box) {
	head, tail := r, r
	head.cells, tail.cells = nil, nil
	head.rule, head.last, head.keep = false, nil, false
	tail.first, tail.above = nil, 0
	begun := false
	for _, c := range r.cells {
		n := c.fitting(room - r.top - r.foot)
		if left := len(c.lines) - n; left > 0 && left < fewest {
			n = len(c.lines) - fewest
		}
		if n < fewest && n < len(c.lines) {
			n = 0
		}
		begun = begun || n > 0
		a, b := c, c
		a.lines, b.lines = c.lines[:n], c.lines[n:]
		head.cells, tail.cells = append(head.cells, a), append(tail.cells, b)
	}
	if !begun {
		rest := r.box()
		return nil, &rest
	}
	h, t := head.box(), tail.box()
	return &h, &t
}
