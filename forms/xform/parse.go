package xform

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"plumbline/forms/internal/slab"
)

// Bounds of a form's source. The largest forms known have 300,000 elements, nearly all of them choices.
const (
	maxBytes    = 32 << 20
	maxDepth    = 200
	maxElements = 500_000 // and runs of characters beside them
	maxAttrs    = 64      // of one element
	maxSpaces   = 100     // namespaces that are declared around one element
)

// parser builds the tree of a form's source.
type parser struct {
	dec      *xml.Decoder
	stack    []open
	root     *element
	elements int
	names    map[spelling]*name
	room     slab.Slab[element]
	attrs    slab.Slab[attribute]
}

// spelling is a name as it was written, and the namespace of its prefix.
type spelling struct {
	xml.Name
	space string
}

// open is an element whose end is still to come, with the namespaces that hold inside it.
type open struct {
	*element
	spaces *scope
}

// scope is one declaration of a namespace; those around it are behind it.
type scope struct {
	prefix, space string
	outer         *scope
	depth         int // how many are behind it
}

func (s *scope) find(prefix string) string {
	for ; s != nil; s = s.outer {
		if s.prefix == prefix {
			return s.space
		}
	}
	return ""
}

// parse reads a form's source. The finding is nil when it is well-formed and within bounds.
func parse(content []byte) (*element, *Finding) {
	if len(content) > maxBytes {
		return nil, &Finding{Message: fmt.Sprintf("The form has %d MB. A form can have up to %d MB; put long lists into a file of "+
			"their own, such as a CSV file.", len(content)>>20, maxBytes>>20)}
	}
	content = bytes.TrimPrefix(content, []byte("\uFEFF"))
	if !utf8.Valid(content) {
		return nil, &Finding{Message: "The form is not written in UTF-8. Save it as UTF-8 and bring it in again."}
	}
	p := &parser{dec: xml.NewDecoder(bytes.NewReader(content)), names: map[spelling]*name{}}
	p.dec.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	for {
		token, err := p.dec.RawToken()
		if errors.Is(err, io.EOF) {
			return p.finish()
		}
		if err != nil {
			return nil, p.malformed(err)
		}
		if finding := p.take(token); finding != nil {
			return nil, finding
		}
	}
}

func (p *parser) finding(format string, args ...any) *Finding {
	line, _ := p.dec.InputPos()
	return &Finding{Line: line, Message: fmt.Sprintf(format, args...)}
}

func (p *parser) malformed(err error) *Finding {
	detail := err.Error()
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		detail = syntax.Msg
	}
	return p.finding("The form is not well-formed XML here: %s.", strings.TrimSuffix(detail, "."))
}

func (p *parser) take(token xml.Token) *Finding {
	switch t := token.(type) {
	case xml.StartElement:
		return p.start(t)
	case xml.EndElement:
		return p.end(t)
	case xml.CharData:
		return p.characters(t)
	case xml.Directive:
		return p.finding("The form has a document type declaration (<!DOCTYPE>). A form needs none; take it out.")
	}
	return nil
}

func (p *parser) start(t xml.StartElement) *Finding {
	switch {
	case len(p.stack) >= maxDepth:
		return p.finding("Elements stand inside one another more than %d deep. Take groups that hold only a group out of the form.", maxDepth)
	case len(t.Attr) > maxAttrs:
		return p.finding("<%s> has more than %d attributes.", t.Name.Local, maxAttrs)
	case misnamed(t):
		return p.finding("<%s> has a name that begins or ends with a colon, or an attribute with such a name.", written(t.Name))
	case len(p.stack) == 0 && p.root != nil:
		return p.finding("The form ends with </%s>, but <%s> comes after it. An XML document has one outermost element.",
			p.root.name, t.Name.Local)
	}
	var spaces *scope
	if len(p.stack) > 0 {
		spaces = p.stack[len(p.stack)-1].spaces
	}
	if spaces = declared(t.Attr, spaces); spaces != nil && spaces.depth > maxSpaces {
		return p.finding("More than %d namespaces are declared around <%s>. Take out those that the form does not use.", maxSpaces, t.Name.Local)
	}
	line, _ := p.dec.InputPos()
	e := p.room.One()
	e.line, e.name, e.attrs = line, p.name(t.Name, spaces.find(t.Name.Space)), p.attrs.Take(len(t.Attr))
	for i, a := range t.Attr {
		for _, b := range t.Attr[:i] {
			if a.Name == b.Name {
				return p.finding("<%s> has the attribute %s twice. Take one of the two out.", e.name, a.Name.Local)
			}
		}
		space := ""
		if a.Name.Space != "" {
			space = spaces.find(a.Name.Space)
		}
		e.attrs[i] = attribute{p.name(a.Name, space), a.Value}
	}
	if len(p.stack) == 0 {
		p.root = e
	} else {
		p.stack[len(p.stack)-1].add(e)
	}
	p.stack = append(p.stack, open{e, spaces})
	return p.count()
}

// misnamed reports whether an element or one of its attributes has a name with a colon but no prefix.
func misnamed(t xml.StartElement) bool {
	return strings.Contains(t.Name.Local, ":") ||
		slices.ContainsFunc(t.Attr, func(a xml.Attr) bool { return strings.Contains(a.Name.Local, ":") })
}

// name returns a name, one copy for all elements that have it.
func (p *parser) name(written xml.Name, space string) *name {
	n := p.names[spelling{written, space}]
	if n == nil {
		n = &name{written.Space, written.Local, usualName(space, written.Space, written.Local)}
		p.names[spelling{written, space}] = n
	}
	return n
}

// count counts an element, or a run of characters beside one.
func (p *parser) count() *Finding {
	if p.elements++; p.elements > maxElements {
		return p.finding("The form has more than %d elements. Put long lists into a file of their own, such as a CSV file.", maxElements)
	}
	return nil
}

func (p *parser) end(t xml.EndElement) *Finding {
	if len(p.stack) == 0 {
		return p.finding("</%s> ends an element that was never begun.", written(t.Name))
	}
	last := p.stack[len(p.stack)-1]
	if last.name.prefix != t.Name.Space || last.name.local != t.Name.Local {
		return p.finding("</%s> stands where </%s> is needed, to end the <%s> of line %d.",
			written(t.Name), last.name, last.name, last.line)
	}
	p.stack = p.stack[:len(p.stack)-1]
	return nil
}

func written(n xml.Name) string { return name{prefix: n.Space, local: n.Local}.String() }

func (p *parser) characters(t xml.CharData) *Finding {
	if len(p.stack) == 0 {
		if len(bytes.TrimSpace(t)) > 0 {
			return p.finding("There is text outside the form's outermost element.")
		}
		return nil
	}
	parent := p.stack[len(p.stack)-1]
	if len(bytes.TrimSpace(t)) == 0 && bytes.IndexByte(t, '\n') >= 0 && !wording(parent.name.local) {
		return nil
	}
	if parent.addText(string(t)) {
		return p.count()
	}
	return nil
}

func (p *parser) finish() (*element, *Finding) {
	switch {
	case len(p.stack) > 0:
		last := p.stack[len(p.stack)-1]
		return nil, p.finding("The form ends before </%s>, which would end the <%s> of line %d. Part of the file may be missing.",
			last.name, last.name, last.line)
	case p.root == nil:
		return nil, &Finding{Message: "The form is empty."}
	}
	return p.root, nil
}

// declared puts the namespaces that an element declares in front of those around it.
func declared(attrs []xml.Attr, outer *scope) *scope {
	for _, a := range attrs {
		switch {
		case a.Name.Space == "xmlns":
			outer = inner(a.Name.Local, a.Value, outer)
		case a.Name.Space == "" && a.Name.Local == "xmlns":
			outer = inner("", a.Value, outer)
		}
	}
	return outer
}

func inner(prefix, space string, outer *scope) *scope {
	s := &scope{prefix: prefix, space: space, outer: outer}
	if outer != nil {
		s.depth = outer.depth + 1
	}
	return s
}

// wording reports whether blank space between the elements inside an element of this name can matter.
func wording(local string) bool { return local == "label" || local == "hint" || local == "value" }
