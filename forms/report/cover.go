package report

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"plumbline/forms"
	"plumbline/forms/session"
)

// shortName is how long the name of a fact may be, in characters. A longer label gives way to a plain name.
const shortName = 24

// cover is what the document is about.
func (b *builder) cover() []Block {
	var out []Block
	if b.meta.Organisation != "" {
		out = append(out, Paragraph{{b.meta.Organisation, Quiet}})
	}
	out = append(out, Heading{Level: 1, Text: b.title()})
	if b.meta.Training {
		out = append(out, Note{{{Words: "Training data: everybody and everything in this report is invented."}}})
	}
	var facts Facts
	for _, f := range []struct{ part, name string }{
		{forms.PartReference, "Reference"}, {forms.PartCohort, "Cohort"}, {forms.PartTeam, "Team"}, {forms.PartDate, "Date"},
	} {
		facts = append(facts, b.facts(f.part, f.name)...)
	}
	facts = append(facts, b.period()...)
	facts = append(facts, b.facts(forms.PartAuditor, "Evaluator")...)
	out = append(out, append(facts, Fact{"Status", Paragraph{{Words: b.status()}}}))
	return append(out, b.circle.notice(b.meta.LeftOut)...)
}

// facts are the questions of one part in one fact, under the label of the question where there is but one and it is
// short; nil for no question.
func (b *builder) facts(part, name string) Facts {
	views := b.takeAnswers(part)
	switch len(views) {
	case 0:
		return nil
	case 1:
		name = nameOf(views[0], name)
	}
	told := notAnswered()
	if words := b.inWords(part); words != "" {
		told = Paragraph{{Words: words}}
	}
	return Facts{{name, told}}
}

// nameOf is a question's label where that is short enough to stand over an answer, or else a plain name.
func nameOf(v session.View, plain string) string {
	label := wording(v.Label)
	if label == "" || utf8.RuneCountInString(label) > shortName || strings.HasSuffix(label, "?") {
		return plain
	}
	return label
}

func notAnswered() Paragraph { return Paragraph{{"Not answered", Absent}} }

// period is the time that the form looks at.
func (b *builder) period() Facts {
	from, to := b.takeAnswers(forms.PartFrom), b.takeAnswers(forms.PartTo)
	if len(from)+len(to) == 0 {
		return nil
	}
	var first, last string
	for _, v := range from {
		first = joined("; ", first, b.brief(v))
	}
	for _, v := range to {
		last = joined("; ", last, b.brief(v))
	}
	switch {
	case first != "" && last != "":
		return Facts{{"Evidence from", Paragraph{{Words: first + " to " + last}}}}
	case first != "":
		return Facts{{"Evidence from", Paragraph{{Words: first + " on"}}}}
	case last != "":
		return Facts{{"Evidence from", Paragraph{{Words: "up to " + last}}}}
	default:
		return Facts{{"Evidence from", notAnswered()}}
	}
}

// status says how far the record has come, and which version of it this is.
func (b *builder) status() string {
	if b.meta.Version == 0 {
		return b.meta.standing()
	}
	return joined(", ", b.meta.standing(), "version "+strconv.Itoa(b.meta.Version))
}

// footer is what tells one sheet of paper from another.
func (b *builder) footer(reference string) string {
	var record, version, content, draft string
	if b.meta.RecordID != "" && !b.circle.others {
		record = "record " + b.meta.RecordID
	}
	if hash, _, _ := strings.Cut(grouped(b.meta.ContentHash, 8), " "); hash != "" && !b.circle.others {
		content = "content " + hash
	}
	if b.meta.Version > 0 {
		version = "version " + strconv.Itoa(b.meta.Version)
	}
	if b.meta.State != stateComplete {
		draft = "printed from a draft"
		if b.meta.State == stateWithdrawn {
			draft = "withdrawn"
		}
	}
	return joined(" \u00b7 ", reference, record, version, draft, content)
}

// about identifies the record in full, to those who work on it.
func (b *builder) about() []Block {
	if b.circle.others {
		return nil
	}
	facts := Facts{}
	for _, f := range []struct{ name, words string }{
		{"Form", joined(", version ", b.title(), b.form.Version)},
		{"Record", b.meta.RecordID},
		{"Status", b.status()},
		{"Last change", moment(b.meta.Edited)},
		{"Content check", grouped(b.meta.ContentHash, 8)},
	} {
		if f.words != "" {
			facts = append(facts, Fact{f.name, Paragraph{{Words: f.words}}})
		}
	}
	const why = "Two reports with the same content check (SHA-256) hold the same answers."
	return []Block{Heading{Level: 2, Text: "About this record"}, facts, Paragraph{{why, Quiet}}}
}

// grouped puts a space after every n bytes of a hexadecimal number, for people who compare it.
func grouped(hexadecimal string, n int) string {
	var out []string
	for ; len(hexadecimal) > n; hexadecimal = hexadecimal[n:] {
		out = append(out, hexadecimal[:n])
	}
	return strings.Join(append(out, hexadecimal), " ")
}
