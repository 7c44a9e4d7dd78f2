package session

import (
	"fmt"

	"plumbline/forms"
	"plumbline/forms/xpath"
)

// ReadXML reads a record from an ODK submission. What the form has no place for is left out. Instances of repeats get
// ids of newID.
func ReadXML(def *forms.Definition, content []byte, newID func() string) (Saved, error) {
	doc, err := parseXML(content)
	if err != nil {
		return Saved{}, fmt.Errorf("session: read record: %w", err)
	}
	r := xmlReader{newID: newID, Saved: Saved{Values: map[string]string{}, Instances: map[string][]string{}}}
	r.added = additionsTo(def).nodes
	r.read(def.Root, doc.kids[0].(*datum), "")
	return r.Saved, nil
}

type xmlReader struct {
	Saved
	newID func() string
	added map[*forms.Node][]*forms.Node
}

func (r *xmlReader) read(n *forms.Node, from *datum, key string) {
	for _, a := range n.Attributes {
		for _, attr := range from.attrs {
			if attr.Name() == localName(a.Name) {
				r.Values[join(key, "@"+a.Name)] = attr.Text()
			}
		}
	}
	if !n.Kind.Container() {
		r.Values[key] = from.Text()
		return
	}
	for _, list := range [][]*forms.Node{n.Children, r.added[n]} {
		for _, child := range list {
			r.readChild(child, from.ChildrenNamed(localName(child.Name)), join(key, child.Name))
		}
	}
}

func (r *xmlReader) readChild(n *forms.Node, found []xpath.Node, key string) {
	if n.Kind != forms.Repeat {
		if len(found) > 0 {
			r.read(n, found[0].(*datum), key)
		}
		return
	}
	r.Instances[key] = []string{}
	for _, f := range found {
		id := r.newID()
		r.Instances[key] = append(r.Instances[key], id)
		r.read(n, f.(*datum), key+"/"+id)
	}
}

// join puts a step at the end of a key.
func join(key, step string) string {
	if key == "" {
		return step
	}
	return key + "/" + step
}
