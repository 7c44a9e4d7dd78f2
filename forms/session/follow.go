package session

import "slices"

// fire has everything worked out again that reads the value of a node.
func (s *Session) fire(n *node) {
	s.touch(n)
	it := n.item
	if it.exprs[constraint] != nil {
		s.push(n, constraint)
	}
	if n.looped {
		for _, r := range n.loop.reads {
			s.push(r.n, r.what)
		}
		n.loop.reads = n.loop.reads[:0]
	}
	for _, c := range it.once {
		s.reachOnce(n, c)
	}
	if it.read {
		s.follow(n, it.readers)
	}
	if s.awake && it.active {
		for _, a := range it.starts {
			s.edit.waiting = append(s.edit.waiting, triggered{a, n})
		}
	}
}

// reachOnce pushes the cell of the only node of an item.
func (s *Session) reachOnce(n *node, c only) {
	if at := s.singles[c.index]; !(cell{c.it, c.what}).circles(n) && at.has(c.what) {
		s.push(at, c.what)
	}
}

// circles reports whether the cell may read itself by way of a node. Fire pushes those cells that did read it.
func (c cell) circles(n *node) bool {
	return c.what.ordered() && c.it.circular[c.what] && n.item.circular[value] && n.leaf && c.it.rank[c.what] == n.item.rank[value]
}

// follow has the cells worked out that edges lead to from a node.
func (s *Session) follow(n *node, edges []edge) {
	for i := range edges {
		e := &edges[i]
		if (cell{e.to, e.what}).circles(n) {
			continue
		}
		if at := n.above(e.scope); at != nil {
			s.reach(at, e.route, e)
		}
	}
}

// reach pushes the readers of an edge below a node.
func (s *Session) reach(at *node, route []int, e *edge) {
	for i, slot := range route {
		at = at.at(slot)
		if at.isRange() {
			if i == len(route)-1 && at.has(e.what) {
				s.push(at, e.what)
			}
			for _, instance := range at.set.live {
				s.reach(instance, route[i+1:], e)
			}
			return
		}
	}
	if at.has(e.what) {
		s.push(at, e.what)
	}
}

// noteRead notes, for a cell that may read itself, what it did read.
func (s *Session) noteRead(n *node) {
	if s.reading.n == nil || !n.item.circular[value] {
		return
	}
	if l := n.loops(); !slices.Contains(l.reads, s.reading) {
		l.reads = append(l.reads, s.reading)
	}
}
