package session

import "slices"

func (s *Session) workRelevance(n *node) {
	on := s.truth(n, relevance)
	switch {
	case n.isRange():
		n.set.own = on
	case n.instance():
		n.own = on
		if r := n.container(); r.relevant != r.wanted() {
			s.settle(r)
			return
		}
	default:
		n.own = on
	}
	s.settle(n)
}

// wanted reports whether a node is relevant by the conditions. A range is when any of its instances is, or, without
// instances, by the condition itself.
func (n *node) wanted() bool {
	on := n.own
	if n.isRange() {
		on = n.set.own
		if len(n.set.live) > 0 {
			on = slices.ContainsFunc(n.set.live, func(instance *node) bool { return instance.own })
		}
	}
	return on && n.container().relevant
}

// settle brings the relevance of a node, and of all inside it, in line with the conditions.
func (s *Session) settle(n *node) {
	on := n.wanted()
	same := n.relevant == on
	s.set(n, &n.relevant, on)
	if n.isRange() {
		for _, instance := range n.set.live {
			s.settle(instance)
		}
		return
	}
	if same {
		return
	}
	if n.leaf {
		s.push(n, value)
	}
	for _, a := range n.attrs() {
		s.settle(a)
	}
	for _, kid := range n.kids {
		s.settle(kid)
	}
}

func (s *Session) workReadOnly(n *node) {
	n.locked = s.truth(n, readOnly)
	s.settleReadOnly(n)
}

func (s *Session) settleReadOnly(n *node) {
	on := n.locked || n.container().readOnly
	if n.isRange() {
		on = n.container().readOnly
	}
	same := n.readOnly == on
	s.set(n, &n.readOnly, on)
	if same {
		return
	}
	for _, kid := range n.kids {
		s.settleReadOnly(kid)
	}
	if n.isRange() {
		for _, instance := range n.set.live {
			s.settleReadOnly(instance)
		}
	}
}
