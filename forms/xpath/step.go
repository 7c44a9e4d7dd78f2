package xpath

import "strings"

// spread is what is known of a set of nodes before it is found: it tells whether a step from it can lose the order.
type spread uint8

const (
	alone  spread = iota // at most one node
	flat                 // none stands in another
	nested               // nothing
)

// step is a compiled Step.
type step struct {
	axis  Axis
	name  string // of children that may be looked up by it alone; otherwise ""
	take  func(Node) bool
	tests []predicate
	sort  bool // what it finds from several nodes is out of order
}

// path compiles a location path from the root or from the context node.
func (k *compiler) path(p *Path) (code, error) {
	start, from := start(p), alone
	switch p.bound.as {
	case asOne:
		if p.bound.steps == len(p.Steps) {
			return nodeCode(oneAt(p.bound.slot)), nil
		}
	case asMany:
		for _, s := range p.Steps[:p.bound.steps] {
			from, _ = after(from, s.Axis)
		}
	}
	steps, to, err := k.steps(p.Steps[p.bound.steps:], from)
	find := start
	if len(steps) > 0 {
		find = func(c *Context) nodeset { return walk(c, start(c), steps) }
	}
	out := nodesCode(find)
	out.spread = to
	return out, err
}

// start finds the nodes from which a path is walked.
func start(p *Path) func(*Context) nodeset {
	slot := p.bound.slot
	switch {
	case p.bound.as == asOne:
		find := oneAt(slot)
		return func(c *Context) nodeset { return single(find(c)) }
	case p.bound.as == asMany:
		return func(c *Context) nodeset {
			set := &(*c.expr.sets)[slot]
			return nodeset{many: set.find(c, set.at)}
		}
	case p.Absolute:
		return func(c *Context) nodeset { return single(c.Root) }
	default:
		return func(c *Context) nodeset { return single(c.Node) }
	}
}

func oneAt(slot int) func(*Context) Node {
	return func(c *Context) Node {
		path := &c.expr.ones[slot]
		return path.find(c, path.at)
	}
}

// after is what a step along an axis makes of a set, and whether it loses the order when the set has several nodes.
func after(s spread, axis Axis) (to spread, sort bool) {
	switch axis {
	case Self:
		return s, false
	case Child:
		return max(s, flat), s == nested
	case AttributeAxis, NamespaceAxis:
		return flat, false
	case Parent:
		if s == alone {
			return alone, false
		}
		return nested, true
	case FollowingSibling, PrecedingSibling:
		if s == alone {
			return flat, false
		}
		return nested, true
	case Descendant, DescendantOrSelf:
		return nested, s == nested
	default:
		return nested, s != alone
	}
}

// steps compiles steps from a set, and says what they make of it.
func (k *compiler) steps(in []Step, from spread) ([]step, spread, error) {
	out := make([]step, 0, len(in))
	for i := 0; i < len(in); i++ {
		s := in[i]
		if s.stays() {
			continue
		}
		if i+1 < len(in) && s.anywhere() && in[i+1].Axis == Child && len(in[i+1].predicates) == 0 {
			i++ // "//name" is one walk when no predicate counts among the children of each node
			s = in[i]
			s.Axis = Descendant
		}
		compiled, err := k.step(s)
		if err != nil {
			return nil, from, err
		}
		from, compiled.sort = after(from, s.Axis)
		out = append(out, compiled)
	}
	return out, from, nil
}

// stays reports whether the step is what "." stands for.
func (s *Step) stays() bool {
	return s.Axis == Self && s.Test == AnyNode && len(s.predicates) == 0
}

// anywhere reports whether the step is what "//" stands for.
func (s *Step) anywhere() bool {
	return s.Axis == DescendantOrSelf && s.Test == AnyNode && len(s.predicates) == 0
}

func (k *compiler) step(s Step) (step, error) {
	out := step{axis: s.Axis, take: k.taker(s)}
	if _, strict := k.options.Namespaces[""]; s.Axis == Child && s.Test == ByName && !strict && !strings.ContainsAny(s.Name, ":*") {
		out.name = s.Name
	}
	var err error
	out.tests, err = k.predicates(s.predicates)
	return out, err
}

// taker is the node test of a step.
func (k *compiler) taker(s Step) func(Node) bool {
	switch s.Test {
	case AnyNode:
		return func(Node) bool { return true }
	case AnyText:
		return ofKind(TextNode)
	case AnyComment:
		return ofKind(Comment)
	case AnyInstruction:
		return ofKind(Instruction)
	case InstructionName:
		return func(n Node) bool { return n.Kind() == Instruction && n.Name() == s.Name }
	default:
		return k.named(s)
	}
}

// named is the node test of a step by name.
func (k *compiler) named(s Step) func(Node) bool {
	of := Element
	if s.Axis == AttributeAxis || s.Axis == NamespaceAxis {
		of = Attribute
	}
	prefix, local, prefixed := strings.Cut(s.Name, ":")
	if !prefixed {
		prefix, local = "", s.Name
	}
	space, known := k.options.Namespaces[prefix]
	switch {
	case !prefixed && (local == "*" || of == Element && !known):
		return func(n Node) bool { return n.Kind() == of && (local == "*" || n.Name() == local) }
	case !prefixed && of == Attribute:
		space = ""
	case !known:
		space = prefix
	}
	return func(n Node) bool {
		return n.Kind() == of && (local == "*" || n.Name() == local) && n.Space() == space
	}
}

func ofKind(kind NodeKind) func(Node) bool {
	return func(n Node) bool { return n.Kind() == kind }
}
