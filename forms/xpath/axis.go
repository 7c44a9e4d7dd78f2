package xpath

import "slices"

// all are the nodes of an axis that a test takes, in the axis's own order.
func (a Axis) all(n Node, take func(Node) bool) []Node {
	var out []Node
	a.along(n, func(m Node) bool {
		if take(m) {
			out = append(out, m)
		}
		return true
	})
	return out
}

// along visits the nodes of an axis in the axis's own order, away from the node, until visit says false.
func (a Axis) along(n Node, visit func(Node) bool) {
	switch a {
	case Child:
		each(n.Children(), visit)
	case AttributeAxis, NamespaceAxis:
		attributes(a, n, visit)
	case Self:
		visit(n)
	case Parent:
		if p := n.Parent(); p != nil {
			visit(p)
		}
	case DescendantOrSelf:
		_ = visit(n) && descendants(n, visit)
	case Descendant:
		descendants(n, visit)
	case AncestorOrSelf:
		ancestors(n, visit)
	case Ancestor:
		ancestors(n.Parent(), visit)
	case FollowingSibling:
		_, after := siblings(n)
		each(after, visit)
	case PrecedingSibling:
		before, _ := siblings(n)
		eachBackwards(before, visit)
	case Following:
		following(n, visit)
	default:
		preceding(n, visit)
	}
}

// backward reports whether an axis goes against document order.
func (a Axis) backward() bool {
	switch a {
	case Ancestor, AncestorOrSelf, PrecedingSibling, Preceding:
		return true
	default:
		return false
	}
}

// Each of the functions below reports whether visit has said true of all.

func each(nodes []Node, visit func(Node) bool) bool {
	for _, n := range nodes {
		if !visit(n) {
			return false
		}
	}
	return true
}

func eachBackwards(nodes []Node, visit func(Node) bool) bool {
	for _, n := range slices.Backward(nodes) {
		if !visit(n) {
			return false
		}
	}
	return true
}

// xmlnsSpace is the namespace of the attributes that declare namespaces. They are nodes of the namespace axis, and not
// of the attribute axis.
const xmlnsSpace = "http://www.w3.org/2000/xmlns/"

func attributes(axis Axis, n Node, visit func(Node) bool) bool {
	return each(n.Attributes(), func(a Node) bool {
		return (a.Space() == xmlnsSpace) != (axis == NamespaceAxis) || visit(a)
	})
}

func descendants(n Node, visit func(Node) bool) bool {
	return each(n.Children(), func(c Node) bool { return visit(c) && descendants(c, visit) })
}

// ancestors visits a node, unless it is nil, and those that it stands in.
func ancestors(n Node, visit func(Node) bool) bool {
	for ; n != nil; n = n.Parent() {
		if !visit(n) {
			return false
		}
	}
	return true
}

// siblings are the children of the node's parent before and after it, in document order.
func siblings(n Node) (before, after []Node) {
	p := n.Parent()
	if p == nil || n.Kind() == Attribute {
		return nil, nil
	}
	all := p.Children()
	i := indexAmong(n, all)
	if i < 0 {
		return nil, nil
	}
	return all[:i], all[i+1:]
}

// indexAmong is the index of a node among the children of its parent; -1 where it is none of them.
func indexAmong(n Node, all []Node) int {
	if known, ok := n.(Indexed); ok {
		if i := known.Index(); i >= 0 {
			return i
		}
	}
	return slices.Index(all, n)
}

// following visits all nodes after the node that do not stand in it. An attribute comes before its element's children.
func following(n Node, visit func(Node) bool) bool {
	if n.Kind() == Attribute {
		if n = n.Parent(); n == nil {
			return true
		}
		if !descendants(n, visit) {
			return false
		}
	}
	whole := func(s Node) bool { return visit(s) && descendants(s, visit) }
	return ancestors(n, func(up Node) bool {
		_, after := siblings(up)
		return each(after, whole)
	})
}

// preceding visits all nodes before the node in which it does not stand, the nearest first.
func preceding(n Node, visit func(Node) bool) bool {
	if n.Kind() == Attribute {
		n = n.Parent()
	}
	return ancestors(n, func(up Node) bool {
		before, _ := siblings(up)
		return eachBackwards(before, func(s Node) bool { return backwards(s, visit) })
	})
}

// backwards visits all nodes in a node, the last first, and then the node.
func backwards(n Node, visit func(Node) bool) bool {
	return eachBackwards(n.Children(), func(c Node) bool { return backwards(c, visit) }) && visit(n)
}
