package report

import (
	"strings"

	"plumbline/forms/session"
)

// Statement is one of several answers to a question that stand until somebody decides.
type Statement struct {
	Who   string
	Value string // as it is kept
}

// disputed gives the answers that stand to a question; nil where there is but one.
func (b *builder) disputed(v session.View) []Statement { return b.meta.Disputed[v.Key] }

// stated is a question as though one of several answers were the only one.
func stated(v session.View, s Statement) session.View {
	v.Key, v.Value = "", s.Value
	return v
}

const undecided = "Not decided yet: more than one answer stands."

// allWords puts every answer that stands in words, one to a line.
func (b *builder) allWords(v session.View) string {
	out := []string{undecided}
	for _, s := range b.disputed(v) {
		said := b.words(stated(v, s))
		if said == "" {
			said = "left it blank"
		}
		out = append(out, s.Who+": "+said)
	}
	return strings.Join(out, "\n")
}

// allAnswers is every answer that stands, as blocks, each after who gave it.
func (b *builder) allAnswers(v session.View) []Block {
	out := []Block{Paragraph{{Words: undecided, As: Strong}}}
	for _, s := range b.disputed(v) {
		said := b.answer(stated(v, s))
		if said == nil {
			said = []Block{Paragraph{{Words: "Left blank.", As: Absent}}}
		}
		out = append(append(out, Paragraph{{Words: s.Who + ":", As: Strong}}), said...)
	}
	return out
}

// undecidedGrade names the grades that stand, without the sign of any.
func (b *builder) undecidedGrade(v session.View) Grade {
	var words []string
	for _, s := range b.disputed(v) {
		word := b.grade(stated(v, s)).Word
		if word == "" {
			word = "blank"
		}
		words = append(words, word)
	}
	return Grade{Word: "Not decided: " + strings.Join(words, " or ")}
}
