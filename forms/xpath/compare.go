package xpath

// compare compiles "=", "!=", "<", "<=", ">" and ">=".
func compare(op string, l, r code) code {
	if op != "=" && op != "!=" {
		return truthCode(ordered(op, l, r))
	}
	differ := op == "!="
	switch {
	case l.gives == nodesKind && r.gives == stringKind:
		return truthCode(nodesEqualText(l.nodes, r.text, differ))
	case l.gives == stringKind && r.gives == nodesKind:
		return truthCode(nodesEqualText(r.nodes, l.text, differ))
	case l.gives == nodesKind && r.gives == numberKind:
		return truthCode(nodesEqualNumber(l.nodes, r.number, differ))
	case l.gives == numberKind && r.gives == nodesKind:
		return truthCode(nodesEqualNumber(r.nodes, l.number, differ))
	case l.gives == nodesKind && r.gives == nodesKind:
		return truthCode(nodesEqualNodes(l.nodes, r.nodes, differ))
	case l.gives == stringKind && r.gives == stringKind:
		return truthCode(same(l.text, r.text, differ))
	case l.gives == boolKind || r.gives == boolKind:
		return truthCode(same(l.truth, r.truth, differ))
	case l.gives == numberKind && r.gives == numberKind:
		return truthCode(same(l.number, r.number, differ))
	}
	left, right := l.value, r.value
	return truthCode(func(c *Context) bool { return equal(c, left(c), right(c), differ) })
}

func same[T comparable](l, r func(*Context) T, differ bool) func(*Context) bool {
	return func(c *Context) bool { return (l(c) == r(c)) != differ }
}

func nodesEqualText(nodes func(*Context) nodeset, other func(*Context) string, differ bool) func(*Context) bool {
	return func(c *Context) bool {
		set, text := nodes(c), other(c)
		for i := range set.size() {
			if (set.at(i).Text() == text) != differ {
				return true
			}
		}
		return false
	}
}

func nodesEqualNumber(nodes func(*Context) nodeset, other func(*Context) float64, differ bool) func(*Context) bool {
	return func(c *Context) bool {
		set, number := nodes(c), other(c)
		for i := range set.size() {
			if (c.number(set.at(i).Text()) == number) != differ {
				return true
			}
		}
		return false
	}
}

func nodesEqualNodes(l, r func(*Context) nodeset, differ bool) func(*Context) bool {
	return func(c *Context) bool {
		left, right := l(c), r(c)
		for i := range left.size() {
			text := left.at(i).Text()
			for j := range right.size() {
				if (right.at(j).Text() == text) != differ {
					return true
				}
			}
		}
		return false
	}
}

// equal compares as XPath 1.0, section 3.4, does: with a set, some node must compare so. A date, which XPath does not
// have, is a number beside what can be read as a number, and otherwise its text.
func equal(c *Context, l, r Value, differ bool) bool {
	switch {
	case l.kind == boolKind || r.kind == boolKind:
		return (l.Truth() == r.Truth()) != differ
	case l.kind == nodesKind:
		for _, n := range l.nodes {
			if equal(c, String(n.Text()), r, differ) {
				return true
			}
		}
		return false
	case r.kind == nodesKind:
		return equal(c, r, l, differ)
	case l.kind == stringKind && r.kind == stringKind:
		return (l.str == r.str) != differ
	case l.kind == numberKind || r.kind == numberKind:
		return (c.float(l) == c.float(r)) != differ
	default:
		return datesEqual(c, l, r) != differ
	}
}

func datesEqual(c *Context, l, r Value) bool {
	a, b := c.float(l), c.float(r)
	if a == a && b == b {
		return a == b
	}
	return l.Text() == r.Text()
}

// ordered compiles the operators that compare numbers. With a set, some node must compare so; a boolean beside a set is
// the number 0 or 1, as in the engines that forms are written for, where XPath 1.0 would make the set a boolean. A set of
// at most one node is its number, since no comparison with NaN holds.
func ordered(op string, l, r code) func(*Context) bool {
	if op == ">" || op == ">=" {
		l, r = r, l
	}
	less := op == "<" || op == ">"
	switch {
	case !l.several() && !r.several() && less:
		return under(l.number, r.number)
	case !l.several() && !r.several():
		return upTo(l.number, r.number)
	case l.gives == nodesKind && !r.several():
		return someBelow(l.nodes, r.number, less)
	case r.gives == nodesKind && !l.several():
		return someAbove(r.nodes, l.number, less)
	default:
		return inSets(l.value, r.value, less)
	}
}

// several reports whether the value may be a set of more than one node.
func (k code) several() bool { return k.mayBeNodes() && k.spread != alone }

func under(l, r func(*Context) float64) func(*Context) bool {
	return func(c *Context) bool { return l(c) < r(c) }
}

func upTo(l, r func(*Context) float64) func(*Context) bool {
	return func(c *Context) bool { return l(c) <= r(c) }
}

func someBelow(set func(*Context) nodeset, limit func(*Context) float64, less bool) func(*Context) bool {
	return func(c *Context) bool { return anyBelow(c, set(c), limit(c), less) }
}

func someAbove(set func(*Context) nodeset, limit func(*Context) float64, less bool) func(*Context) bool {
	return func(c *Context) bool { return anyAbove(c, set(c), limit(c), less) }
}

func inSets(l, r func(*Context) Value, less bool) func(*Context) bool {
	return func(c *Context) bool { return below(c, l(c), r(c), less) }
}

func numbersBelow(a, b float64, less bool) bool { return a < b || !less && a == b }

func anyBelow(c *Context, set nodeset, limit float64, less bool) bool {
	for i := range set.size() {
		if numbersBelow(c.number(set.at(i).Text()), limit, less) {
			return true
		}
	}
	return false
}

func anyAbove(c *Context, set nodeset, limit float64, less bool) bool {
	for i := range set.size() {
		if numbersBelow(limit, c.number(set.at(i).Text()), less) {
			return true
		}
	}
	return false
}

func below(c *Context, l, r Value, less bool) bool {
	if l.kind != nodesKind {
		if r.kind != nodesKind {
			return numbersBelow(c.float(l), c.float(r), less)
		}
		return anyAbove(c, nodeset{many: r.nodes}, c.float(l), less)
	}
	if r.kind != nodesKind {
		return anyBelow(c, nodeset{many: l.nodes}, c.float(r), less)
	}
	for _, n := range r.nodes {
		if anyBelow(c, nodeset{many: l.nodes}, c.number(n.Text()), less) {
			return true
		}
	}
	return false
}
