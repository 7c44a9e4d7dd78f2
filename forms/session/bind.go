package session

import "plumbline/forms/xpath"

// finder finds the nodes of a path.
type finder = func(*xpath.Context) []xpath.Node

// binder finds the nodes of plain paths without a walk over names, in expressions whose context is a node of an item.
func (f *Form) binder(it *item) func(*xpath.Path) func(*xpath.Context) []xpath.Node {
	return func(p *xpath.Path) func(*xpath.Context) []xpath.Node {
		from := place{it, it}
		if p.Absolute {
			from = place{f.top, f.top}
		}
		places := f.follow(from, p.Steps)
		if len(places) != 1 || places[0].at == f.top {
			return nil
		}
		if p.Absolute {
			return absolute(places[0].at)
		}
		return relative(it, places[0])
	}
}

// absolute finds all nodes of an item.
func absolute(it *item) finder {
	if it.nested {
		return func(c *xpath.Context) []xpath.Node { return c.Root.(*node).session.all(it) }
	}
	return func(c *xpath.Context) []xpath.Node { return c.Root.(*node).session.single(it).self[:] }
}

// relative finds the nodes of a place from a node of the item.
func relative(it *item, p place) finder {
	up, route := it.depth-p.scope.depth, p.at.route(p.scope)
	for at := p.at; at != p.scope; at = at.parent {
		if at.repeat() {
			return nil
		}
	}
	return func(c *xpath.Context) []xpath.Node {
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
		return n.self[:]
	}
}
