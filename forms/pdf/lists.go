package pdf

import (
	"strconv"

	"plumbline/forms/report"
)

// The attributes of lists, by what stands before their items.
const (
	bulleted  = "/O /List /ListNumbering /Disc"
	numbered  = "/O /List /ListNumbering /Decimal"
	unmarked  = "/O /List /ListNumbering /None"
	listInset = 16.0
)

func (c *composer) list(a area, l report.List) {
	if len(l.Items) == 0 {
		return
	}
	owner := newElement(a.owner, "L")
	owner.attributes = bulleted
	if l.Numbered {
		owner.attributes = numbered
	}
	for i, item := range l.Items {
		sign := "\u2022"
		if l.Numbered {
			sign = strconv.Itoa(i+1) + "."
		}
		c.item(a, owner, sign, item)
	}
}

// item is one item behind its bullet or number.
func (c *composer) item(a area, list *element, sign string, item report.Item) {
	li := newElement(list, "LI")
	label, body := newElement(li, "Lbl"), newElement(li, "LBody")
	inset := max(listInset, c.faces.length(sign+" ", textStyle)+2)
	lines := c.paragraphs(body, textStyle, min(a.width, measure)-inset, item)
	if len(lines) == 0 {
		return
	}
	for i := range lines {
		lines[i].indent = inset
	}
	lines[0].hang = &piece{owner: label, style: textStyle, text: sign}
	c.push(row{above: 3, cells: []cell{{x: a.x, lines: lines}}}.box())
}

// The columns of facts.
const (
	factGap  = 24.0 // between two facts side by side
	nameGap  = 10.0 // between a name and its value
	longName = 108.0
	longFact = 3 // lines; where a value has more, facts stand one below the other
)

// facts are names and values, two beside each other where they are short.
func (c *composer) facts(a area, facts report.Facts) {
	list := newElement(a.owner, "L")
	list.attributes = unmarked
	names := 0.0
	for _, f := range facts {
		names = max(names, min(longName, c.faces.length(c.faces.clean(f.Name), nameStyle)+1))
	}
	half := (a.width - factGap) / 2
	var pairs [][]cell
	for _, f := range facts {
		pairs = append(pairs, c.fact(list, f, names, half))
	}
	columns := 2
	for i, p := range pairs {
		word, _ := c.asks(textStyle, facts[i].Value)
		if len(p[1].lines) > longFact || word > half-names-nameGap {
			columns = 1
		}
	}
	for i := 0; i < len(facts); i += columns {
		r := row{above: 5, whole: true, keep: i+columns < len(facts)}
		for j := range min(columns, len(facts)-i) {
			pair := pairs[i+j]
			if columns == 1 {
				pair = c.fact(list, facts[i], names, a.width)
			}
			x := a.x + float64(j)*(half+factGap)
			pair[0].x, pair[1].x = x, x+names+nameGap
			r.cells = append(r.cells, pair...)
		}
		c.push(r.box())
	}
}

// fact is a name and its value as cells.
func (c *composer) fact(list *element, f report.Fact, names, width float64) []cell {
	li := newElement(list, "LI")
	label, body := newElement(li, "Lbl"), newElement(li, "LBody")
	const size = 10.5
	st := textStyle
	st.size = size
	return []cell{
		{owner: label, lines: c.set(c.pieces(label, nameStyle, report.Paragraph{{Words: f.Name}}), names, size, leading)},
		{owner: body, lines: c.set(c.pieces(body, st, f.Value), width-names-nameGap, size, leading)},
	}
}

// The columns of questions whose answers are short.
const (
	askedWidth  = 318.0
	answerInset = askedWidth + 20
)

// questions is a list of questions. A short answer stands beside its question, where eyes find it running down the
// page, and a long one below.
func (c *composer) questions(a area, questions report.Questions) {
	list := newElement(a.owner, "L")
	list.attributes = unmarked
	for _, q := range questions {
		li := newElement(list, "LI")
		label, body := newElement(li, "Lbl"), newElement(li, "LBody")
		if beside := c.beside(a.inner(body, answerInset), q.Answer); beside != nil {
			asked := c.set(c.pieces(label, textStyle, evidenced(report.Span{Words: q.Text}, q.Standards)), askedWidth, textStyle.size, leading)
			c.push(row{above: 9, whole: true, cells: []cell{{x: a.x, owner: label, lines: asked}, *beside}}.box())
			continue
		}
		asked := c.pieces(label, textStyle, evidenced(report.Span{Words: q.Text, As: report.Strong}, q.Standards))
		c.push(row{above: 11, keep: true, cells: []cell{{x: a.x, owner: label, lines: c.set(asked, min(a.width, measure), textStyle.size, leading)}}}.box())
		c.answer(a.inner(body, 0), q.Answer)
	}
}

// evidenced is words with the practice standards that they evidence.
func evidenced(words report.Span, standards []string) report.Paragraph {
	out := report.Paragraph{words}
	if codes := report.StandardsInWords(standards); codes != "" {
		out = append(out, report.Span{Words: " " + codes, As: report.Quiet})
	}
	return out
}

// beside sets an answer that fits in one line beside its question; nil for any other.
func (c *composer) beside(a area, answer []report.Block) *cell {
	var lines []setLine
	if answer == nil {
		answer = []report.Block{report.Paragraph{{Words: "Not answered", As: report.Absent}}}
	}
	switch b := answer[0].(type) {
	case report.Paragraph:
		st := strongStyle
		lines = c.words(a.owner, st, a.width, b)
	case report.Grade:
		lines = c.graded(a.owner, strongStyle, c.shown(b), a.width)
	}
	if len(answer) != 1 || len(lines) != 1 || lines[0].width > a.width {
		return nil
	}
	return &cell{x: a.x, owner: a.owner, lines: lines}
}

// answer is what a person answered. A paragraph alone is the body of its item itself.
func (c *composer) answer(a area, answer []report.Block) {
	if p, ok := only(answer); ok {
		lines := c.words(a.owner, textStyle, min(a.width, measure), p)
		c.push(row{above: 1, cells: []cell{{x: a.x, lines: lines}}}.box())
		return
	}
	for i, b := range answer {
		p, ok := b.(report.Paragraph)
		switch {
		case ok && i == 0:
			c.paragraph(a, p, 1)
		case ok:
			c.paragraph(a, p, 5)
		default:
			c.blocks(a, []report.Block{b})
		}
	}
}

func only(answer []report.Block) (report.Paragraph, bool) {
	if len(answer) != 1 {
		return nil, false
	}
	p, ok := answer[0].(report.Paragraph)
	return p, ok
}
