package query

import (
	"fmt"
	"regexp"
	"strings"
)

// Query is one line, read.
type Query struct {
	Sum    string      // the question whose numbers are added up; "" counts
	Source string      // the form whose complete records are looked at, or the list whose entities
	Where  []Condition // all of them hold; nil for every record
	By     []string    // questions whose answers make the rows of a table; nil for one figure
}

// Condition is what holds of the records that count.
type Condition struct {
	Question string
	Op       Op
	Values   []string // two of Between, one of Before and After, one or more of Is and IsNot
}

// Op is how a condition compares.
type Op uint8

// The ways in which a condition compares. The zero Op is not valid.
const (
	Is Op = iota + 1
	IsNot
	Between
	Before
	After
)

// Reference reports whether a value stands for an answer of the form that asks: "${name}", or the path that takes its
// place when the form is read.
func Reference(value string) bool {
	return strings.HasPrefix(value, "${") || strings.HasPrefix(value, "/") || strings.HasPrefix(value, ".")
}

// References lists the values that stand for answers, each once, in the order of the line.
func (q Query) References() []string {
	var out []string
	seen := map[string]bool{}
	for _, c := range q.Where {
		for _, v := range c.Values {
			if Reference(v) && !seen[v] {
				seen[v] = true
				out = append(out, v)
			}
		}
	}
	return out
}

// words are the parts of a line: one word or one reference each.
var (
	name  = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	value = regexp.MustCompile(`^(?:[A-Za-z0-9_][A-Za-z0-9_-]*|\$\{[A-Za-z_][A-Za-z0-9_.-]*\}|\.{0,2}(?:/(?:\.\.|[A-Za-z_][A-Za-z0-9_.-]*))+)$`)
)

// parser goes through the words of a line.
type parser struct{ rest []string }

// Parse reads a line. Its error says which word is wrong and what would be right.
func Parse(line string) (Query, error) {
	p := &parser{strings.Fields(line)}
	q, err := p.query()
	if err == nil && len(p.rest) > 0 {
		err = fmt.Errorf("%q comes after the end", p.rest[0])
	}
	if err != nil {
		return Query{}, fmt.Errorf("query %q: %w", line, err)
	}
	return q, nil
}

func (p *parser) query() (q Query, err error) {
	switch p.next() {
	case "count":
	case "sum":
		if q.Sum, err = p.named("a question"); err != nil {
			return q, err
		}
		if p.next() != "of" {
			return q, fmt.Errorf(`"of" and a form must follow "sum %s"`, q.Sum)
		}
	default:
		return q, fmt.Errorf(`it must begin with "count" or "sum"`)
	}
	if q.Source, err = p.named("a form"); err != nil {
		return q, err
	}
	for word := "where"; p.take(word); word = "and" {
		c, err := p.condition()
		if err != nil {
			return q, err
		}
		q.Where = append(q.Where, c)
	}
	for word := "by"; p.take(word); word = "and" {
		by, err := p.named("a question")
		if err != nil {
			return q, err
		}
		q.By = append(q.By, by)
	}
	return q, nil
}

func (p *parser) condition() (c Condition, err error) {
	if c.Question, err = p.named("a question"); err != nil {
		return c, err
	}
	separator, most := "or", 0
	switch word := p.next(); word {
	case "is":
		c.Op = Is
		if p.take("not") {
			c.Op = IsNot
		}
	case "from":
		c.Op, separator, most = Between, "to", 2
	case "before":
		c.Op, most = Before, 1
	case "after":
		c.Op, most = After, 1
	default:
		return c, fmt.Errorf(`%q follows %q where "is", "from", "before" or "after" would be right`, word, c.Question)
	}
	for again := true; again; again = len(c.Values) != most && p.take(separator) {
		v := p.next()
		if !value.MatchString(v) {
			return c, fmt.Errorf("%q is no value for %q", v, c.Question)
		}
		c.Values = append(c.Values, v)
	}
	if c.Op == Between && len(c.Values) < most {
		return c, fmt.Errorf(`"to" and a value must follow "%s from %s"`, c.Question, c.Values[0])
	}
	return c, nil
}

// next returns the next word and goes past it; "" at the end.
func (p *parser) next() string {
	if len(p.rest) == 0 {
		return ""
	}
	word := p.rest[0]
	p.rest = p.rest[1:]
	return word
}

// take goes past the next word if it is this.
func (p *parser) take(word string) bool {
	if len(p.rest) == 0 || p.rest[0] != word {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

func (p *parser) named(what string) (string, error) {
	word := p.next()
	if !name.MatchString(word) {
		return "", fmt.Errorf("%q stands where the name of %s would be right", word, what)
	}
	return word, nil
}

// String writes the line so that Parse reads the same.
func (q Query) String() string {
	out := "count " + q.Source
	if q.Sum != "" {
		out = "sum " + q.Sum + " of " + q.Source
	}
	word := " where "
	for _, c := range q.Where {
		out += word + c.String()
		word = " and "
	}
	word = " by "
	for _, by := range q.By {
		out += word + by
		word = " and "
	}
	return out
}

// String writes the condition as a line has it.
func (c Condition) String() string {
	switch c.Op {
	case Between:
		return c.Question + " from " + strings.Join(c.Values, " to ")
	case Before:
		return c.Question + " before " + strings.Join(c.Values, "")
	case After:
		return c.Question + " after " + strings.Join(c.Values, "")
	case IsNot:
		return c.Question + " is not " + strings.Join(c.Values, " or ")
	default:
		return c.Question + " is " + strings.Join(c.Values, " or ")
	}
}
