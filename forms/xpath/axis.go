package xpath

// onAxis adds the nodes of an axis that a test takes, in the axis's own order: away from the node.
func onAxis(axis Axis, n Node, take func(Node) bool, out []Node) []Node {
	switch axis {
	case Child:
		return takeAll(n.Children(), take, out)
	case AttributeAxis, NamespaceAxis:
		return attributes(axis, n, take, out)
	case Self:
		return takeOne(n, take, out)
	case Parent:
		if p := n.Parent(); p != nil {
			out = takeOne(p, take, out)
		}
		return out
	case DescendantOrSelf:
		return descendants(n, take, takeOne(n, take, out))
	case Descendant:
		return descendants(n, take, out)
	case AncestorOrSelf:
		return ancestors(n, take, takeOne(n, take, out))
	case Ancestor:
		return ancestors(n, take, out)
	case FollowingSibling:
		_, after := siblings(n)
		return takeAll(after, take, out)
	case PrecedingSibling:
		before, _ := siblings(n)
		for i := len(before) - 1; i >= 0; i-- {
			out = takeOne(before[i], take, out)
		}
		return out
	case Following:
		return following(n, take, out)
	default:
		return preceding(n, take, out)
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

func takeOne(n Node, take func(Node) bool, out []Node) []Node {
	if take(n) {
		return append(out, n)
	}
	return out
}

func takeAll(nodes []Node, take func(Node) bool, out []Node) []Node {
	for _, n := range nodes {
		if take(n) {
			out = append(out, n)
		}
	}
	return out
}

// xmlnsSpace is the namespace of the attributes that declare namespaces. They are nodes of the namespace axis, and not
// of the attribute axis.
const xmlnsSpace = "http://www.w3.org/2000/xmlns/"

func attributes(axis Axis, n Node, take func(Node) bool, out []Node) []Node {
	for _, a := range n.Attributes() {
		if (a.Space() == xmlnsSpace) == (axis == NamespaceAxis) && take(a) {
			out = append(out, a)
		}
	}
	return out
}

func descendants(n Node, take func(Node) bool, out []Node) []Node {
	for _, c := range n.Children() {
		out = descendants(c, take, takeOne(c, take, out))
	}
	return out
}

func ancestors(n Node, take func(Node) bool, out []Node) []Node {
	for p := n.Parent(); p != nil; p = p.Parent() {
		out = takeOne(p, take, out)
	}
	return out
}

// siblings are the children of the node's parent before and after it, in document order.
func siblings(n Node) (before, after []Node) {
	p := n.Parent()
	if p == nil || n.Kind() == Attribute {
		return nil, nil
	}
	all := p.Children()
	for i, c := range all {
		if c == n {
			return all[:i], all[i+1:]
		}
	}
	return nil, nil
}

// following are all nodes after the node that do not stand in it. An attribute comes before its element's children.
func following(n Node, take func(Node) bool, out []Node) []Node {
	if n.Kind() == Attribute {
		if n = n.Parent(); n == nil {
			return out
		}
		out = descendants(n, take, out)
	}
	for ; n != nil; n = n.Parent() {
		_, after := siblings(n)
		for _, s := range after {
			out = descendants(s, take, takeOne(s, take, out))
		}
	}
	return out
}

// preceding are all nodes before the node in which it does not stand, the nearest first.
func preceding(n Node, take func(Node) bool, out []Node) []Node {
	if n.Kind() == Attribute {
		n = n.Parent()
	}
	for ; n != nil; n = n.Parent() {
		before, _ := siblings(n)
		for i := len(before) - 1; i >= 0; i-- {
			out = backwards(before[i], take, out)
		}
	}
	return out
}

func backwards(n Node, take func(Node) bool, out []Node) []Node {
	children := n.Children()
	for i := len(children) - 1; i >= 0; i-- {
		out = backwards(children[i], take, out)
	}
	return takeOne(n, take, out)
}
