package report

import (
	"plumbline/forms"
	"plumbline/forms/session"
)

// judgement is the overall grade, the first where a form has several, and why; nil for a form without one.
func (b *builder) judgement() []Block {
	grades := b.answers(forms.PartGrade)
	if len(grades) == 0 {
		return nil
	}
	b.printed[grades[0].Key] = true
	out := Judgement{Name: "Overall grade", Grade: b.grade(grades[0])}
	for _, v := range b.takeAnswers(forms.PartReason) {
		out.Reason = append(out.Reason, paragraphs(b.words(v))...)
	}
	return []Block{out}
}

// grade is the answer to a question as a grade, of which it has a letter only where the list gives one.
func (b *builder) grade(v session.View) Grade {
	if b.disputed(v) != nil {
		return b.undecidedGrade(v)
	}
	c, ok := b.choice(v, v.Value)
	if !ok {
		return Grade{Word: v.Value}
	}
	return Grade{
		Letter: c.Columns["letter"], Word: b.label(c),
		Shape: Shape(c.Columns["shape"]), Tone: Tone(c.Columns["tone"]),
	}
}
