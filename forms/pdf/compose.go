package pdf

import (
	"fmt"
	"strings"

	"plumbline/forms/report"
)

// composer makes boxes of blocks.
type composer struct {
	faces     *faces
	boxes     []box
	bookmarks []bookmark
	level     int // of the last heading
	notes     int
}

// bookmark is a heading as the reader's list of bookmarks has it.
type bookmark struct {
	level  int
	title  string
	page   int
	y      float64
	target *element
}

// area is where blocks go: from x, as wide as width, inside an element.
type area struct {
	owner    *element
	x, width float64
}

// inner is an area that is indented and stands in another element.
func (a area) inner(owner *element, indent float64) area {
	return area{owner, a.x + indent, a.width - indent}
}

// shown is a grade whose letter can be set; a grade whose letter cannot has none.
func (c *composer) shown(g report.Grade) report.Grade {
	g.Letter = c.faces.lettering(g.Letter)
	return g
}

func (c *composer) push(b box) { c.boxes = append(c.boxes, b) }

// blocks puts blocks below each other.
func (c *composer) blocks(a area, blocks []report.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case report.Heading:
			c.heading(a, b)
		case report.Paragraph:
			c.paragraph(a, b, 7)
		case report.Note:
			c.note(a, b)
		case report.List:
			c.list(a, b)
		case report.Table:
			c.table(a, b)
		case report.Facts:
			c.facts(a, b)
		case report.Judgement:
			c.judgement(a, b)
		case report.Questions:
			c.questions(a, b)
		case report.Grade:
			c.grade(a, c.shown(b))
		}
	}
}

// shortAside is how long quiet words may be, in bytes, to stay on one line: "Standards 1, 8".
const shortAside = 28

// pieces is words ready to be set. Drawn symbols become elements of their own within the owner.
func (c *composer) pieces(owner *element, st style, spans report.Paragraph) []piece {
	var out []piece
	for _, s := range spans {
		as := emphasised(st, s.As)
		text := c.faces.clean(s.Words)
		for text != "" {
			at := strings.IndexFunc(text, c.isDrawn)
			if at < 0 {
				out = append(out, piece{owner: owner, style: as, text: text, whole: s.As == report.Quiet && len(text) <= shortAside})
				break
			}
			if at > 0 {
				out = append(out, piece{owner: owner, style: as, text: text[:at]})
			}
			r := []rune(text[at:])[0]
			out = append(out, c.symbol(owner, as, r))
			text = text[at+len(string(r)):]
		}
	}
	return out
}

func (c *composer) isDrawn(r rune) bool { return r > '~' && drawn(r) && !c.faces.has(r) }

func (c *composer) symbol(owner *element, st style, r rune) piece {
	span := newElement(owner, "Span")
	span.actual = string(r)
	s := symbol{r, st.size, st.colour}
	return piece{owner: span, style: st, object: s, width: st.size}
}

// set makes lines of pieces, spaced for a size.
func (c *composer) set(pieces []piece, width, size, lead float64) []setLine {
	lines := c.faces.wrap(pieces, width)
	out := make([]setLine, len(lines))
	for i, l := range lines {
		out[i] = setLine{line: l, height: size * lead, size: size}
	}
	return out
}

// words sets one paragraph as content of an element.
func (c *composer) words(owner *element, st style, width float64, p report.Paragraph) []setLine {
	return c.set(c.pieces(owner, st, p), width, st.size, leading)
}

// paragraphs sets several paragraphs in an element: each is an element of its own where there are several.
func (c *composer) paragraphs(owner *element, st style, width float64, all []report.Paragraph) []setLine {
	if len(all) == 1 {
		return c.words(owner, st, width, all[0])
	}
	var out []setLine
	for i, p := range all {
		lines := c.words(newElement(owner, "P"), st, width, p)
		if i > 0 {
			lines[0].above = 0.3 * st.size
		}
		out = append(out, lines...)
	}
	return out
}

func (c *composer) paragraph(a area, p report.Paragraph, above float64) {
	owner := newElement(a.owner, "P")
	lines := c.words(owner, textStyle, min(a.width, measure), p)
	c.push(row{cells: []cell{{x: a.x, lines: lines, owner: owner}}, above: above}.box())
}

func (c *composer) note(a area, n report.Note) {
	const pad, bar = 14.0, 3.0
	if len(n) == 0 {
		return
	}
	c.notes++
	owner := newElement(a.owner, "Note")
	owner.id = fmt.Sprintf("note-%d", c.notes)
	width := min(a.width, measure)
	r := row{above: 10, top: 6, foot: 7, whole: true, keep: true, cells: []cell{{
		x: a.x + pad, owner: owner, lines: c.paragraphs(owner, style{regular, 10, ink}, width-2*pad, n),
	}}}
	c.push(backed(r.box(), func(n pen, y, height float64) {
		n.draw(nil, filled{rectangle{a.x, y, width, height}, plainBack, 0})
		n.draw(nil, filled{rectangle{a.x, y, bar, height}, lineColour, 0})
	}))
	c.push(gap(4, true))
}
