package xpath

import (
	"math"
	"strconv"
	"time"
)

// code is a compiled expression: one meaning in each form that what stands around it may need. All are set.
//
// A function that is made of code keeps the functions it calls, and not the code, so that it is small: forms have
// thousands.
type code struct {
	value  func(*Context) Value
	text   func(*Context) string
	number func(*Context) float64
	truth  func(*Context) bool
	nodes  func(*Context) nodeset // empty unless the value is a set
	gives  kind                   // anyKind when only evaluating tells
	spread spread                 // of those nodes
}

func nan() float64 { return math.NaN() }

func noNodes(*Context) nodeset { return nodeset{} }

func textCode(f func(*Context) string) code {
	return code{
		gives:  stringKind,
		value:  func(c *Context) Value { return String(f(c)) },
		text:   f,
		number: func(c *Context) float64 { return c.number(f(c)) },
		truth:  func(c *Context) bool { return f(c) != "" },
		nodes:  noNodes,
	}
}

func numberCode(f func(*Context) float64) code {
	return code{
		gives:  numberKind,
		value:  func(c *Context) Value { return Number(f(c)) },
		text:   func(c *Context) string { return FormatNumber(f(c)) },
		number: f,
		truth:  func(c *Context) bool { n := f(c); return n != 0 && !math.IsNaN(n) },
		nodes:  noNodes,
	}
}

func truthCode(f func(*Context) bool) code {
	return code{
		gives:  boolKind,
		value:  func(c *Context) Value { return Bool(f(c)) },
		text:   func(c *Context) string { return strconv.FormatBool(f(c)) },
		number: func(c *Context) float64 { return Bool(f(c)).num },
		truth:  f,
		nodes:  noNodes,
	}
}

func nodesCode(f func(*Context) nodeset) code {
	return code{
		gives:  nodesKind,
		value:  func(c *Context) Value { return Nodes(f(c).slice()) },
		text:   func(c *Context) string { return f(c).text() },
		number: func(c *Context) float64 { return c.number(f(c).text()) },
		truth:  func(c *Context) bool { return !f(c).empty() },
		nodes:  f,
		spread: nested,
	}
}

// nodeCode is for a set of at most one node; find gives nil for none.
func nodeCode(find func(*Context) Node) code {
	text := func(c *Context) string {
		if n := find(c); n != nil {
			return n.Text()
		}
		return ""
	}
	return code{
		gives: nodesKind,
		value: func(c *Context) Value { return Nodes(single(find(c)).slice()) },
		text:  text,
		number: func(c *Context) float64 {
			if n := find(c); n != nil {
				return c.number(n.Text())
			}
			return nan()
		},
		truth:  func(c *Context) bool { return find(c) != nil },
		nodes:  func(c *Context) nodeset { return single(find(c)) },
		spread: alone,
	}
}

// valueCode is for expressions of a kind that differs from one evaluation to the next, or is a date.
func valueCode(gives kind, f func(*Context) Value) code {
	return code{
		gives:  gives,
		value:  f,
		text:   func(c *Context) string { return f(c).Text() },
		number: func(c *Context) float64 { return c.float(f(c)) },
		truth:  func(c *Context) bool { return f(c).Truth() },
		nodes:  func(c *Context) nodeset { return nodeset{many: f(c).nodes} },
		spread: nested,
	}
}

func constant(v Value) code {
	text, number, truth := v.Text(), v.num, v.Truth()
	if v.kind == stringKind {
		number = parseNumber(text, time.UTC)
	}
	k := code{
		gives:  v.kind,
		value:  func(*Context) Value { return v },
		text:   func(*Context) string { return text },
		number: func(*Context) float64 { return number },
		truth:  func(*Context) bool { return truth },
		nodes:  noNodes,
	}
	if _, timed, _ := ParseDate(trim(text), time.UTC); timed {
		k.number = func(c *Context) float64 { return c.number(text) }
	}
	return k
}

// float is the value as a number, with times in the zone of the context.
func (c *Context) float(v Value) float64 {
	if v.kind == stringKind || v.kind == nodesKind {
		return c.number(v.Text())
	}
	return v.num
}
