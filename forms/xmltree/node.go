package xmltree

import (
	"fmt"
	"strings"

	"plumbline/forms/xpath"
)

// Node is the document, or an element, attribute, text, comment or processing instruction of it. It does not change once
// it is parsed.
type Node struct {
	kind       xpath.NodeKind
	name       string
	space      string // URI
	text       string // of a leaf
	parent     *Node  // nil for the document
	children   []xpath.Node
	attributes []xpath.Node
}

// Kind implements xpath.Node.
func (n *Node) Kind() xpath.NodeKind { return n.kind }

// Name implements xpath.Node.
func (n *Node) Name() string { return n.name }

// Space implements xpath.Node. It is the prefix where the document does not declare it.
func (n *Node) Space() string { return n.space }

// Children implements xpath.Node.
func (n *Node) Children() []xpath.Node { return n.children }

// Attributes implements xpath.Node.
func (n *Node) Attributes() []xpath.Node { return n.attributes }

// Parent implements xpath.Node.
func (n *Node) Parent() xpath.Node {
	if n.parent == nil {
		return nil
	}
	return n.parent
}

// Text implements xpath.Node.
func (n *Node) Text() string {
	if n.kind != xpath.Element && n.kind != xpath.Document {
		return n.text
	}
	var out strings.Builder
	n.join(&out)
	return out.String()
}

func (n *Node) join(out *strings.Builder) {
	for _, c := range n.children {
		switch c := c.(*Node); c.kind {
		case xpath.TextNode:
			out.WriteString(c.text)
		case xpath.Element:
			c.join(out)
		}
	}
}

// Path is where the node is, as a path of names: "/data/repeat[2]/name", with a place where siblings share the name.
func (n *Node) Path() string {
	if n.parent == nil {
		return "/"
	}
	up := strings.TrimSuffix(n.parent.Path(), "/")
	if n.kind == xpath.Attribute {
		return up + "/" + n.step()
	}
	place, all := 0, 0
	for _, c := range n.parent.children {
		if c := c.(*Node); c.step() == n.step() {
			all++
			if c == n {
				place = all
			}
		}
	}
	if all == 1 {
		return up + "/" + n.step()
	}
	return fmt.Sprintf("%s/%s[%d]", up, n.step(), place)
}

func (n *Node) step() string {
	switch n.kind {
	case xpath.Attribute:
		return "@" + n.name
	case xpath.TextNode:
		return "text()"
	case xpath.Comment:
		return "comment()"
	case xpath.Instruction:
		return "processing-instruction()"
	default:
		return n.name
	}
}

// root is the document's one element; nil for a document without.
func (n *Node) root() *Node {
	for _, c := range n.children {
		if c.Kind() == xpath.Element {
			return c.(*Node)
		}
	}
	return nil
}

// find is the first element, from the node downwards, of a name whose attribute has a value; nil when there is none.
func (n *Node) find(name, attribute, value string) *Node {
	if n.kind == xpath.Element && n.name == name && n.attribute(attribute) == value {
		return n
	}
	for _, c := range n.children {
		if found := c.(*Node).find(name, attribute, value); found != nil {
			return found
		}
	}
	return nil
}

func (n *Node) attribute(name string) string {
	for _, a := range n.attributes {
		if a.Name() == name {
			return a.Text()
		}
	}
	return ""
}
