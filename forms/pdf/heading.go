package pdf

import (
	"fmt"

	"plumbline/forms/report"
)

// The rule under a heading of level 2.
const (
	ruleSpace = 4.0
	ruleThick = 1.5
)

// step is the level that a heading has in the tree: one that goes deeper than the last by more than a level is raised.
func (c *composer) step(level int) int {
	c.level = min(max(level, 1), c.level+1, 6)
	return c.level
}

func (c *composer) heading(a area, h report.Heading) {
	level := c.step(h.Level)
	st, above, below := heading(level)
	owner := newElement(a.owner, fmt.Sprintf("H%d", level))
	r := row{above: above, keep: true, first: c.marker(level, h.Text, owner)}
	width := a.width
	var badge *cell
	if h.Grade != nil {
		graded := c.graded(newElement(a.owner, "P"), style{bold, st.size * 0.8, ink}, *h.Grade, a.width/2)
		graded[0].height, graded[0].size = st.size*headingLeading, st.size
		wide := widest(graded)
		width -= wide + 20
		badge = &cell{x: a.x + a.width - wide, width: wide, lines: graded}
	}
	r.cells = []cell{{x: a.x, owner: owner, lines: c.set(c.pieces(owner, st, evidenced(report.Span{Words: h.Text}, h.Standards)), width, st.size, headingLeading)}}
	if badge != nil {
		r.cells = append(r.cells, *badge)
	}
	if level == 2 {
		r.last = func(n pen, y float64) {
			n.draw(nil, filled{rectangle{a.x, y + ruleSpace, a.width, ruleThick}, accent, 0})
		}
		below += ruleSpace + ruleThick - 7 // of which what follows brings its own
	}
	c.push(r.box())
	c.push(gap(below, true))
}

// marker notes where a heading stands.
func (c *composer) marker(level int, title string, owner *element) func(pen, float64) {
	return func(n pen, y float64) {
		c.bookmarks = append(c.bookmarks, bookmark{level: level, title: title, page: n.page.number, y: y, target: owner})
	}
}

// graded sets a grade in words, with its letter on its shape before them.
func (c *composer) graded(owner *element, st style, g report.Grade, width float64) []setLine {
	st.colour, _ = tones(g.Tone)
	return c.set(append(c.badge(owner, st, g, st.size*1.5), c.pieces(owner, st, report.Paragraph{{Words: g.Word}})...), width, st.size, leading)
}

// badge is a grade's letter on its shape, with a space after it; nothing for an answer that is no grade.
func (c *composer) badge(owner *element, st style, g report.Grade, side float64) []piece {
	if g.Letter == "" {
		return nil
	}
	g.Letter = c.faces.clean(g.Letter)
	figure := newElement(owner, "Figure")
	figure.alt = alternative(g)
	b := badge{g, side, st.size}
	return []piece{
		{owner: figure, style: st, object: b, width: b.extent() + 0.3*st.size},
		{owner: owner, style: st, text: "\u00A0"},
	}
}

// grade is a grade that answers a question.
func (c *composer) grade(a area, g report.Grade) {
	owner := newElement(a.owner, "P")
	c.push(row{above: 3, whole: true, cells: []cell{{x: a.x, lines: c.graded(owner, strongStyle, g, a.width)}}}.box())
}

func widest(lines []setLine) float64 {
	out := 0.0
	for _, l := range lines {
		out = max(out, l.width)
	}
	return out
}

// judgement is the overall grade in a panel of its colour: its heading, and why.
func (c *composer) judgement(a area, j report.Judgement) {
	const pad, bar, side = 20.0, 5.0, 32.0
	g := j.Grade
	strong, soft := tones(g.Tone)
	word := style{bold, 17, strong}
	if g.Word == "" {
		g.Word, word.colour = "Not graded yet", quietInk
	}
	level := c.step(2)
	owner := newElement(a.owner, "H2")
	x := a.x + pad
	if g.Letter != "" {
		x += side + 16
	}
	width := a.x + a.width - pad - x
	lines := c.set(c.pieces(owner, nameStyle, report.Paragraph{{Words: j.Name + " "}}), width, nameStyle.size, headingLeading)
	lines = append(lines, c.set(c.pieces(owner, word, report.Paragraph{{Words: g.Word}}), width, word.size, headingLeading)...)
	head := row{above: 18, top: 14, keep: len(j.Reason) > 0, first: c.marker(level, j.Name+": "+g.Word, owner), cells: []cell{{x: x, lines: lines, owner: owner}}}
	if g.Letter != "" {
		head.cells = append(head.cells, c.shape(a, g, cell{x: a.x + pad, lines: lines}.height(len(lines)), side))
	}
	rows := []row{head}
	for _, p := range j.Reason {
		why := newElement(a.owner, "P")
		rows = append(rows, row{top: 6, cells: []cell{{x: x, owner: why, lines: c.words(why, textStyle, min(width, measure), p)}}})
	}
	rows[len(rows)-1].foot = 14
	for _, r := range rows {
		c.push(backed(r.box(), func(n pen, y, height float64) {
			n.draw(nil, filled{rectangle{a.x, y - 0.25, a.width, height + 0.5}, soft, 0})
			n.draw(nil, filled{rectangle{a.x, y - 0.25, bar, height + 0.5}, strong, 0})
		}))
	}
}

// shape is the badge of a judgement, in the middle of a height.
func (c *composer) shape(a area, g report.Grade, height, side float64) cell {
	g.Letter = c.faces.clean(g.Letter)
	figure := newElement(a.owner, "Figure")
	figure.alt = alternative(g)
	b := badge{g, side, 17}
	return cell{x: a.x + 20, lines: []setLine{{
		line: line{pieces: []piece{{owner: figure, object: b, width: side}}, width: side}, height: max(height, side), size: b.size,
	}}}
}
