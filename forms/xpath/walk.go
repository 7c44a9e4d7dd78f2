package xpath

import "math"

// walk goes along steps from a set of nodes.
func walk(c *Context, from nodeset, steps []step) nodeset {
	for i := range steps {
		if from.empty() {
			return nodeset{}
		}
		from = steps[i].from(c, from)
	}
	return from
}

func (s *step) from(c *Context, set nodeset) nodeset {
	if set.size() == 1 {
		return s.fromOne(c, set.at(0))
	}
	var out []Node
	for _, n := range set.many {
		found := s.fromOne(c, n)
		if found.one != nil {
			out = append(out, found.one)
		} else {
			out = append(out, found.many...)
		}
	}
	if s.sort {
		out = inDocumentOrder(out)
	}
	return nodeset{many: out}
}

func (s *step) fromOne(c *Context, n Node) nodeset {
	var found nodeset
	tests := s.tests
	if len(tests) > 0 && tests[0].place != nil {
		found, tests = s.nth(c, n, tests[0].place(c.filtering(n, 0))), tests[1:]
	} else {
		found = s.candidates(n)
	}
	if !c.spend(found.size() + 1) {
		return nodeset{}
	}
	for _, test := range tests {
		found = keep(c, found, test)
	}
	if s.axis.backward() && found.one == nil {
		for i, j := 0, len(found.many)-1; i < j; i, j = i+1, j-1 {
			found.many[i], found.many[j] = found.many[j], found.many[i]
		}
	}
	return found
}

// candidates are the nodes that the step's axis and test find from a node.
func (s *step) candidates(n Node) nodeset {
	switch s.axis {
	case Self:
		if s.take(n) {
			return single(n)
		}
		return nodeset{}
	case Parent:
		if p := n.Parent(); p != nil && s.take(p) {
			return single(p)
		}
		return nodeset{}
	case Child:
		return s.children(n)
	default:
		return nodeset{many: s.axis.all(n, s.take)}
	}
}

// nth is the node at a place among the candidates from a node, counted from 1 in the order of the axis. It looks no further
// than that.
func (s *step) nth(c *Context, n Node, place float64) nodeset {
	if named, ok := n.(Named); ok && s.name != "" {
		return nodeset{many: named.ChildrenNamed(s.name)}.nth(place)
	}
	if !(place >= 1) || place != math.Trunc(place) {
		return nodeset{}
	}
	var found nodeset
	s.axis.along(n, func(m Node) bool {
		if !c.spend(1) {
			return false
		}
		if s.take(m) {
			if place--; place == 0 {
				found = single(m)
			}
		}
		return found.empty()
	})
	return found
}

// spend counts nodes that are looked at, and says whether that is still within bounds.
func (c *Context) spend(looks int) bool {
	if c.Budget == nil {
		return true
	}
	*c.Budget -= looks
	return *c.Budget >= 0
}

func (s *step) children(n Node) nodeset {
	if named, ok := n.(Named); ok && s.name != "" {
		return nodeset{many: named.ChildrenNamed(s.name)}
	}
	var found nodeset
	for _, c := range n.Children() {
		if s.take(c) {
			found = found.with(c)
		}
	}
	return found
}

// filter compiles a primary expression that predicates or a path follow.
func (k *compiler) filter(e *filter) (code, error) {
	of, err := k.compile(e.of)
	if err != nil {
		return code{}, err
	}
	if !of.mayBeNodes() {
		return code{}, mistake(e.offset(), "Only a set of nodes can be followed by \"[\" or \"/\", and what begins here is none.")
	}
	tests, err := k.predicates(e.predicates)
	if err != nil {
		return code{}, err
	}
	var rest []step
	to := of.spread
	if e.rest != nil {
		if rest, to, err = k.steps(e.rest.Steps, of.spread); err != nil {
			return code{}, err
		}
	}
	out := nodesCode(func(c *Context) nodeset {
		set := of.nodes(c)
		for _, test := range tests {
			set = keep(c, set, test)
		}
		return walk(c, set, rest)
	})
	out.spread = to
	return out, nil
}
