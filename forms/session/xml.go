package session

import (
	"bytes"
	"encoding/xml"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"plumbline/forms"
)

// XML writes the record as an ODK submission: relevant nodes only, in form order, blank ones as empty elements. Texts are
// in Unicode's normal form C, as servers compare them byte by byte.
func (s *Session) XML() []byte {
	w := xmlWriter{session: s, spaces: s.form.spaces()}
	w.Grow(s.written + s.written/8)
	w.element(s.root(), true)
	s.written = w.Len()
	return w.Bytes()
}

// namespaces are the URIs of the prefixes that names of the form have.
func (f *Form) namespaces() map[string]string {
	known := map[string]string{
		"orx": "http://openrosa.org/xforms", "jr": "http://openrosa.org/javarosa",
		"odk": "http://www.opendatakit.org/xforms", "entities": "http://www.opendatakit.org/xforms/entities",
	}
	for _, declared := range strings.Fields(f.def.Setting("namespaces")) {
		if prefix, uri, ok := strings.Cut(declared, "="); ok {
			known[prefix] = strings.Trim(uri, `"'`)
		}
	}
	used := map[string]string{}
	note := func(name string) {
		if prefix, _, ok := strings.Cut(name, ":"); ok {
			used[prefix] = known[prefix]
		}
	}
	for _, it := range f.items {
		note(it.node.Name)
		for name := range it.node.Instance {
			note(name)
		}
	}
	return used
}

type xmlWriter struct {
	bytes.Buffer
	session *Session
	spaces  map[string]string
}

func (w *xmlWriter) element(n *node, outermost bool) {
	if !n.relevant || n.item.spare && n.typed == "" {
		return
	}
	if n.isRange() {
		for _, instance := range n.set.live {
			w.element(instance, false)
		}
		return
	}
	w.WriteByte('<')
	w.WriteString(n.item.name)
	if outermost {
		w.declarations()
	}
	w.attributes(n)
	if n.leaf && n.text == "" || !n.leaf && len(n.kids) == 0 {
		w.WriteString("/>")
		return
	}
	w.WriteByte('>')
	if n.leaf {
		w.escape(n.text)
	} else {
		for _, kid := range n.kids {
			w.element(kid, false)
		}
	}
	w.WriteString("</")
	w.WriteString(n.item.name)
	w.WriteByte('>')
}

func (w *xmlWriter) declarations() {
	if uri := w.session.form.def.Setting("instance_xmlns"); uri != "" {
		w.attribute("xmlns", uri)
	}
	for _, prefix := range slices.Sorted(maps.Keys(w.spaces)) {
		w.attribute("xmlns:"+prefix, w.spaces[prefix])
	}
}

// attributes writes those that do not change and those that do.
func (w *xmlWriter) attributes(n *node) {
	if !n.item.dressed && n != w.session.root() {
		return
	}
	values := maps.Clone(n.item.node.Instance)
	if n == w.session.root() && values["id"] == "" {
		values = formAttributes(w.session.form.def)
	}
	for _, a := range n.attrs() {
		if values == nil {
			values = map[string]string{}
		}
		values[a.item.node.Name] = a.text
	}
	names := slices.SortedFunc(maps.Keys(values), func(a, b string) int {
		return strings.Compare(attributeOrder(a), attributeOrder(b))
	})
	for _, name := range names {
		w.attribute(name, values[name])
	}
}

// attributeOrder puts the id of a form, and then its version, in front of other attributes.
func attributeOrder(name string) string {
	switch name {
	case "id":
		return "\x00"
	case "version":
		return "\x01"
	default:
		return name
	}
}

func (w *xmlWriter) attribute(name, value string) {
	w.WriteString(" " + name + `="`)
	w.escape(value)
	w.WriteString(`"`)
}

// escape writes text. What XML cannot hold becomes U+FFFD.
func (w *xmlWriter) escape(text string) {
	if plainASCII(text) {
		w.WriteString(text)
		return
	}
	// A bytes.Buffer takes every write.
	_ = xml.EscapeText(w, norm.NFC.Bytes([]byte(text)))
}

// plainASCII reports whether XML has a text as it is.
func plainASCII(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '<' || c == '>' || c == '&' || c == '\'' || c == '"' {
			return false
		}
	}
	return true
}

// formAttributes are those of the root of a form that is not an XForm.
func formAttributes(def *forms.Definition) map[string]string {
	out := map[string]string{"id": def.ID}
	if def.Version != "" {
		out["version"] = def.Version
	}
	for name, value := range def.Settings {
		if attr, ok := strings.CutPrefix(name, "attribute::"); ok {
			out[attr] = value
		}
	}
	return out
}
