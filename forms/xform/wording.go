package xform

import (
	"strings"

	"plumbline/forms"
)

// shown returns what a <label>, a <hint> or the like shows: its own words, a translated text, or an expression. The id
// is that of the translated text; "" for the others.
func (r *reader) shown(e *element, path string) (text forms.Text, id string) {
	if e == nil {
		return nil, ""
	}
	ref := e.attr("ref")
	if ref == "" {
		return forms.Plain(worded(e)), ""
	}
	id, named := itextID(ref)
	if !named {
		return forms.Plain("${ " + ref + " }"), ""
	}
	if r.itext.texts[id] == nil {
		r.report.warn(e, path, "The <%s> shows the text %q, which no <translation> has. Add a <text> of that id.", e.name, id)
	}
	return r.def.Itext[id], id
}

// message returns the text of an attribute that holds words or names a translated text.
func (r *reader) message(e *element, attr, path string) forms.Text {
	value := e.attr(attr)
	id, named := itextID(value)
	switch {
	case !named && strings.HasPrefix(value, "jr:itext("):
		return forms.Plain("${ " + value + " }")
	case !named:
		return forms.Plain(forms.Literal(value))
	}
	if r.itext.texts[id] == nil {
		r.report.warn(e, path, "%s names the text %q, which no <translation> has. Add a <text> of that id.", attr, id)
	}
	return r.def.Itext[id]
}

// worded returns the wording inside an element, with outputs as forms.Parts knows them.
func worded(e *element) string {
	if len(e.nodes) == 0 {
		return strings.TrimSpace(forms.Literal(e.chars))
	}
	var b strings.Builder
	word(&b, e)
	return strings.TrimSpace(b.String())
}

func word(b *strings.Builder, e *element) {
	b.WriteString(forms.Literal(e.chars))
	for _, c := range e.nodes {
		switch {
		case c.isText():
			b.WriteString(forms.Literal(c.chars))
		case c.name.local == "output":
			value := c.attr("value")
			if value == "" {
				value = c.attr("ref")
			}
			if value != "" {
				b.WriteString("${ " + value + " }")
			}
		default:
			word(b, c)
		}
	}
}
