package pdf

import (
	"fmt"

	"plumbline/forms/paper"
)

// sheets puts on pages that are otherwise ready what every sheet of a form has: marks behind the text, what the form is at
// the head with a place for the reference, and its code and the page at the foot.
func (s *faces) sheets(pages []*page, doc paper.Document) {
	marks := s.behind(pages, doc.Marks)
	for i, p := range pages {
		s.head(p, doc)
		s.found(p, doc, fmt.Sprintf(doc.Page, i+1, len(pages)), marks)
	}
}

// head writes what the form is, and where its reference is written.
func (s *faces) head(p *page, doc paper.Document) {
	const base, line = 38.0, 130.0
	room := textWidth
	if words := s.lettering(doc.Reference); words != "" {
		words = s.cutTo(words, smallStyle, textWidth/4)
		width := s.length(words, smallStyle)
		p.decorate(header, filled{rectangle{pageWidth - marginSide - line, base + 2, line, 0.6}, quietInk, 0})
		p.decorate(header, text{pageWidth - marginSide - line - 6 - width, base, smallStyle, words})
		room -= line + width + 6 + columnGap
	}
	p.decorate(header, text{marginSide, base, smallStyle, s.cutTo(s.lettering(doc.Running), smallStyle, room)})
}

// found writes the code by which the form is found, with the page.
func (s *faces) found(p *page, doc paper.Document, number string, marks []string) {
	const rule, base = pageHeight - 50, pageHeight - 34
	p.decorate(footer, filled{rectangle{marginSide, rule, textWidth, 0.5}, lineColour, 0})
	x := marginSide
	if doc.Code != "" {
		code := style{bold, 11, ink}
		words := fmt.Sprintf("%s-%d", doc.Code, p.number)
		p.decorate(footer, text{x, base, code, words})
		x += s.length(words, code) + columnGap
	}
	width := s.length(number, smallStyle)
	p.decorate(footer, text{pageWidth - marginSide - width, base, smallStyle, number})
	if said := joinedMarks(marks); said != "" {
		p.decorate(footer, text{x, base, markStyle, s.cutTo(said, markStyle, pageWidth-marginSide-width-columnGap-x)})
	}
}
