package xpath

import (
	"strconv"
	"strings"

	"plumbline/forms/internal/slab"
)

// The bounds of an expression, so that no form can exhaust the stack or the clock.
const (
	maxDepth  = 400     // of nested brackets and signs
	maxLength = 1 << 16 // bytes
)

type parser struct {
	*memory
	at    int
	depth int
}

// memory is what expressions are parsed into, of one or of many.
type memory struct {
	tokens   []token // of the expression that is being parsed
	steps    slab.Slab[Step]
	paths    slab.Slab[Path]
	literals slab.Slab[literal]
	infixes  slab.Slab[infix]
}

func parse(src string) (expr, error) { return (&memory{}).parse(src) }

func (m *memory) parse(src string) (expr, error) { return (&parser{memory: m}).parse(src) }

func (p *parser) parse(src string) (expr, error) {
	if len(src) > maxLength {
		return nil, mistake(maxLength, "The expression has more than %d characters. Split it into calculations.", maxLength)
	}
	var err error
	if p.tokens, err = lex(src, p.tokens[:0]); err != nil {
		return nil, err
	}
	if p.peek().kind == tokenEnd {
		return nil, mistake(0, "There is no expression here. Write one, or leave the cell empty.")
	}
	e, err := p.expression()
	if err != nil {
		return nil, err
	}
	if t := p.peek(); t.kind != tokenEnd {
		return nil, misfit(t)
	}
	return e, nil
}

// misfit says why a token cannot follow a whole expression.
func misfit(t token) error {
	switch lower := strings.ToLower(t.text); lower {
	case "and", "or", "div", "mod":
		if t.kind == tokenName {
			return mistake(t.pos, "%q is an operator only in small letters. Write %q.", t.text, lower)
		}
	}
	return mistake(t.pos, "%q does not fit here. Is an operator or a bracket missing before it?", t.text)
}

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) ahead(n int) token {
	return p.tokens[min(p.at+n, len(p.tokens)-1)]
}

func (p *parser) take() token {
	t := p.tokens[p.at]
	if t.kind != tokenEnd {
		p.at++
	}
	return t
}

func (p *parser) sign(text string) bool {
	if p.peek().is(text) {
		p.at++
		return true
	}
	return false
}

func (p *parser) expect(text string) error {
	if p.sign(text) {
		return nil
	}
	t := p.peek()
	if t.kind == tokenEnd {
		return mistake(t.pos, "The expression ends where %q is expected. Add it.", text)
	}
	return mistake(t.pos, "%q stands where %q is expected.", t.text, text)
}

// enter counts one more level of nesting, which leave takes back.
func (p *parser) enter() error {
	p.depth++
	if p.depth > maxDepth {
		return mistake(p.peek().pos, "The expression nests too deep. Split it into calculations.")
	}
	return nil
}

func (p *parser) leave() { p.depth-- }

func (p *parser) expression() (expr, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	return p.operation(1)
}

// strength is how tightly a binary operator binds, from 1; 0 for the union operator, whose operands are paths alone.
func strength(op string) int {
	switch op {
	case "or":
		return 1
	case "and":
		return 2
	case "=", "!=":
		return 3
	case "<", "<=", ">", ">=":
		return 4
	case "+", "-":
		return 5
	case "*", "div", "mod":
		return 6
	default:
		return 0
	}
}

// operation reads operands joined by operators of at least that strength. Operators of one strength group to the left.
func (p *parser) operation(least int) (expr, error) {
	left, err := p.unary()
	if err != nil {
		return nil, err
	}
	for {
		op := p.peek()
		if op.kind != tokenOperator || strength(op.text) < least {
			return left, nil
		}
		p.take()
		right, err := p.operation(strength(op.text) + 1)
		if err != nil {
			return nil, err
		}
		left = p.infix(infix{op: op.text, left: left, right: right, pos: op.pos})
	}
}

func (m *memory) infix(of infix) expr {
	e := m.infixes.One()
	*e = of
	return e
}

func (m *memory) literal(value Value, pos int) expr {
	e := m.literals.One()
	e.value, e.pos = value, pos
	return e
}

func (p *parser) operator(text string) bool {
	if t := p.peek(); t.kind == tokenOperator && t.text == text {
		p.at++
		return true
	}
	return false
}

func (p *parser) unary() (expr, error) {
	pos := p.peek().pos
	if p.operator("-") {
		if err := p.enter(); err != nil {
			return nil, err
		}
		defer p.leave()
		of, err := p.unary()
		return &negate{of, pos}, err
	}
	left, err := p.path()
	for err == nil && p.operator("|") {
		var right expr
		right, err = p.path()
		left = p.infix(infix{op: "|", left: left, right: right, pos: pos})
	}
	return left, err
}

// path reads a location path, or a primary expression that a path may follow.
func (p *parser) path() (expr, error) {
	t := p.peek()
	switch {
	case t.kind == tokenNumber:
		p.take()
		f, err := strconv.ParseFloat(t.text, 64)
		if err != nil {
			return nil, mistake(t.pos, "%q is not a number.", t.text)
		}
		return p.filtered(p.literal(Number(f), t.pos))
	case t.kind == tokenString:
		p.take()
		return p.filtered(p.literal(String(t.text), t.pos))
	case t.is("$"):
		return p.variable()
	case t.is("("):
		return p.bracketed()
	case t.kind == tokenName && p.ahead(1).is("(") && !nodeType(t.text):
		c, err := p.call()
		if err != nil {
			return nil, err
		}
		return p.filtered(c)
	default:
		return p.location()
	}
}

func (p *parser) variable() (expr, error) {
	start := p.take()
	t := p.take()
	if t.kind != tokenName || strings.HasSuffix(t.text, "*") {
		return nil, mistake(start.pos, "\"$\" has no name after it. Write ${name} for the answer to a question.")
	}
	return p.filtered(&variable{t.text, start.pos})
}

func (p *parser) bracketed() (expr, error) {
	p.take()
	inner, err := p.expression()
	if err == nil {
		err = p.expect(")")
	}
	if err != nil {
		return nil, err
	}
	return p.filtered(inner)
}

func (p *parser) call() (expr, error) {
	t := p.take()
	p.take()
	c := &call{name: t.text, pos: t.pos}
	if p.sign(")") {
		return c, nil
	}
	for {
		arg, err := p.expression()
		if err != nil {
			return nil, err
		}
		c.args = append(c.args, arg)
		if p.sign(",") {
			continue
		}
		return c, p.expect(")")
	}
}

// filtered reads what may follow a primary expression: predicates, and a path from its nodes.
func (p *parser) filtered(of expr) (expr, error) {
	predicates, err := p.predicates()
	if err != nil {
		return nil, err
	}
	var rest *Path
	if t := p.peek(); t.is("/") || t.is("//") {
		rest = &Path{pos: t.pos}
		if err := p.follow(rest); err != nil {
			return nil, err
		}
	}
	if predicates == nil && rest == nil {
		return of, nil
	}
	return &filter{of, predicates, rest}, nil
}

func (p *parser) predicates() ([]expr, error) {
	var out []expr
	for p.sign("[") {
		e, err := p.expression()
		if err == nil {
			err = p.expect("]")
		}
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}
