package pdf

import (
	"math"

	"plumbline/forms/paper"
	"plumbline/forms/report"
)

// The measures of what is written in by hand, in points.
const (
	lineSpace  = 22.0 // between ruled lines
	tickSide   = 11.0
	cellWide   = 19.0
	cellHigh   = 23.0
	groupGap   = 14.0
	shortLine  = 120.0
	choiceGap  = 18.0 // between choices side by side
	faceSide   = 46.0
	frameThick = 1.0
)

// room pushes the boxes of where an answer goes.
func (s *sheet) room(a area, r paper.Room) {
	switch r := r.(type) {
	case paper.Lines:
		s.push(s.ruled(a, int(r)))
	case paper.Line:
		s.short(a, r)
	case paper.Cells:
		s.cells(a, r)
	case paper.Ticks:
		s.ticks(a, r)
	case paper.Steps:
		s.steps(a, r)
	case paper.Frame:
		high := float64(r) * lineSpace * s.scale
		s.push(plain(8, high, func(n pen, y float64) {
			n.draw(nil, framed(rectangle{a.x, y, a.width / 2, high}, frameThick, quietInk))
		}))
	}
}

// plain is a box that is not broken.
func plain(above, height float64, draw func(n pen, y float64)) box {
	return box{above: above, height: height, least: height, draw: draw}
}

// ruled is lines to write on. They break over pages three and more at a time.
func (s *sheet) ruled(a area, count int) box {
	const together = 3
	each := lineSpace * s.scale
	out := plain(2, float64(count)*each, func(n pen, y float64) {
		for i := range count {
			n.draw(nil, filled{rectangle{a.x, y + float64(i+1)*each - 0.6, a.width, 0.6}, quietInk, 0})
		}
	})
	out.least = float64(min(count, together)) * each
	out.split = func(room float64) (*box, *box) {
		fit := min(int(room/each), count-together)
		if fit < together {
			rest := s.ruled(a, count)
			return nil, &rest
		}
		head, tail := s.ruled(a, fit), s.ruled(a, count-fit)
		return &head, &tail
	}
	return out
}

// short is a line for a number, with its unit after it.
func (s *sheet) short(a area, l paper.Line) {
	high, wide := (lineSpace-3)*s.scale, shortLine*s.scale
	owner := newElement(a.owner, "P")
	st := s.sized(style{regular, 9.5, quietInk})
	s.push(plain(3, high, func(n pen, y float64) {
		n.draw(nil, filled{rectangle{a.x, y + high - 0.6, wide, 0.6}, quietInk, 0})
		if l.Unit != "" {
			n.draw(owner, text{a.x + wide + 8, y + high - 2, st, s.faces.lettering(l.Unit)})
		}
	}))
}

// cells are boxes for one character each, with a word under each group.
func (s *sheet) cells(a area, groups paper.Cells) {
	wide, high := cellWide*s.scale, cellHigh*s.scale
	st := s.sized(style{regular, 8, quietInk})
	owner := newElement(a.owner, "P")
	s.push(plain(5, high+st.size*1.4, func(n pen, y float64) {
		x := a.x
		for _, g := range groups {
			for i := range g.Boxes {
				n.draw(nil, framed(rectangle{x + float64(i)*wide, y, wide, high}, frameThick, quietInk))
			}
			n.draw(owner, text{x, y + high + st.size*1.2, st, s.faces.lettering(g.Name) + " "})
			x += float64(g.Boxes)*wide + groupGap*s.scale
		}
	}))
}

// steps are the steps of a scale, each to be ringed.
func (s *sheet) steps(a area, all paper.Steps) {
	st := s.sized(style{regular, 11, ink})
	wide := min(a.width/float64(len(all)), 44*s.scale)
	high := lineSpace * s.scale
	owner := newElement(a.owner, "P")
	s.push(plain(3, high, func(n pen, y float64) {
		for i, step := range all {
			x := a.x + float64(i)*wide
			n.draw(owner, text{x + 4, y + high*0.7, st, s.faces.lettering(step) + " "})
		}
	}))
}

// ticks are choices, each behind its box.
func (s *sheet) ticks(a area, t paper.Ticks) {
	list := newElement(a.owner, "L")
	list.attributes = unmarked
	if s.faced(t) {
		s.facing(list, a, t)
		return
	}
	columns := t.Columns
	if columns == 0 {
		columns = s.columns(a, t)
	}
	width := a.width / float64(columns)
	rows := (len(t.Choices) + columns - 1) / columns
	for i := range rows {
		r := row{above: 4 * s.scale, whole: true, keep: i < rows-1}
		if i == 0 {
			r.above = 5 * s.scale
		}
		for j := range columns {
			if at := j*rows + i; at < len(t.Choices) {
				r.cells = append(r.cells, s.choice(list, a.x+float64(j)*width, width-choiceGap, t, at))
			}
		}
		s.push(r.box())
	}
}

// choice is one choice in a column.
func (s *sheet) choice(list *element, x, width float64, t paper.Ticks, at int) cell {
	c, st := t.Choices[at], s.sized(style{regular, 10.5, ink})
	body := newElement(newElement(list, "LI"), "LBody")
	side := tickSide * s.scale
	if t.Numbered {
		side *= 1.6
	}
	pieces := []piece{}
	if c.Grade.Letter != "" {
		pieces = append(pieces, s.badge(body, st, s.shown(c.Grade), st.size*1.35)...)
	}
	pieces = append(pieces, s.pieces(body, st, report.Paragraph{{Words: c.Label}})...)
	inset := side + 7*s.scale
	lines := s.set(pieces, width-inset, st.size, 1.35)
	for i := range lines {
		lines[i].indent = inset
	}
	lines[0].box = &tick{side, t.Round}
	return cell{x: x, lines: lines}
}

// columns is how many columns choices stand in: at most four, so that each is on one line. Where one of them is as wide as
// the page, two columns will do if it is then on two lines.
func (s *sheet) columns(a area, t paper.Ticks) int {
	st, widest := s.sized(style{regular, 10.5, ink}), 0.0
	for _, c := range t.Choices {
		wide := s.faces.length(s.faces.clean(c.Label), st)
		if c.Grade.Letter != "" {
			wide += 2 * st.size
		}
		widest = max(widest, wide)
	}
	sign := tickSide*s.scale + 7*s.scale + choiceGap
	if columns := min(int(a.width/(widest+sign)), 4, len(t.Choices)); columns > 1 {
		return columns
	}
	if len(t.Choices) > 4 && widest*0.55+sign < a.width/2 {
		return 2
	}
	return 1
}

func (s *sheet) faced(t paper.Ticks) bool {
	for _, c := range t.Choices {
		if !c.Face.Known() {
			return false
		}
	}
	return len(t.Choices) > 0
}

// facing is a big row of faces, each over its box and its words.
func (s *sheet) facing(list *element, a area, t paper.Ticks) {
	side := faceSide * s.scale
	width := math.Min(a.width/float64(len(t.Choices)), 150*s.scale)
	r := row{above: 8, whole: true, top: side + 8}
	for i := range t.Choices {
		r.cells = append(r.cells, s.choice(list, a.x+float64(i)*width, width-8, t, i))
	}
	r.first = func(n pen, y float64) {
		for i, c := range t.Choices {
			n.draw(nil, smiley(c.Face, point{a.x + float64(i)*width + side/2, y + side/2}, side/2))
		}
	}
	s.push(r.box())
}
