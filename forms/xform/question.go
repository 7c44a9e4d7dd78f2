package xform

import (
	"regexp"
	"strings"

	"plumbline/forms"
)

// readQuestion reads a control that asks or tells something.
func (r *reader) readQuestion(e *element, from *forms.Node) {
	n := r.target(e, from)
	if n == nil {
		return
	}
	if n.Kind.Container() {
		r.report.fail(e, n.Path, "A <%s> asks for %s, which holds other elements. Ask for one of those.", e.name, n.Path)
		return
	}
	if n.Kind != 0 {
		r.report.warn(e, n.Path, "%s is asked more than once; only the first <%s> is used.", n.Path, e.name)
		return
	}
	n.Kind = r.questionKind(n, e)
	if e.is("secret") {
		n.Appearance = "masked"
	}
	r.decorate(n, e)
	switch {
	case n.Kind == forms.Range:
		r.checkRange(n, e)
		r.readTickLabels(n, e)
	case n.Kind.Select():
		r.readChoices(n, e)
	case n.Type == "osm":
		r.readTags(n, e)
	case e.child("itemset") != nil:
		r.readItemset(n, e.child("itemset"))
	}
	for _, c := range e.elements() {
		if !partOfQuestion(c) {
			r.readAction(c, n)
		}
	}
}

// partOfQuestion reports whether an element inside a question is read with the question itself.
func partOfQuestion(e *element) bool {
	switch e.name.usual {
	case "label", "hint", "help", "alert", "item", "itemset", "tag", "filename":
		return true
	}
	return false
}

// questionKind tells the kind of a question from its control and the type of its node.
func (r *reader) questionKind(n *forms.Node, e *element) forms.Kind {
	switch e.name.usual {
	case "select1":
		return forms.SelectOne
	case "select":
		return forms.SelectMultiple
	case "odk:rank":
		return forms.Rank
	case "range":
		return forms.Range
	case "trigger":
		return forms.Acknowledge
	case "upload":
		return r.uploadKind(n, e)
	}
	if e.attr("query") != "" {
		n.Type = "select_one_external"
	}
	return inputKind(n)
}

func inputKind(n *forms.Node) forms.Kind {
	switch n.DataType {
	case "int":
		return forms.Integer
	case "decimal":
		return forms.Decimal
	case "date":
		return forms.Date
	case "time":
		return forms.Time
	case "dateTime":
		return forms.DateTime
	case "barcode":
		return forms.Barcode
	case "geopoint":
		return forms.GeoPoint
	case "geotrace":
		return forms.GeoTrace
	case "geoshape":
		return forms.GeoShape
	case "", "string":
		if isTrue(n.ReadOnly) {
			return forms.Note
		}
	}
	return forms.String
}

func (r *reader) uploadKind(n *forms.Node, e *element) forms.Kind {
	kind, _, _ := strings.Cut(e.attr("mediatype"), "/")
	if strings.HasPrefix(kind, ".") {
		r.report.fail(e, n.Path, "The mediatype %q is the ending of a file's name. Write a type such as \"image/*\", and endings into an "+
			"attribute accept.", kind)
	}
	switch kind {
	case "image":
		return forms.Image
	case "audio":
		return forms.Audio
	case "video":
		return forms.Video
	case "osm":
		n.Type = "osm"
	}
	return forms.File
}

// parameter takes an attribute that the parameters column of an XLSForm sets. It says false for other attributes.
func (r *reader) parameter(n *forms.Node, e *element, attr, value string) bool {
	value = strings.TrimSpace(value)
	switch {
	case e.is("range"):
		switch attr {
		case "start", "end", "step":
			set(&n.Parameters, attr, value)
			return true
		case "odk:tick-interval":
			set(&n.Parameters, "tick_interval", value)
			return true
		case "odk:placeholder":
			set(&n.Parameters, "placeholder", value)
			return true
		}
	case e.is("upload"):
		return attr == "mediatype" && value == usualMediaType(n)
	}
	return false
}

// usualMediaType returns the media type that an upload of a node's kind has unless its form says otherwise.
func usualMediaType(n *forms.Node) string {
	switch {
	case n.Kind == forms.Image:
		return "image/*"
	case n.Kind == forms.Audio:
		return "audio/*"
	case n.Kind == forms.Video:
		return "video/*"
	case n.Type == "osm":
		return "osm/*"
	}
	return "application/*"
}

var number = regexp.MustCompile(`^-?(\d+(\.\d*)?|\.\d+)$`)

// checkRange makes sure that a range's bounds are numbers.
func (r *reader) checkRange(n *forms.Node, e *element) {
	for _, attr := range []string{"start", "end", "step"} {
		value := n.Parameters[attr]
		if value == "" {
			r.report.fail(e, n.Path, "The range has no %s. Give it a number, such as %s=\"1\".", attr, attr)
			continue
		}
		if !number.MatchString(value) {
			r.report.fail(e, n.Path, "The %s of the range is %q, which is not a number. Give it a number, such as %s=\"1\".", attr, value, attr)
		}
	}
}
