package xpath

import "strings"

func setFunctions() map[string]builtin {
	return map[string]builtin{
		"position":       {0, 1, buildPosition},
		"last":           {0, 0, buildLast},
		"instance":       {1, 1, buildInstance},
		"current":        {0, 0, buildCurrent},
		"indexed-repeat": {3, 7, buildIndexedRepeat},
		"randomize":      {1, 2, buildRandomize},
		"pulldata":       {4, 4, buildPulldata},
	}
}

// buildPosition gives the place of the context node in the set that a predicate is about, 1 outside predicates; with an
// argument, the place of its first node among the siblings of that name that it stands next to: position(..) is which
// instance of a repeat it is.
func buildPosition(_ *compiler, e *call, args []code) (code, error) {
	if len(args) == 0 {
		return numberCode(func(c *Context) float64 { return float64(max(c.position, 1)) }), nil
	}
	of := args[0].nodes
	return numberCode(func(c *Context) float64 {
		set := of(c)
		if set.empty() {
			return nan()
		}
		if set.size() > 1 {
			c.Tell("position() is asked about several questions at once. The first is taken.")
		}
		return float64(placeAmongSiblings(set.at(0)))
	}), wantNodes(e, args, 0)
}

func placeAmongSiblings(n Node) int {
	if placed, ok := n.(Placed); ok {
		if place := placed.Place(); place > 0 {
			return place
		}
	}
	before, _ := siblings(n)
	place := 1
	for i := len(before) - 1; i >= 0; i-- {
		switch b := before[i]; {
		case b.Kind() == Element && b.Name() == n.Name() && b.Space() == n.Space():
			place++
		case b.Kind() == Element:
			return place
		}
	}
	return place
}

func buildLast(*compiler, *call, []code) (code, error) {
	return numberCode(func(c *Context) float64 { return float64(max(c.size, 1)) }), nil
}

func buildInstance(_ *compiler, _ *call, args []code) (code, error) {
	id := args[0].text
	k := nodesCode(func(c *Context) nodeset { return single(c.World.Instance(id(c))) })
	k.spread = alone
	return k, nil
}

func buildCurrent(*compiler, *call, []code) (code, error) {
	k := nodesCode(func(c *Context) nodeset { return single(c.current()) })
	k.spread = alone
	return k, nil
}

// buildPulldata is pulldata(INSTANCE, WANTED, KEY, VALUE): what the first item of a list whose column KEY is VALUE has
// in the column WANTED. A column is a child of the item or, as "@name", an attribute.
func buildPulldata(_ *compiler, _ *call, args []code) (code, error) {
	return textCode(func(c *Context) string {
		document := c.World.Instance(args[0].text(c))
		if document == nil {
			return ""
		}
		wanted, key, value := args[1].text(c), args[2].text(c), args[3].text(c)
		for _, root := range childrenNamed(document, "root") {
			for _, item := range childrenNamed(root, "item") {
				if found, ok := column(item, key); ok && found == value {
					text, _ := column(item, wanted)
					return text
				}
			}
		}
		return ""
	}), nil
}

func childrenNamed(n Node, name string) []Node {
	if named, ok := n.(Named); ok {
		return named.ChildrenNamed(name)
	}
	return Child.all(n, func(c Node) bool { return c.Kind() == Element && c.Name() == name })
}

func column(item Node, name string) (text string, ok bool) {
	if attribute, is := strings.CutPrefix(name, "@"); is {
		for _, a := range item.Attributes() {
			if a.Name() == attribute {
				return a.Text(), true
			}
		}
		return "", false
	}
	found := childrenNamed(item, name)
	if len(found) == 0 {
		return "", false
	}
	return found[0].Text(), true
}
