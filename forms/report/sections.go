package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"plumbline/forms"
	"plumbline/forms/session"
)

// sections gives every relevant section that has something which is not already in front.
func (b *builder) sections() []Block {
	out := b.loose()
	for _, n := range b.form.Sections() {
		if v, ok := b.reader.View(n.Key()); ok && v.Relevant && !b.printed[v.Key] {
			out = append(out, b.section(v)...)
		}
	}
	return out
}

// loose gives questions that stand in no section.
func (b *builder) loose() []Block {
	var keys []string
	for _, n := range b.form.Root.Children {
		if !n.Kind.Container() {
			keys = append(keys, n.Key())
		}
	}
	part := b.body(keys, 3)
	if part.asked == 0 {
		return nil
	}
	return append([]Block{Heading{Level: 2, Text: "Answers"}}, part.blocks...)
}

// section is one section under its heading; nil when nothing of it is to be shown.
func (b *builder) section(v session.View) []Block {
	heading := Heading{Level: 2, Text: wording(v.Label), Standards: v.Node.Standards()}
	var part body
	if g, ok := b.sectionGrade(v.Node); ok {
		grade := b.grade(g)
		heading.Grade, heading.Standards = &grade, g.Node.Standards()
		part.asked, part.answered = 1, 1
	}
	if v.Node.Kind == forms.Repeat {
		part.under(Heading{}, b.repeat(v, 3))
	} else {
		part.under(Heading{}, b.body(b.reader.Children(v.Key), 3))
	}
	switch {
	case part.asked == 0:
		return nil
	case part.answered == 0:
		part.blocks = []Block{blank(part.asked)}
	}
	if heading.Text == "" {
		heading.Text = "Further answers"
	}
	return append([]Block{heading}, part.blocks...)
}

// sectionGrade finds the grade that a section was given by its question of appearance "grade", and takes it in front.
func (b *builder) sectionGrade(section *forms.Node) (session.View, bool) {
	var found session.View
	section.Walk(func(n *forms.Node) bool {
		if n.Kind.Select() && n.Has("grade") && !b.printed[n.Key()] {
			if v, ok := b.reader.View(n.Key()); ok && v.Relevant && v.Value != "" {
				found = v
			}
		}
		return n.Kind != forms.Repeat
	})
	if found.Node != nil {
		b.printed[found.Key] = true
	}
	return found, found.Node != nil
}

// unnumbered is the label of a section that is out of its place in the order: without the number before its first word.
func unnumbered(label string) string {
	rest := strings.TrimLeft(strings.TrimLeft(label, "0123456789"), ".) ")
	if first, _ := utf8.DecodeRuneInString(rest); unicode.IsUpper(first) {
		return rest
	}
	return label
}

// family is what the form marks as said by the family.
func (b *builder) family() []Block {
	var out []Block
	var asked body
	for _, v := range b.take(forms.PartFamily) {
		if v.Node.Kind.Container() {
			v.Label = unnumbered(v.Label)
			out = append(out, b.section(v)...)
			continue
		}
		b.place(&asked, v, 3)
	}
	if asked.asked > 0 {
		out = append(append(out, Heading{Level: 2, Text: "What the family said"}), asked.blocks...)
	}
	return out
}
