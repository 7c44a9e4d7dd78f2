package xlsform_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"plumbline/forms/xpath"
)

// dom is a node of an XML document for expressions to walk. Declarations of prefixes are attributes in the namespace
// "xmlns".
type dom struct {
	kind        xpath.NodeKind
	name, space string
	text        string // of attributes and texts
	parent      *dom
	children    []xpath.Node
	attributes  []xpath.Node
	source      string // of an element: the document's own characters
}

func (d *dom) Kind() xpath.NodeKind     { return d.kind }
func (d *dom) Name() string             { return d.name }
func (d *dom) Space() string            { return d.space }
func (d *dom) Children() []xpath.Node   { return d.children }
func (d *dom) Attributes() []xpath.Node { return d.attributes }

func (d *dom) Parent() xpath.Node {
	if d.parent == nil {
		return nil
	}
	return d.parent
}

func (d *dom) Text() string {
	if d.kind == xpath.Attribute || d.kind == xpath.TextNode {
		return d.text
	}
	var b strings.Builder
	for _, c := range d.children {
		b.WriteString(c.Text())
	}
	return b.String()
}

// parseDOM reads a document. White space between elements is left out.
func parseDOM(tb testing.TB, content string) *dom {
	tb.Helper()
	dec := xml.NewDecoder(strings.NewReader(content))
	document := &dom{kind: xpath.Document}
	at := document
	for {
		start := dec.InputOffset()
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return document
		}
		if err != nil {
			tb.Fatalf("not well-formed: %v\n%s", err, content)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := &dom{name: token.Name.Local, space: token.Name.Space, parent: at, source: content[start:]}
			for _, a := range token.Attr {
				if a.Name.Local != "xmlns" {
					e.attributes = append(e.attributes, &dom{
						kind: xpath.Attribute, name: a.Name.Local, space: a.Name.Space, text: a.Value, parent: e,
					})
				}
			}
			at.children = append(at.children, e)
			at = e
		case xml.EndElement:
			at.source = at.source[:len(at.source)-len(content)+int(dec.InputOffset())]
			at = at.parent
		case xml.CharData:
			if strings.TrimSpace(string(token)) != "" || !strings.Contains(string(token), "\n") {
				at.children = append(at.children, &dom{kind: xpath.TextNode, text: string(token), parent: at})
			}
		}
	}
}
