package pdf

import (
	"fmt"
	"math"
	"strings"

	"plumbline/forms/report"
)

// furniture puts what every page has on pages that are otherwise ready: marks behind the text, a header and a footer.
func (s *faces) furniture(pages []*page, doc report.Document) {
	marks := s.behind(pages, doc.Marks)
	for i, p := range pages {
		if i > 0 {
			s.top(p, s.lettering(doc.Running), marks)
		} else {
			s.top(p, "", marks)
		}
		s.foot(p, s.lettering(doc.Footer), len(pages))
	}
}

// behind writes marks behind what pages hold, and returns them as they can be lettered.
func (s *faces) behind(pages []*page, words []string) []string {
	marks := make([]string, len(words))
	for i, m := range words {
		marks[i] = s.lettering(m)
	}
	for _, p := range pages {
		content := p.sequences
		p.sequences = nil
		s.across(p, marks)
		p.sequences = append(p.sequences, content...)
	}
	return marks
}

// across writes the marks from the lower left of the page to the upper right.
func (s *faces) across(p *page, marks []string) {
	const degrees, reach, least, most = 52.0, 640.0, 20.0, 52.0
	for i, words := range marks {
		st := style{bold, least, markColour}
		words = s.cutTo(strings.ToUpper(words), st, reach)
		st.size = min(most, least*reach/max(s.length(words, st), 1))
		away := (float64(i) - float64(len(marks)-1)/2) * st.size * 1.6
		p.decorate(watermark, turned{
			text: text{
				pageWidth/2 + away*math.Sin(degrees*math.Pi/180), pageHeight/2 + away*math.Cos(degrees*math.Pi/180), st, words,
			},
			degrees: degrees, width: s.length(words, st),
		})
	}
}

// joinedMarks is the marks in one line.
func joinedMarks(marks []string) string { return strings.ToUpper(strings.Join(marks, " \u00b7 ")) }

// top writes the header: what the document is at the left, the marks at the right.
func (s *faces) top(p *page, running string, marks []string) {
	const base = 38.0
	said := s.cutTo(joinedMarks(marks), markStyle, textWidth)
	room := textWidth
	if said != "" {
		width := s.length(said, markStyle)
		p.decorate(header, text{pageWidth - marginSide - width, base, markStyle, said})
		room -= width + columnGap
	}
	if running != "" {
		p.decorate(header, text{marginSide, base, smallStyle, s.cutTo(running, smallStyle, room)})
	}
}

// foot writes the footer: which record this is at the left, the page at the right.
func (s *faces) foot(p *page, words string, of int) {
	const rule, base = pageHeight - 50, pageHeight - 36
	p.decorate(footer, filled{rectangle{marginSide, rule, textWidth, 0.5}, lineColour, 0})
	number := fmt.Sprintf("Page %d of %d", p.number, of)
	width := s.length(number, smallStyle)
	if words = s.cutTo(words, smallStyle, textWidth-width-columnGap); words != "" {
		p.decorate(footer, text{marginSide, base, smallStyle, words})
	}
	p.decorate(footer, text{pageWidth - marginSide - width, base, smallStyle, number})
}

// cutTo is text that fits in a width, with an ellipsis where some of it does not.
func (s *faces) cutTo(words string, st style, width float64) string {
	if s.length(words, st) <= width {
		return words
	}
	const more = "..."
	fit := s.fitting(piece{style: st, text: words}, width-s.length(more, st), false)
	return words[:fit] + more
}
