package session

import "plumbline/forms"

// View is everything that a face needs to show one node of an open form. It is a copy: it does not change when the
// session does, and its slices and maps are not changed by the caller.
type View struct {
	Key   string // "header/child_ref"; inside a repeat "actions/INSTANCE/owner"
	Node  *forms.Node
	Label string // in the session's language, references replaced by their values
	Hint  string
	// Guidance is help that is shown on demand, and printed.
	Guidance string
	// Media are file names in the session's language by "image", "big-image", "audio", "video"; nil when there are none.
	Media map[string]string

	// Value is the answer in its stored form: text as typed, integers in digits, dates as 2006-01-02, one choice by
	// name, several choices by name in list order separated by a space; "" when blank. It is kept, and given here,
	// while the node is not relevant. Of choices that the filter no longer lets through, only those that it does are
	// given; the others come back with their choice.
	Value string
	// Stored is what Set was given last, or what was worked out, whole: Value and what it leaves out. Setting it again
	// brings back exactly what there was.
	Stored string
	// Effective is what expressions and the submission read: "" while the node is not relevant or the answer is
	// Malformed, and numbers as the language writes them.
	Effective string

	Relevant bool // the node and all that it stands in are relevant: only then is it shown, and does its value count
	ReadOnly bool // the form says so, of the node or of what it stands in
	Required bool // required now; true does not mean missing

	// Problem says what is wrong with the answer as it stands, apart from being missing; nil when nothing is.
	Problem *Problem

	// Choices are those of the list that the choice filter lets through, in order; nil unless a select. Their labels
	// are in the session's language, whichever they are asked for in, with references replaced. Columns is nil where
	// the choices are not those of a list of the form.
	Choices []forms.Choice

	Position int  // of an instance of a repeat, counted from 1; 0 for every other node
	Count    int  // of a repeat: its instances
	Fixed    bool // of a repeat: instances are neither added nor removed by hand
}

// ProblemKind is why an answer cannot stand.
type ProblemKind uint8

// The kinds of problem.
const (
	Missing   ProblemKind = iota + 1 // required, relevant, blank
	Violated                         // the constraint is false
	Malformed                        // not a number, not a day of the calendar, not a choice of the list
)

// Problem is one thing to put right before a record can be completed.
type Problem struct {
	Key     string
	Kind    ProblemKind
	Message string // a sentence for the person: the form's own where it has one
}

// Delta tells a face what to draw again after an edit, in form order. Both lists may be empty.
type Delta struct {
	Changed []string // keys of nodes whose View differs from before, or that were not there
	Repeats []string // keys of repeats whose instances were added, removed or reordered
}
