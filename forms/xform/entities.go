package xform

import (
	"strings"

	"plumbline/forms"
)

// readEntities lists what the form's meta/entity elements say.
func (r *reader) readEntities() {
	r.def.Root.Walk(func(n *forms.Node) bool {
		if isEntity(n) {
			r.def.Entities = append(r.def.Entities, entity(n))
		}
		return true
	})
}

// isEntity reports whether a node is one that says which entity a record makes or updates.
func isEntity(n *forms.Node) bool {
	return localName(n.Name) == "entity" && n.Parent != nil && localName(n.Parent.Name) == forms.MetaName &&
		n.Parent.Parent != nil && n.Instance["dataset"] != ""
}

func localName(name string) string { return name[strings.IndexByte(name, ':')+1:] }

func entity(n *forms.Node) forms.Entity {
	out := forms.Entity{List: n.Instance["dataset"], Container: n.Parent.Parent.Path}
	for _, c := range n.Children {
		if localName(c.Name) == "label" {
			out.Label = c.Calculation
		}
	}
	for _, a := range n.Attributes {
		switch a.Name {
		case "id":
			out.ID = a.Calculation
		case "create":
			out.CreateIf = a.Calculation
		case "update":
			out.UpdateIf = a.Calculation
		}
	}
	return out
}
