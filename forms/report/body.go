package report

import (
	"fmt"

	"plumbline/forms"
	"plumbline/forms/session"
)

// deepest is the deepest level of heading that documents know.
const deepest = 6

// body is what stands under a heading, and how much of it is answered.
type body struct {
	blocks          []Block
	asked, answered int
}

func (o *body) add(blocks ...Block) { o.blocks = append(o.blocks, blocks...) }

// question puts a question after the last one.
func (o *body) question(q Question) {
	o.asked++
	if q.Answer != nil {
		o.answered++
	}
	if last := len(o.blocks) - 1; last >= 0 {
		if questions, ok := o.blocks[last].(Questions); ok {
			o.blocks[last] = append(questions, q)
			return
		}
	}
	o.add(Questions{q})
}

// below is the level of headings under this one; its own where it says nothing, and so is left out.
func (h Heading) below() int {
	if h.Text == "" {
		return h.Level
	}
	return h.Level + 1
}

// under puts a part below its own heading. A part in which nothing is asked is left out.
func (o *body) under(h Heading, part body) {
	if part.asked == 0 {
		return
	}
	if h.Text != "" {
		h.Level = min(h.Level, deepest)
		o.add(h)
	}
	o.add(part.blocks...)
	o.asked, o.answered = o.asked+part.asked, o.answered+part.answered
}

// body reads the nodes of some keys, in order, whose headings are of a level.
func (b *builder) body(keys []string, level int) body {
	var out body
	for _, key := range keys {
		if v, ok := b.reader.View(key); ok && v.Relevant && !b.printed[key] {
			b.place(&out, v, level)
		}
	}
	return out
}

func (b *builder) place(out *body, v session.View, level int) {
	label := wording(v.Label)
	table, tabular := queried(v.Node)
	heading := Heading{Level: level, Text: label, Standards: v.Node.Standards()}
	switch {
	case v.Node.Kind == forms.Group:
		out.under(heading, b.body(b.reader.Children(v.Key), heading.below()))
	case v.Node.Kind == forms.Repeat:
		out.under(heading, b.repeat(v, heading.below()))
	case tabular:
		out.add(b.counted(v, table)...)
		out.asked, out.answered = out.asked+1, out.answered+1
	case v.Node.Kind == forms.Note && label != "" && !prompts(v.Node):
		if v.Node.Label.In(b.form.Language) != v.Label { // answers are put in, days as they are kept
			label = dated(label)
		}
		out.add(Note(paragraphs(label)))
		if tells(v.Node) {
			out.asked, out.answered = out.asked+1, out.answered+1
		}
	case v.Node.Kind.Asked():
		out.question(b.question(v))
	}
}

func (b *builder) question(v session.View) Question {
	answer := b.answer(v)
	if since := b.sinceLastYear(v); since != nil {
		if answer == nil {
			answer = []Block{notAnswered()}
		}
		answer = append(answer, since...)
	}
	return Question{Number: b.numbers.Of(v.Node), Text: wording(v.Label), Standards: v.Node.Standards(), Answer: answer}
}

// prompts reports whether a note is for whoever fills the form in, at the moment they do.
func prompts(n *forms.Node) bool { return n.Has("prompt") || n.Has("alert") }

// tells reports whether a note shows an answer or a result, and not only words of the form.
func tells(n *forms.Node) bool {
	if n.Calculation != "" {
		return true
	}
	for _, text := range n.Label {
		for _, part := range forms.Parts(text) {
			if part.Expression != "" {
				return true
			}
		}
	}
	return false
}

// blank says that of several questions none is answered.
func blank(asked int) Paragraph {
	if asked == 1 {
		return notAnswered()
	}
	return Paragraph{{fmt.Sprintf("None of the %d questions here is answered.", asked), Absent}}
}
