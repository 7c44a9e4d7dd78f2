package session

import "plumbline/forms/xpath"

// binder finds the nodes of plain paths without a walk over names, in expressions whose context is a node of an item.
func (f *Form) binder(it *item) func(*xpath.Path) xpath.Finder {
	return func(p *xpath.Path) xpath.Finder {
		from := place{it, it}
		if p.Absolute {
			from = place{f.top, f.top}
		}
		places := f.follow(make([]place, 0, 1), from, p.Steps)
		if len(places) != 1 || places[0].at == f.top {
			return xpath.Finder{}
		}
		if p.Absolute {
			return absolute(places[0].at)
		}
		return f.relative(it, places[0])
	}
}

// absolute finds all nodes of an item.
func absolute(it *item) xpath.Finder {
	if it.nested {
		return xpath.Finder{All: allOf, At: int(it.index)}
	}
	return xpath.Finder{One: singleOf, At: int(it.index)}
}

func allOf(c *xpath.Context, item int) []xpath.Node {
	s := c.Root.(*node).session
	return s.all(s.form.items[item])
}

func singleOf(c *xpath.Context, item int) xpath.Node { return c.Root.(*node).session.singles[item] }

// relative finds the nodes of a place from a node of the item.
func (f *Form) relative(it *item, p place) xpath.Finder {
	for at := p.at; at != p.scope; at = at.parent {
		if at.repeat() {
			return xpath.Finder{}
		}
	}
	if p.at == it && p.scope == it {
		return xpath.Finder{One: itselfOf, At: int(it.index)}
	}
	f.ways = append(f.ways, way{from: it, up: int(it.depth - p.scope.depth), route: p.at.route(p.scope)})
	return xpath.Finder{One: wayOf, At: len(f.ways) - 1}
}

func itselfOf(c *xpath.Context, item int) xpath.Node {
	if n, ok := c.Node.(*node); ok && int(n.item.index) == item {
		return n
	}
	return nil
}

// way leads from a node of an item up, and down again.
type way struct {
	from  *item
	up    int
	route []int
}

func wayOf(c *xpath.Context, at int) xpath.Node {
	n, ok := c.Node.(*node)
	if !ok {
		return nil
	}
	w := &n.session.form.ways[at]
	if n.item != w.from || w.up == 0 && n.isRange() && len(w.route) > 0 {
		return nil // a range has nothing in it: its instances do
	}
	for range w.up {
		n = n.up
	}
	for _, slot := range w.route {
		n = n.at(slot)
	}
	return n
}
