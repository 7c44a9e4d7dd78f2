package session

import "plumbline/forms/xpath"

// binder finds the nodes of plain paths without a walk over names, in expressions whose context is a node of an item.
func (f *Form) binder(it *item) func(*xpath.Path) xpath.Finder {
	return func(p *xpath.Path) xpath.Finder {
		from := place{it, it}
		if p.Absolute {
			from = place{f.top, f.top}
		}
		places := f.follow(from, p.Steps)
		if len(places) != 1 || places[0].at == f.top {
			return xpath.Finder{}
		}
		if p.Absolute {
			return absolute(places[0].at)
		}
		return relative(it, places[0])
	}
}

// absolute finds all nodes of an item.
func absolute(it *item) xpath.Finder {
	if it.nested {
		return xpath.Finder{All: func(c *xpath.Context) []xpath.Node { return c.Root.(*node).session.all(it) }}
	}
	index := it.index
	return xpath.Finder{One: func(c *xpath.Context) xpath.Node { return c.Root.(*node).session.singles[index] }}
}

// relative finds the nodes of a place from a node of the item.
func relative(it *item, p place) xpath.Finder {
	up, route := it.depth-p.scope.depth, p.at.route(p.scope)
	for at := p.at; at != p.scope; at = at.parent {
		if at.repeat() {
			return xpath.Finder{}
		}
	}
	return xpath.Finder{One: func(c *xpath.Context) xpath.Node {
		n, ok := c.Node.(*node)
		if !ok || n.item != it || up == 0 && n.isRange() && len(route) > 0 {
			return nil // a range has nothing in it: its instances do
		}
		for range up {
			n = n.up
		}
		for _, slot := range route {
			n = n.at(slot)
		}
		return n
	}}
}
