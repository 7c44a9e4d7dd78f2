package xpath_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"plumbline/forms/xpath"
)

// node is a tree of XML as expressions see it.
type node struct {
	kind         xpath.NodeKind
	name, prefix string
	text         string
	parent       *node
	children     []xpath.Node
	attributes   []xpath.Node
}

func (n *node) Kind() xpath.NodeKind     { return n.kind }
func (n *node) Name() string             { return n.name }
func (n *node) Children() []xpath.Node   { return n.children }
func (n *node) Attributes() []xpath.Node { return n.attributes }

const xmlns = "http://www.w3.org/2000/xmlns/"

// Space resolves the prefix by the declarations in scope.
func (n *node) Space() string {
	switch {
	case n.prefix == "xml":
		return "http://www.w3.org/XML/1998/namespace"
	case n.prefix == "xmlns" || n.kind == xpath.Attribute && n.prefix == "" && n.name == "xmlns":
		return xmlns
	case n.prefix == "" && n.kind != xpath.Element:
		return ""
	}
	for at := n; at != nil; at = at.parent {
		for _, a := range at.attributes {
			a := a.(*node)
			if a.prefix == "xmlns" && a.name == n.prefix || n.prefix == "" && a.prefix == "" && a.name == "xmlns" {
				return a.text
			}
		}
	}
	return n.prefix
}

func (n *node) Parent() xpath.Node {
	if n.parent == nil {
		return nil
	}
	return n.parent
}

func (n *node) Text() string {
	if n.kind != xpath.Element && n.kind != xpath.Document {
		return n.text
	}
	if len(n.children) == 1 && n.children[0].Kind() == xpath.TextNode {
		return n.children[0].Text()
	}
	var out strings.Builder
	for _, c := range n.children {
		if c.Kind() == xpath.Element || c.Kind() == xpath.TextNode {
			out.WriteString(c.Text())
		}
	}
	return out.String()
}

func (n *node) add(c *node) *node {
	c.parent = n
	if c.kind == xpath.Attribute {
		n.attributes = append(n.attributes, c)
	} else {
		n.children = append(n.children, c)
	}
	return c
}

func parseXML(tb testing.TB, source string) *node {
	tb.Helper()
	doc := &node{kind: xpath.Document}
	at := doc
	d := xml.NewDecoder(strings.NewReader(source))
	d.Entity = xml.HTMLEntity
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return doc
		}
		if err != nil {
			tb.Fatalf("parse %s: %v", source, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			at = at.add(&node{name: token.Name.Local, prefix: token.Name.Space})
			for _, a := range token.Attr {
				at.add(&node{kind: xpath.Attribute, name: a.Name.Local, prefix: a.Name.Space, text: a.Value})
			}
		case xml.EndElement:
			at = at.parent
		case xml.CharData:
			if at != doc {
				at.add(&node{kind: xpath.TextNode, text: string(token)})
			}
		case xml.Comment:
			at.add(&node{kind: xpath.Comment, text: string(token)})
		case xml.ProcInst:
			at.add(&node{kind: xpath.Instruction, name: token.Target, text: string(token.Inst)})
		}
	}
}

var pathPart = regexp.MustCompile(`^(\*|text\(\)|comment\(\)|processing-instruction\(\))\[(\d+)\]$`)

// at finds the node at a path as the corpus writes them: "/*[1]/*[2]/@id".
func (n *node) at(tb testing.TB, path string) *node {
	tb.Helper()
	for _, part := range strings.Split(strings.Trim(path, "/"), "/") {
		if part != "" {
			n = n.step(tb, part)
		}
	}
	return n
}

func (n *node) step(tb testing.TB, part string) *node {
	tb.Helper()
	if strings.HasPrefix(part, "@") {
		for _, a := range n.attributes {
			if a := a.(*node); a.label() == part {
				return a
			}
		}
		tb.Fatalf("no attribute %s", part)
	}
	m := pathPart.FindStringSubmatch(part)
	if m == nil {
		tb.Fatalf("path %q", part)
	}
	place, _ := strconv.Atoi(m[2])
	for _, c := range n.children {
		if c := c.(*node); c.label() == m[1] {
			if place--; place == 0 {
				return c
			}
		}
	}
	tb.Fatalf("no child %s", part)
	return nil
}

// label is what the corpus calls the kind of node in a path.
func (n *node) label() string {
	switch n.kind {
	case xpath.Attribute:
		if n.prefix != "" {
			return "@" + n.prefix + ":" + n.name
		}
		return "@" + n.name
	case xpath.TextNode:
		return "text()"
	case xpath.Comment:
		return "comment()"
	case xpath.Instruction:
		return "processing-instruction()"
	default:
		return "*"
	}
}

func (n *node) path() string {
	if n.parent == nil {
		return "/"
	}
	up := strings.TrimSuffix(n.parent.path(), "/")
	if n.kind == xpath.Attribute {
		return up + "/" + n.label()
	}
	place := 0
	for _, c := range n.parent.children {
		if c.(*node).label() == n.label() {
			place++
		}
		if c == xpath.Node(n) {
			break
		}
	}
	return fmt.Sprintf("%s/%s[%d]", up, n.label(), place)
}

func (n *node) find(name, attribute, value string) *node {
	if n.name == name && n.attribute(attribute) == value {
		return n
	}
	for _, c := range n.children {
		if found := c.(*node).find(name, attribute, value); found != nil {
			return found
		}
	}
	return nil
}

func (n *node) attribute(name string) string {
	for _, a := range n.attributes {
		if a.Name() == name {
			return a.Text()
		}
	}
	return ""
}

// world answers from a form in XML.
type world struct {
	zone     *time.Location
	doc      *node
	language string
	months   [12]string
	days     [7]string
}

// Now is the moment at which the corpus was recorded.
func (w *world) Now() time.Time {
	return time.Date(2026, time.November, 23, 8, 20, 0, 0, time.UTC).In(w.zone)
}
func (w *world) Random() float64                                { return 0.25 }
func (w *world) UUID() string                                   { return "f81d4fae-7dec-41d0-a765-00a0c91e6bf6" }
func (w *world) Version() string                                { return "7" }
func (w *world) Months() [12]string                             { return w.months }
func (w *world) Days() [7]string                                { return w.days }
func (w *world) ChoiceName(_ xpath.Node, v, path string) string { return path + "=" + v }

func (w *world) Instance(id string) xpath.Node {
	if found := w.doc.find("instance", "id", id); found != nil {
		return found
	}
	return nil
}

func (w *world) Text(id string) string {
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

// translation is that of the language, or else the default one, or else the first.
func (w *world) translation() *node {
	itext := w.doc.find("itext", "", "")
	if itext == nil {
		return nil
	}
	if w.language != "" {
		return itext.find("translation", "lang", w.language)
	}
	for _, c := range itext.children {
		for _, a := range c.Attributes() {
			if a.Name() == "default" {
				return c.(*node)
			}
		}
	}
	return itext.find("translation", "", "")
}

// evaluate gives the text of an expression at the document element.
func evaluate(tb testing.TB, source, expression string) string {
	tb.Helper()
	e, err := xpath.Compile(expression, xpath.Options{})
	if err != nil {
		tb.Fatalf("%s: %v", expression, err)
	}
	return e.Text(contextOf(tb, source))
}

// contextOf is the document element of a form, in Greenwich.
func contextOf(tb testing.TB, source string) *xpath.Context {
	tb.Helper()
	doc := parseXML(tb, source)
	return &xpath.Context{Node: doc.at(tb, "/*[1]"), Root: doc, World: &world{zone: time.UTC, doc: doc, language: "en"}}
}
