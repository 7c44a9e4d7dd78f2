package xpath

import "math"

// compiler turns one expression into code, and notes what it meets.
type compiler struct {
	options   Options
	functions map[string]builtin
	volatile  bool
	language  bool
}

func (k *compiler) compile(e expr) (code, error) {
	switch e := e.(type) {
	case *literal:
		return constant(e.value), nil
	case *negate:
		of, err := k.compile(e.of)
		number := of.number
		return numberCode(func(c *Context) float64 { return -number(c) }), err
	case *infix:
		return k.operation(e)
	case *call:
		return k.call(e)
	case *filter:
		return k.filter(e)
	case *Path:
		return k.path(e)
	case *variable:
		return code{}, mistake(e.pos, "$%s means nothing here. Write ${%s} for the answer to a question.", e.name, e.name)
	}
	return code{}, mistake(e.offset(), "This part of the expression is not understood.")
}

func (k *compiler) operation(e *infix) (code, error) {
	l, err := k.compile(e.left)
	if err != nil {
		return code{}, err
	}
	r, err := k.compile(e.right)
	if err != nil {
		return code{}, err
	}
	switch e.op {
	case "or":
		return truthCode(either(l.truth, r.truth)), nil
	case "and":
		return truthCode(both(l.truth, r.truth)), nil
	case "|":
		return union(e, l, r)
	case "+", "-", "*", "div", "mod":
		return numberCode(arithmetic(e.op, l.number, r.number)), nil
	default:
		return compare(e.op, l, r), nil
	}
}

func either(l, r func(*Context) bool) func(*Context) bool {
	return func(c *Context) bool { return l(c) || r(c) }
}

func both(l, r func(*Context) bool) func(*Context) bool {
	return func(c *Context) bool { return l(c) && r(c) }
}

func arithmetic(op string, l, r func(*Context) float64) func(*Context) float64 {
	switch op {
	case "+":
		return func(c *Context) float64 { return l(c) + r(c) }
	case "-":
		return func(c *Context) float64 { return l(c) - r(c) }
	case "*":
		return func(c *Context) float64 { return l(c) * r(c) }
	case "div":
		return func(c *Context) float64 { return l(c) / r(c) }
	default:
		return func(c *Context) float64 { return math.Mod(l(c), r(c)) }
	}
}

func union(e *infix, l, r code) (code, error) {
	for _, side := range []struct {
		code code
		expr expr
	}{{l, e.left}, {r, e.right}} {
		if !side.code.mayBeNodes() {
			return code{}, mistake(side.expr.offset(), "\"|\" joins sets of nodes, and what begins here is none. Write concat() to join texts.")
		}
	}
	leftOf, rightOf := l.nodes, r.nodes
	return nodesCode(func(c *Context) nodeset {
		left, right := leftOf(c), rightOf(c)
		if left.empty() {
			return right
		}
		if right.empty() {
			return left
		}
		all := make([]Node, 0, left.size()+right.size())
		all = append(append(all, left.slice()...), right.slice()...)
		return nodeset{many: inDocumentOrder(all)}
	}), nil
}

func (k code) mayBeNodes() bool { return k.gives == nodesKind || k.gives == anyKind }

func (k *compiler) call(e *call) (code, error) {
	args := make([]code, len(e.args))
	for i, a := range e.args {
		var err error
		if args[i], err = k.compile(a); err != nil {
			return code{}, err
		}
	}
	if f, ok := k.options.Functions[e.name]; ok {
		return own(f, e, args)
	}
	f, ok := k.functions[e.name]
	if !ok {
		return code{}, k.unknown(e)
	}
	if err := arity(e, f.least, f.most); err != nil {
		return code{}, err
	}
	return f.build(k, e, args)
}

// own compiles a call of a function that the form's owner adds.
func own(f Function, e *call, args []code) (code, error) {
	if err := arity(e, f.Min, f.Max); err != nil {
		return code{}, err
	}
	return valueCode(anyKind, func(c *Context) Value {
		values := make([]Value, len(args))
		for i, a := range args {
			values[i] = a.value(c)
		}
		return f.Call(c, values)
	}), nil
}

func arity(e *call, least, most int) error {
	n := len(e.args)
	switch {
	case n < least && least == most:
		return mistake(e.pos, "%s() needs %s, and has %d.", e.name, arguments(least), n)
	case n < least:
		return mistake(e.pos, "%s() needs at least %s, and has %d.", e.name, arguments(least), n)
	case most == 0 && n > 0:
		return mistake(e.pos, "%s() takes no arguments, and has %d. Leave the brackets empty.", e.name, n)
	case most >= 0 && n > most:
		return mistake(e.pos, "%s() takes at most %s, and has %d.", e.name, arguments(most), n)
	}
	return nil
}

func arguments(n int) string {
	if n == 1 {
		return "1 argument"
	}
	return FormatNumber(float64(n)) + " arguments"
}
