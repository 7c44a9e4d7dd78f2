package xform

import (
	"strings"

	"plumbline/forms"
)

// readBinds puts what the model's binds say onto the nodes.
func (r *reader) readBinds() {
	bound := make(map[*forms.Node]bool, len(r.binds))
	for _, e := range r.binds {
		if id := e.attr("id"); id != "" {
			r.bindIDs[id] = bindTarget(e)
		}
		n := r.bound(e)
		if n == nil {
			continue
		}
		if bound[n] {
			r.report.warn(e, n.Path, "%s has more than one <bind>. Put all that they say into one; what two of them say "+
				"is taken from the last.", n.Path)
		}
		bound[n] = true
		r.readBind(n, e)
	}
}

// bound finds the node of a bind, or makes it where the bind is for an attribute.
func (r *reader) bound(e *element) *forms.Node {
	target := bindTarget(e)
	owner, attr, isAttr := strings.Cut(target, "/@")
	n := r.node(r.rootPath(), owner)
	if n == nil {
		r.report.warn(e, target, "A <bind> is for %s, which the primary instance does not have. Correct the path, or take the "+
			"<bind> out.", target)
		return nil
	}
	if isAttr {
		return r.attribute(n, attr)
	}
	return n
}

func bindTarget(e *element) string {
	if nodeset := e.attr("nodeset"); nodeset != "" {
		return nodeset
	}
	return e.attr("ref")
}

// attribute finds an attribute of a node that a bind or an action is for, or makes it; nil where the node or the form has
// too many.
func (r *reader) attribute(n *forms.Node, name string) *forms.Node {
	path := n.Path + "/@" + name
	if r.nodes[path] == nil && len(n.Attributes) < maxAttrs && len(r.nodes) <= maxNodes {
		a := &forms.Node{Kind: forms.Hidden, Name: name, Path: path, Parent: n, Default: n.Instance[name]}
		n.Attributes = append(n.Attributes, a)
		r.nodes[path] = a
	}
	return r.nodes[path]
}

func (r *reader) readBind(n *forms.Node, e *element) {
	for _, a := range e.attrs {
		value := strings.TrimSpace(a.value)
		switch usual := a.name.usual; usual {
		case "nodeset", "ref", "id":
		case "type":
			n.DataType = dataType(value)
		case "relevant":
			n.Relevant = value
		case "constraint":
			n.Constraint = value
		case "required":
			n.Required = value
		case "readonly":
			n.ReadOnly = value
		case "calculate":
			n.Calculation = value
		case constraintMessage:
			n.ConstraintMessage = r.message(e, usual, n.Path)
		case requiredMessage:
			n.RequiredMessage = r.message(e, usual, n.Path)
		case "jr:preload":
			n.Preload = value
		case "jr:preloadParams":
			n.PreloadParams = value
		default:
			set(&n.Bind, usual, a.value)
		}
	}
}

// set puts a value into a map that may not be there yet.
func set(m *map[string]string, key, value string) {
	if *m == nil {
		*m = map[string]string{}
	}
	(*m)[key] = value
}

// dataType returns the name by which Node.DataType knows a type.
func dataType(written string) string {
	switch t := written[strings.IndexByte(written, ':')+1:]; t {
	case "integer", "long", "short", "unsignedInt", "nonNegativeInteger", "positiveInteger":
		return "int"
	case "double", "float":
		return "decimal"
	case "datetime":
		return "dateTime"
	case "rank":
		return "odk:rank"
	default:
		return t
	}
}
