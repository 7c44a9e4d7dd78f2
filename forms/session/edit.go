package session

import (
	"fmt"
	"strings"

	"plumbline/forms"
)

// Set answers a question. "" makes it blank. A wrong answer is no error: it is kept and becomes a Problem, and what
// makes no sense at all reads as blank. The errors are ErrUnknownKey, for keys that are not those of a question, and
// ErrReadOnly. A question that is not relevant may be answered; the answer counts once it is.
func (s *Session) Set(key, value string) (Delta, error) {
	n := s.find(key)
	switch {
	case n == nil || !n.leaf:
		return Delta{}, fmt.Errorf("%w: %s", ErrUnknownKey, key)
	case !n.item.node.Kind.Asked() || n.readOnly:
		return Delta{}, fmt.Errorf("%w: %s", ErrReadOnly, key)
	}
	s.write(n, tidy(n, value))
	return s.run(), nil
}

// tidy puts the names of several choices into list order, and leaves every other answer as it is. Names that the list
// does not have come last.
func tidy(n *node, value string) string {
	if n.item.node.Kind != forms.SelectMultiple || !n.item.selects() {
		return value
	}
	chosen := strings.Fields(value)
	var out []string
	taken := map[string]bool{}
	add := func(name string) {
		if !taken[name] {
			taken[name] = true
			out = append(out, name)
		}
	}
	has := map[string]bool{}
	for _, name := range chosen {
		has[name] = true
	}
	for _, name := range n.session.allNames(n) {
		if has[name] {
			add(name)
		}
	}
	for _, name := range chosen {
		add(name)
	}
	return strings.Join(out, " ")
}

// allNames are those of a select's whole list; where the choices are of no list, of those that there are now.
func (s *Session) allNames(n *node) []string {
	src := n.item.source
	if src.list == nil {
		return s.namesOf(n)
	}
	var out []string
	for _, c := range src.list().list.Choices {
		out = append(out, c.Name)
	}
	return out
}

// write puts a value into a leaf, and has everything worked out that follows.
func (s *Session) write(n *node, typed string) {
	if n.typed == typed {
		return
	}
	before := n.text
	n.typed = typed
	n.text, n.malformed = n.read()
	s.touch(n)
	if n.text != before {
		s.fire(n)
	}
}

// run works out what an edit changed, runs what that starts, and ends the edit.
func (s *Session) run() Delta {
	s.recalculate()
	for range most {
		waiting := s.edit.waiting
		if len(waiting) == 0 {
			break
		}
		s.edit.waiting = nil
		for _, t := range waiting {
			if !t.source.gone {
				s.act(t.action, t.source)
			}
		}
		s.recalculate()
	}
	return s.finish()
}
