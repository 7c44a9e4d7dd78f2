package xpath

import "strings"

// expr is a node of the parsed expression.
type expr interface {
	// offset is where it begins in the source, in bytes.
	offset() int
}

type (
	literal struct {
		value Value
		pos   int
	}
	variable struct {
		name string
		pos  int
	}
	negate struct {
		of  expr
		pos int
	}
	infix struct {
		op          string
		left, right expr
		pos         int
	}
	call struct {
		name string
		args []expr
		pos  int
	}
	// filter is a primary expression with predicates, and perhaps a path that goes on from it.
	filter struct {
		of         expr
		predicates []expr
		rest       *Path // relative; nil when nothing follows
	}
)

func (e *literal) offset() int  { return e.pos }
func (e *variable) offset() int { return e.pos }
func (e *negate) offset() int   { return e.pos }
func (e *infix) offset() int    { return e.left.offset() }
func (e *call) offset() int     { return e.pos }
func (e *filter) offset() int   { return e.of.offset() }
func (p *Path) offset() int     { return p.pos }

// Axis is a direction from one node to others.
type Axis uint8

// The axes of XPath 1.0.
const (
	Child Axis = iota
	Parent
	Self
	DescendantOrSelf
	Descendant
	Ancestor
	AncestorOrSelf
	FollowingSibling
	PrecedingSibling
	Following
	Preceding
	AttributeAxis
	NamespaceAxis
)

// Test is which nodes of an axis a step takes.
type Test uint8

// The node tests.
const (
	ByName          Test = iota // elements, or attributes, of the step's name
	AnyNode                     // node()
	AnyText                     // text()
	AnyComment                  // comment()
	AnyInstruction              // processing-instruction()
	InstructionName             // processing-instruction('name')
)

// Step is one step of a path.
type Step struct {
	Axis Axis
	Test Test
	// Name is as the expression has it, with its prefix: "*" is any name, "jr:*" any name of a namespace, "" what
	// tests other than ByName have, as in "." and "node()".
	Name       string
	predicates []expr
}

// Path is a location path.
type Path struct {
	Absolute bool
	Steps    []Step
	pos      int
	bound    binding
}

// Plain reports whether the path has no predicate and only child, parent and self steps with plain names: then it
// depends on the shape of the form alone.
func (p *Path) Plain() bool { return p.plainSteps() == len(p.Steps) }

// plainSteps is how many steps at the beginning are such that a path of them is plain.
func (p *Path) plainSteps() int {
	for i, s := range p.Steps {
		if !s.plain() {
			return i
		}
	}
	return len(p.Steps)
}

func (s *Step) plain() bool {
	if len(s.predicates) > 0 || s.Axis > Self {
		return false
	}
	if s.Test == ByName {
		return s.Name != "" && !strings.HasSuffix(s.Name, "*")
	}
	return s.Test == AnyNode && s.Axis != Child
}
