package workbench

import (
	"math"
	"strconv"

	"plumbline/forms"
	"plumbline/forms/session"
)

// SectionState is how far a section has come.
type SectionState uint8

// The states of a section.
const (
	NotStarted SectionState = iota // no answer yet
	Part                           // some answers
	Done                           // every answer that completing asks for, and nothing wrong
	Faulty                         // an answer cannot stand as it is
)

// Section is one page of an open form, as the list of sections shows it.
type Section struct {
	Key      string
	Title    string
	State    SectionState
	Answered int           // relevant questions with an answer
	Asked    int           // relevant questions
	Grade    *forms.Choice // the section's own grade; nil when it has none yet
}

// Sections lists the sections that are relevant now, in form order.
func (w *Work) Sections() []Section {
	var out []Section
	for _, n := range w.session.Definition().Sections() {
		if s, ok := w.Section(n.Key()); ok {
			out = append(out, s)
		}
	}
	return out
}

// Section describes one section; false when the form has none of that key, or it is not relevant.
func (w *Work) Section(key string) (Section, bool) {
	v, ok := w.session.View(key)
	if !ok || !v.Relevant || !v.Node.Kind.Container() {
		return Section{}, false
	}
	s := Section{Key: key, Title: v.Label}
	missing, faulty := 0, 0
	w.visit(key, func(q session.View) {
		s.Asked++
		switch {
		case q.Value != "":
			s.Answered++
		case q.Required:
			missing++
		}
		if q.Problem != nil {
			faulty++
		}
		if q.Node.Has("grade") {
			s.Grade = chosenGrade(q)
		}
	})
	s.State = stateOf(s, missing, faulty)
	return s, true
}

// stateOf judges a section. One without required questions is done when there is nothing wrong and something answered.
func stateOf(s Section, missing, faulty int) SectionState {
	switch {
	case faulty > 0:
		return Faulty
	case s.Answered == 0:
		return NotStarted
	case missing > 0:
		return Part
	default:
		return Done
	}
}

// visit calls f for every relevant question inside a container, in form order.
func (w *Work) visit(key string, f func(session.View)) {
	v, ok := w.session.View(key)
	if !ok || !v.Relevant {
		return
	}
	switch {
	case v.Node.Kind == forms.Repeat && w.session.Instances(key) != nil:
		for _, instance := range w.session.Instances(key) {
			w.visitChildren(instance, f)
		}
	case v.Node.Kind.Container():
		w.visitChildren(key, f)
	case v.Node.Kind.Asked() && !v.ReadOnly:
		f(v)
	}
}

func (w *Work) visitChildren(key string, f func(session.View)) {
	for _, child := range w.session.Children(key) {
		w.visit(child, f)
	}
}

func chosenGrade(v session.View) *forms.Choice {
	for _, c := range v.Choices {
		if c.Name == v.Value {
			return &c
		}
	}
	return nil
}

// Progress is how much of a record is answered.
type Progress struct {
	Answered, Asked int
	MinutesLeft     int // an estimate from the form's own "minutes" setting; 0 when it has none or nothing is left
}

// Total adds sections up.
func (w *Work) Total(sections []Section) Progress {
	var p Progress
	for _, s := range sections {
		p.Answered += s.Answered
		p.Asked += s.Asked
	}
	minutes, err := strconv.Atoi(w.session.Definition().Setting("minutes"))
	if err == nil && p.Asked > 0 {
		p.MinutesLeft = int(math.Ceil(float64(minutes) * float64(p.Asked-p.Answered) / float64(p.Asked)))
	}
	return p
}
