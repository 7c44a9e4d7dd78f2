package session

import (
	"fmt"
	"strings"

	"plumbline/forms"
)

// Problems lists what must be put right before the record can be completed, in form order.
func (s *Session) Problems() []Problem { return s.problems(nil, s.root()) }

// ProblemsIn lists what must be put right in one node and everything inside it, in form order.
func (s *Session) ProblemsIn(key string) []Problem {
	n := s.find(key)
	if n == nil {
		return nil
	}
	for up := n.container(); up.item.node != nil; up = up.container() {
		if !up.relevant {
			return nil
		}
	}
	return s.problems(nil, n)
}

func (s *Session) problems(found []Problem, n *node) []Problem {
	if n.leaf {
		if n.faulty {
			found = append(found, *s.problem(n, true))
		}
		return found
	}
	if n.faults() == 0 {
		return found
	}
	for _, kid := range n.kids {
		found = s.problems(found, kid)
	}
	if n.isRange() {
		for _, instance := range n.set.live {
			found = s.problems(found, instance)
		}
	}
	return found
}

// wrong reports whether a leaf has a problem.
func (n *node) wrong() bool {
	return n.leaf && n.relevant && (n.malformed || n.violated || n.required && n.text == "")
}

// weigh counts a leaf where it has a problem now, or no more, in all that it stands in. What is gone from the form counts
// again when it comes back.
func (n *node) weigh() {
	now := n.wrong()
	if now == n.faulty || n.gone {
		return
	}
	n.faulty = now
	if now {
		n.count(1)
	} else {
		n.count(-1)
	}
}

// weighAll weighs every leaf in a node.
func (s *Session) weighAll(n *node) { each(n, (*node).weigh) }

// count adds to the numbers of problems in all that a node stands in.
func (n *node) count(problems int) {
	if problems == 0 {
		return
	}
	for up := n.container(); up != nil; up = up.container() {
		up.more().faults += problems
	}
}

// faults is how many leaves inside a node have problems, as of the last edit.
func (n *node) faults() int {
	if n.rest == nil {
		return 0
	}
	return n.rest.faults
}

// problem says what is wrong with a leaf; nil when nothing is, or when it is blank and missing answers are not asked for.
func (s *Session) problem(n *node, missing bool) *Problem {
	if !n.wrong() {
		return nil
	}
	p := &Problem{Kind: Missing}
	switch {
	case n.malformed:
		p.Kind, p.Message = Malformed, n.item.limits.wrong(n)
	case n.violated:
		p.Kind, p.Message = Violated, s.shown(n).constraint
		if p.Message == "" {
			p.Message = "This answer is outside the allowed range. Check it against the question."
		}
	case missing:
		if p.Message = s.shown(n).required; p.Message == "" {
			p.Message = "This question needs an answer."
		}
	default:
		return nil
	}
	p.Key = n.name()
	return p
}

// wrong says what is wrong with an answer that the node cannot hold.
func (l *limits) wrong(n *node) string {
	switch {
	case n.item.selects():
		return "This answer is not one of the choices. Choose from the list."
	case l.scale != nil:
		return "Give " + l.scale.words() + "."
	}
	switch l.dataType {
	case "int":
		return "Give a whole number, in digits."
	case "decimal":
		return "Give a number, such as 12 or 12.5."
	case "date":
		return "Give a day of the calendar, such as 2026-11-20."
	case "time":
		return "Give a time of day, such as 14:30:00."
	case "dateTime":
		return "Give a day and a time, such as 2026-11-20T14:30:00."
	case "geopoint":
		return "Give latitude and longitude in degrees, such as 53.4808 -2.2426."
	case "geotrace":
		return "Give at least two places, each as latitude and longitude in degrees, with semicolons between them."
	case "geoshape":
		return "Give at least three places with semicolons between them, the last the same as the first. Each is latitude and longitude in degrees."
	}
	if l.kind == forms.Acknowledge {
		return "Acknowledge this, or leave it blank."
	}
	return "This answer cannot stand here. Give another."
}

// words describe the scale after "Give".
func (s *scale) words() string {
	text := fmt.Sprintf("a number from %v to %v", min(s.start, s.end), max(s.start, s.end))
	if s.step != 1 {
		text += fmt.Sprintf(", in steps of %v", s.step)
	}
	return strings.TrimSpace(text)
}
