package xpath

// compare compiles "=", "!=", "<", "<=", ">" and ">=".
func compare(op string, l, r code) code {
	if op != "=" && op != "!=" {
		return truthCode(ordered(op, l, r))
	}
	differ := op == "!="
	switch {
	case l.gives == nodesKind && r.gives == stringKind:
		return truthCode(nodesEqualText(l, r, differ))
	case l.gives == stringKind && r.gives == nodesKind:
		return truthCode(nodesEqualText(r, l, differ))
	case l.gives == nodesKind && r.gives == numberKind:
		return truthCode(nodesEqualNumber(l, r, differ))
	case l.gives == numberKind && r.gives == nodesKind:
		return truthCode(nodesEqualNumber(r, l, differ))
	case l.gives == nodesKind && r.gives == nodesKind:
		return truthCode(nodesEqualNodes(l, r, differ))
	case l.gives == stringKind && r.gives == stringKind:
		return truthCode(func(c *Context) bool { return (l.text(c) == r.text(c)) != differ })
	case l.gives == boolKind || r.gives == boolKind:
		return truthCode(func(c *Context) bool { return (l.truth(c) == r.truth(c)) != differ })
	case l.gives == numberKind && r.gives == numberKind:
		return truthCode(func(c *Context) bool { return (l.number(c) == r.number(c)) != differ })
	}
	return truthCode(func(c *Context) bool { return equal(c, l.value(c), r.value(c), differ) })
}

func nodesEqualText(nodes, other code, differ bool) func(*Context) bool {
	return func(c *Context) bool {
		set, text := nodes.nodes(c), other.text(c)
		for i := range set.size() {
			if (set.at(i).Text() == text) != differ {
				return true
			}
		}
		return false
	}
}

func nodesEqualNumber(nodes, other code, differ bool) func(*Context) bool {
	return func(c *Context) bool {
		set, number := nodes.nodes(c), other.number(c)
		for i := range set.size() {
			if (c.number(set.at(i).Text()) == number) != differ {
				return true
			}
		}
		return false
	}
}

func nodesEqualNodes(l, r code, differ bool) func(*Context) bool {
	return func(c *Context) bool {
		left, right := l.nodes(c), r.nodes(c)
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
// the number 0 or 1, as in the engines that forms are written for, where XPath 1.0 would make the set a boolean.
func ordered(op string, l, r code) func(*Context) bool {
	switch op {
	case ">":
		op, l, r = "<", r, l
	case ">=":
		op, l, r = "<=", r, l
	}
	less := op == "<"
	lset, rset := l.gives == nodesKind || l.gives == anyKind, r.gives == nodesKind || r.gives == anyKind
	switch {
	case !lset && !rset && less:
		return func(c *Context) bool { return l.number(c) < r.number(c) }
	case !lset && !rset:
		return func(c *Context) bool { return l.number(c) <= r.number(c) }
	case l.gives == nodesKind && !rset:
		return func(c *Context) bool { return anyBelow(c, l.nodes(c), r.number(c), less) }
	case r.gives == nodesKind && !lset:
		return func(c *Context) bool { return anyAbove(c, r.nodes(c), l.number(c), less) }
	}
	return func(c *Context) bool { return below(c, l.value(c), r.value(c), less) }
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
