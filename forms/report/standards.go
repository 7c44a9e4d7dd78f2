package report

import (
	"slices"
	"strings"

	"plumbline/forms"
	"plumbline/forms/session"
)

// StandardsInWords names practice standards by their codes: "Standard 1", "Standards 1, 8"; "" for none.
func StandardsInWords(codes []string) string {
	switch len(codes) {
	case 0:
		return ""
	case 1:
		return "Standard " + codes[0]
	default:
		return "Standards " + strings.Join(codes, ", ")
	}
}

// standardsOf gives the codes of the practice standards that a form's questions evidence, each once.
func standardsOf(form *forms.Definition) []string {
	var out []string
	form.Root.Walk(func(n *forms.Node) bool {
		for _, code := range n.Standards() {
			if !slices.Contains(out, code) {
				out = append(out, code)
			}
		}
		return true
	})
	return out
}

// fewestStandards is from how many codes on a list that has all of them is taken for the list of practice standards.
const fewestStandards = 3

// choosesStandards reports whether a question asks for practice standards: its list has every code that the form's
// questions evidence.
func (b *builder) choosesStandards(n *forms.Node) bool {
	if !n.Kind.Select() || len(b.standards) < fewestStandards {
		return false
	}
	list := b.form.Lists[n.List]
	for _, code := range b.standards {
		if _, ok := list.Choice(code); !ok {
			return false
		}
	}
	return true
}

// Evidencing is a paragraph with the practice standards that it evidences named after it, where there are any.
func (p Paragraph) Evidencing(codes []string) Paragraph {
	if words := StandardsInWords(codes); words != "" {
		return append(slices.Clip(p), Span{" " + words, Quiet})
	}
	return p
}

// standardsOfPoint gives the practice standards that a row names, or else those that its questions evidence.
func (b *builder) standardsOfPoint(row []session.View) []string {
	var named, evidenced []string
	for _, v := range row {
		if b.choosesStandards(v.Node) {
			named = append(named, strings.Fields(v.Value)...)
		}
		for _, code := range v.Node.Standards() {
			if v.Value != "" && !slices.Contains(evidenced, code) {
				evidenced = append(evidenced, code)
			}
		}
	}
	if named != nil {
		return named
	}
	return evidenced
}
