package pdf

import (
	"strconv"

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

func tagOf(level int) string { return "H" + strconv.Itoa(level) }

func (c *composer) heading(a area, h report.Heading) {
	level := c.step(h.Level)
	st, above, below := heading(level)
	owner := newElement(a.owner, tagOf(level))
	r := row{above: above, keep: true, first: c.marker(level, h.Text, owner)}
	width := a.width
	var badge *cell
	if h.Grade != nil {
		graded := c.graded(newElement(a.owner, "P"), style{bold, st.size * 0.8, ink}, c.shown(*h.Grade), a.width/2)
		graded[0].height, graded[0].size = st.size*headingLeading, st.size
		wide := widest(graded)
		width -= wide + 20
		badge = &cell{x: a.x + a.width - wide, width: wide, lines: graded}
	}
	r.cells = []cell{{x: a.x, owner: owner, lines: c.set(c.pieces(owner, st, report.Paragraph{{Words: h.Text}}.Evidencing(h.Standards)), width, st.size, headingLeading)}}
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

// badge is a grade's letter on its shape, with room after it; nothing for an answer that is no grade.
func (c *composer) badge(owner *element, st style, g report.Grade, side float64) []piece {
	if g.Letter == "" {
		return nil
	}
	figure := newElement(owner, "Figure")
	figure.alt = alternative(g)
	b := badge{g, side, st.size}
	return []piece{{owner: figure, style: st, object: b, width: side + 0.5*st.size}}
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
