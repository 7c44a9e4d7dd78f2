package xpath

import "slices"

// buildIndexedRepeat gives the nodes that stand in the instance of each repeat that has the index after it.
func buildIndexedRepeat(k *compiler, e *call, args []code) (code, error) {
	if len(args)%2 == 0 {
		return code{}, mistake(e.pos, "indexed-repeat() needs an index after each repeat, and the last has none.")
	}
	for i := range args {
		if index := i > 0 && i%2 == 0; index {
			continue
		}
		if err := wantNodes(e, args, i); err != nil {
			return code{}, err
		}
	}
	if way := newDescent(e); way != nil {
		return way.compile(k, args)
	}
	return nodesCode(func(c *Context) nodeset {
		found := args[0].nodes(c).slice()
		for i := 1; i < len(args) && len(found) > 0; i += 2 {
			chosen := instancesAt(args[i].nodes(c), args[i+1].number(c))
			found = inside(found, chosen)
		}
		return nodeset{many: found}
	}), nil
}

// instancesAt are the nodes of the set that have a place, counted from 1, among those with the same parent.
func instancesAt(set nodeset, index float64) []Node {
	if n := set.size(); n > 0 && set.at(0).Parent() == set.at(n-1).Parent() {
		return set.nth(index).slice()
	}
	var out []Node
	var parent Node
	place := 0
	for i := range set.size() {
		n := set.at(i)
		if p := n.Parent(); p != parent || place == 0 {
			parent, place = p, 0
		}
		place++
		if float64(place) == index {
			out = append(out, n)
		}
	}
	return out
}

// descent is a call of indexed-repeat() whose paths each go on from one of another repeat, the last to the node: it goes
// down from instance to instance, and not over all nodes.
type descent struct {
	repeats []int // arguments, the outermost repeat first
	paths   []*Path
}

// newDescent is nil for paths of another kind.
func newDescent(e *call) *descent {
	node, ok := e.args[0].(*Path)
	if !ok || !node.Plain() {
		return nil
	}
	d := &descent{}
	for i := 1; i < len(e.args); i += 2 {
		repeat, ok := e.args[i].(*Path)
		if !ok {
			return nil
		}
		at := 0
		for at < len(d.paths) && len(d.paths[at].Steps) <= len(repeat.Steps) {
			at++
		}
		d.repeats, d.paths = slices.Insert(d.repeats, at, i), slices.Insert(d.paths, at, repeat)
	}
	d.paths = append(d.paths, node)
	for i, p := range d.paths[1:] {
		if !p.goesOnFrom(d.paths[i]) {
			return nil
		}
	}
	return d
}

// goesOnFrom reports whether a path begins with all steps of another.
func (p *Path) goesOnFrom(other *Path) bool {
	n := len(other.Steps)
	return p.Absolute == other.Absolute && len(p.Steps) >= n &&
		slices.EqualFunc(p.Steps[:n], other.Steps, func(a, b Step) bool { return a.Axis == b.Axis && a.Test == b.Test && a.Name == b.Name })
}

func (d *descent) compile(k *compiler, args []code) (code, error) {
	further := make([][]step, len(d.repeats))
	for i := range d.repeats {
		var err error
		if further[i], _, err = k.steps(d.paths[i+1].Steps[len(d.paths[i].Steps):], flat); err != nil {
			return code{}, err
		}
	}
	return nodesCode(func(c *Context) nodeset {
		found := args[d.repeats[0]].nodes(c)
		for i, repeat := range d.repeats {
			found = walk(c, nodeset{many: instancesAt(found, args[repeat+1].number(c))}, further[i])
		}
		return found
	}), nil
}

// inside are the nodes that stand in, or are, one of some others.
func inside(nodes, others []Node) []Node {
	var out []Node
	for _, n := range nodes {
		if standsIn(n, others) {
			out = append(out, n)
		}
	}
	return out
}

func standsIn(n Node, others []Node) bool {
	for ; n != nil; n = n.Parent() {
		for _, o := range others {
			if n == o {
				return true
			}
		}
	}
	return false
}
