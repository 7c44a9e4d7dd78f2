package report

import (
	"strings"

	"plumbline/forms"
	"plumbline/forms/session"
)

// points shows what a form marks as strengths, or as areas to develop; nil for a form that has no such part.
func (b *builder) points(part, title string) []Block {
	views := b.take(part)
	if len(views) == 0 {
		return nil
	}
	out := []Block{Heading{Level: 2, Text: title}}
	for _, v := range views {
		out = append(out, b.pointsOf(v)...)
	}
	return out
}

func (b *builder) pointsOf(v session.View) []Block {
	switch v.Node.Kind {
	case forms.Repeat:
		rows, nested := b.rows(v.Key)
		if nested {
			return b.repeat(v, 3).blocks
		}
		var list List
		for _, row := range rows {
			if item := b.point(row); item != nil {
				list.Items = append(list.Items, item)
			}
		}
		if list.Items == nil {
			return []Block{Paragraph{{"None recorded.", Absent}}}
		}
		return []Block{list}
	case forms.Group:
		part := b.body(b.reader.Children(v.Key), 3)
		if part.answered == 0 {
			return []Block{blank(part.asked)}
		}
		return part.blocks
	default:
		answer := b.answer(v)
		if answer == nil {
			return []Block{notAnswered()}
		}
		if last, ok := answer[len(answer)-1].(Paragraph); ok {
			answer[len(answer)-1] = last.Evidencing(v.Node.Standards())
		}
		return answer
	}
}

// point is one strength or area to develop: its text first, then what else is said of it; nil when nothing is.
func (b *builder) point(row []session.View) Item {
	var out Item
	var more []session.View
	for _, v := range row {
		switch {
		case b.words(v) == "" || b.choosesStandards(v.Node):
		case out == nil && v.Node.Kind == forms.String:
			out = paragraphs(b.words(v))
			out[0] = led(out[0][0].Words)
		default:
			more = append(more, v)
		}
	}
	standards := b.standardsOfPoint(row)
	if out != nil {
		out[len(out)-1] = out[len(out)-1].Evidencing(standards)
		standards = nil
	}
	if words := joined(" \u00b7 ", b.asides(more), StandardsInWords(standards)); words != "" {
		out = append(out, Paragraph{{words, Quiet}})
	}
	return out
}

// asides says answers in one line, each after its question.
func (b *builder) asides(views []session.View) string {
	var out []string
	for _, v := range views {
		if b.choosesStandards(v.Node) {
			out = append(out, StandardsInWords(strings.Fields(v.Value)))
			continue
		}
		if words := strings.Join(lines(b.words(v)), " "); words != "" {
			out = append(out, aside(wording(v.Label), words))
		}
	}
	return strings.Join(out, " \u00b7 ")
}

func aside(label, words string) string {
	switch {
	case label == "":
		return words
	case strings.HasSuffix(label, "?"), strings.HasSuffix(label, ":"):
		return label + " " + words
	default:
		return label + ": " + words
	}
}
