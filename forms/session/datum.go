package session

import (
	"strings"

	"plumbline/forms"
	"plumbline/forms/xpath"
)

// datum is an element, an attribute or the document of data that expressions read and nobody answers. It does not change
// once it is made, and is safe for use by several goroutines.
type datum struct {
	kind         xpath.NodeKind
	space, local string
	text         string // of an element without children
	up           xpath.Node
	kids, attrs  []xpath.Node
	choice       int // of an item of a choice list: the index of its choice; -1 for everything else
}

// newData makes a document of data.
func newData() *datum { return &datum{kind: xpath.Document} }

// add makes a child element. The name may have a prefix.
func (d *datum) add(name, text string) *datum {
	kid := &datum{local: name, text: text, up: d, choice: -1}
	if space, local, ok := strings.Cut(name, ":"); ok {
		kid.space, kid.local = space, local
	}
	d.kids = append(d.kids, kid)
	return kid
}

func (d *datum) addAttribute(name, text string) {
	a := &datum{kind: xpath.Attribute, local: name, text: text, up: d}
	d.attrs = append(d.attrs, a)
}

// addElement adds an element that a form carries, and all inside it.
func (d *datum) addElement(e *forms.Element) {
	kid := d.add(e.Name, e.Text)
	for _, a := range e.Attrs {
		kid.addAttribute(a.Name, a.Value)
	}
	for _, c := range e.Children {
		kid.addElement(c)
	}
}

// Kind implements xpath.Node.
func (d *datum) Kind() xpath.NodeKind { return d.kind }

// Name implements xpath.Node.
func (d *datum) Name() string { return d.local }

// Space implements xpath.Node.
func (d *datum) Space() string { return d.space }

// Parent implements xpath.Node.
func (d *datum) Parent() xpath.Node { return d.up }

// Children implements xpath.Node.
func (d *datum) Children() []xpath.Node { return d.kids }

// Attributes implements xpath.Node.
func (d *datum) Attributes() []xpath.Node { return d.attrs }

// Text implements xpath.Node.
func (d *datum) Text() string {
	if len(d.kids) == 0 {
		return d.text
	}
	var b strings.Builder
	d.join(&b)
	return b.String()
}

func (d *datum) join(b *strings.Builder) {
	b.WriteString(d.text)
	for _, kid := range d.kids {
		kid.(*datum).join(b)
	}
}

// ChildrenNamed implements xpath.Named. Children of one name mostly stand together, and are then not copied.
func (d *datum) ChildrenNamed(name string) []xpath.Node {
	from := -1
	for i, kid := range d.kids {
		match := kid.Name() == name
		switch {
		case match && from < 0:
			from = i
		case !match && from >= 0:
			return d.andLater(name, from, i)
		}
	}
	if from < 0 {
		return nil
	}
	return d.kids[from:len(d.kids):len(d.kids)]
}

// andLater returns the children of a name that stand from..to, and those that come after.
func (d *datum) andLater(name string, from, to int) []xpath.Node {
	found := d.kids[from:to:to]
	for _, kid := range d.kids[to:] {
		if kid.Name() == name {
			found = append(found, kid)
		}
	}
	return found
}
