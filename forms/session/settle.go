package session

import "slices"

func (s *Session) workRelevance(n *node) {
	if n.isRange() {
		n.set.own = s.truth(n, relevance)
	} else {
		n.own = s.truth(n, relevance)
		if n.instance() {
			n = n.container()
		}
	}
	s.settle(n)
}

// settle brings the relevance of a node, and of all inside it, in line with the conditions.
func (s *Session) settle(n *node) {
	on := n.own
	if n.isRange() {
		on = n.set.own
		if len(n.set.live) > 0 {
			on = slices.ContainsFunc(n.set.live, func(instance *node) bool { return instance.own })
		}
	}
	on = on && n.container().relevant
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
	if n.item.leaf() {
		s.push(n, value)
	}
	for _, a := range n.attrs {
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
