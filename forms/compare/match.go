package compare

import "plumbline/forms"

// matches finds the older node of each newer one.
func matches(before, after *forms.Definition) map[*forms.Node]*forms.Node {
	old, fresh := namesOf(before), namesOf(after)
	paths := map[string]*forms.Node{}
	before.Root.Walk(func(n *forms.Node) bool {
		paths[n.Key()] = n
		return true
	})
	out := map[*forms.Node]*forms.Node{}
	after.Root.Walk(func(n *forms.Node) bool {
		was := paths[n.Key()]
		if was == nil && len(old[n.Name]) == 1 && len(fresh[n.Name]) == 1 {
			was = old[n.Name][0]
		}
		if was != nil && was.Kind.Container() == n.Kind.Container() {
			out[n] = was
		}
		return true
	})
	return out
}

func namesOf(def *forms.Definition) map[string][]*forms.Node {
	out := map[string][]*forms.Node{}
	def.Root.Walk(func(n *forms.Node) bool {
		out[n.Name] = append(out[n.Name], n)
		return true
	})
	return out
}

// displaced finds the nodes that stand in another place among those that were in their group before: as few of them as
// explain the new order.
func displaced(root *forms.Node, match map[*forms.Node]*forms.Node) map[*forms.Node]bool {
	out := map[*forms.Node]bool{}
	root.Walk(func(parent *forms.Node) bool {
		was := match[parent]
		if was == nil {
			return true
		}
		places := map[*forms.Node]int{}
		for i, c := range was.Children {
			places[c] = i
		}
		var stayed []*forms.Node
		var order []int
		for _, c := range parent.Children {
			if place, ok := places[match[c]]; ok {
				stayed, order = append(stayed, c), append(order, place)
			}
		}
		inOrder := increasing(order)
		for i, c := range stayed {
			if !inOrder[i] {
				out[c] = true
			}
		}
		return true
	})
	return out
}

// increasing marks a longest increasing subsequence of different numbers, by patience sorting.
func increasing(numbers []int) []bool {
	var piles []int // index of the smallest number that ends an increasing run of each length
	before := make([]int, len(numbers))
	for i, n := range numbers {
		lo, hi := 0, len(piles)
		for lo < hi {
			mid := (lo + hi) / 2
			if numbers[piles[mid]] < n {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		before[i] = -1
		if lo > 0 {
			before[i] = piles[lo-1]
		}
		if lo == len(piles) {
			piles = append(piles, i)
		} else {
			piles[lo] = i
		}
	}
	in := make([]bool, len(numbers))
	if len(piles) == 0 {
		return in
	}
	for i := piles[len(piles)-1]; i >= 0; i = before[i] {
		in[i] = true
	}
	return in
}
