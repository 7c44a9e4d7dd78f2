package session

import (
	"strings"

	"plumbline/forms"
)

// origin is where the nodes of a form come from: what was saved, the instance that the form's author wrote, or the
// definition alone.
type origin struct {
	saved   *Saved
	element *forms.Element
	fresh   bool // a record is begun
	// added says that an instance is added. As in the templates that pyxform writes, a repeat directly in it has no
	// instance, and one in a group of it has one.
	added bool
}

// in is the origin of what stands in an element.
func (o origin) in(name string) origin {
	o.element = first(o.element, name)
	return o
}

// value is what a leaf starts with.
func (o origin) value(n *node) string {
	def := n.item.node
	if o.saved != nil {
		if v, ok := o.saved.Values[n.name()]; ok || def.Kind.Asked() && !n.item.attr {
			return v
		}
	}
	if o.element != nil {
		if n.item.attr {
			return attribute(o.element, def.Name, def.Default)
		}
		return o.element.Text
	}
	if def.DefaultDynamic {
		return ""
	}
	return def.Default
}

// start is one instance that a repeat starts with.
type start struct {
	id   string
	from origin
}

// instances are those that a range starts with.
func (o origin) instances(n *node) []start {
	var out []start
	switch {
	case o.saved != nil:
		seen := map[string]bool{"": true}
		for _, id := range o.saved.Instances[n.name()] {
			if !seen[id] && !strings.Contains(id, "/") {
				seen[id] = true
				out = append(out, start{id, o})
			}
		}
	case o.element != nil:
		for _, e := range all(o.element, n.item.node.Name) {
			out = append(out, start{n.session.env.NewID(), origin{element: e, fresh: o.fresh}})
		}
		if out == nil && n.item.node.NoAddRemove {
			out = append(out, start{n.session.env.NewID(), origin{fresh: o.fresh}})
		}
	case n.item.exprs[members] == nil && !(o.added && n.item.parent.repeat()):
		out = append(out, start{n.session.env.NewID(), origin{fresh: o.fresh}})
	}
	return out
}

// build makes a node and all inside it. Its relevance is that of what it stands in until it is worked out.
func (s *Session) build(it *item, up *node, from origin) *node {
	if !it.repeat() {
		return s.buildOne(it, up, "", from)
	}
	n := s.newNode(it, up)
	n.repeated, n.set = aRange, &instances{removed: map[string]*node{}, own: true}
	s.keepSingle(n)
	for _, start := range from.instances(n) {
		n.set.live = append(n.set.live, s.buildOne(it, up, start.id, start.from))
	}
	if it.exprs[members] != nil && from.saved == nil {
		for i := len(n.set.live) - 1; i >= 0; i-- {
			s.leave(n.set.live[i])
			n.set.aside = append(n.set.aside, n.set.live[i])
		}
		n.set.live = nil
	}
	n.set.arranged()
	return n
}

func (s *Session) newNode(it *item, up *node) *node {
	n := s.memory.One()
	*n = node{
		item: it, session: s, up: up, leaf: it.leaf(),
		own: true, relevant: up.relevant, readOnly: up.readOnly, required: it.always[required],
	}
	n.self[0] = n
	s.made++
	return n
}

// buildOne makes a node that is not a range.
func (s *Session) buildOne(it *item, up *node, id string, from origin) *node {
	n := s.newNode(it, up)
	if id != "" {
		n.repeated, n.more().id = anInstance, id
	}
	n.lock(it.always[readOnly])
	if id == "" {
		s.keepSingle(n)
	}
	for _, a := range it.attrs {
		r := n.more()
		r.attrs = append(r.attrs, s.buildOne(a, n, "", from))
	}
	if it.leaf() {
		n.typed = from.value(n)
		if it.selects() {
			n.items = &items{}
		} else {
			n.text, n.malformed = n.read()
		}
		return n
	}
	n.kids = make([]*node, len(it.kids))
	for i, kid := range it.kids {
		inner := from
		if !kid.repeat() {
			inner = from.in(kid.node.Name)
		}
		n.kids[i] = s.build(kid, n, inner)
	}
	return n
}

// keepSingle notes the only node of its item.
func (s *Session) keepSingle(n *node) {
	if !n.item.nested {
		s.singles[n.item.index] = n
	}
}

// lock sets whether the node's own condition makes it read-only.
func (n *node) lock(on bool) {
	n.locked = on
	n.readOnly = on || n.up.readOnly
}

// first returns the first element of a name in another; templates of repeats are passed over.
func first(in *forms.Element, name string) *forms.Element {
	for _, e := range all(in, name) {
		return e
	}
	return nil
}

func all(in *forms.Element, name string) []*forms.Element {
	var out []*forms.Element
	if in == nil {
		return nil
	}
	for _, e := range in.Children {
		if e.Name == name && !isTemplate(e) {
			out = append(out, e)
		}
	}
	return out
}

func isTemplate(e *forms.Element) bool {
	for _, a := range e.Attrs {
		if a.Name == "jr:template" {
			return true
		}
	}
	return false
}

func attribute(e *forms.Element, name, otherwise string) string {
	for _, a := range e.Attrs {
		if a.Name == name {
			return a.Value
		}
	}
	return otherwise
}
