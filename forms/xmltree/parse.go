package xmltree

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"plumbline/forms/xpath"
)

// maxDepth is how deep elements may stand in one another, so that walking a document cannot exhaust the stack.
const maxDepth = 1000

// xmlnsSpace is the namespace of attributes that declare namespaces (Namespaces in XML 1.0, section 3).
const xmlnsSpace = "http://www.w3.org/2000/xmlns/"

// Parse reads a document. Entities that the document defines itself, and files that it names, are not read. The error
// says in which line the document is not well formed.
func Parse(content []byte) (*Node, error) {
	doc := &Node{kind: xpath.Document}
	at, depth := doc, 0
	in := xml.NewDecoder(bytes.NewReader(content))
	in.Entity = xml.HTMLEntity
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("xmltree: %w", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				line, _ := in.InputPos()
				return nil, fmt.Errorf("xmltree: elements stand more than %d deep in line %d", maxDepth, line)
			}
			at = at.element(token)
		case xml.EndElement:
			at, depth = at.parent, depth-1
		case xml.CharData:
			if at != doc {
				at.add(&Node{kind: xpath.TextNode, text: string(token)})
			}
		case xml.Comment:
			at.add(&Node{kind: xpath.Comment, text: string(token)})
		case xml.ProcInst:
			at.add(&Node{kind: xpath.Instruction, name: token.Target, text: string(token.Inst)})
		}
	}
	if doc.root() == nil {
		return nil, errors.New("xmltree: there is no element")
	}
	return doc, nil
}

// element adds an element with its attributes.
func (n *Node) element(start xml.StartElement) *Node {
	e := n.add(&Node{name: start.Name.Local, space: start.Name.Space})
	for _, a := range start.Attr {
		space := a.Name.Space
		if space == "xmlns" || space == "" && a.Name.Local == "xmlns" {
			space = xmlnsSpace
		}
		e.attributes = append(e.attributes, &Node{kind: xpath.Attribute, name: a.Name.Local, space: space, text: a.Value, parent: e})
	}
	return e
}

func (n *Node) add(c *Node) *Node {
	c.parent = n
	n.children = append(n.children, c)
	return c
}

// Namespaces are the URIs of the prefixes that the document declares, for xpath.Options. Where it declares one twice, the
// first counts.
func (n *Node) Namespaces() map[string]string {
	out := map[string]string{}
	n.declared(out)
	return out
}

func (n *Node) declared(out map[string]string) {
	for _, a := range n.attributes {
		if _, known := out[a.Name()]; a.Space() == xmlnsSpace && a.Name() != "xmlns" && !known {
			out[a.Name()] = a.Text()
		}
	}
	for _, c := range n.children {
		c.(*Node).declared(out)
	}
}
