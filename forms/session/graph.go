package session

import (
	"slices"
	"strings"

	"plumbline/forms/xpath"
)

// cell is one aspect of one item.
type cell struct {
	it   *item
	what aspect
}

// arc says that one cell must be worked out before another.
type arc struct {
	from, to int32 // ids of cells
	// firm says that a circle of such arcs can never come to rest: it does not lead by way of other instances.
	firm bool
}

// graph is the order that the cells of a form need.
type graph struct {
	arcs []arc // once it is sorted, by from
	// starts says where the arcs of each cell begin, with their number at the end; nil until it is sorted.
	starts []int32
}

// id numbers the cells whose order matters.
func (c cell) id() int32 { return c.it.index*(int32(value)+1) + int32(c.what) }

func (g *graph) add(from, to cell, firm bool) {
	if to.what.ordered() {
		g.arcs = append(g.arcs, arc{from.id(), to.id(), firm})
	}
}

// sort makes the arcs of each of n cells easy to find.
func (g *graph) sort(n int) {
	g.starts = make([]int32, n+1)
	for _, a := range g.arcs {
		g.starts[a.from+1]++
	}
	for i := range n {
		g.starts[i+1] += g.starts[i]
	}
	sorted := make([]arc, len(g.arcs))
	next := slices.Clone(g.starts)
	for _, a := range g.arcs {
		sorted[next[a.from]] = a
		next[a.from]++
	}
	g.arcs = sorted
}

// of gives the arcs of a cell.
func (g *graph) of(id int32) []arc { return g.arcs[g.starts[id]:g.starts[id+1]] }

// link finds what every expression reads. A condition that hides what it reads is an error.
func (f *Form) link() (*graph, error) {
	g := &graph{arcs: make([]arc, 0, 6*len(f.items))}
	l := linker{form: f, graph: g}
	for _, it := range f.items {
		f.linkTree(g, it)
		for a := range it.exprs {
			l.to, l.edges, l.seen, l.hides = cell{it, aspect(a)}, l.edges[:0], nil, nil
			if e := it.exprs[a]; e != nil {
				l.expression(e)
			}
			for _, e := range f.worded(it, aspect(a)) {
				l.expression(e)
			}
			if l.hides != nil {
				return nil, &FormError{Path: it.node.Path, Column: relevance.column(), Words: "The condition reads " + l.hides.node.Path +
					", which it hides itself. Let it read other answers alone."}
			}
		}
	}
	g.sort(len(f.items) * (int(value) + 1))
	return g, nil
}

// linkTree adds the arcs that follow from where a node stands.
func (f *Form) linkTree(g *graph, it *item) {
	own := cell{it, relevance}
	if it.parent != f.top {
		g.add(cell{it.parent, relevance}, own, false)
	}
	if it.repeat() {
		g.add(cell{it, members}, own, false)
		if it.parent != f.top {
			g.add(cell{it.parent, relevance}, cell{it, members}, false)
		}
	}
	if it.leaf() {
		g.add(own, cell{it, value}, false)
		g.add(cell{it, choosable}, cell{it, value}, false)
	}
}

// linker adds the edges and arcs of one reading cell.
type linker struct {
	form  *Form
	graph *graph
	to    cell
	edges []edgeKey        // those there are, while they are few
	seen  map[edgeKey]bool // the same, when they are many; else nil
	hides *item            // what a condition both reads and hides; nil when there is none

	places []place // that the path leads to which is looked at
}

type edgeKey struct {
	from, scope *item
	of          reading
}

// reading is what an expression reads of an item.
type reading uint8

const (
	ofValue reading = iota
	ofCount         // of a repeat: how many instances there are, or all their places
	ofPlace         // of a repeat: the place of the reader's own instance
)

func (l *linker) expression(e *xpath.Expr) {
	// A path out of the reader's own repeat and in again may mean other instances than its own only where something
	// picks them.
	picks := strings.Contains(e.Source(), "[") || strings.Contains(e.Source(), "indexed-repeat")
	for _, r := range e.References() {
		var from place
		switch r.From {
		case xpath.FromContext:
			from = place{l.to.it, l.to.it}
		case xpath.FromRoot:
			from = place{l.form.top, l.form.top}
		default:
			continue
		}
		if len(r.Steps) == 0 && r.From == xpath.FromContext {
			l.itself(r.Position)
			continue
		}
		l.places = l.form.follow(l.places[:0], from, r.Steps)
		for _, p := range l.places {
			l.reads(p, r.Position, picks)
		}
	}
}

// itself notes that the cell reads the node that it is about. A calculation that does must come to rest, as once() does;
// a constraint is worked out with every answer anyway.
func (l *linker) itself(position bool) {
	if l.to.it.repeat() && position {
		l.edge(l.to.it, l.to.it, ofPlace, false)
	}
	if l.to.it.leaf() && l.to.what != constraint {
		l.edge(l.to.it, l.to.it, ofValue, false)
	}
}

// reads notes that the cell reads a place.
func (l *linker) reads(p place, position, picks bool) {
	if p.at == l.form.top {
		return
	}
	firm := true
	for r := p.at; r != p.scope; r = r.parent {
		if r.repeat() {
			l.edge(r, p.scope, ofCount, false)
			firm = firm && !(picks && l.to.it.within(r))
		}
	}
	if position && p.at.repeat() && p.at == p.scope {
		l.edge(p.at, p.at, ofPlace, false)
	}
	switch {
	case p.at.leaf():
		if l.to.what == relevance && firm && p.at.within(l.to.it) && l.to.it.within(p.scope) {
			l.hides = p.at
		}
		l.edge(p.at, p.scope, ofValue, firm)
	case !position:
		l.inside(p.at, p.scope)
	}
}

// inside notes that the cell reads the text of a container, which is that of everything in it.
func (l *linker) inside(at, scope *item) {
	for _, kid := range at.kids {
		if kid.repeat() {
			l.edge(kid, scope, ofCount, false)
		}
		if kid.leaf() && kid != l.to.it {
			l.edge(kid, scope, ofValue, false)
		}
		l.inside(kid, scope)
	}
}

func (l *linker) edge(from, scope *item, of reading, firm bool) {
	source := cell{from, value}
	if of != ofValue {
		source.what = members
	}
	l.graph.add(source, l.to, firm && source.what == value && l.to.what == value && from != l.to.it)
	if !l.first(edgeKey{from, scope, of}) {
		return
	}
	if of == ofValue && !l.to.it.nested {
		from.once = append(from.once, only{l.to.it, l.to.it.index, l.to.what})
		return
	}
	e := edge{to: l.to.it, what: l.to.what, scope: scope, route: l.to.it.route(scope)}
	switch of {
	case ofValue:
		from.readers, from.read = append(from.readers, e), true
	case ofCount:
		from.repeated.counters = append(from.repeated.counters, e)
	case ofPlace:
		from.repeated.placed = append(from.repeated.placed, e)
	}
}

// first reports whether an edge is not there yet, and notes it.
func (l *linker) first(key edgeKey) bool {
	if l.seen == nil {
		if slices.Contains(l.edges, key) {
			return false
		}
		if l.edges = append(l.edges, key); len(l.edges) < few {
			return true
		}
		l.seen = make(map[edgeKey]bool, 2*few)
		for _, e := range l.edges {
			l.seen[e] = true
		}
		return true
	}
	there := l.seen[key]
	l.seen[key] = true
	return !there
}

// few is up to how many edges a list is faster than a map.
const few = 16
