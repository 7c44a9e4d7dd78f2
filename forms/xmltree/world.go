package xmltree

import (
	"time"

	"plumbline/forms/xpath"
)

// World answers what expressions ask beyond the tree, from the document where it is an XForm: its secondary instances and
// its texts. Every field is needed.
type World struct {
	Document *Node
	Clock    func() time.Time // in the zone that dates are read and written in
	NewID    func() string    // an id that nothing else has, from which uuid() makes one of version 4
	Numbers  func() float64   // in [0,1)
	Language string           // of texts; "" is the one that the document calls its default, or else its first
}

var _ xpath.World = World{}

// Now implements xpath.World.
func (w World) Now() time.Time { return w.Clock() }

// Random implements xpath.World.
func (w World) Random() float64 { return w.Numbers() }

// UUID implements xpath.World.
func (w World) UUID() string { return xpath.UUIDOf(w.NewID()) }

// Instance implements xpath.World.
func (w World) Instance(id string) xpath.Node {
	if found := w.Document.find("instance", "id", id); found != nil {
		return found
	}
	return nil
}

// ChoiceName implements xpath.World. A document by itself does not say which choices a question has.
func (w World) ChoiceName(xpath.Node, string, string) string { return "" }

// Text implements xpath.World.
func (w World) Text(id string) string {
	translation := w.translation()
	if translation == nil {
		return ""
	}
	text := translation.find("text", "id", id)
	if text == nil {
		return ""
	}
	if plain := text.find("value", "form", ""); plain != nil {
		return plain.Text()
	}
	return ""
}

func (w World) translation() *Node {
	itext := w.Document.find("itext", "", "")
	if itext == nil {
		return nil
	}
	first := (*Node)(nil)
	for _, c := range itext.children {
		c := c.(*Node)
		switch {
		case c.name != "translation":
		case w.Language != "" && c.attribute("lang") == w.Language, w.Language == "" && c.has("default"):
			return c
		case first == nil:
			first = c
		}
	}
	if w.Language != "" {
		return nil
	}
	return first
}

func (n *Node) has(attribute string) bool {
	for _, a := range n.attributes {
		if a.Name() == attribute {
			return true
		}
	}
	return false
}

// Version implements xpath.World.
func (w World) Version() string { return w.Document.root().attribute("version") }

// Months implements xpath.World. Names are English.
func (w World) Months() [12]string { return [12]string{} }

// Days implements xpath.World. Names are English.
func (w World) Days() [7]string { return [7]string{} }
