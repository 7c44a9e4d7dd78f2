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
	longFact = 2.5 // lines; where a value has more, facts stand one below the other
)

// facts are names and values, two beside each other where they are short.
func (c *composer) facts(a area, facts report.Facts) {
	list := newElement(a.owner, "L")
	list.attributes = unmarked
	names := 0.0
	for _, f := range facts {
		names = max(names, min(longName, c.faces.length(c.faces.clean(f.Name), nameStyle)+1))
	}
	columns, width := 2, (a.width-factGap)/2
	if !c.short(facts, width-names-nameGap) {
		columns, width = 1, a.width
	}
	for i := 0; i < len(facts); i += columns {
		r := row{above: 5, whole: true, keep: i+columns < len(facts)}
		for j, f := range facts[i:min(i+columns, len(facts))] {
			li := newElement(list, "LI")
			label, body := newElement(li, "Lbl"), newElement(li, "LBody")
			x := a.x + float64(j)*(width+factGap)
			name := c.pieces(label, nameStyle, report.Paragraph{{Words: f.Name}})
			value := c.pieces(body, factStyle, f.Value)
			r.cells = append(r.cells,
				cell{x: x, owner: label, lines: c.set(name, names, factStyle.size, leading)},
				cell{x: x + names + nameGap, owner: body, lines: c.set(value, width-names-nameGap, factStyle.size, leading)})
		}
		c.push(r.box())
	}
}

// short reports whether facts take few lines in a width, and no word of them must be broken.
func (c *composer) short(facts report.Facts, width float64) bool {
	for _, f := range facts {
		word, all := c.asks(factStyle, f.Value)
		if word > width || all > longFact*width {
			return false
		}
	}
	return true
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
			asked := c.set(c.pieces(label, textStyle, report.Paragraph{{Words: q.Asked()}}.Evidencing(q.Standards)), askedWidth, textStyle.size, leading)
			c.push(row{above: 9, whole: true, cells: []cell{{x: a.x, owner: label, lines: asked}, *beside}}.box())
			continue
		}
		asked := c.pieces(label, textStyle, report.Paragraph{{Words: q.Asked(), As: report.Strong}}.Evidencing(q.Standards))
		c.push(row{above: 11, keep: true, cells: []cell{{x: a.x, owner: label, lines: c.set(asked, min(a.width, measure), textStyle.size, leading)}}}.box())
		c.answer(a.inner(body, 0), q.Answer)
	}
}

// beside sets an answer that fits in one line beside its question; nil for any other.
func (c *composer) beside(a area, answer []report.Block) *cell {
	var lines []setLine
	if len(answer) == 0 {
		answer = []report.Block{report.Paragraph{{Words: "Not answered", As: report.Absent}}}
	}
	switch b := answer[0].(type) {
	case report.Paragraph:
		lines = c.words(a.owner, strongStyle, a.width, b)
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
