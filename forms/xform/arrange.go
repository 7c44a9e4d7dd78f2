package xform

import (
	"slices"

	"plumbline/forms"
)

// arrange puts the nodes of each container into the order in which the body shows them. Nodes that are not shown keep
// their place. The order of the primary instance is then kept in Definition.Primary.
func (r *reader) arrange() {
	first := map[*forms.Node]int{}
	r.firstShown(r.def.Root, first)
	moved := false
	r.def.Root.Walk(func(n *forms.Node) bool {
		var places []int
		var shown []*forms.Node
		for i, c := range n.Children {
			if first[c] > 0 {
				places, shown = append(places, i), append(shown, c)
			}
		}
		byPlace := func(a, b *forms.Node) int { return first[a] - first[b] }
		if !slices.IsSortedFunc(shown, byPlace) {
			moved = true
			slices.SortStableFunc(shown, byPlace)
			for i, at := range places {
				n.Children[at] = shown[i]
			}
		}
		return true
	})
	if moved && r.def.Primary == nil {
		r.def.Primary = r.primary.data()
	}
}

// firstShown notes where the body first shows a node or anything inside it, and returns that; 0 for nowhere.
func (r *reader) firstShown(n *forms.Node, first map[*forms.Node]int) int {
	out := r.askedAt[n]
	for _, c := range n.Children {
		if at := r.firstShown(c, first); at > 0 && (out == 0 || at < out) {
			out = at
		}
	}
	first[n] = out
	return out
}
