package report

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"plumbline/forms"
	"plumbline/forms/library/query"
	"plumbline/forms/report/disclosure"
	"plumbline/forms/session"
)

// figure is one count that a filled form holds.
type figure struct {
	key   string
	value float64
	query query.Query // zero of a count that a person gave
}

// marked are counts that are not shown, by their keys.
type marked map[string]disclosure.Mark

// figureOf reads a count: what a query found, or what the form marks as one.
func figureOf(v session.View) (figure, bool) {
	line := v.Node.Bind["qa:query"]
	if line == "" && v.Node.Bind["qa:part"] != forms.PartCount {
		return figure{}, false
	}
	n, err := strconv.ParseFloat(v.Value, 64)
	if err != nil {
		return figure{}, false
	}
	q, err := query.Parse(line)
	if err != nil {
		q = query.Query{}
	}
	return figure{v.Key, n, q}, true
}

// mark decides which counts are shown to others. Those that add up to another one are marked so that none follows from
// it and the rest.
func mark(counts []figure) marked {
	out := marked{}
	for _, f := range counts {
		if disclosure.IsSmall(f.value) {
			out[f.key] = disclosure.Small
		}
	}
	for _, whole := range counts {
		for _, parts := range partsOf(whole, counts) {
			out.line(whole, parts)
		}
	}
	return out
}

func (m marked) line(whole figure, parts []figure) {
	values := make([]float64, len(parts))
	sum := 0.0
	for i, p := range parts {
		values[i] = p.value
		sum += p.value
	}
	if sum != whole.value {
		return
	}
	marks, _ := disclosure.Line(values)
	for i, p := range parts {
		m[p.key] = max(m[p.key], marks[i])
	}
}

// partsOf finds counts that look at some of what another one looks at: for each question by which they differ from it,
// those of which no two count the same.
func partsOf(whole figure, counts []figure) [][]figure {
	by := map[string][]figure{}
	var questions []string
	taken := map[string][]string{}
	for _, f := range counts {
		question, values := narrower(f.query, whole.query)
		if question == "" || slices.ContainsFunc(values, func(v string) bool { return slices.Contains(taken[question], v) }) {
			continue
		}
		if by[question] == nil {
			questions = append(questions, question)
		}
		by[question] = append(by[question], f)
		taken[question] = append(taken[question], values...)
	}
	var out [][]figure
	for _, q := range questions {
		out = append(out, by[q])
	}
	return out
}

// narrower tells the question, and which answers to it, that make one query a part of another; "" where it is none.
func narrower(part, whole query.Query) (string, []string) {
	if part.Source == "" || part.Source != whole.Source || part.Sum != whole.Sum {
		return "", nil
	}
	only := without(part.Where, whole.Where)
	rest := without(whole.Where, part.Where)
	if len(only) != 1 || only[0].Op != query.Is || len(rest) > 1 {
		return "", nil
	}
	if len(rest) == 1 && (rest[0].Op != query.Is || rest[0].Question != only[0].Question || !subset(only[0].Values, rest[0].Values)) {
		return "", nil
	}
	return only[0].Question, only[0].Values
}

// without gives the conditions that are not among others.
func without(conditions, others []query.Condition) []query.Condition {
	return slices.DeleteFunc(slices.Clone(conditions), func(c query.Condition) bool {
		return slices.ContainsFunc(others, func(o query.Condition) bool { return o.String() == c.String() })
	})
}

func subset(some, all []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}

// naming finds names in an expression, and quoted text, so that it can be passed over.
var naming = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`"[^"]*"|'[^']*'|[\pL_][\pL\pN_.-]*`)
})

// tainted names what is not for these readers, and every node that is worked out from it.
func (c *circle) tainted(form *forms.Definition) map[string]bool {
	c.forbidden = map[string]bool{}
	for key := range c.marked {
		c.forbidden[path.Base(key)] = true
	}
	form.Root.Walk(func(n *forms.Node) bool {
		if n.Parent != nil && !n.Kind.Container() && c.withholds(n) {
			c.forbidden[n.Name] = true
		}
		return true
	})
	for more := len(c.forbidden) > 0; more; {
		more = false
		form.Root.Walk(func(n *forms.Node) bool {
			if !c.forbidden[n.Name] && c.reads(n.Calculation) {
				c.forbidden[n.Name], more = true, true
			}
			return true
		})
	}
	return c.forbidden
}

// reads reports whether an expression may say something of what is not for these readers.
func (c *circle) reads(expression string) bool {
	if expression == "" || len(c.forbidden) == 0 {
		return false
	}
	return slices.ContainsFunc(naming().FindAllString(expression, -1), func(name string) bool { return c.forbidden[name] })
}

// keyOf is the key of what a path of a form leads to from a node: "/data/header/quarter_end" or "../quarter_end".
func keyOf(expression, from string) string {
	if rest, ok := strings.CutPrefix(expression, "/"); ok {
		_, key, _ := strings.Cut(rest, "/")
		return key
	}
	return path.Join(from, expression)
}

// small is the fewest that may be shown, as text.
func small() string { return numbered(disclosure.Fewest) }

func numbered(n int) string { return strconv.Itoa(n) }
