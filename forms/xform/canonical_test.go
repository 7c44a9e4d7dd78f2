package xform_test

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// canonical returns an XForm as lines that are equal where two forms say the same: attributes in order, without
// prefixes, and without the white space that only lays out the document. Translations, and the instances of a model,
// are put into an order of their own.
func canonical(t testing.TB, content string) []string {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(content))
	root := &branch{}
	stack := []*branch{root}
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return root.lines(0)
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, content)
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
			if words := strings.Join(strings.Fields(string(token)), " "); words != "" {
				top.children = append(top.children, &branch{head: words})
			}
		}
	}
}

type branch struct {
	local    string
	head     string
	children []*branch
}

func head(start xml.StartElement) string {
	var attrs []string
	for _, a := range start.Attr {
		if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
			attrs = append(attrs, a.Name.Space+" "+a.Name.Local+"="+strings.Join(strings.Fields(a.Value), " "))
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
	if b.local == "itext" || b.local == "translation" || b.local == "text" {
		slices.SortFunc(blocks, slices.Compare[[]string])
	}
	for _, block := range blocks {
		out = append(out, block...)
	}
	return out
}

// difference returns the first lines in which two canonical forms differ; "" when they are equal.
func difference(got, want []string) string {
	for i := 0; i < max(len(got), len(want)); i++ {
		g, w := "(end)", "(end)"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			return "got  " + strings.TrimSpace(g) + "\nwant " + strings.TrimSpace(w)
		}
	}
	return ""
}
