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
		rows, _ := b.rows(v.Key)
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
			answer[len(answer)-1] = evidencing(last, v.Node)
		}
		return answer
	}
}

// partStandard marks which practice standard a strength, an area to develop or an action belongs to.
const partStandard = "standard"

// point is one strength or area to develop: its text first, then what else is said of it; nil when nothing is.
func (b *builder) point(row []session.View) Item {
	var out Item
	var more []session.View
	standard := ""
	for _, v := range row {
		switch {
		case v.Value == "":
		case v.Node.Bind["qa:part"] == partStandard:
			standard = joined(", ", standard, b.words(v))
		case out == nil && v.Node.Kind == forms.String:
			out = paragraphs(b.words(v))
			out[0] = led(out[0][0].Words)
			out[len(out)-1] = evidencing(out[len(out)-1], v.Node)
		default:
			more = append(more, v)
		}
	}
	switch {
	case standard != "" && out == nil:
		out = Item{{{standard, Plain}}}
	case standard != "":
		out[len(out)-1] = append(out[len(out)-1], Span{" " + standard, Quiet})
	}
	if words := b.asides(more); words != "" {
		out = append(out, Paragraph{{words, Quiet}})
	}
	return out
}

// asides says answers in one line, each after its question.
func (b *builder) asides(views []session.View) string {
	var out []string
	for _, v := range views {
		if words := strings.Join(lines(b.words(v)), " "); words != "" {
			label := wording(v.Label)
			if v.Node.Bind["qa:part"] == partStandard {
				label = ""
			}
			out = append(out, aside(label, words))
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

// evidencing adds the practice standards of a question to what was answered.
func evidencing(p Paragraph, n *forms.Node) Paragraph {
	if words := StandardsInWords(n.Standards()); words != "" {
		return append(p, Span{" " + words, Quiet})
	}
	return p
}

// StandardsInWords names practice standards by their codes: "Standard 1", "Standards 1, 8"; "" for none.
func StandardsInWords(codes []string) string {
	switch len(codes) {
	case 0:
		return ""
	case 1:
		return "Standard " + codes[0]
	default:
		return "Standards " + strings.Join(codes, ", ")
	}
}
