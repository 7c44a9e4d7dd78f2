package session

import (
	"fmt"
	"strings"
)

// order gives every cell its rank. Cells that read each other in a circle share one. A circle that can never come to
// rest is an error.
func (f *Form) order(g *graph) error {
	all := newCircles(g, func(arc) bool { return true })
	all.search()
	if all.found() {
		firm := newCircles(g, func(a arc) bool { return a.firm })
		firm.search()
		if circle := firm.first(); circle != nil {
			return f.circleError(circle)
		}
	}
	// Tarjan's algorithm finishes what comes last first.
	groups := int32(len(all.ends))
	for i := range all.ends {
		group := all.group(i)
		for _, id := range group {
			c := f.cell(id)
			c.it.rank[c.what] = groups - 1 - int32(i)
			c.it.circular[c.what] = len(group) > 1 || all.loops[id]
		}
	}
	f.last = groups
	return nil
}

func (f *Form) cell(id int32) cell {
	n := int32(value) + 1
	return cell{f.items[id/n], aspect(id % n)}
}

func (f *Form) circleError(circle []int32) error {
	var names []string
	seen := map[*item]bool{}
	for i := len(circle) - 1; i >= 0; i-- {
		if c := f.cell(circle[i]); !seen[c.it] {
			seen[c.it] = true
			names = append(names, c.it.node.Path)
		}
	}
	return &FormError{Path: names[0], Words: fmt.Sprintf("These read each other in a circle, so that none can be "+
		"worked out: %s. Take one of the references out.", strings.Join(names, ", "))}
}

// circles finds the groups of cells that lead to each other: strongly connected components, by Tarjan's algorithm
// (SIAM Journal on Computing 1(2), 1972), without recursion because chains are as long as forms are.
type circles struct {
	graph  *graph
	follow func(arc) bool

	number, low []int32 // 0 is not visited
	on          []bool
	stack       []int32
	visits      []frame // kept from one search to the next for its memory
	counted     int32

	done  []int32        // the groups, one after the other, in reverse order of the arcs
	ends  []int          // where each group ends in done
	loops map[int32]bool // cells that lead to themselves
}

// frame is a visit to a cell that is not finished: next is the arc to follow.
type frame struct {
	id   int32
	next int
}

func newCircles(g *graph, follow func(arc) bool) *circles {
	n := len(g.starts) - 1
	return &circles{
		graph: g, follow: follow, number: make([]int32, n), low: make([]int32, n), on: make([]bool, n), loops: map[int32]bool{},
		done: make([]int32, 0, n), ends: make([]int, 0, n),
	}
}

func (c *circles) search() {
	for id := range int32(len(c.number)) {
		if c.number[id] == 0 {
			c.visit(id)
		}
	}
}

func (c *circles) visit(id int32) {
	visits := append(c.visits[:0], c.enter(id))
	for len(visits) > 0 {
		v := &visits[len(visits)-1]
		if arcs := c.graph.of(v.id); v.next < len(arcs) {
			a := arcs[v.next]
			v.next++
			if !c.follow(a) {
				continue
			}
			switch to := a.to; {
			case to == v.id:
				c.loops[to] = true
			case c.number[to] == 0:
				visits = append(visits, c.enter(to))
			case c.on[to]:
				c.low[v.id] = min(c.low[v.id], c.number[to])
			}
			continue
		}
		done := v.id
		visits = visits[:len(visits)-1]
		if len(visits) > 0 {
			up := visits[len(visits)-1].id
			c.low[up] = min(c.low[up], c.low[done])
		}
		if c.low[done] == c.number[done] {
			c.close(done)
		}
	}
	c.visits = visits
}

func (c *circles) enter(id int32) frame {
	c.counted++
	c.number[id], c.low[id] = c.counted, c.counted
	c.stack = append(c.stack, id)
	c.on[id] = true
	return frame{id: id}
}

// close takes a finished group off the stack.
func (c *circles) close(id int32) {
	at := len(c.stack) - 1
	for c.stack[at] != id {
		at--
	}
	for _, member := range c.stack[at:] {
		c.on[member] = false
	}
	c.done = append(c.done, c.stack[at:]...)
	c.ends = append(c.ends, len(c.done))
	c.stack = c.stack[:at]
}

// group returns the cells of a group.
func (c *circles) group(i int) []int32 {
	from := 0
	if i > 0 {
		from = c.ends[i-1]
	}
	return c.done[from:c.ends[i]]
}

// found reports whether there is any circle.
func (c *circles) found() bool { return c.first() != nil }

// first returns the cells of a circle, nil when there is none.
func (c *circles) first() []int32 {
	for i := len(c.ends) - 1; i >= 0; i-- {
		if g := c.group(i); len(g) > 1 || c.loops[g[0]] {
			return g
		}
	}
	return nil
}
