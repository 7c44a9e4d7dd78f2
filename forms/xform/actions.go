package xform

import (
	"strings"

	"plumbline/forms"
)

// action is an action on its way to where the Definition keeps it.
type action struct {
	forms.Action
	element *element
	target  *forms.Node // or the attribute of one
	place   *forms.Node // the question or repeat that it stands in; nil for the model
}

// readModelActions reads the actions that stand in the model itself.
func (r *reader) readModelActions() {
	for _, e := range r.model.elements() {
		switch e.name.usual {
		case "instance", "bind", "itext", "submission":
		default:
			r.readAction(e, nil)
		}
	}
}

// readAction reads an action that stands in a question, in a repeat, or in the model, where place is nil.
func (r *reader) readAction(e *element, place *forms.Node) {
	called := e.name.usual
	if called != forms.SetValue && called != forms.SetGeoPoint && called != forms.RecordAudio {
		r.report.warn(e, "", "<%s> is not something that a form can have here; it is left out.", e.name)
		return
	}
	out := action{element: e, place: place, Action: forms.Action{Name: called, Value: e.attr("value")}}
	if out.Value == "" {
		out.Text = e.value()
	}
	ref := reference(e)
	if ref == "" {
		ref = r.bindIDs[e.attr("bind")]
	}
	if out.target = r.actionTarget(ref, place); out.target == nil {
		r.report.fail(e, ref, "A <%s> is for %s, which the primary instance does not have. Correct its ref.", e.name, ref)
		return
	}
	out.Target = out.target.Path
	if strings.Contains(ref, "[") {
		out.Where = ref
	}
	for _, a := range e.attrs {
		switch usual := a.name.usual; usual {
		case "ref", "nodeset", "bind", "value":
		case "event", "ev:event":
			out.Events = strings.Fields(a.value)
		default:
			set(&out.Attributes, usual, a.value)
		}
	}
	if r.checkEvents(out) {
		r.actions = append(r.actions, out)
	}
}

func (r *reader) actionTarget(ref string, place *forms.Node) *forms.Node {
	from := r.rootPath()
	if place != nil {
		from = place.Path
	}
	owner, attr, isAttr := strings.Cut(ref, "/@")
	n := r.node(from, owner)
	if n != nil && isAttr {
		return r.attribute(n, attr)
	}
	return n
}

// checkEvents makes sure that an action's events can happen where it stands.
func (r *reader) checkEvents(a action) bool {
	if len(a.Events) == 0 {
		r.report.fail(a.element, a.Target, "The <%s> does not say when it happens. Give it an event, such as event=%q.",
			a.element.name, forms.FirstLoad)
		return false
	}
	for _, event := range a.Events {
		switch event {
		case forms.FirstLoad, forms.Load:
		case forms.NewRepeat, forms.ValueChanged:
			if a.place == nil {
				r.report.fail(a.element, a.Target, "The <%s> in the model waits for %q, which only happens to a repeat or a "+
					"question. Move it into that.", a.element.name, event)
				return false
			}
		default:
			r.report.fail(a.element, a.Target, "The <%s> waits for the event %q, which does not exist. The events are %s, %s, %s and %s.",
				a.element.name, event, forms.FirstLoad, forms.Load, forms.NewRepeat, forms.ValueChanged)
			return false
		}
	}
	return true
}
