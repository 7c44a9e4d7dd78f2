package corpus

import (
	"encoding/xml"
	"errors"
	"html"
	"io"
	"slices"
	"strings"
)

// Canonical returns an XForm as lines that are equal where two forms say the same. Prefixes, the order of attributes,
// and white space that only lays out the document do not count; the order of elements does where a person or a record
// would see it: in the body, in the instances. What is not XML is a line that says so.
func Canonical(content []byte) []string {
	dec := xml.NewDecoder(strings.NewReader(string(content)))
	root := &branch{}
	stack := []*branch{root}
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return root.lines(0)
		}
		if err != nil {
			return []string{"not well-formed: " + err.Error()}
		}
		top := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			b := &branch{local: token.Name.Local, head: head(token)}
			top.children = append(top.children, b)
			stack = append(stack, b)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if words := Collapse(string(token)); words != "" {
				top.children = append(top.children, &branch{head: words})
			}
		}
	}
}

// Collapse makes each run of white space one space, and leaves none at the ends.
func Collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

// Difference returns the first lines in which two canonical forms differ; "" when they are equal.
func Difference(got, want []string) string {
	for i := range max(len(got), len(want)) {
		g, w := "(end)", "(end)"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			return "got  " + strings.TrimSpace(g) + "\n\twant " + strings.TrimSpace(w)
		}
	}
	return ""
}

// branch is an element of an XForm, or a run of characters, in canonical form.
type branch struct {
	local    string // name without prefix; "" for characters
	head     string // name and attributes, or the characters
	children []*branch
}

func head(start xml.StartElement) string {
	var attrs []string
	for _, a := range start.Attr {
		if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
			value := a.Value
			if start.Name.Local == "output" {
				value = html.UnescapeString(value) // the reference converter escapes the paths of instance() twice
			}
			attrs = append(attrs, a.Name.Space+" "+a.Name.Local+"="+Collapse(value))
		}
	}
	slices.Sort(attrs)
	return start.Name.Space + " " + start.Name.Local + " {" + strings.Join(attrs, "; ") + "}"
}

func (b *branch) lines(depth int) []string {
	out := []string{strings.Repeat("  ", depth) + b.head}
	var blocks [][]string
	for _, c := range b.children {
		blocks = append(blocks, c.lines(depth+1))
	}
	if unordered(b.local) {
		slices.SortFunc(blocks, slices.Compare[[]string])
	}
	for _, block := range blocks {
		out = append(out, block...)
	}
	return out
}

// unordered reports whether the order of an element's children says nothing.
func unordered(local string) bool {
	return slices.Contains([]string{
		"model", "itext", "translation", "text", "item", "input", "select", "select1", "rank", "range", "trigger", "upload",
	}, local)
}
