package xpath

import (
	"strconv"

	"plumbline/forms/internal/slab"
)

// Shapes keeps what expressions compile to, so that those which differ in the paths that Bind finds alone share it: the
// thousand conditions of a form have few shapes. All that are compiled with it are compiled with the same functions and
// namespaces, by one goroutine at a time. The zero Shapes is empty.
type Shapes struct {
	all    map[string]*shape
	memory memory
	drawn  []byte // this and the rest is of the expression that is being compiled, and memory that is used again
	ones   []one
	tracer tracer
	exprs  slab.Slab[bundle]
	read   slab.Slab[Reference]
}

// shape is what expressions of one shape compile to.
type shape struct {
	value    func(*Context) Value
	text     func(*Context) string
	number   func(*Context) float64
	truth    func(*Context) bool
	volatile bool
	language bool
}

// one finds the node of a path that has one, or none.
type one struct {
	find func(c *Context, at int) Node
	at   int
}

// many finds the nodes of any other path.
type many struct {
	find func(c *Context, at int) []Node
	at   int
}

// binding is how the plain beginning of a path is found.
type binding struct {
	as    bound
	slot  int // among the paths of its kind of the expression
	steps int // how many the beginning has
}

type bound uint8

const (
	walked bound = iota
	asOne
	asMany
)

// outline draws the shape of an expression: what it says but for the paths that are bound, each of which it binds.
type outline struct {
	bind  func(*Path) Finder
	drawn []byte
	ones  []one
	sets  []many
	inner int // predicates around what is drawn
}

func (o *outline) mark(c byte) { o.drawn = append(o.drawn, c) }

// word draws a text, and where it ends.
func (o *outline) word(s string) {
	o.drawn = strconv.AppendInt(o.drawn, int64(len(s)), 10)
	o.mark(':')
	o.drawn = append(o.drawn, s...)
}

func (o *outline) draw(e expr) {
	switch e := e.(type) {
	case *literal:
		o.mark(byte('0' + e.value.kind))
		o.word(e.value.str)
		o.drawn = strconv.AppendFloat(o.drawn, e.value.num, 'g', -1, 64)
	case *variable:
		o.mark('$')
		o.word(e.name)
	case *negate:
		o.mark('-')
		o.draw(e.of)
	case *infix:
		o.mark('(')
		o.draw(e.left)
		o.word(e.op)
		o.draw(e.right)
		o.mark(')')
	case *call:
		o.mark('f')
		o.word(e.name)
		for _, a := range e.args {
			o.mark(',')
			o.draw(a)
			if p, ok := a.(*Path); ok && e.name == "indexed-repeat" {
				o.steps(p.Steps) // it goes from one path to the other
			}
		}
		o.mark(')')
	case *filter:
		o.mark('{')
		o.draw(e.of)
		o.predicates(e.predicates)
		if e.rest != nil {
			o.steps(e.rest.Steps)
		}
		o.mark('}')
	case *Path:
		o.path(e)
	}
}

func (o *outline) path(p *Path) {
	o.seek(p)
	o.mark(byte('w' + p.bound.as))
	if p.Absolute {
		o.mark('/')
	}
	if p.bound.as == asMany {
		for _, s := range p.Steps[:p.bound.steps] {
			o.mark(byte('A' + s.Axis))
		}
	}
	o.steps(p.Steps[p.bound.steps:])
}

// seek asks the form's owner for the nodes of the plain beginning of a path.
func (o *outline) seek(p *Path) {
	n := p.plainSteps()
	if o.bind == nil || n == 0 || !p.Absolute && o.inner > 0 {
		return
	}
	plain := p
	if n < len(p.Steps) {
		plain = &Path{Absolute: p.Absolute, Steps: p.Steps[:n:n], pos: p.pos}
	}
	switch f := o.bind(plain); {
	case f.One != nil:
		p.bound = binding{asOne, len(o.ones), n}
		o.ones = append(o.ones, one{f.One, f.At})
	case f.All != nil:
		p.bound = binding{asMany, len(o.sets), n}
		o.sets = append(o.sets, many{f.All, f.At})
	}
}

func (o *outline) steps(steps []Step) {
	for i := range steps {
		s := &steps[i]
		o.mark(byte('A' + s.Axis))
		o.mark(byte('a' + s.Test))
		o.word(s.Name)
		o.predicates(s.predicates)
	}
	o.mark(';')
}

func (o *outline) predicates(in []expr) {
	o.inner++
	for _, p := range in {
		o.mark('[')
		o.draw(p)
	}
	o.inner--
	o.mark(']')
}
