package xform

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"plumbline/forms"
)

// primaryInstance returns the instance that a new record starts with.
func (w *writer) primaryInstance() *element {
	root := w.instanceNode(w.def.Root, false)
	if w.def.Primary != nil {
		root = fromData(w.def.Primary)
	}
	w.rootAttributes(root)
	return build("instance").with(root)
}

func (w *writer) rootAttributes(root *element) {
	for _, setting := range slices.Sorted(maps.Keys(w.def.Settings)) {
		if attr, found := strings.CutPrefix(setting, "attribute::"); found {
			root.set(attr, w.def.Settings[setting])
		}
	}
	for _, a := range []forms.Attr{
		{Name: "id", Value: w.def.ID},
		{Name: "xmlns", Value: w.def.Setting("instance_xmlns")},
		{Name: "version", Value: w.def.Version},
		{Name: "odk:prefix", Value: w.def.Setting("prefix")},
		{Name: "odk:delimiter", Value: w.def.Setting("delimiter")},
	} {
		if a.Value != "" {
			root.set(a.Name, a.Value)
		}
	}
}

// instanceNode returns the element of a node. A repeat inside it has a template in front of its first instance, unless
// there is one further out.
func (w *writer) instanceNode(n *forms.Node, templated bool) *element {
	e := build(n.Name).setAll(n.Instance)
	if !n.DefaultDynamic {
		e.text(n.Default)
	}
	for _, c := range n.Children {
		if c.Kind == forms.Repeat && !templated {
			e.with(w.template(c), w.instanceNode(c, true))
			continue
		}
		e.with(w.instanceNode(c, templated))
	}
	return e
}

// template returns the element that new instances of a repeat are copied from.
func (w *writer) template(repeat *forms.Node) *element {
	e := build(repeat.Name)
	e.set(templateAttr, "")
	for _, c := range repeat.Children {
		if c.Kind == forms.Repeat {
			e.with(w.template(c))
			continue
		}
		e.with(w.instanceNode(c, false))
	}
	return e
}

// fromData returns data that a form carries as an element.
func fromData(d *forms.Element) *element {
	e := build(d.Name)
	for _, a := range d.Attrs {
		e.set(a.Name, a.Value)
	}
	e.text(d.Text)
	for _, c := range d.Children {
		e.with(fromData(c))
	}
	return e
}

// secondaryInstances returns the instances of other data, and then those of the choice lists.
func (w *writer) secondaryInstances() []*element {
	var out []*element
	for _, s := range w.def.Sources {
		e := build("instance", "id", s.ID, "src", s.URL)
		if s.Inline != nil {
			e.with(fromData(s.Inline))
		}
		out = append(out, e)
	}
	searched := w.searched()
	for _, name := range w.def.ListOrder {
		if list := w.def.Lists[name]; list != nil && !searched[name] {
			out = append(out, build("instance", "id", name).with(w.listRoot(list)))
		}
	}
	return out
}

func (w *writer) listRoot(list *forms.List) *element {
	root := build("root")
	spoken := w.spoken[list.Name]
	for i, c := range list.Choices {
		item := build("item")
		if spoken {
			item.with(build(itemText).text(choiceTextID(list, i)))
		}
		item.with(build(itemName).text(c.Name))
		if !spoken && !c.Label.Empty() {
			item.with(build(itemLabel).text(plainWords(c.Label[forms.Untranslated])))
		}
		for _, header := range list.Extra {
			if value, found := c.Columns[header]; found && header != itemText {
				item.with(build(header).text(value))
			}
		}
		root.with(item)
	}
	return root
}

// choiceTextID returns the id of the text of a choice, by its place in the list.
func choiceTextID(list *forms.List, index int) string { return list.Name + "-" + strconv.Itoa(index) }

// needsItext reports whether a list's labels need more than words: a translation, media, or an answer in them.
func needsItext(list *forms.List) bool {
	for _, c := range list.Choices {
		if len(c.Media) > 0 || translated(c.Label) || holdsAnswers(c.Label[forms.Untranslated]) {
			return true
		}
	}
	return false
}

// translated reports whether any wording of a text names its language.
func translated(t forms.Text) bool {
	for language := range t {
		if language != forms.Untranslated {
			return true
		}
	}
	return false
}

// holdsAnswers reports whether wording has an expression in it.
func holdsAnswers(wording string) bool {
	for _, p := range forms.Parts(wording) {
		if p.Expression != "" && p.Expression != literalDollar {
			return true
		}
	}
	return false
}

// literalDollar is the expression by which forms.Literal writes the characters of an expression's beginning.
const literalDollar = "'${'"

// plainWords returns wording without expressions as it is shown.
func plainWords(wording string) string {
	var b strings.Builder
	for _, p := range forms.Parts(wording) {
		b.WriteString(p.Words)
		if p.Expression == literalDollar {
			b.WriteString("${")
		}
	}
	return b.String()
}
