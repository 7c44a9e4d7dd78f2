package library

import "plumbline/forms"

// Carried lists, in form order, the questions whose answers a new record may take over from the last complete record about
// the same reference, where the form's settings say that it may start from one (start_from). Whoever fills them in shows
// which answers have changed since, and marks what was only taken over until a person has agreed to it.
func Carried(def *forms.Definition) []*forms.Node {
	var out []*forms.Node
	def.Root.Walk(func(n *forms.Node) bool {
		if n.Bind["qa:carry"] == "yes" {
			out = append(out, n)
		}
		return true
	})
	return out
}
