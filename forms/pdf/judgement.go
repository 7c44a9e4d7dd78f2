package pdf

import "plumbline/forms/report"

// The measures of the panel that the overall grade stands in.
const (
	panelPad   = 20.0
	panelBar   = 5.0
	panelBadge = 32.0
	panelWord  = 17.0 // size of the grade's word
)

// judgement is the overall grade in a panel of its colour: its heading, and why.
func (c *composer) judgement(a area, j report.Judgement) {
	g := c.shown(j.Grade)
	strong, soft := tones(g.Tone)
	word := style{bold, panelWord, strong}
	if g.Word == "" {
		g.Word, word.colour = "Not graded yet", quietInk
	}
	rows := make([]row, 1, 1+len(j.Reason))
	rows[0] = c.verdict(a, j.Name, g, word)
	x := rows[0].cells[0].x
	for _, p := range j.Reason {
		why := newElement(a.owner, "P")
		lines := c.words(why, textStyle, min(a.x+a.width-panelPad-x, measure), p)
		rows = append(rows, row{top: 6, cells: []cell{{x: x, owner: why, lines: lines}}})
	}
	rows[0].keep = len(rows) > 1
	rows[len(rows)-1].foot = 14
	for _, r := range rows {
		c.push(backed(r.box(), func(n pen, y, height float64) {
			// parts of the panel overlap a little, so that no line shows between them
			n.draw(nil, filled{rectangle{a.x, y - 0.25, a.width, height + 0.5}, soft, 0})
			n.draw(nil, filled{rectangle{a.x, y - 0.25, panelBar, height + 0.5}, strong, 0})
		}))
	}
}

// verdict is the heading of the panel: what is graded in small, the grade's word, and its letter on its shape beside it.
func (c *composer) verdict(a area, name string, g report.Grade, word style) row {
	x := a.x + panelPad
	if g.Letter != "" {
		x += panelBadge + 16
	}
	width := a.x + a.width - panelPad - x
	level := c.step(2)
	owner := newElement(a.owner, tagOf(level))
	lines := c.set(c.pieces(owner, nameStyle, report.Paragraph{{Words: name + " "}}), width, nameStyle.size, headingLeading)
	lines = append(lines, c.set(c.pieces(owner, word, report.Paragraph{{Words: g.Word}}), width, word.size, headingLeading)...)
	r := row{above: 18, top: 14, first: c.marker(level, name+": "+g.Word, owner), cells: []cell{{x: x, lines: lines, owner: owner}}}
	if g.Letter != "" {
		badge := c.badge(a.owner, word, g, panelBadge)
		height := max(r.cells[0].height(len(lines)), panelBadge)
		r.cells = append(r.cells, cell{x: a.x + panelPad, lines: []setLine{{line: line{pieces: badge}, height: height, size: panelWord}}})
	}
	return r
}
