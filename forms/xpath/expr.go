package xpath

// Expr is a compiled expression. It may be evaluated by several goroutines at once.
//
// It has the 64 bytes that a processor fetches at once.
type Expr struct {
	value      func(*Context) Value
	text       func(*Context) string
	number     func(*Context) float64
	truth      func(*Context) bool
	source     string
	references *[]Reference
	volatile   bool
	language   bool
}

// Compile parses and compiles an expression. The error is a *SyntaxError.
func Compile(src string, o Options) (*Expr, error) {
	tree, err := parse(src)
	if err != nil {
		return nil, err
	}
	k := &compiler{options: o, functions: functions()}
	compiled, err := k.compile(tree)
	if err != nil {
		return nil, err
	}
	read, err := references(tree)
	if err != nil {
		return nil, err
	}
	return &Expr{
		value: compiled.value, text: compiled.text, number: compiled.number, truth: compiled.truth,
		source: src, references: &read, volatile: k.volatile, language: k.language,
	}, nil
}

// Eval gives the value of the expression. It never fails: where an engine could stop, the value is blank, NaN or empty.
func (e *Expr) Eval(c *Context) Value { return e.value(c) }

// Text is Eval(c).Text(), and faster.
func (e *Expr) Text(c *Context) string { return e.text(c) }

// Float is the value as a number, as Value.Float has it, with times that have no offset in the zone of the World.
func (e *Expr) Float(c *Context) float64 { return e.number(c) }

// Truth is Eval(c).Truth(), and faster.
func (e *Expr) Truth(c *Context) bool { return e.truth(c) }

// References are the paths that the value depends on, each once.
func (e *Expr) References() []Reference { return *e.references }

// Source is the text that was compiled.
func (e *Expr) Source() string { return e.source }

// Volatile reports whether the value can change although nothing in References does: it reads the clock, or makes
// something random.
func (e *Expr) Volatile() bool { return e.volatile }

// Localised reports whether the value depends on the language that the World speaks.
func (e *Expr) Localised() bool { return e.language }
