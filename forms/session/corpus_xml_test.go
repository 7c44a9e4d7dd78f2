package session_test

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
)

// element is XML to be compared.
type element struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Kids    []element  `xml:",any"`
}

// sameXML compares documents but for layout, prefixes and ids that differ at each run.
func sameXML(want, got string) error {
	var a, b element
	if err := xml.Unmarshal([]byte(want), &a); err != nil {
		return fmt.Errorf("recorded XML: %w", err)
	}
	if err := xml.Unmarshal([]byte(got), &b); err != nil {
		return fmt.Errorf("XML %s: %w", got, err)
	}
	return a.same(b, "/"+a.XMLName.Local)
}

func (e element) same(other element, at string) error {
	if e.XMLName.Local != other.XMLName.Local {
		return fmt.Errorf("XML has %s, want %s", other.XMLName.Local, at)
	}
	for _, a := range e.Attrs {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" || strings.Contains(a.Value, "*uuid*") || strings.Contains(a.Value, "$volatile") {
			continue
		}
		if got := other.attr(a.Name.Local); got != a.Value {
			return fmt.Errorf("XML %s has %s=%q, want %q", at, a.Name.Local, got, a.Value)
		}
	}
	if len(e.Kids) != len(other.Kids) {
		return fmt.Errorf("XML %s has %d children, want %d", at, len(other.Kids), len(e.Kids))
	}
	// The order of siblings with different names means nothing.
	for _, kids := range [][]element{e.Kids, other.Kids} {
		slices.SortStableFunc(kids, func(a, b element) int { return strings.Compare(a.XMLName.Local, b.XMLName.Local) })
	}
	if len(e.Kids) == 0 && !strings.Contains(e.Text, "*") && !sameText(e.Text, other.Text) {
		return fmt.Errorf("XML %s is %q, want %q", at, other.Text, e.Text)
	}
	for i, kid := range e.Kids {
		if err := kid.same(other.Kids[i], at+"/"+kid.XMLName.Local); err != nil {
			return err
		}
	}
	return nil
}

func sameText(a, b string) bool { return squeeze(a) == squeeze(b) || sameNumbers(a, b) }

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
