package xform

import "plumbline/forms"

// binds returns the binds of all nodes in form order, each followed by the actions that begin its node's value.
func (w *writer) binds() []*element {
	var out []*element
	left := newPending(w.def.Actions)
	w.def.Root.Walk(func(n *forms.Node) bool {
		if bind := w.bind(n); bind != nil {
			out = append(out, bind)
		}
		out = append(out, beginning(n)...)
		out = append(out, left.of(n.Path)...)
		for _, a := range n.Attributes {
			if bind := w.bind(a); bind != nil {
				out = append(out, bind)
			}
			out = append(out, left.of(a.Path)...)
		}
		return true
	})
	return append(out, left.rest()...)
}

// bind returns a node's bind; nil when it would say nothing.
func (w *writer) bind(n *forms.Node) *element {
	calculation := n.Calculation
	if len(n.Triggers) > 0 {
		calculation = ""
	}
	readOnly := n.ReadOnly
	if n.Kind == forms.Note && readOnly == "" {
		readOnly = "true()"
	}
	e := build("bind", "nodeset", n.Path, "type", n.DataType, "readonly", readOnly, "required", n.Required,
		"relevant", n.Relevant, "constraint", n.Constraint, "calculate", calculation,
		constraintMessage, w.message(n, constraintMessage, n.ConstraintMessage),
		requiredMessage, w.message(n, requiredMessage, n.RequiredMessage),
		"jr:preload", n.Preload, "jr:preloadParams", n.PreloadParams)
	e.setAll(n.Bind)
	for parameter, attr := range bindParameters(n.Kind, n.Type) {
		if value := n.Parameters[parameter]; value != "" {
			e.set(attr, value)
		}
	}
	if len(e.attrs) == 1 {
		return nil
	}
	return e
}

// bindParameters returns the attributes of a bind that the parameters column of an XLSForm sets, by parameter.
func bindParameters(kind forms.Kind, command string) map[string]string {
	switch {
	case kind == forms.Image:
		return map[string]string{"max-pixels": "orx:max-pixels"}
	case kind == forms.Audio:
		return map[string]string{"quality": "odk:quality"}
	case kind == forms.GeoPoint || kind == forms.GeoTrace || kind == forms.GeoShape:
		return map[string]string{"allow-mock-accuracy": "odk:allow-mock-accuracy"}
	case command == "start-geopoint" || command == "background-geopoint":
		return map[string]string{"allow-mock-accuracy": "odk:allow-mock-accuracy"}
	case command == "audit":
		return map[string]string{
			"location-priority": "odk:location-priority", "location-min-interval": "odk:location-min-interval",
			"location-max-age": "odk:location-max-age", "track-changes": "odk:track-changes",
			"track-changes-reasons": "odk:track-changes-reasons", "identify-user": "odk:identify-user",
		}
	}
	return nil
}

// beginning returns the actions that give a node its value when a record is begun.
func beginning(n *forms.Node) []*element {
	switch {
	case n.DefaultDynamic:
		return []*element{build("setvalue", "ref", n.Path, "event", forms.FirstLoad, "value", n.Default)}
	case n.Type == "start-geopoint":
		return []*element{build("odk:setgeopoint", "ref", n.Path, "event", forms.FirstLoad)}
	case n.Type == "background-audio":
		return []*element{build("odk:recordaudio", "ref", n.Path, "event", forms.Load, "odk:quality", n.Parameters["quality"])}
	}
	return nil
}
