package xform

import (
	"strings"

	"plumbline/forms"
)

const templateAttr = "jr:template"

// findRepeats collects the paths of the repeats that stand in the body, seen from the path from.
func (r *reader) findRepeats(e *element, from string) {
	for _, c := range e.elements() {
		inner := from
		if reference := reference(c); reference != "" {
			if p, ok := resolve(from, reference); ok {
				inner = p
				if c.is("repeat") {
					r.repeats[p] = true
				}
			}
		}
		r.findRepeats(c, inner)
	}
}

// reference returns what a control is for.
func reference(e *element) string {
	if ref := e.attr("ref"); ref != "" {
		return ref
	}
	return e.attr("nodeset")
}

// readInstance builds the tree of nodes from the primary instance.
func (r *reader) readInstance() {
	r.def.Root = r.newNode(r.primary, nil)
	r.def.Root.Kind = forms.Group
	r.addChildren(r.def.Root, r.primary)
	if r.saysMore(r.primary, r.def.Root) {
		r.def.Primary = r.primary.data()
	}
}

func (r *reader) newNode(e *element, parent *forms.Node) *forms.Node {
	n := &forms.Node{Name: e.name.String(), Parent: parent}
	if parent != nil {
		n.Path = parent.Path
		parent.Children = append(parent.Children, n)
	}
	n.Path += "/" + n.Name
	r.nodes[n.Path] = n
	if plain := strings.Join(unprefixed(n.Path), "/"); r.nodes[plain] == nil {
		r.nodes[plain] = n
	}
	r.sources[n] = e
	addAttributes(n, e)
	return n
}

// addAttributes adds the attributes of an element to a node, where it does not have them.
func addAttributes(n *forms.Node, e *element) {
	for _, a := range e.attrs {
		usual := a.name.usual()
		if _, there := n.Instance[usual]; there || usual == templateAttr || strings.HasPrefix(usual, "xmlns") {
			continue
		}
		set(&n.Instance, usual, a.value)
	}
}

// unprefixed returns the steps of a path without namespace prefixes.
func unprefixed(path string) []string {
	steps := strings.Split(path, "/")
	for i, step := range steps {
		steps[i] = step[strings.IndexByte(step, ':')+1:]
	}
	return steps
}

// addChildren adds a node for each differently named child of an element; of a repeat's, for its template.
func (r *reader) addChildren(n *forms.Node, e *element) {
	children := e.elements()
	if len(children) == 0 {
		if n.Kind == 0 {
			n.Default = e.value()
		}
		return
	}
	if n.Kind == 0 {
		n.Kind = forms.Group
	}
	templates := map[string]*element{}
	for _, c := range children {
		if _, isTemplate := c.lookup(templateAttr); isTemplate && templates[c.name.String()] == nil {
			templates[c.name.String()] = c
		}
	}
	for _, c := range children {
		if n.Child(c.name.String()) != nil {
			r.again(n, c)
			continue
		}
		template, hasTemplate := templates[c.name.String()]
		if hasTemplate {
			c = template
		}
		child := r.newNode(c, n)
		if hasTemplate || r.repeats[child.Path] {
			child.Kind = forms.Repeat
		}
		r.addChildren(child, c)
	}
}

// again looks at a further element of a name that its parent has a node for: an instance of a repeat, or a mistake.
func (r *reader) again(parent *forms.Node, e *element) {
	n := parent.Child(e.name.String())
	if n.Kind == forms.Repeat {
		addAttributes(n, e)
	} else {
		r.report.warn(e, n.Path, "The primary instance has <%s> twice in <%s>, which is not a repeat; only the first is used. "+
			"Give the second another name.", e.name, parent.Name)
	}
}

// saysMore reports whether an element starts a record differently from its node: with none or several instances of a
// repeat, or with one that differs from the template.
func (r *reader) saysMore(e *element, n *forms.Node) bool {
	instances := map[string]int{}
	for _, c := range e.elements() {
		child := n.Child(c.name.String())
		if child.Kind != forms.Repeat {
			if r.saysMore(c, child) {
				return true
			}
			continue
		}
		if _, isTemplate := c.lookup(templateAttr); isTemplate {
			continue
		}
		instances[child.Name]++
		if r.saysMore(c, child) || !sameValues(c, r.sources[child]) {
			return true
		}
	}
	for _, child := range n.Children {
		if child.Kind == forms.Repeat && instances[child.Name] != 1 {
			return true
		}
	}
	return false
}

// sameValues reports whether two instances of a repeat hold the same, nested templates aside.
func sameValues(a, b *element) bool {
	if a == b {
		return true
	}
	x, y := leaves(a), leaves(b)
	if len(x) != len(y) {
		return false
	}
	for path, value := range x {
		if other, found := y[path]; !found || other != value {
			return false
		}
	}
	return true
}

// leaves returns the values inside an element by path; of several at one path the last.
func leaves(e *element) map[string]string {
	out := map[string]string{}
	var visit func(e *element, path string)
	visit = func(e *element, path string) {
		children := e.elements()
		if len(children) == 0 {
			out[path] = e.value()
		}
		for _, c := range children {
			visit(c, path+"/"+c.name.String())
		}
	}
	visit(e, "")
	return out
}
