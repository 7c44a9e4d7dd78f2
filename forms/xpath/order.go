package xpath

import "slices"

// inDocumentOrder gives the nodes in document order, each once. Trees follow each other as they first occur.
func inDocumentOrder(nodes []Node) []Node {
	if len(nodes) < 2 {
		return nodes
	}
	place := make(map[Node]int, len(nodes))
	for _, n := range nodes {
		place[n] = 0
	}
	next := 1
	for _, n := range nodes {
		if place[n] == 0 {
			next = placeFrom(top(n), place, next)
		}
	}
	out := make([]Node, 0, len(place))
	for n := range place {
		out = append(out, n)
	}
	slices.SortFunc(out, func(a, b Node) int { return place[a] - place[b] })
	return out
}

func top(n Node) Node {
	for p := n.Parent(); p != nil; p = n.Parent() {
		n = p
	}
	return n
}

// placeFrom notes the places of the nodes of a tree, counted from next, and returns the next place after it.
func placeFrom(n Node, place map[Node]int, next int) int {
	if _, wanted := place[n]; wanted {
		place[n] = next
	}
	next++
	for _, a := range n.Attributes() {
		next = placeFrom(a, place, next)
	}
	for _, c := range n.Children() {
		next = placeFrom(c, place, next)
	}
	return next
}
