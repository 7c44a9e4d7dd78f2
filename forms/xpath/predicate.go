package xpath

import "math"

// predicate is what stands in brackets, compiled.
type predicate struct {
	holds code
	// place, unless it is nil, is the only place in the set, counted from 1, for which it holds: it need not be tried at
	// each node.
	place func(*Context) float64
}

// predicates compiles what stands in brackets, where "." is each node of a set.
func (k *compiler) predicates(in []expr) ([]predicate, error) {
	var out []predicate
	for _, e := range in {
		holds, err := k.compile(e)
		if err != nil {
			return nil, err
		}
		p := predicate{holds: holds}
		if p.place, err = k.place(e, holds); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// place finds what gives the place that a predicate asks for: "[3]", "[position() = 3]", and the like with anything in the
// place of 3 that is the same for all nodes of the set. It is nil for every other predicate.
func (k *compiler) place(e expr, holds code) (func(*Context) float64, error) {
	if holds.gives == numberKind && steady(e) {
		return holds.number, nil
	}
	equation, ok := e.(*infix)
	if !ok || equation.op != "=" {
		return nil, nil
	}
	of := equation.right
	if !isPosition(equation.left) {
		if of = equation.left; !isPosition(equation.right) {
			return nil, nil
		}
	}
	if !steady(of) {
		return nil, nil
	}
	wanted, err := k.compile(of)
	if err != nil || wanted.gives == boolKind || wanted.several() {
		return nil, err
	}
	return wanted.number, nil
}

func isPosition(e expr) bool {
	c, ok := e.(*call)
	return ok && c.name == "position" && len(c.args) == 0
}

// steady reports whether an expression in a predicate gives the same at each node of the set.
func steady(e expr) bool {
	switch e := e.(type) {
	case *literal:
		return true
	case *negate:
		return steady(e.of)
	case *infix:
		return steady(e.left) && steady(e.right)
	case *filter:
		return steady(e.of)
	case *Path:
		return e.Absolute
	case *call:
		return steadyCall(e)
	default:
		return false
	}
}

// steadyCall knows some functions that read nothing but their arguments.
func steadyCall(e *call) bool {
	switch e.name {
	case "current":
		return true
	case "position", "number", "string":
		if len(e.args) == 0 {
			return false
		}
	case "count", "sum", "min", "max", "int", "round", "floor", "ceiling", "abs", "if", "coalesce", "instance", "not", "boolean":
	default:
		return false
	}
	for _, a := range e.args {
		if !steady(a) {
			return false
		}
	}
	return true
}

// keep gives the nodes of a set for which a predicate holds. A number means a place in the set, counted from 1.
func keep(c *Context, set nodeset, test predicate) nodeset {
	if set.empty() {
		return set
	}
	in := c.filtering(set.at(0), set.size())
	if test.place != nil {
		return set.nth(test.place(in))
	}
	var out []Node
	for i := range set.size() {
		in.Node, in.position = set.at(i), i+1
		if holds(in, test.holds) {
			out = append(out, in.Node)
		}
	}
	return nodeset{many: out}
}

// filtering is the context of a predicate at a node of a set.
func (c *Context) filtering(n Node, size int) *Context {
	return &Context{
		Node: n, Root: c.Root, Current: c.current(), World: c.World, Problem: c.Problem, Budget: c.Budget, expr: c.expr, size: size,
	}
}

// nth is the node at a place, counted from 1; the empty set where there is none.
func (s nodeset) nth(place float64) nodeset {
	if !(place >= 1 && place <= float64(s.size())) || place != math.Trunc(place) {
		return nodeset{}
	}
	return single(s.at(int(place) - 1))
}

func holds(c *Context, test code) bool {
	switch test.gives {
	case numberKind:
		return test.number(c) == float64(c.position)
	case anyKind:
		v := test.value(c)
		if v.kind == numberKind {
			return v.num == float64(c.position)
		}
		return v.Truth()
	default:
		return test.truth(c)
	}
}
