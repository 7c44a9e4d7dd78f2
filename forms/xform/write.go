package xform

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"plumbline/forms"
)

// Versions of the specifications that a written form keeps to.
const (
	xformsVersion       = "1.0.0"
	entitiesVersion     = "2024.1.0" // entities of the record itself
	entitiesVersionDeep = "2025.1.0" // entities of repeats and groups
)

// Write writes the XForm that says what a Definition says, as the reference converter would write it for the workbook:
// with a template for every repeat, texts that have a translation in itext, and choice lists as secondary instances.
func Write(w io.Writer, def *forms.Definition) error {
	out := &writer{def: def, triggered: map[string][]*forms.Node{}, spoken: map[string]bool{}}
	for name, list := range def.Lists {
		out.spoken[name] = needsItext(list)
	}
	def.Root.Walk(func(n *forms.Node) bool {
		for _, question := range n.Triggers {
			out.triggered[question] = append(out.triggered[question], n)
		}
		return true
	})
	out.collectTexts()
	if err := serialize(w, out.html()); err != nil {
		return fmt.Errorf("write form %s: %w", def.ID, err)
	}
	return nil
}

// writer is one Definition on its way to XML.
type writer struct {
	def       *forms.Definition
	texts     texts
	spoken    map[string]bool          // names of the lists whose labels are in the translation block
	triggered map[string][]*forms.Node // what a change of a question runs, by the question's path
}

func (w *writer) html() *element {
	title := w.def.Title
	if title == "" {
		title = w.def.ID
	}
	body := build("h:body", "class", w.def.Setting("style"))
	body.nodes = w.controls(w.def.Root)
	html := build("h:html",
		"xmlns", nsXForms, "xmlns:h", nsXHTML, "xmlns:ev", nsEvents, "xmlns:xsd", nsSchema, "xmlns:jr", nsJavaRosa,
		"xmlns:orx", nsOpenRosa, "xmlns:odk", nsODK)
	w.declare(html)
	return html.with(build("h:head").with(build("h:title").text(title), w.model()), body)
}

// declare adds the namespaces that a form uses beyond those of every form.
func (w *writer) declare(html *element) {
	if len(w.def.Entities) > 0 {
		html.set("xmlns:entities", nsEntities)
	}
	for _, pair := range strings.Fields(w.def.Setting("namespaces")) {
		prefix, uri, found := strings.Cut(pair, "=")
		if _, known := html.lookup("xmlns:" + prefix); found && prefix != "" && !known {
			html.set("xmlns:"+prefix, strings.Trim(uri, `"'`))
		}
	}
}

func (w *writer) model() *element {
	model := build("model", "odk:xforms-version", xformsVersion, "entities:entities-version", w.entitiesVersion())
	model.with(w.submission(), w.itext(), w.primaryInstance())
	model.with(w.secondaryInstances()...)
	return model.with(w.binds()...)
}

func (w *writer) entitiesVersion() string {
	version := ""
	for _, e := range w.def.Entities {
		if version = entitiesVersion; e.Container != w.def.Root.Path {
			return entitiesVersionDeep
		}
	}
	return version
}

// submission returns what the form's settings say about sending records; nil when they say nothing.
func (w *writer) submission() *element {
	url, method := w.def.Setting("submission_url"), ""
	if url != "" {
		method = "post"
	}
	e := build("submission", "action", url, "method", method, "base64RsaPublicKey", w.def.Setting("public_key"),
		"orx:auto-send", w.def.Setting("auto_send"), "orx:auto-delete", w.def.Setting("auto_delete"))
	if isYes(w.def.Setting("client_editable")) {
		e.set("odk:client-editable", "true")
	}
	if len(e.attrs) == 0 {
		return nil
	}
	return e
}

// build returns an element with attributes, given as names and values by turns. Blank values are left out.
func build(called string, attrs ...string) *element {
	e := &element{name: named(called)}
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			e.set(attrs[i], attrs[i+1])
		}
	}
	return e
}

// set gives an attribute a value, which may be blank.
func (e *element) set(attr, value string) {
	for i, a := range e.attrs {
		if a.name.String() == attr {
			e.attrs[i].value = value
			return
		}
	}
	e.attrs = append(e.attrs, attribute{named(attr), value})
}

// setAll sets attributes in the order of their names.
func (e *element) setAll(attrs map[string]string) *element {
	for _, attr := range slices.Sorted(maps.Keys(attrs)) {
		e.set(attr, attrs[attr])
	}
	return e
}

// with adds child elements; nil ones are none.
func (e *element) with(children ...*element) *element {
	for _, c := range children {
		if c != nil {
			e.add(c)
		}
	}
	return e
}

// text adds characters.
func (e *element) text(s string) *element {
	if s != "" {
		e.addText(s)
	}
	return e
}

// isYes reports whether a cell of an XLSForm says yes.
func isYes(cell string) bool {
	switch cell {
	case "yes", "Yes", "YES", "true", "True", "TRUE", "true()":
		return true
	}
	return false
}
