package xform

import (
	"strings"

	"plumbline/forms"
)

const templateAttr = "jr:template"

// Bounds of a form's tree. The largest forms known have 3,000 nodes.
const (
	maxNodes     = 100_000
	maxPathBytes = 32 << 20 // of all paths together
)

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

// readInstance builds the tree of nodes from the primary instance. It says false when the tree is out of bounds.
func (r *reader) readInstance() bool {
	r.def.Root = r.newNode(r.primary, r.rootPath(), nil)
	r.def.Root.Kind = forms.Group
	if !r.addChildren(r.def.Root, r.primary) {
		return false
	}
	if r.saysMore(r.primary, r.def.Root) {
		r.def.Primary = r.primary.data()
	}
	return true
}

// newNode adds a node for an element. The path is that of both.
func (r *reader) newNode(e *element, path string, parent *forms.Node) *forms.Node {
	n := r.room.One()
	n.Name, n.Path, n.Parent = e.name.String(), path, parent
	if parent != nil {
		parent.Children = append(parent.Children, n)
	}
	r.pathBytes += len(n.Path)
	r.nodes[n.Path] = n
	if strings.Contains(n.Path, ":") {
		if plain := unprefixed(n.Path); r.nodes[plain] == nil {
			r.nodes[plain] = n
		}
	}
	addAttributes(n, e)
	return n
}

// addAttributes adds the attributes of an element to a node, where it does not have them.
func addAttributes(n *forms.Node, e *element) {
	for _, a := range e.attrs {
		usual := a.name.usual
		if _, there := n.Instance[usual]; there || usual == templateAttr || strings.HasPrefix(usual, "xmlns") {
			continue
		}
		set(&n.Instance, usual, a.value)
	}
}

// unprefixed returns a path without namespace prefixes.
func unprefixed(path string) string {
	steps := strings.Split(path, "/")
	for i, step := range steps {
		steps[i] = localName(step)
	}
	return strings.Join(steps, "/")
}

// addChildren adds a node for each differently named child of an element; of a repeat's, for its template. It says false
// when there are too many.
func (r *reader) addChildren(n *forms.Node, e *element) bool {
	children := e.elements()
	if len(children) == 0 {
		if n.Kind == 0 {
			n.Default = e.value()
		}
		return true
	}
	if n.Kind == 0 {
		n.Kind = forms.Group
	}
	templates := templates(children)
	for _, c := range children {
		path := n.Path + "/" + c.name.String()
		if known := r.nodes[path]; known != nil {
			r.again(known, c)
			continue
		}
		if len(r.nodes) > maxNodes || r.pathBytes > maxPathBytes {
			r.report.fail(c, "", "The primary instance has more than %d elements, or names that are too long. Ask less in one "+
				"form, or give its elements shorter names.", maxNodes)
			return false
		}
		template := templates[*c.name]
		if template == nil {
			template = c
		}
		child := r.newNode(template, path, n)
		if template != c {
			addAttributes(child, c)
		}
		if templates[*c.name] != nil || r.repeats[child.Path] {
			child.Kind = forms.Repeat
		}
		if !r.addChildren(child, template) {
			return false
		}
	}
	return true
}

// templates returns those of elements that are templates of repeats, by name; nil where none is.
func templates(elements []*element) map[name]*element {
	var out map[name]*element
	for _, e := range elements {
		if _, isTemplate := e.lookup(templateAttr); !isTemplate || out[*e.name] != nil {
			continue
		}
		if out == nil {
			out = map[name]*element{}
		}
		out[*e.name] = e
	}
	return out
}

// again looks at a further element of a node's path: an instance of a repeat, or a mistake.
func (r *reader) again(n *forms.Node, e *element) {
	if n.Kind == forms.Repeat {
		addAttributes(n, e)
		return
	}
	r.report.warn(e, n.Path, "The primary instance has <%s> twice in <%s>, which is not a repeat; only the first is used. "+
		"Give the second another name.", e.name, n.Parent.Name)
}

// saysMore reports whether an element starts a record differently from its node: with another value, or with none or
// several instances of a repeat.
func (r *reader) saysMore(e *element, n *forms.Node) bool {
	children := e.elements()
	if len(children) == 0 {
		return len(n.Children) > 0 || e.value() != n.Default
	}
	instances := make(map[*forms.Node]int, len(children))
	for _, c := range children {
		child := r.nodes[n.Path+"/"+c.name.String()]
		if _, isTemplate := c.lookup(templateAttr); isTemplate {
			continue
		}
		instances[child]++
		if child == nil || child.Kind != forms.Repeat && instances[child] > 1 {
			continue
		}
		if r.saysMore(c, child) {
			return true
		}
	}
	for _, child := range n.Children {
		if instances[child] != 1 && (child.Kind == forms.Repeat || instances[child] == 0) {
			return true
		}
	}
	return false
}
