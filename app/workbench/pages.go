package workbench

import (
	"strings"

	"plumbline/forms"
)

// page is one section of a form: a group or repeat of the outermost level, or questions between those that stand in none.
type page struct {
	key     string
	members []string // keys of the questions of a page that is no group; nil for one that is
}

// pages divides a form into sections, in form order.
func pages(def *forms.Definition) []page {
	var out []page
	open := false // the last page takes further questions
	for _, n := range def.Root.Children {
		switch {
		case n.Name == forms.MetaName:
		case n.Kind.Container():
			out, open = append(out, page{key: n.Key()}), false
		case !n.Kind.Asked() && n.Kind != forms.Note: // nobody sees it
		case open:
			last := &out[len(out)-1]
			last.members = append(last.members, n.Key())
		default:
			out, open = append(out, page{key: n.Key(), members: []string{n.Key()}}), true
		}
	}
	return out
}

// page finds the section of a key; false when the form has none of it.
func (o Outline) page(key string) (page, bool) {
	for _, p := range pages(o.Form.Definition()) {
		if p.key == key {
			return p, true
		}
	}
	return page{}, false
}

// SectionOf is the key of the section in which a node stands; "" when it stands in none.
func (o Outline) SectionOf(key string) string {
	outermost, _, _ := strings.Cut(key, "/")
	for _, p := range pages(o.Form.Definition()) {
		if p.key == outermost {
			return p.key
		}
		for _, member := range p.members {
			if member == outermost {
				return p.key
			}
		}
	}
	return ""
}

// Members are the keys of what stands directly in a section.
func (o Outline) Members(section string) []string {
	p, ok := o.page(section)
	if !ok || p.members == nil {
		return o.Form.Children(section)
	}
	return p.members
}

// SectionOf is Outline.SectionOf.
func (w *Work) SectionOf(key string) string { return Outline{w.session}.SectionOf(key) }

// Members is Outline.Members.
func (w *Work) Members(section string) []string { return Outline{w.session}.Members(section) }

// looseTitle names a section of questions that stand in no group: by the form where it is all there is, or else by the
// first of its questions.
func (o Outline) looseTitle(members []string) string {
	def := o.Form.Definition()
	if len(pages(def)) == 1 && def.Title != "" {
		return def.Title
	}
	for _, key := range members {
		if v, ok := o.Form.View(key); ok && v.Relevant && v.Label != "" {
			line, _, _ := strings.Cut(v.Label, "\n")
			return line
		}
	}
	return def.Title
}
