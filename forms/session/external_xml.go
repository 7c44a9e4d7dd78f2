package session

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// deepest is how deep elements of data nest at most, so that no file can exhaust the stack.
const deepest = 200

// parseXML reads a document as it is. Names lose their prefixes, and layout between elements is left out.
func parseXML(content []byte) (*datum, error) {
	doc := newData()
	at := []*datum{doc}
	text := []*strings.Builder{{}}
	in := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(at) > deepest {
				return nil, errors.New("elements nest too deep")
			}
			kid := at[len(at)-1].add(t.Name.Local, "")
			for _, a := range t.Attr {
				if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
					kid.addAttribute(a.Name.Local, a.Value)
				}
			}
			at, text = append(at, kid), append(text, &strings.Builder{})
		case xml.EndElement:
			last := len(at) - 1
			if len(at[last].kids) == 0 {
				at[last].text = text[last].String()
			}
			at, text = at[:last], text[:last]
		case xml.CharData:
			text[len(text)-1].Write(t)
		}
	}
	if len(doc.kids) == 0 {
		return nil, errors.New("there is no element")
	}
	return doc, nil
}
