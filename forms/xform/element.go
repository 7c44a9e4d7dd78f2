package xform

import (
	"slices"
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

// name is the name of an element or attribute.
type name struct {
	prefix, local string // as written
	usual         string // with the prefix that the specification gives its namespace, whatever the form calls it
}

// named returns a name in its usual spelling.
func named(usual string) *name {
	prefix, local, found := strings.Cut(usual, ":")
	if !found {
		prefix, local = "", usual
	}
	return &name{prefix, local, usual}
}

// String returns the name as it was written.
func (n name) String() string {
	if n.prefix == "" {
		return n.local
	}
	return n.prefix + ":" + n.local
}

// usualName returns the usual spelling of a name. Names without a namespace are those of forms.
func usualName(space, prefix, local string) string {
	switch strings.TrimSuffix(space, "/") {
	case nsJavaRosa:
		return "jr:" + local
	case nsODK:
		return "odk:" + local
	case nsOpenRosa:
		return "orx:" + local
	case nsEntities:
		return "entities:" + local
	case nsXForms, nsXHTML:
		return local
	}
	return name{prefix: prefix, local: local}.String()
}

// attribute is an attribute of an element. Declarations of namespaces are attributes too, "xmlns" and "xmlns:PREFIX".
type attribute struct {
	name  *name
	value string
}

// element is one element of a form's source. One without a name is a run of characters.
type element struct {
	name  *name
	attrs []attribute
	// nodes are the child elements and the runs of characters between them. Of a leaf, all characters are in chars.
	nodes []*element
	chars string
	line  int
}

// add puts an element at the end of another.
func (e *element) add(child *element) {
	e.loosen()
	e.nodes = append(e.nodes, child)
}

// addText puts characters at the end of an element. It reports whether that took a node of its own.
func (e *element) addText(s string) bool {
	if e.chars == "" && len(e.nodes) == 0 {
		e.chars = s
		return false
	}
	e.add(&element{chars: s})
	return true
}

// loosen makes room for nodes in what was a leaf.
func (e *element) loosen() {
	if e.chars != "" {
		e.nodes = append(e.nodes, &element{chars: e.chars})
		e.chars = ""
	}
}

func (e *element) isText() bool { return e.name == nil }

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
		if a.name.usual == usual {
			return a.value, true
		}
	}
	return "", false
}

// is reports whether the element has a usual name.
func (e *element) is(usual string) bool { return e.name.usual == usual }

// elements returns the child elements without the characters between them, not to be changed.
func (e *element) elements() []*element {
	if !slices.ContainsFunc(e.nodes, (*element).isText) {
		return e.nodes
	}
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
	if len(e.nodes) == 0 {
		return e.chars
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
		out.Attrs = append(out.Attrs, forms.Attr{Name: a.name.usual, Value: a.value})
	}
	for _, c := range e.elements() {
		out.Children = append(out.Children, c.data())
	}
	if len(out.Children) == 0 {
		out.Text = e.value()
	}
	return out
}
