package xform

import (
	"slices"

	"plumbline/forms"
)

// controls returns the controls of the nodes inside a container.
func (w *writer) controls(n *forms.Node) []*element {
	var out []*element
	for _, c := range n.Children {
		if e := w.control(c); e != nil {
			out = append(out, e)
		}
	}
	return out
}

// control returns a node's control; nil for a node that is not shown.
func (w *writer) control(n *forms.Node) *element {
	switch {
	case localName(n.Name) == forms.MetaName && n.Kind == forms.Group && !shows(n):
		return nil
	case n.Kind == forms.Repeat:
		return w.repeat(n)
	case n.Kind == forms.Group:
		group := w.decorated("group", n)
		if !n.Label.Empty() {
			group.with(w.label(n))
		}
		return group.with(w.controls(n)...)
	case n.Kind == forms.Note || n.Kind.Asked():
		return w.question(n)
	}
	return nil
}

// shows reports whether a node, or anything inside it, says or asks something.
func shows(n *forms.Node) bool {
	return !n.Label.Empty() || n.Appearance != "" || n.Kind == forms.Note || n.Kind.Asked() || slices.ContainsFunc(n.Children, shows)
}

// decorated returns an element for a node with the attributes that the node's form gives its control.
func (w *writer) decorated(called string, n *forms.Node) *element {
	return build(called, "ref", n.Path, "appearance", n.Appearance).setAll(n.Body)
}

func (w *writer) repeat(n *forms.Node) *element {
	repeat := build("repeat", "nodeset", n.Path, "jr:count", n.RepeatCount, "appearance", n.Appearance).setAll(n.Body)
	if n.NoAddRemove {
		repeat.set("jr:noAddRemove", "true()")
	}
	repeat.with(w.controls(n)...).with(additions(n)...)
	return build("group", "ref", n.Path).with(w.label(n), repeat)
}

// additions returns what gives the nodes of a repeat their values when an instance is added.
func additions(repeat *forms.Node) []*element {
	var out []*element
	left := newPending(repeat.Actions)
	for _, child := range repeat.Children {
		child.Walk(func(n *forms.Node) bool {
			if n.Kind == forms.Repeat {
				return false
			}
			if n.DefaultDynamic {
				out = append(out, build("setvalue", "ref", n.Path, "event", forms.NewRepeat, "value", n.Default))
			}
			out = append(out, left.take(n)...)
			return true
		})
	}
	return append(out, left.rest()...)
}

// question returns the control of a node that asks or tells something.
func (w *writer) question(n *forms.Node) *element {
	e := w.decorated(controlName(n), n)
	if hinted := !n.Hint.Empty() || !n.GuidanceHint.Empty(); hinted {
		e.with(w.label(n), w.hint(n))
	} else if !n.Label.Empty() || len(n.Media) > 0 || n.Has("label") {
		e.with(w.label(n))
	}
	w.parameters(n, e)
	switch {
	case searches(n):
		e.with(w.items(n)...)
	case n.Type != "select_one_external":
		e.with(w.itemset(n))
	case n.Items != nil:
		e.set("query", n.Items.Nodes)
	}
	for _, tag := range n.Tags {
		e.with(build("tag", "key", tag.Name).with(build("label").wording(tag.Label[forms.Untranslated])))
	}
	for _, a := range n.Actions {
		e.with(actionElement(a))
	}
	return e.with(w.consequences(n)...)
}

func controlName(n *forms.Node) string {
	switch {
	case n.Type == "select_one_external":
		return "input"
	case n.Kind == forms.SelectOne:
		return "select1"
	case n.Kind == forms.SelectMultiple:
		return "select"
	case n.Kind == forms.Rank:
		return "odk:rank"
	case n.Kind == forms.Range:
		return "range"
	case n.Kind == forms.Acknowledge:
		return "trigger"
	case n.Kind == forms.Image || n.Kind == forms.Audio || n.Kind == forms.Video || n.Kind == forms.File:
		return "upload"
	}
	return "input"
}

// parameters sets the attributes of a control that the parameters column of an XLSForm sets.
func (w *writer) parameters(n *forms.Node, e *element) {
	attrs := map[string]string{}
	if _, said := e.lookup("mediatype"); e.is("upload") && !said {
		e.set("mediatype", usualMediaType(n))
	}
	switch n.Kind {
	case forms.Range:
		e.set("start", either(n.Parameters["start"], "1"))
		e.set("end", either(n.Parameters["end"], "10"))
		e.set("step", either(n.Parameters["step"], "1"))
		attrs = map[string]string{"tick_interval": "odk:tick-interval", "placeholder": "odk:placeholder"}
	case forms.String:
		attrs = map[string]string{"rows": "rows"}
	case forms.Image:
		attrs = map[string]string{"app": "intent"}
	case forms.GeoPoint:
		attrs = map[string]string{"capture-accuracy": "accuracyThreshold", "warning-accuracy": "unacceptableAccuracyThreshold"}
	case forms.GeoTrace, forms.GeoShape:
		attrs = map[string]string{"incremental": "incremental"}
	}
	for parameter, attr := range attrs {
		if value := n.Parameters[parameter]; value != "" {
			e.set(attr, value)
		}
	}
}

func either(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// consequences returns what a change of a question runs.
func (w *writer) consequences(question *forms.Node) []*element {
	var values, positions []*element
	for _, n := range w.triggered[question.Path] {
		if n.Type == "background-geopoint" {
			positions = append(positions, build("odk:setgeopoint", "ref", n.Path, "event", forms.ValueChanged))
			continue
		}
		values = append(values, build("setvalue", "ref", n.Path, "event", forms.ValueChanged, "value", n.Calculation))
	}
	return append(values, positions...)
}
