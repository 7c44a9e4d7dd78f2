package xpath

import (
	"math"
	"strconv"
	"time"
)

type kind uint8

const (
	anyKind kind = iota // of expressions: known only when evaluated. Values do not have it.
	stringKind
	numberKind
	boolKind
	dateKind // a string that is known to be a date, with its number
	nodesKind
)

// Value is what an expression gives: a string, a number, a boolean or a set of nodes in document order. The zero Value
// is the empty string.
type Value struct {
	kind  kind
	str   string
	num   float64 // 0 or 1 for a boolean
	nodes []Node
}

// String returns a string value.
func String(s string) Value { return Value{kind: stringKind, str: s} }

// Number returns a number value.
func Number(f float64) Value { return Value{kind: numberKind, num: f} }

// Bool returns a boolean value.
func Bool(b bool) Value {
	v := Value{kind: boolKind}
	if b {
		v.num = 1
	}
	return v
}

// Nodes returns a set of nodes. It keeps the slice.
func Nodes(nodes []Node) Value { return Value{kind: nodesKind, nodes: nodes} }

// IsNodes reports whether the value is a set of nodes.
func (v Value) IsNodes() bool { return v.kind == nodesKind }

// Set returns the nodes of a set, nil for any other value.
func (v Value) Set() []Node { return v.nodes }

// Text is the value as a string, by the rules of XPath 1.0, section 4.2, save that NaN is "": a calculation over a
// blank answer is blank. A set gives the text of its first node.
func (v Value) Text() string {
	switch v.kind {
	case numberKind:
		return FormatNumber(v.num)
	case boolKind:
		return strconv.FormatBool(v.num != 0)
	case nodesKind:
		if len(v.nodes) == 0 {
			return ""
		}
		return v.nodes[0].Text()
	default:
		return v.str
	}
}

// Float is the value as a number, by XPath 1.0, section 4.4, and as ODK extends it: an ISO date is the number of days
// since 1970-01-01; anything else that is no number is NaN. A time of day without an offset is taken as UTC.
func (v Value) Float() float64 {
	switch v.kind {
	case numberKind, boolKind, dateKind:
		return v.num
	default:
		return parseNumber(v.Text(), time.UTC)
	}
}

// Truth is the value as a boolean, by XPath 1.0, section 4.3.
func (v Value) Truth() bool {
	switch v.kind {
	case nodesKind:
		return len(v.nodes) > 0
	case numberKind, boolKind:
		return v.num != 0 && !math.IsNaN(v.num)
	case dateKind:
		return !math.IsNaN(v.num)
	default:
		return v.str != ""
	}
}
