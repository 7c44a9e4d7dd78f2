package session

import (
	"fmt"
	"math"
	"slices"

	"plumbline/forms/xpath"
)

// Add puts a new instance at the end of a repeat and returns its key. The errors are ErrUnknownKey, for keys that are
// not those of a repeat, and ErrReadOnly for a repeat whose form decides on its instances.
func (s *Session) Add(repeat string) (string, Delta, error) {
	r := s.find(repeat)
	if r == nil || !r.isRange() {
		return "", Delta{}, fmt.Errorf("%w: %s", ErrUnknownKey, repeat)
	}
	if fixed(r) {
		return "", Delta{}, fmt.Errorf("%w: %s", ErrReadOnly, repeat)
	}
	n := s.grow(r, 1)[0]
	return n.name(), s.run(), nil
}

// Remove takes an instance out of its repeat. Restore brings it back. The errors are those of Add.
func (s *Session) Remove(instance string) (Delta, error) {
	n, err := s.editable(instance)
	if err != nil {
		return Delta{}, err
	}
	r := n.container()
	at := r.set.find(n.id())
	r.set.live = slices.Delete(r.set.live, at, at+1)
	r.set.removed[n.id()] = n
	s.leave(n)
	s.rearranged(r, at)
	return s.run(), nil
}

// Restore brings a removed instance back, with the answers it had, at an index of its repeat, counted from 0 and kept
// within bounds. The errors are those of Add.
func (s *Session) Restore(instance string, at int) (Delta, error) {
	i := lastSlash(instance)
	r := s.find(instance[:max(i, 0)])
	if i < 0 || r == nil || !r.isRange() || r.set.removed[instance[i+1:]] == nil {
		return Delta{}, fmt.Errorf("%w: %s", ErrUnknownKey, instance)
	}
	if fixed(r) {
		return Delta{}, fmt.Errorf("%w: %s", ErrReadOnly, instance)
	}
	n := r.set.removed[instance[i+1:]]
	delete(r.set.removed, n.id())
	s.insert(r, at, n)
	return s.run(), nil
}

// Move puts an instance at an index of its repeat, counted from 0 and kept within bounds. The errors are those of Add.
func (s *Session) Move(instance string, index int) (Delta, error) {
	n, err := s.editable(instance)
	if err != nil {
		return Delta{}, err
	}
	r := n.container()
	from := r.set.find(n.id())
	to := min(max(index, 0), len(r.set.live)-1)
	if from != to {
		live := slices.Delete(r.set.live, from, from+1)
		r.set.live = slices.Insert(live, to, n)
		s.rearranged(r, min(from, to))
	}
	return s.run(), nil
}

// editable finds an instance that a person may remove or move.
func (s *Session) editable(instance string) (*node, error) {
	n := s.find(instance)
	if n == nil || !n.instance() {
		return nil, fmt.Errorf("%w: %s", ErrUnknownKey, instance)
	}
	if fixed(n.container()) {
		return nil, fmt.Errorf("%w: %s", ErrReadOnly, instance)
	}
	return n, nil
}

// fixed reports whether the form decides on the instances of a range.
func fixed(r *node) bool {
	return r.item.node.NoAddRemove || r.item.exprs[members] != nil || r.readOnly
}

// grow makes n new instances at the end of a range, and runs what that starts.
func (s *Session) grow(r *node, n int) []*node {
	if n == 0 {
		return nil
	}
	grown := make([]*node, n)
	for i := range grown {
		grown[i] = s.buildOne(r.item, r.up, s.env.NewID(), origin{fresh: true, added: true})
		s.preloadIn(grown[i], true)
	}
	s.insert(r, len(r.set.live), grown...)
	for _, instance := range grown {
		s.arrive(instance)
	}
	return grown
}

// insert puts instances that are complete in themselves into a range.
func (s *Session) insert(r *node, at int, instances ...*node) {
	at = min(max(at, 0), len(r.set.live))
	r.set.live = slices.Insert(r.set.live, at, instances...)
	for _, n := range instances {
		s.comeBack(n)
	}
	s.rearranged(r, at)
	s.renumber()
	for _, n := range instances {
		s.settleReadOnly(n)
		s.pushAll(n)
		s.touchAll(n)
	}
}

// rearranged has everything worked out that reads how many instances a range has, or their places. Those before the
// index from have the place that they had.
func (s *Session) rearranged(r *node, from int) {
	r.set.arranged()
	r.up.more().flat = nil
	s.shape++
	s.touch(r)
	if s.awake {
		s.edit.ranges = append(s.edit.ranges, r)
	}
	s.follow(r, r.item.repeated.counters)
	for _, instance := range r.set.live[from:] {
		s.touch(instance)
		s.follow(instance, r.item.repeated.placed)
	}
	if len(r.set.live) == 0 && r.item.exprs[relevance] != nil {
		s.push(r, relevance)
	}
	s.settle(r)
}

// leave marks everything in a node as gone from the form.
func (s *Session) leave(n *node) {
	s.edit.left = true
	n.count(-n.faults())
	each(n, func(n *node) { n.gone = true })
}

func (s *Session) comeBack(n *node) {
	n.count(n.faults())
	each(n, func(n *node) { n.gone = false })
}

func (s *Session) touchAll(n *node) { each(n, s.touch) }

// each calls visit for a node and everything inside it.
func each(n *node, visit func(*node)) {
	visit(n)
	for _, a := range n.attrs() {
		visit(a)
	}
	for _, kid := range n.kids {
		each(kid, visit)
	}
	if n.isRange() {
		for _, instance := range n.set.live {
			each(instance, visit)
		}
	}
}

// workMembers brings the number of instances in line with the count. A blank count leaves them as they are. Instances
// that are too many are kept aside, and come back first when the count goes up.
func (s *Session) workMembers(r *node) {
	want := r.item.exprs[members].Float(s.at(r))
	if math.IsNaN(want) {
		return
	}
	n := int(min(max(want, 0), maxCount))
	if n == len(r.set.live) {
		return
	}
	if n < len(r.set.live) {
		for i := len(r.set.live) - 1; i >= n; i-- {
			s.leave(r.set.live[i])
			r.set.aside = append(r.set.aside, r.set.live[i])
		}
		r.set.live = slices.Clip(r.set.live[:n])
		s.rearranged(r, n)
		return
	}
	if back := min(n-len(r.set.live), len(r.set.aside)); back > 0 {
		left := len(r.set.aside) - back
		returned := slices.Clone(r.set.aside[left:])
		slices.Reverse(returned)
		r.set.aside = r.set.aside[:left]
		s.insert(r, len(r.set.live), returned...)
	}
	if more := n - len(r.set.live); more > 0 {
		s.grow(r, min(more, s.room(r)))
	}
}

// A slip of the finger must not exhaust the memory.
const (
	maxCount = 10_000  // instances that the count of a repeat makes
	maxNodes = 300_000 // nodes of a session that counts may make
)

// room is how many more instances the count of a range may make. Where there is none, the session notes it.
func (s *Session) room(r *node) int {
	left := max(maxNodes-s.made, 0) / r.item.size()
	if left == 0 {
		s.crowded = r
	}
	return left
}

// size is how many nodes one node of the item is at least, with what stands in it.
func (it *item) size() int {
	n := 1 + len(it.attrs)
	for _, kid := range it.kids {
		n += kid.size()
	}
	return n
}

func lastSlash(key string) int {
	for i := len(key) - 1; i >= 0; i-- {
		if key[i] == '/' {
			return i
		}
	}
	return -1
}

// single is the only node of an item that does not stand in a repeat.
func (s *Session) single(it *item) *node { return s.singles[it.index] }

// all are the nodes of an item in form order, as expressions see them.
func (s *Session) all(it *item) []xpath.Node {
	if !it.nested {
		return s.single(it).self[:]
	}
	f := s.found[it]
	if f.shape != s.shape {
		f = found{shape: s.shape}
		s.collect(&f.nodes, s.doc, it.route(s.form.top))
		s.found[it] = f
	}
	return f.nodes
}

func (s *Session) collect(out *[]xpath.Node, at *node, route []int) {
	for i, slot := range route {
		at = at.at(slot)
		if at.isRange() {
			if i == len(route)-1 {
				*out = append(*out, at.set.nodes...)
				return
			}
			for _, instance := range at.set.live {
				s.collect(out, instance, route[i+1:])
			}
			return
		}
	}
	*out = append(*out, at)
}
