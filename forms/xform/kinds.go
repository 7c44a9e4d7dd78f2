package xform

import "plumbline/forms"

// settleKinds gives a kind to the nodes that no control is for.
func (r *reader) settleKinds() {
	r.def.Root.Walk(func(n *forms.Node) bool {
		for _, a := range n.Attributes {
			if a.Calculation != "" {
				a.Kind = forms.Calculate
			}
		}
		switch {
		case n.Kind != 0:
		case n.Preload != "":
			n.Kind, n.Type = forms.Meta, metaType(n)
		case n.Calculation != "":
			n.Kind = forms.Calculate
		default:
			n.Kind = forms.Hidden
		}
		return true
	})
}

// metaType returns the command of the type column that makes the program fill in a node: "" when there is none.
func metaType(n *forms.Node) string {
	switch n.Preload {
	case "timestamp":
		return n.PreloadParams
	case "date":
		if n.PreloadParams == "today" {
			return "today"
		}
	case "property":
		return n.PreloadParams
	}
	return ""
}
