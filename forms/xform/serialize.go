package xform

import (
	"bufio"
	"io"
	"slices"
	"strings"
)

// serialize writes an element as an XML document, indented where no characters stand beside elements.
func serialize(w io.Writer, root *element) error {
	out := bufio.NewWriter(w)
	p := printer{
		out:   out,
		text:  strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;"),
		value: strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\t", "&#x9;", "\n", "&#xA;", "\r", "&#xD;"),
	}
	p.string("<?xml version=\"1.0\"?>\n")
	p.element(root, "\n")
	p.string("\n")
	return out.Flush()
}

// printer prints elements. Its output keeps the first error until it is flushed.
type printer struct {
	out         *bufio.Writer
	text, value *strings.Replacer // escape characters, and the values of attributes
}

func (p printer) string(s string) { _, _ = p.out.WriteString(s) }

// element prints an element; its children each on a line that begins as newline does, and two spaces further in.
func (p printer) element(e *element, newline string) {
	p.string("<" + e.name.String())
	for _, a := range e.attrs {
		p.string(" " + a.name.String() + `="` + p.value.Replace(a.value) + `"`)
	}
	if len(e.nodes) == 0 && e.chars == "" {
		p.string("/>")
		return
	}
	p.string(">" + p.text.Replace(e.chars))
	mixed := e.chars != "" || slices.ContainsFunc(e.nodes, (*element).isText)
	for _, c := range e.nodes {
		switch {
		case c.isText():
			p.string(p.text.Replace(c.chars))
		case mixed:
			p.element(c, newline)
		default:
			p.string(newline + "  ")
			p.element(c, newline+"  ")
		}
	}
	if !mixed {
		p.string(newline)
	}
	p.string("</" + e.name.String() + ">")
}
