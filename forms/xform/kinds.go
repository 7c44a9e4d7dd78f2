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
			return true
		case n.Preload != "":
			n.Kind, n.Type = forms.Meta, metaType(n)
		case n.Calculation != "":
			n.Kind = forms.Calculate
		default:
			n.Kind = forms.Hidden
		}
		r.nameHidden(n)
		return true
	})
}

// nameHidden gives a node without a control the texts that the converter keeps for it under its path.
func (r *reader) nameHidden(n *forms.Node) {
	n.Label, n.Media = r.def.Itext[n.Path+":label"], r.itext.media(n.Path+":label")
	n.Hint, n.GuidanceHint = r.def.Itext[n.Path+":hint"], r.itext.text(n.Path+":hint", "guidance")
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
