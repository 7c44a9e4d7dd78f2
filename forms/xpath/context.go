package xpath

import (
	"fmt"
	"time"
)

// Context is where an expression is evaluated. It serves one goroutine at a time; a function of Options may evaluate another
// expression in it.
type Context struct {
	Node    Node  // the context node: "."
	Root    Node  // what "/" is; its children are the first step of an absolute path
	Current Node  // what current() is; Node when nil
	World   World // never nil
	// Problem, unless it is nil, is told in a sentence of what stops other engines: a text that is no date where one is
	// needed. The value is blank, NaN or false there.
	Problem func(words string)
	// Budget, unless it is nil, is how many nodes may still be looked at. Once it is below 0, paths lead nowhere, and the
	// value is not to be used.
	Budget *int

	expr           *Expr // that is being evaluated
	position, size int   // of Node in the set that a predicate filters; 0 outside predicates
}

func (c *Context) current() Node {
	if c.Current != nil {
		return c.Current
	}
	return c.Node
}

// Day is the day of the calendar that a value is, as midnight UTC: a date, a time in the zone of the World, or a number of
// days since 1970-01-01. It is not ok for what is blank or no date.
func (c *Context) Day(v Value) (day time.Time, ok bool) {
	if v.kind == boolKind {
		return time.Time{}, false
	}
	t, _, ok := c.date(v)
	if !ok {
		return time.Time{}, false
	}
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC), true
}

// Tell tells of a problem, in a sentence, where somebody listens.
func (c *Context) Tell(format string, args ...any) {
	if c.Problem != nil {
		c.Problem(fmt.Sprintf(format, args...))
	}
}

func (c *Context) zone() *time.Location { return c.World.Now().Location() }

// number is the text as a number, by Value.Float, with times in the zone of the context.
func (c *Context) number(text string) float64 {
	text = trim(text)
	if text == "" || text[0] != '-' && text[0] != '.' && (text[0] < '0' || text[0] > '9') {
		return nan()
	}
	if f, ok := parseDecimal(text); ok {
		return f
	}
	return parseNumber(text, c.zone())
}

// World is what functions ask beyond the tree. Its methods may be called by any evaluation.
type World interface {
	// Now is the time in the zone that dates are read and written in.
	Now() time.Time
	// Random is a number in [0,1).
	Random() float64
	// UUID is a new version 4 UUID.
	UUID() string
	// Instance is what instance('ID') gives: a node whose child is the document element of the data; nil when the form
	// has no such instance.
	Instance(id string) Node
	// ChoiceName is the label, in the present language, of the choice that a select would store as value; "" when it
	// has no such choice. Path addresses the select, from the node.
	ChoiceName(node Node, value, path string) string
	// Text is the wording of an itext id in the present language, or "".
	Text(id string) string
	// Version is the form's version.
	Version() string
	// Short names of months and days in the present language, January and Sunday first; the zero array is English.
	Months() [12]string
	Days() [7]string
}

// Function is a function that a form's owner adds to the language. It is called with evaluated arguments.
type Function struct {
	Min, Max int // number of arguments; Max -1 is no bound
	Call     func(c *Context, args []Value) Value
}

// Options change how an expression is compiled. The zero Options are ODK XForms.
type Options struct {
	// Functions adds functions by name, prefix included ("qa:working-days"); they take precedence.
	Functions map[string]Function
	// Namespaces gives the URI of each prefix that names in paths may have. A prefix that is not in it stands for itself.
	// A name without a prefix is that of an element in any namespace, as forms leave prefixes out, unless "" is in it.
	Namespaces map[string]string
	// Bind is offered each path that has no predicates and whose steps are plain (Path.Plain), and the plain beginning
	// of each longer one: all that begin at the root, and those that begin at the node that the whole expression is
	// evaluated at. It is not offered paths that begin at the nodes of a predicate, of another path or of a function.
	// It may return what finds the path's nodes faster than a walk would.
	Bind func(*Path) Finder
	// Shapes, unless it is nil, is what the expression shares with others.
	Shapes *Shapes
}

// Finder finds the nodes of a path: its functions are given At. They hold for every expression, and where a path leads is
// in At alone. The zero Finder leaves the nodes to be walked to.
type Finder struct {
	// One finds the node of a path that has one, or none: then it is nil.
	One func(c *Context, at int) Node
	// All finds the nodes of any other path, in document order, each once. The slice is not changed by the caller.
	All func(c *Context, at int) []Node
	At  int
}

// Reference is one location path of an expression, as dependency tracking needs it: predicates stripped off, and paths
// that stand inside a predicate continued from the nodes that the predicate is about.
type Reference struct {
	From     Origin
	Position bool   // what is read is the place or the number of the nodes, and not only what they hold
	Instance string // its id, when From is FromInstance; "" when the id is worked out
	Steps    []Step // without predicates
}

// Origin is where a Reference begins.
type Origin uint8

// The origins.
const (
	FromContext  Origin = iota // the node that the expression is bound to
	FromRoot                   // the root of the form
	FromInstance               // a secondary instance
)
