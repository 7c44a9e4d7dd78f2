package session

import (
	"strconv"
	"strings"
	"time"

	"plumbline/forms"
	"plumbline/forms/xpath"
)

// world is what expressions may ask of a session beyond its nodes.
type world struct{ s *Session }

// Now implements xpath.World.
func (w world) Now() time.Time { return w.s.env.Now().In(w.s.env.Location) }

// Random implements xpath.World.
func (w world) Random() float64 { return w.s.random() }

// UUID implements xpath.World.
func (w world) UUID() string { return xpath.UUIDOf(w.s.env.NewID()) }

// Instance implements xpath.World.
func (w world) Instance(id string) xpath.Node { return w.s.instance(id) }

// Version implements xpath.World.
func (w world) Version() string { return w.s.form.def.Version }

// Months implements xpath.World. Names are English.
func (w world) Months() [12]string { return [12]string{} }

// Days implements xpath.World. Names are English.
func (w world) Days() [7]string { return [7]string{} }

// Text implements xpath.World.
func (w world) Text(id string) string {
	if t, ok := w.s.form.def.Itext[id]; ok {
		return w.s.spoken(t.In(w.s.language))
	}
	// Choices of a list have ids of their place in it.
	dash := strings.LastIndexByte(id, '-')
	if dash < 0 {
		return ""
	}
	list := w.s.form.def.Lists[id[:dash]]
	i, err := strconv.Atoi(id[dash+1:])
	if list == nil || err != nil || i < 0 || i >= len(list.Choices) {
		return ""
	}
	return w.s.spoken(list.Choices[i].Label.In(w.s.language))
}

// spoken replaces the references of a text that an expression asks for, about the node that the expression is about.
func (s *Session) spoken(wording string) string {
	n, ok := s.context.Node.(*node)
	pieces := s.form.spoken[wording]
	if !ok || pieces == nil {
		return wording
	}
	outer := s.context
	defer func() { s.context = outer }()
	return s.say(n, pieces)
}

// ChoiceName implements xpath.World.
func (w world) ChoiceName(from xpath.Node, value, path string) string {
	n, ok := from.(*node)
	if !ok {
		return ""
	}
	s := w.s
	selected := s.walkTo(n, path)
	if selected == nil || !selected.item.selects() {
		return ""
	}
	if s.naming[selected.item] == nil {
		s.naming[selected.item] = map[reader]bool{}
	}
	if s.working.n != nil {
		s.naming[selected.item][s.working] = true
	}
	outer := s.context
	defer func() { s.context = outer }()
	for i, name := range s.namesOf(selected) {
		if name == value {
			return s.choice(selected, selected.items.nodes[i], name).Label.In(forms.Untranslated)
		}
	}
	return ""
}

// walkTo follows a path of names from a node. An absolute path stays in the instances that the node stands in.
func (s *Session) walkTo(n *node, path string) *node {
	path = strings.TrimSpace(path)
	at := n
	if rest, absolute := strings.CutPrefix(path, "/"); absolute {
		at, path = s.doc, rest
	}
	for _, name := range strings.Split(path, "/") {
		switch name {
		case "", ".", "current()":
			continue
		case "..":
			at = at.up
		default:
			at = at.child(name)
			if at != nil && at.isRange() {
				at = at.nearest(n)
			}
		}
		if at == nil {
			return nil
		}
	}
	return at
}

// nearest is the instance of a range that a node stands in, or else the first.
func (n *node) nearest(to *node) *node {
	for up := to; up != nil; up = up.up {
		if up.item == n.item && up.up == n.up && !up.isRange() {
			return up
		}
	}
	if len(n.set.live) > 0 {
		return n.set.live[0]
	}
	return nil
}
