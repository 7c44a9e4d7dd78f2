package session

import (
	"slices"

	"plumbline/forms/xpath"
)

// instances are those of one repeat, in one instance of whatever it stands in.
type instances struct {
	live    []*node
	nodes   []xpath.Node     // live, as expressions see them
	places  map[string]int   // in live by id; nil until they are many and asked for
	aside   []*node          // taken out when the count went down, the last one to come back first
	removed map[string]*node // taken out by hand, by id
	own     bool             // relevant, as far as the repeat itself says, while it has no instance
}

// find returns the index of an instance, -1 when it is not there.
func (s *instances) find(id string) int {
	const few = 16 // up to which a map is not worth its memory
	if len(s.live) <= few {
		return slices.IndexFunc(s.live, func(n *node) bool { return n.id() == id })
	}
	if s.places == nil {
		s.places = make(map[string]int, len(s.live))
		for i, n := range s.live {
			s.places[n.id()] = i
		}
	}
	if i, ok := s.places[id]; ok {
		return i
	}
	return -1
}

// arranged must be called after every change of live.
func (s *instances) arranged() {
	s.places = nil
	s.nodes = make([]xpath.Node, len(s.live))
	for i, n := range s.live {
		s.nodes[i] = n
	}
}
