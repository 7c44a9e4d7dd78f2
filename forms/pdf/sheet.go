package pdf

import (
	"strconv"
	"strings"

	"plumbline/forms/paper"
	"plumbline/forms/report"
)

// largeScale is how much larger type is that children read: 16 points.
const largeScale = 1.45

// numberInset is where questions begin, right of their numbers.
const numberInset = 28.0

// sheet composes a form to fill in by hand. Consecutive questions are one list, each an item labelled with its number.
type sheet struct {
	*composer
	scale     float64
	area      area
	questions *element // the list that the next question joins; nil after anything else
}

// sized is a style in the size of the sheet.
func (s *sheet) sized(st style) style {
	st.size *= s.scale
	return st
}

func (s *sheet) parts(all []paper.Part) {
	for _, p := range all {
		if q, ok := p.(paper.Question); ok {
			s.question(q)
			continue
		}
		s.questions = nil
		switch p := p.(type) {
		case paper.Heading:
			s.section(p)
		case paper.Paragraph:
			as := report.Plain
			if p.Quiet {
				as = report.Quiet
			}
			s.say(s.area, report.Paragraph{{Words: p.Words, As: as}}, 5, false)
		case paper.Note:
			s.aside(p)
		case paper.List:
			s.listing(p)
		}
	}
}

// section is a heading, with when its part is filled in under it.
func (s *sheet) section(h paper.Heading) {
	level := s.step(h.Level)
	st, above, below := heading(level)
	if level > 1 {
		st = s.sized(st)
	}
	owner := newElement(s.area.owner, tagOf(level))
	r := row{above: above, keep: true, first: s.marker(level, h.Text, owner)}
	r.cells = []cell{{x: s.area.x, owner: owner, lines: s.set(s.pieces(owner, st, report.Paragraph{{Words: h.Text}}), s.area.width, st.size, headingLeading)}}
	if level == 2 {
		r.last = func(n pen, y float64) {
			n.draw(nil, filled{rectangle{s.area.x, y + ruleSpace, s.area.width, ruleThick}, accent, 0})
		}
		below += ruleSpace + ruleThick - 7
	}
	b := r.box()
	if h.Fresh {
		b.wants = freshRoom
	}
	s.push(b)
	s.push(gap(below, true))
	if h.Only != "" {
		s.say(s.area, report.Paragraph{{Words: "\u2192 " + h.Only, As: report.Strong}}, 3, true)
	}
	if h.Hint != "" {
		s.say(s.area, report.Paragraph{{Words: h.Hint, As: report.Quiet}}, 2, true)
	}
}

// freshRoom is how much of a page a section wants where it begins: a third.
const freshRoom = (bottom - marginTop) / 3

// say is a paragraph.
func (s *sheet) say(a area, p report.Paragraph, above float64, keep bool) {
	owner := newElement(a.owner, "P")
	s.push(s.lines(owner, a, p, above, keep))
}

// lines sets words as content of an element.
func (s *sheet) lines(owner *element, a area, p report.Paragraph, above float64, keep bool) box {
	st := s.sized(style{regular, 10.5, ink})
	pieces := s.pieces(owner, st, p)
	for i := range pieces {
		if pieces[i].style.colour == quietInk {
			pieces[i].style.size = 9.5 * s.scale
		}
	}
	lines := s.set(pieces, min(a.width, measure*s.scale), st.size, 1.35)
	return row{above: above * s.scale, whole: true, keep: keep, cells: []cell{{x: a.x, owner: owner, lines: lines}}}.box()
}

// aside is words of the form behind a bar, which is heavy where nobody may overlook them.
func (s *sheet) aside(n paper.Note) {
	const pad, bar = 12.0, 3.0
	a := area{s.area.owner, s.area.x + pad, s.area.width - pad}
	owner := newElement(a.owner, "P")
	p := report.Paragraph{{Words: n.Words}}
	if n.Only != "" {
		p = report.Paragraph{{Words: n.Only + " ", As: report.Strong}, {Words: n.Words}}
	}
	colour := lineColour
	if n.Alert {
		colour = noteBar
	}
	b := s.lines(owner, a, p, 8, false)
	s.push(backed(b, func(n pen, y, height float64) {
		n.draw(nil, filled{rectangle{s.area.x, y, bar, height}, colour, 0})
	}))
}

// question is a question: its number in the margin, its words, when it is asked, its hint, and room for the answer.
func (s *sheet) question(q paper.Question) {
	if s.questions == nil {
		s.questions = newElement(s.area.owner, "L")
		s.questions.attributes = numbered
	}
	li := newElement(s.questions, "LI")
	label, body := newElement(li, "Lbl"), newElement(li, "LBody")
	inset := numberInset * s.scale
	a := s.area.inner(body, inset)
	s.push(s.asked(label, a, q))
	if q.Only != "" {
		s.say(a, report.Paragraph{{Words: "\u2192 " + q.Only}}, 0, true)
	}
	if hint := strings.TrimSpace(q.Hint + " " + q.How); hint != "" {
		s.say(a, report.Paragraph{{Words: hint, As: report.Quiet}}, 0, true)
	}
	s.room(a, q.Room)
}

// asked is the first line of a question.
func (s *sheet) asked(label *element, a area, q paper.Question) box {
	st := s.sized(style{bold, 10.5, ink})
	text := q.Text
	if q.Required {
		text += "\u00a0*"
	}
	p := report.Paragraph{{Words: text}}
	if q.Standards != "" {
		p = append(p, report.Span{Words: " " + q.Standards, As: report.Quiet})
	}
	owner := newElement(a.owner, "P")
	lines := s.set(s.pieces(owner, st, p), min(a.width, measure*s.scale), st.size, 1.35)
	lines[0].hang = &piece{owner: label, style: st, text: strconv.Itoa(q.Number)}
	for i := range lines {
		lines[i].indent = numberInset * s.scale
	}
	return row{above: 12 * s.scale, whole: true, keep: true, cells: []cell{{x: s.area.x, lines: lines}}}.box()
}

// listing is choices in small type, side by side.
func (s *sheet) listing(l paper.List) {
	if l.Name != "" {
		s.say(s.area, report.Paragraph{{Words: l.Name, As: report.Strong}}, 8, true)
	}
	list := newElement(s.area.owner, "L")
	list.attributes = unmarked
	columns := max(l.Columns, 1)
	width := s.area.width / float64(columns)
	st := s.sized(style{regular, 9.5, ink})
	for i := 0; i < len(l.Items); i += columns {
		r := row{above: 2, whole: true, keep: i == 0}
		for j, item := range l.Items[i:min(i+columns, len(l.Items))] {
			body := newElement(newElement(list, "LI"), "LBody")
			p := report.Paragraph{{Words: item.Label}}
			if item.Meaning != "" {
				p = report.Paragraph{{Words: item.Label + ". ", As: report.Strong}, {Words: item.Meaning}}
			}
			r.cells = append(r.cells, cell{x: s.area.x + float64(j)*width, owner: body, lines: s.set(s.pieces(body, st, p), width-16, st.size, 1.35)})
		}
		s.push(r.box())
	}
}
