package paper

import (
	"errors"
	"slices"
	"strings"
)

// condition is when a question is asked, as far as sheets can say it: comparisons joined by "and" and "or". What stands in
// no comparison is in none of them: such expressions are not read.
type condition struct {
	join  string      // "and" or "or"; "" for a comparison
	parts []condition // of what is joined

	path   string   // what is compared, as the expression has it
	sign   string   // "=", "!=", "<", "<=", ">", ">=", or includes and excludes
	values []string // one, or several any of which it is compared with: none of which, where the sign is negative
}

// How a choice among several compares.
const (
	includes = "includes"
	excludes = "excludes"
)

var errUnread = errors.New("paper: not a condition that is read")

// readCondition reads an expression that compares answers with fixed values.
func readCondition(expression string) (condition, error) {
	tokens, err := scan(expression)
	if err != nil {
		return condition{}, err
	}
	p := &parser{tokens: tokens}
	c, err := p.joined("or")
	if err == nil && p.at < len(tokens) {
		err = errUnread
	}
	return c, err
}

// parser goes over tokens from left to right.
type parser struct {
	tokens []token
	at     int
	depth  int
}

// deepest is how deep brackets may stand in each other.
const deepest = 32

func (p *parser) take(text string) bool {
	if p.at < len(p.tokens) && !p.tokens[p.at].quoted && p.tokens[p.at].text == text {
		p.at++
		return true
	}
	return false
}

func (p *parser) joined(by string) (condition, error) {
	next := p.one
	if by == "or" {
		next = func() (condition, error) { return p.joined("and") }
	}
	c, err := next()
	if err != nil {
		return c, err
	}
	out := condition{join: by, parts: []condition{c}}
	for p.take(by) {
		if c, err = next(); err != nil {
			return c, err
		}
		out.parts = append(out.parts, c)
	}
	if len(out.parts) == 1 {
		return c, nil
	}
	return out, nil
}

// one is a comparison, or something in brackets.
func (p *parser) one() (condition, error) {
	p.depth++
	defer func() { p.depth-- }()
	switch {
	case p.depth > deepest:
		return condition{}, errUnread
	case p.take("("):
		return p.closed()
	case p.take("not"):
		if !p.take("(") {
			return condition{}, errUnread
		}
		c, err := p.closed()
		return c.negated(), err
	case p.take("selected"):
		return p.selected()
	}
	return p.comparison()
}

// closed is what stands in a bracket that is open.
func (p *parser) closed() (condition, error) {
	c, err := p.joined("or")
	if err == nil && !p.take(")") {
		err = errUnread
	}
	return c, err
}

func (p *parser) selected() (condition, error) {
	if p.at+5 > len(p.tokens) {
		return condition{}, errUnread
	}
	t := p.tokens[p.at : p.at+5]
	if !t[0].is("(") || !t[1].path() || !t[2].is(",") || !t[3].quoted || !t[4].is(")") {
		return condition{}, errUnread
	}
	p.at += 5
	return condition{path: t[1].text, sign: includes, values: []string{t[3].text}}, nil
}

func (p *parser) comparison() (condition, error) {
	if p.at+3 > len(p.tokens) {
		return condition{}, errUnread
	}
	t := p.tokens[p.at : p.at+3]
	if !t[0].path() || opposite(t[1].text) == "" || t[1].quoted || !t[2].value() {
		return condition{}, errUnread
	}
	p.at += 3
	return condition{path: t[0].text, sign: t[1].text, values: []string{t[2].text}}, nil
}

// opposite is the sign that says the contrary; "" for what is no sign.
func opposite(sign string) string {
	return map[string]string{
		"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">", includes: excludes, excludes: includes,
	}[sign]
}

// negated is the contrary, said without "not".
func (c condition) negated() condition {
	if c.join == "" {
		c.sign = opposite(c.sign)
		return c
	}
	out := condition{join: map[string]string{"and": "or", "or": "and"}[c.join]}
	for _, p := range c.parts {
		out.parts = append(out.parts, p.negated())
	}
	return out
}

// simple is a condition that says the same in fewer words: comparisons of one answer become one, and that there is an
// answer is left out where others say more.
func (c condition) simple() condition {
	if c.join == "" {
		return c
	}
	out := condition{join: c.join}
	for _, p := range c.parts {
		p = p.simple()
		if c.join == "and" && p.needless(c.parts) {
			continue
		}
		if last := len(out.parts) - 1; last >= 0 && out.parts[last].joins(p, c.join) {
			out.parts[last].values = append(out.parts[last].values, p.values...)
			continue
		}
		out.parts = append(out.parts, p)
	}
	if len(out.parts) == 1 {
		return out.parts[0]
	}
	return out
}

// joins reports whether two comparisons in a row can be one.
func (c condition) joins(next condition, by string) bool {
	if c.join != "" || next.join != "" || c.path != next.path || c.sign != next.sign || slices.Contains(append(c.values, next.values...), "") {
		return false
	}
	if by == "or" {
		return c.sign == "=" || c.sign == includes
	}
	return c.sign == "!=" || c.sign == excludes
}

// needless reports whether a comparison only says that there is an answer of which others say more.
func (c condition) needless(all []condition) bool {
	return c.join == "" && c.sign == "!=" && slices.Equal(c.values, []string{""}) &&
		slices.ContainsFunc(all, func(o condition) bool { return o.join == "" && o.path == c.path && !slices.Contains(o.values, "") })
}

// holds evaluates a condition over texts. It reports false where texts are not compared as such, but as numbers.
func (c condition) holds(value func(path string) string) (truth, ok bool) {
	switch {
	case c.join == "" && c.sign == "=":
		return slices.Contains(c.values, value(c.path)), true
	case c.join == "" && c.sign == "!=":
		return !slices.Contains(c.values, value(c.path)), true
	case c.join == "":
		return false, false
	}
	truth = c.join == "and"
	for _, p := range c.parts {
		t, ok := p.holds(value)
		if !ok {
			return false, false
		}
		if c.join == "and" {
			truth = truth && t
		} else {
			truth = truth || t
		}
	}
	return truth, true
}

// paths are the paths that an expression of any kind reads, as it has them.
func paths(expression string) []string {
	tokens, err := scan(expression)
	if err != nil {
		return nil
	}
	var out []string
	for _, t := range tokens {
		if t.path() && strings.Contains(t.text, "/") {
			out = append(out, t.text)
		}
	}
	return out
}
