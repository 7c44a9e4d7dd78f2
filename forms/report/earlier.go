package report

import (
	"strings"

	"plumbline/forms/session"
)

// Earlier is what a question was answered by in the record that this one was started from, which is that of last year.
type Earlier struct {
	Value string // as it is kept; "" for blank
	// Agreed says that a person has looked at the answer since it was taken over.
	Agreed bool
}

// sinceLastYear says under an answer how it stands to the one of last year; nil for an answer that none was taken over for.
func (b *builder) sinceLastYear(v session.View) []Block {
	e, ok := b.meta.Earlier[v.Key]
	if !ok || b.disputed(v) != nil {
		return nil
	}
	say := func(words string) []Block { return []Block{Paragraph{{words, Quiet}}} }
	was := strings.Join(lines(b.words(stated(v, Statement{Value: e.Value}))), " ")
	switch {
	case e.Value == v.Value && e.Agreed:
		return say("As last year.")
	case e.Value == v.Value:
		return say("As last year. Nobody has looked at it yet since it was taken over.")
	case was == "":
		return say("Changed since last year: it was blank.")
	default:
		return say("Changed since last year. It was: " + was)
	}
}
