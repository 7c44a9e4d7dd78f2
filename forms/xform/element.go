package xform

import (
	"strings"

	"plumbline/forms"
)

// Namespaces of the form language.
const (
	nsXForms   = "http://www.w3.org/2002/xforms"
	nsXHTML    = "http://www.w3.org/1999/xhtml"
	nsEvents   = "http://www.w3.org/2001/xml-events"
	nsSchema   = "http://www.w3.org/2001/XMLSchema"
	nsJavaRosa = "http://openrosa.org/javarosa"
	nsOpenRosa = "http://openrosa.org/xforms"
	nsODK      = "http://www.opendatakit.org/xforms"
	nsEntities = "http://www.opendatakit.org/xforms/entities"
)

// name is the name of an element or attribute: its prefix as written, and the namespace that the prefix stands for.
type name struct{ space, prefix, local string }

// String returns the name as it was written.
func (n name) String() string {
	if n.prefix == "" {
		return n.local
	}
	return n.prefix + ":" + n.local
}

// usual returns the name with the prefix that the specification gives its namespace, whatever the form calls it.
func (n name) usual() string {
	switch strings.TrimSuffix(n.space, "/") {
	case nsJavaRosa:
		return "jr:" + n.local
	case nsODK:
		return "odk:" + n.local
	case nsOpenRosa:
		return "orx:" + n.local
	case nsEntities:
		return "entities:" + n.local
	case nsXForms, nsXHTML:
		return n.local
	}
	return n.String()
}

// attribute is an attribute of an element. Declarations of namespaces are attributes too, "xmlns" and "xmlns:PREFIX".
type attribute struct {
	name  name
	value string
}

// element is one element of a form's source. One without a name is a run of characters.
type element struct {
	name  name
	attrs []attribute
	// nodes are the child elements and the runs of characters between them.
	nodes []*element
	chars string
	line  int
}

func (e *element) isText() bool { return e.name.local == "" }

func (e *element) lineNumber() int {
	if e == nil {
		return 0
	}
	return e.line
}

// attr returns an attribute by its usual name, trimmed; "" when there is none.
func (e *element) attr(usual string) string {
	value, _ := e.lookup(usual)
	return strings.TrimSpace(value)
}

func (e *element) lookup(usual string) (value string, found bool) {
	for _, a := range e.attrs {
		if a.name.usual() == usual {
			return a.value, true
		}
	}
	return "", false
}

// is reports whether the element is the one that a form calls by a usual name. Forms without a namespace are understood.
func (e *element) is(usual string) bool { return e.name.usual() == usual }

// elements returns the child elements without the characters between them.
func (e *element) elements() []*element {
	var out []*element
	for _, c := range e.nodes {
		if !c.isText() {
			out = append(out, c)
		}
	}
	return out
}

// child returns the first child element of a usual name; nil when there is none.
func (e *element) child(usual string) *element {
	for _, c := range e.nodes {
		if !c.isText() && c.is(usual) {
			return c
		}
	}
	return nil
}

// all returns the child elements of a usual name.
func (e *element) all(usual string) []*element {
	var out []*element
	for _, c := range e.nodes {
		if !c.isText() && c.is(usual) {
			out = append(out, c)
		}
	}
	return out
}

// content returns all characters inside the element.
func (e *element) content() string {
	if len(e.nodes) == 1 && e.nodes[0].isText() {
		return e.nodes[0].chars
	}
	var b strings.Builder
	e.collect(&b)
	return b.String()
}

func (e *element) collect(b *strings.Builder) {
	b.WriteString(e.chars)
	for _, c := range e.nodes {
		c.collect(b)
	}
}

// value returns the characters of a leaf as an answer: as they stand, but without the line breaks and the indentation
// that lay out a document.
func (e *element) value() string {
	text := e.content()
	trimmed := strings.TrimSpace(text)
	start := strings.Index(text, trimmed)
	if strings.Contains(text[:start], "\n") || strings.Contains(text[start+len(trimmed):], "\n") {
		return trimmed
	}
	return text
}

// data returns the element as data that a form carries.
func (e *element) data() *forms.Element {
	out := &forms.Element{Name: e.name.String()}
	for _, a := range e.attrs {
		out.Attrs = append(out.Attrs, forms.Attr{Name: a.name.usual(), Value: a.value})
	}
	for _, c := range e.elements() {
		out.Children = append(out.Children, c.data())
	}
	if len(out.Children) == 0 {
		out.Text = e.value()
	}
	return out
}
