package xform

import (
	"slices"

	"plumbline/forms"
)

// arrange puts the nodes of each container into the order in which the body shows them. Nodes that are not shown keep
// their place. The order of the primary instance is then kept in Definition.Primary.
func (r *reader) arrange() {
	if _, moved := r.arrangeIn(r.def.Root); moved && r.def.Primary == nil {
		r.def.Primary = r.primary.data()
	}
}

// shown is a node and where the body first shows it.
type shown struct {
	node *forms.Node
	at   int
}

// arrangeIn arranges what is inside a node. It returns where the body first shows the node or anything inside it, 0 for
// nowhere, and whether anything moved.
func (r *reader) arrangeIn(n *forms.Node) (first int, moved bool) {
	first = r.askedAt[n]
	if len(n.Children) == 0 {
		return first, false
	}
	inOrder := make([]shown, 0, len(n.Children))
	places := make([]int, 0, len(n.Children))
	for i, c := range n.Children {
		at, inside := r.arrangeIn(c)
		moved = moved || inside
		if at == 0 {
			continue
		}
		inOrder, places = append(inOrder, shown{c, at}), append(places, i)
		if first == 0 || at < first {
			first = at
		}
	}
	byPlace := func(a, b shown) int { return a.at - b.at }
	if slices.IsSortedFunc(inOrder, byPlace) {
		return first, moved
	}
	slices.SortStableFunc(inOrder, byPlace)
	for i, place := range places {
		n.Children[place] = inOrder[i].node
	}
	return first, true
}
