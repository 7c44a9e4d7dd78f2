package xform

import (
	"slices"
	"strings"

	"plumbline/forms"
)

// settleActions keeps every action: as a node's default, calculation or type where that says the same, or else as it
// stands.
func (r *reader) settleActions() {
	r.actions = r.settleDefaults(r.actions)
	r.settleTriggers()
	r.settleRecordings()
	for _, a := range r.actions {
		if a.place == nil || !slices.ContainsFunc(a.Events, isLocal) {
			r.def.Actions = append(r.def.Actions, a.Action)
		} else {
			a.place.Actions = append(a.place.Actions, a.Action)
		}
	}
}

// isLocal reports whether an event happens to a question or a repeat, and not to the whole record.
func isLocal(event string) bool { return event == forms.NewRepeat || event == forms.ValueChanged }

// only reports whether an action of a name happens at one event, and at no other, to every instance of its target.
func (a action) only(name, event string) bool {
	return a.Name == name && len(a.Events) == 1 && a.Events[0] == event && a.Where == ""
}

// settleDefaults turns the actions that begin a node's value into the node's default, and returns the others. It
// leaves all as they are where they do not run in the order of their nodes, since one may read what another wrote.
func (r *reader) settleDefaults(actions []action) []action {
	if len(actions) == 0 {
		return nil
	}
	byTarget := map[*forms.Node][]action{}
	for _, a := range actions {
		if !a.only(forms.SetValue, forms.ValueChanged) {
			byTarget[a.target] = append(byTarget[a.target], a)
		}
	}
	dynamic := map[*forms.Node]bool{}
	for target, begins := range byTarget {
		dynamic[target] = dynamicDefault(target, begins)
	}
	place := r.formOrder()
	last := -1
	for _, a := range actions {
		if a.place != nil || !dynamic[a.target] {
			continue
		}
		if place[a.target] < last {
			return actions
		}
		last = place[a.target]
	}
	return slices.DeleteFunc(actions, func(a action) bool {
		if a.only(forms.SetValue, forms.ValueChanged) || !dynamic[a.target] {
			return false
		}
		a.target.Default, a.target.DefaultDynamic = a.Value, true
		return true
	})
}

// formOrder numbers the nodes in the order of the primary instance.
func (r *reader) formOrder() map[*forms.Node]int {
	out := make(map[*forms.Node]int, len(r.nodes))
	r.def.Root.Walk(func(n *forms.Node) bool {
		out[n] = len(out)
		return true
	})
	return out
}

// dynamicDefault reports whether the actions that begin a node's value say what forms.Node.DefaultDynamic says: run
// once when the record is begun and, inside a repeat, when an instance is added.
func dynamicDefault(n *forms.Node, actions []action) bool {
	if n.Default != "" && !n.DefaultDynamic || n.Kind.Container() || isAttribute(n) || len(actions) == 0 {
		return false
	}
	repeat := enclosingRepeat(n)
	loads, adds := 0, 0
	for _, a := range actions {
		switch {
		case a.Value == "" || a.Value != actions[0].Value:
			return false
		case a.only(forms.SetValue, forms.FirstLoad) && a.place == nil:
			loads++
		case a.only(forms.SetValue, forms.NewRepeat) && a.place == repeat:
			adds++
		default:
			return false
		}
	}
	return loads == 1 && (adds == 1) == (repeat != nil)
}

func isAttribute(n *forms.Node) bool { return strings.Contains(n.Path, "/@") }

// enclosingRepeat returns the innermost repeat that a node stands in; nil when there is none.
func enclosingRepeat(n *forms.Node) *forms.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Kind == forms.Repeat {
			return p
		}
	}
	return nil
}

// settleTriggers turns the actions that follow a change of a question into the triggers of the node that they write to.
func (r *reader) settleTriggers() {
	byTarget := map[*forms.Node][]action{}
	for _, a := range r.actions {
		if slices.Contains(a.Events, forms.ValueChanged) {
			byTarget[a.target] = append(byTarget[a.target], a)
		}
	}
	triggers := map[*forms.Node]bool{}
	for target, follow := range byTarget {
		triggers[target] = triggered(target, follow)
	}
	r.actions = slices.DeleteFunc(r.actions, func(a action) bool {
		if !slices.Contains(a.Events, forms.ValueChanged) || !triggers[a.target] {
			return false
		}
		a.target.Triggers = append(a.target.Triggers, a.place.Path)
		return true
	})
	for n, actions := range byTarget {
		if len(n.Triggers) > 0 {
			n.Calculation = actions[0].Value
		}
	}
}

// triggered reports whether the actions that follow changes of questions say what forms.Node.Triggers says.
func triggered(n *forms.Node, actions []action) bool {
	if n.Calculation != "" || n.Kind.Container() || isAttribute(n) {
		return false
	}
	places := map[*forms.Node]bool{}
	for _, a := range actions {
		if !a.only(forms.SetValue, forms.ValueChanged) || a.Text != "" || a.Value != actions[0].Value || places[a.place] {
			return false
		}
		places[a.place] = true
	}
	return true
}

// settleRecordings gives the nodes that nobody answers and a device would fill in the type that an XLSForm gives them.
func (r *reader) settleRecordings() {
	r.actions = slices.DeleteFunc(r.actions, func(a action) bool {
		switch n := a.target; {
		case n.Kind != 0 && n.Kind != forms.Meta || n.Calculation != "" || n.Default != "" || isAttribute(n):
			return false
		case a.only(forms.SetGeoPoint, forms.FirstLoad) && a.place == nil:
			n.Type = "start-geopoint"
		case a.only(forms.SetGeoPoint, forms.ValueChanged) && a.place.Kind.Asked():
			n.Type = "background-geopoint"
			n.Triggers = append(n.Triggers, a.place.Path)
		case a.only(forms.RecordAudio, forms.Load) && a.place == nil:
			n.Type = "background-audio"
			if quality, found := a.Attributes["odk:quality"]; found {
				set(&n.Parameters, "quality", quality)
			}
		default:
			return false
		}
		a.target.Kind = forms.Meta
		return true
	})
}
