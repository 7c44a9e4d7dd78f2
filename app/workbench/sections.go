package workbench

import (
	"math"
	"strconv"
	"strings"

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
func (w *Work) Sections() []Section { return Outline{w.session}.Sections() }

// Section describes one section; false when the form has none of that key, or nothing of it is relevant.
func (w *Work) Section(key string) (Section, bool) { return Outline{w.session}.Section(key) }

// Total adds sections up.
func (w *Work) Total(sections []Section) Progress { return Outline{w.session}.Total(sections) }

// Outline reads how far an open form has come.
type Outline struct{ Form Reader }

// Sections is Work.Sections.
func (o Outline) Sections() []Section {
	var out []Section
	for _, p := range pages(o.Form.Definition()) {
		if s, ok := o.section(p); ok {
			out = append(out, s)
		}
	}
	return out
}

// Section is Work.Section.
func (o Outline) Section(key string) (Section, bool) {
	p, ok := o.page(key)
	if !ok {
		return Section{}, false
	}
	return o.section(p)
}

func (o Outline) section(p page) (Section, bool) {
	s := Section{Key: p.key}
	relevant, members := false, p.members
	if members == nil {
		v, ok := o.Form.View(p.key)
		relevant, members, s.Title = ok && v.Relevant, []string{p.key}, v.Label
	} else {
		s.Title = o.looseTitle(members)
		for _, key := range members {
			v, ok := o.Form.View(key)
			relevant = relevant || ok && v.Relevant
		}
	}
	if !relevant {
		return Section{}, false
	}
	if s.Title == "" {
		s.Title = strings.ReplaceAll(p.key, "_", " ")
	}
	missing, faulty := 0, 0
	o.visitAll(members, func(q session.View) {
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
func (o Outline) visit(key string, f func(session.View)) {
	v, ok := o.Form.View(key)
	if !ok || !v.Relevant {
		return
	}
	switch {
	case v.Node.Kind == forms.Repeat && o.Form.Instances(key) != nil:
		for _, instance := range o.Form.Instances(key) {
			o.visitAll(o.Form.Children(instance), f)
		}
	case v.Node.Kind.Container():
		o.visitAll(o.Form.Children(key), f)
	case v.Node.Kind.Asked() && !v.ReadOnly:
		f(v)
	}
}

func (o Outline) visitAll(keys []string, f func(session.View)) {
	for _, key := range keys {
		o.visit(key, f)
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

// Total is Work.Total.
func (o Outline) Total(sections []Section) Progress {
	var p Progress
	for _, s := range sections {
		p.Answered += s.Answered
		p.Asked += s.Asked
	}
	minutes, err := strconv.Atoi(o.Form.Definition().Setting("minutes"))
	if err == nil && p.Asked > 0 {
		p.MinutesLeft = int(math.Ceil(float64(minutes) * float64(p.Asked-p.Answered) / float64(p.Asked)))
	}
	return p
}
