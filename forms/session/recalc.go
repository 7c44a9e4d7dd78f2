package session

import (
	"slices"

	"plumbline/forms/xpath"
)

// most is how often one cell that may read itself is worked out in one recalculation. A form that never comes to rest
// stops there.
const most = 200

// edit is what one edit has changed so far.
type edit struct {
	number  uint32
	changed []*node
	ranges  []*node
	waiting []triggered
	left    bool // some nodes are not in the form any more
}

// triggered is an action that a change has started.
type triggered struct {
	action *action
	source *node
}

// at prepares the context of an expression about a node.
func (s *Session) at(n *node) *xpath.Context {
	s.context.Node, s.context.Current = n, nil
	return &s.context
}

// touch notes that the view of a node differs from before the edit.
func (s *Session) touch(n *node) {
	if s.awake && n.touched != s.edit.number+1 {
		n.touched = s.edit.number + 1
		s.edit.changed = append(s.edit.changed, n)
	}
}

// push has a cell of a node worked out.
func (s *Session) push(n *node, what aspect) {
	bit := uint8(1) << what
	if n.queued&bit != 0 || n.gone {
		return
	}
	n.queued |= bit
	rank := s.form.last
	if what.ordered() {
		rank = n.item.rank[what]
	}
	s.queue.put(job{rank: rank, order: n.order, n: n, what: what})
}

// pushAll has everything worked out that a node and all inside it have expressions for.
func (s *Session) pushAll(n *node) {
	it := n.item
	for a := range aspects {
		if (it.exprs[a] != nil || a == wording && it.pieces != nil) && n.has(a) {
			s.push(n, a)
		}
	}
	if it.leaf() && (it.selects() || n.typed != "") {
		s.push(n, value)
		s.push(n, constraint)
	}
	if it.selects() {
		s.push(n, choosable)
	}
	for _, a := range n.attrs() {
		s.pushAll(a)
	}
	for _, kid := range n.kids {
		s.pushAll(kid)
	}
	if n.isRange() {
		for _, instance := range n.set.live {
			s.pushAll(instance)
		}
	}
}

// has reports whether an aspect of a repeat is one of the node: of its range, or of its instances.
func (n *node) has(a aspect) bool {
	switch a {
	case members:
		return n.isRange()
	case relevance:
		return !n.isRange() || len(n.set.live) == 0
	case readOnly:
		return !n.isRange()
	default:
		return true
	}
}

// recalculate works out what is queued, and what follows from it, until nothing is left.
func (s *Session) recalculate() {
	s.renumber()
	var ran []*node
	for len(s.queue) > 0 {
		j := s.queue.take()
		j.n.queued &^= 1 << j.what
		if j.n.gone {
			continue
		}
		if j.what.ordered() && j.n.item.circular[j.what] {
			runs := &j.n.loops().runs[j.what]
			if *runs == 0 {
				ran = append(ran, j.n)
			}
			if *runs++; *runs > most {
				s.restless = j.n
				continue
			}
			s.reading = reader{j.n, j.what}
		}
		s.working = reader{j.n, j.what}
		s.work(j.n, j.what)
		s.working, s.reading = reader{}, reader{}
		if b := s.context.Budget; b != nil && *b < 0 {
			s.costly = reader{j.n, j.what}
			s.queue = s.queue[:0]
		}
	}
	for _, n := range ran {
		n.loop.runs = [value + 1]uint16{}
	}
}

func (s *Session) work(n *node, what aspect) {
	switch what {
	case members:
		s.workMembers(n)
	case relevance:
		s.workRelevance(n)
	case choosable:
		s.workChoices(n)
	case value:
		s.workValue(n)
	case readOnly:
		s.workReadOnly(n)
	case required:
		s.set(n, &n.required, s.truth(n, what))
	case constraint:
		s.workConstraint(n)
	case wording:
		s.workWording(n)
	}
}

// truth is the condition of a node; true where it has none.
func (s *Session) truth(n *node, what aspect) bool {
	e := n.item.exprs[what]
	return e == nil || e.Truth(s.at(n))
}

// set notes a part of a node's view.
func (s *Session) set(n *node, part *bool, on bool) {
	if *part != on {
		*part = on
		s.touch(n)
	}
}

// workValue works out what a leaf holds, and what expressions read of it. A calculation overwrites an answer when its
// result is another than before, or when it comes into force again.
func (s *Session) workValue(n *node) {
	before, typed, wrong := n.text, n.typed, n.malformed
	e := n.item.exprs[value]
	if e == nil || !n.relevant || !n.worked || n.item.circular[value] || n.item.selects() {
		n.text, n.malformed = n.read()
	}
	if e != nil {
		result := ""
		if n.relevant {
			result = e.Text(s.at(n))
		}
		if n.relevant && (!n.worked || result != n.result) {
			n.typed = n.item.limits.calculated(result)
			n.text, n.malformed = n.read()
		}
		n.result, n.worked = result, n.relevant
	}
	if n.typed != typed || n.malformed != wrong {
		s.touch(n)
	}
	if n.text != before {
		s.fire(n)
	}
}

func (s *Session) workConstraint(n *node) {
	on := n.item.exprs[constraint] != nil && n.relevant && n.text != "" && !s.truth(n, constraint)
	s.set(n, &n.violated, on)
}

// finish ends an edit and tells what it changed.
func (s *Session) finish() Delta {
	s.renumber()
	var d Delta
	byOrder := func(a, b *node) int { return int(a.order - b.order) }
	for _, list := range []struct {
		nodes []*node
		keys  *[]string
	}{{s.edit.changed, &d.Changed}, {s.edit.ranges, &d.Repeats}} {
		slices.SortFunc(list.nodes, byOrder)
		*list.keys = slices.Grow(*list.keys, len(list.nodes))
		for _, n := range slices.Compact(list.nodes) {
			n.weigh()
			if !s.edit.left || !n.gone {
				*list.keys = append(*list.keys, n.name())
			}
		}
	}
	s.edit = edit{number: s.edit.number + 1, changed: s.edit.changed[:0], ranges: s.edit.ranges[:0]}
	return d
}
