package xpath

import "slices"

// Expr is a compiled expression. It may be evaluated by several goroutines at once.
//
// It has the 64 bytes that a processor fetches at once.
type Expr struct {
	shape      *shape
	ones       []one // the paths that Bind finds, by their slots
	sets       *[]many
	source     string
	references *[]Reference
}

// Compile parses and compiles an expression. The error is a *SyntaxError.
func Compile(src string, o Options) (*Expr, error) {
	shapes := o.Shapes
	if shapes == nil {
		shapes = &Shapes{}
	}
	tree, err := shapes.memory.parse(src)
	if err != nil {
		return nil, err
	}
	drawing := outline{bind: o.Bind, drawn: shapes.drawn[:0], ones: shapes.ones[:0]}
	drawing.draw(tree)
	shapes.drawn, shapes.ones = drawing.drawn, drawing.ones
	compiled, err := shapes.compile(tree, o)
	if err != nil {
		return nil, err
	}
	read, err := shapes.tracer.references(tree)
	if err != nil {
		return nil, err
	}
	b := shapes.exprs.One()
	b.shape, b.source, b.references = compiled, src, &b.read
	b.read = shapes.read.Copy(read)
	b.keep(drawing.ones)
	if sets := drawing.sets; sets != nil {
		b.sets = &sets
	}
	return &b.Expr, nil
}

// bundle is an expression and what stands beside it in memory: together twice the 64 bytes.
type bundle struct {
	Expr
	read  []Reference
	paths [2]one // as far as there are no more
	_     [8]byte
}

// keep keeps the paths.
func (b *bundle) keep(ones []one) {
	if len(ones) > len(b.paths) {
		b.ones = slices.Clone(ones)
		return
	}
	b.ones = b.paths[:copy(b.paths[:], ones)]
}

// compile gives the shape that was drawn last, of an expression, compiled unless it is there.
func (s *Shapes) compile(tree expr, o Options) (*shape, error) {
	if there := s.all[string(s.drawn)]; there != nil {
		return there, nil
	}
	k := &compiler{options: o, functions: functions()}
	c, err := k.compile(tree)
	if err != nil {
		return nil, err
	}
	if s.all == nil {
		s.all = map[string]*shape{}
	}
	out := &shape{value: c.value, text: c.text, number: c.number, truth: c.truth, volatile: k.volatile, language: k.language}
	s.all[string(s.drawn)] = out
	return out, nil
}

// inContext calls f, a way to the value of the expression, in a context, which is given back as it was.
func inContext[T any](e *Expr, c *Context, f func(*Context) T) T {
	was := c.expr
	c.expr = e
	v := f(c)
	c.expr = was
	return v
}

// Eval gives the value of the expression. It never fails: where an engine could stop, the value is blank, NaN or empty.
func (e *Expr) Eval(c *Context) Value { return inContext(e, c, e.shape.value) }

// Text is Eval(c).Text(), and faster.
func (e *Expr) Text(c *Context) string { return inContext(e, c, e.shape.text) }

// Float is the value as a number, as Value.Float has it, with times that have no offset in the zone of the World.
func (e *Expr) Float(c *Context) float64 { return inContext(e, c, e.shape.number) }

// Truth is Eval(c).Truth(), and faster.
func (e *Expr) Truth(c *Context) bool { return inContext(e, c, e.shape.truth) }

// References are the paths that the value depends on, each once.
func (e *Expr) References() []Reference { return *e.references }

// Source is the text that was compiled.
func (e *Expr) Source() string { return e.source }

// Volatile reports whether the value can change although nothing in References does: it reads the clock, or makes
// something random.
func (e *Expr) Volatile() bool { return e.shape.volatile }

// Localised reports whether the value depends on the language that the World speaks.
func (e *Expr) Localised() bool { return e.shape.language }
