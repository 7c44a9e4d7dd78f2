package report

import (
	"strings"
	"time"

	"plumbline/forms"
	"plumbline/forms/session"
)

// Reader is what a report needs to read of a form. *session.Session has it.
type Reader interface {
	Definition() *forms.Definition
	// View describes the node of a key; false when there is none.
	View(key string) (session.View, bool)
	// Children gives the keys of what stands directly inside a group or an instance of a repeat, in form order.
	Children(key string) []string
	// Instances gives the keys of a repeat's instances in order.
	Instances(repeat string) []string
}

// Meta is what a report says about the record itself.
type Meta struct {
	RecordID     string
	Version      int    // how often the record has been completed
	ContentHash  string // of what the record says, in hexadecimal
	State        string // "complete", "withdrawn"; any other is a draft
	Organisation string // "" for none
	Training     bool
	Edited       time.Time // last change, in the time zone that the report uses

	For Purpose
	// LeftOut is how many answers were left out of the report before it was made, because of who may read it.
	LeftOut int
	// Counted is what the tables of the form look at, by the name of the form or list: see Tables.
	Counted map[string]Counted

	// Earlier is what answers were in the record that this one was started from, by the key of the question; nil for a
	// record that was started blank.
	Earlier map[string]Earlier

	// Disputed are the answers that stand where somebody has still to decide, by the key of the question. All are printed.
	Disputed map[string][]Statement
	// States are the states that people have put the record in without knowing of each other, State among them, and who did;
	// nil where there is but one. All are printed.
	States []Statement
}

// States of a record that is no draft, as Meta.State has them.
const (
	stateComplete  = "complete"
	stateWithdrawn = "withdrawn"
)

// standing says in words how far the record has come.
func (m Meta) standing() string {
	if len(m.States) == 0 {
		return standing(m.State)
	}
	var all []string
	for _, s := range m.States {
		all = append(all, standing(s.Value)+" ("+s.Who+")")
	}
	return strings.Join(all, " or ") + ", still to decide"
}

func standing(state string) string {
	switch state {
	case stateComplete:
		return "Complete"
	case stateWithdrawn:
		return "Withdrawn"
	default:
		return "Draft, not complete"
	}
}

// marks are what every page must say.
func (m Meta) marks() []string {
	var out []string
	if m.Training {
		out = append(out, "Training data \u2013 invented")
	}
	if m.State != stateComplete {
		out = append(out, m.standing())
	}
	if len(m.Disputed) > 0 || len(m.States) > 0 && m.State == stateComplete {
		out = append(out, "Answers still to decide")
	}
	return out
}
