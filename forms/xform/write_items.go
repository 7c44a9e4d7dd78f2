package xform

import (
	"strings"

	"plumbline/forms"
)

// itemset returns where the choices of a select come from, the labels of a range or the shapes shown on a map; nil when
// there are none.
func (w *writer) itemset(n *forms.Node) *element {
	var nodes string
	value, label := itemName, itemLabel
	switch {
	case n.Items != nil:
		nodes, value, label = n.Items.Nodes, n.Items.Value, n.Items.Label
	case n.List == "":
		return nil
	default:
		nodes = "instance('" + n.List + "')/root/item"
		if n.ChoiceFilter != "" {
			nodes += "[" + n.ChoiceFilter + "]"
		}
		if w.spoken[n.List] {
			label = "jr:itext(itextId)"
		}
	}
	if n.Parameters["randomize"] == "true" {
		if seed := strings.TrimSpace(n.Parameters["seed"]); seed != "" {
			nodes += ", " + seed
		}
		nodes = "randomize(" + nodes + ")"
	}
	out := build("itemset", "nodeset", nodes).with(build("value", "ref", value))
	if label != "" {
		out.with(build("label", "ref", label))
	}
	return out
}

// searches reports whether a select asks a phone to look its choices up in a file. Its list, which then only says which
// columns of the file to show, stands inside the select, and is no secondary instance.
func searches(n *forms.Node) bool {
	_, call, found := strings.Cut(n.Appearance, "search(")
	return found && n.List != "" && n.Kind.Select() && strings.Contains(call, ")")
}

// items returns the choices of a select's list as elements of the select.
func (w *writer) items(n *forms.Node) []*element {
	list := w.def.Lists[n.List]
	if list == nil {
		return nil
	}
	var out []*element
	spoken := w.spoken[n.List]
	for i, c := range list.Choices {
		label := build("label")
		if spoken {
			label.set("ref", itextRef(choiceTextID(list, i)))
		} else {
			label.wording(c.Label[forms.Untranslated])
		}
		out = append(out, build("item").with(label, build("value").text(c.Name)))
	}
	return out
}

// searched returns the names of the lists that searches use.
func (w *writer) searched() map[string]bool {
	out := map[string]bool{}
	w.def.Root.Walk(func(n *forms.Node) bool {
		if searches(n) {
			out[n.List] = true
		}
		return true
	})
	return out
}
