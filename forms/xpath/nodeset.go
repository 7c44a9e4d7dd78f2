package xpath

// nodeset is a set of nodes that needs no memory for one node.
type nodeset struct {
	one  Node
	many []Node // when one is nil
}

func single(n Node) nodeset { return nodeset{one: n} }

// with adds a node to a set that nobody else holds.
func (s nodeset) with(n Node) nodeset {
	switch {
	case s.one != nil:
		return nodeset{many: []Node{s.one, n}}
	case s.many == nil:
		return single(n)
	default:
		return nodeset{many: append(s.many, n)}
	}
}

func (s nodeset) size() int {
	if s.one != nil {
		return 1
	}
	return len(s.many)
}

func (s nodeset) empty() bool { return s.one == nil && len(s.many) == 0 }

func (s nodeset) at(i int) Node {
	if s.one != nil {
		return s.one
	}
	return s.many[i]
}

func (s nodeset) slice() []Node {
	if s.one != nil {
		return []Node{s.one}
	}
	return s.many
}

// text is that of the first node; "" for the empty set.
func (s nodeset) text() string {
	if s.one != nil {
		return s.one.Text()
	}
	if len(s.many) > 0 {
		return s.many[0].Text()
	}
	return ""
}
