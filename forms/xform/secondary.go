package xform

import (
	"slices"

	"plumbline/forms"
)

// readSecondary reads the instances after the primary one: choice lists, other data, and data from elsewhere.
func (r *reader) readSecondary() {
	for _, e := range r.model.all("instance")[1:] {
		id := e.attr("id")
		if id == "" {
			r.report.warn(e, "", "A secondary <instance> has no id, so that no expression can read it. Give it one.")
			continue
		}
		if _, twice := r.instances[id]; twice {
			r.report.fail(e, "", "There are two instances with the id %q. Give one of the two another id.", id)
			continue
		}
		children, url := e.elements(), e.attr("src")
		r.instances[id] = url
		if url != "" {
			r.def.Sources = append(r.def.Sources, forms.Source{ID: id, URL: url})
			continue
		}
		if len(children) == 0 {
			r.report.warn(e, "", "The instance %q is empty, and names no src to read its data from.", id)
			children = []*element{{name: named("root")}}
		}
		if list := r.choiceList(id, children[0]); list != nil {
			r.addList(list)
			continue
		}
		r.def.Sources = append(r.def.Sources, forms.Source{ID: id, Inline: children[0].data()})
	}
}

func (r *reader) addList(list *forms.List) {
	r.def.Lists[list.Name] = list
	r.instances[list.Name] = ""
	r.def.ListOrder = append(r.def.ListOrder, list.Name)
}

// maxColumns is how many columns a choice list can have.
const maxColumns = 200

// Children of a choice in a choice list.
const (
	itemName  = "name"
	itemLabel = "label"
	itemText  = "itextId"
)

// choiceList returns the choice list that an instance holds; nil when it holds other data.
func (r *reader) choiceList(id string, root *element) *forms.List {
	if root.name.local != "root" || len(root.attrs) > 0 {
		return nil
	}
	list := &forms.List{Name: id}
	known := map[string]bool{itemName: true, itemLabel: true}
	for _, item := range root.elements() {
		choice, ok := r.choice(item)
		if !ok {
			return nil
		}
		for _, column := range item.elements() {
			if header := column.name.String(); !known[header] {
				known[header] = true
				list.Extra = append(list.Extra, header)
			}
		}
		list.Choices = append(list.Choices, choice)
	}
	return list
}

// choice reads an item. It says false when the item is more than a row of a choices sheet.
func (r *reader) choice(item *element) (forms.Choice, bool) {
	out := forms.Choice{}
	cells := item.elements()
	if item.name.local != "item" || len(item.attrs) > 0 || len(cells) > maxColumns {
		return out, false
	}
	named := false
	for i, cell := range cells {
		header := cell.name.String()
		twice := slices.ContainsFunc(cells[:i], func(other *element) bool { return *other.name == *cell.name })
		if twice || len(cell.attrs) > 0 || len(cell.elements()) > 0 {
			return out, false
		}
		value := cell.value()
		switch header {
		case itemName:
			out.Name, named = value, true
			continue
		case itemLabel:
			out.Label = forms.Plain(forms.Literal(value))
			continue
		case itemText:
			out.Label, out.Media = r.def.Itext[value], r.itext.media(value)
		}
		if out.Columns == nil {
			out.Columns = make(map[string]string, len(cells))
		}
		out.Columns[header] = value
	}
	return out, named
}
