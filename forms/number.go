package forms

// Numbering is the number of every question of a form, by the path of its node.
type Numbering map[string]int

// Numbers numbers the questions that a person answers, from 1 in form order, whether or not they are asked in a given
// record: so a number means the same question on every sheet and on every screen. Inside a repeat, all instances of a
// question have one number. What is always read-only is worked out, and has none.
func Numbers(def *Definition) Numbering {
	out := Numbering{}
	def.Root.Walk(func(n *Node) bool {
		if n.Parent == def.Root && n.Name == MetaName {
			return false
		}
		if answered(n) {
			out[n.Path] = len(out) + 1
		}
		return true
	})
	return out
}

// Of is the number of a node, 0 for one that has none.
func (n Numbering) Of(node *Node) int { return n[node.Path] }

// answered reports whether a person can answer a node at all.
func answered(n *Node) bool { return n.Kind.Asked() && n.ReadOnly != "true()" }
