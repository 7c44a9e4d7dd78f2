package compare

import (
	"regexp"
	"strings"

	"plumbline/forms"
)

// author writes expressions as the form's author did: ${name} for a path. So a reference reads the same after what it
// refers to has moved.
type author struct {
	names map[string]string // by path, of nodes whose name no other has
}

func newAuthor(def *forms.Definition) author {
	a := author{names: map[string]string{}}
	for name, nodes := range namesOf(def) {
		if len(nodes) == 1 && nodes[0] != def.Root {
			a.names[nodes[0].Path] = "${" + name + "}"
		}
	}
	return a
}

// steps finds absolute paths, with the blanks that readers of workbooks put round them.
var steps = regexp.MustCompile(` ?(/[\p{L}\p{N}_.:-]+)+ ?`)

// expression writes an expression.
func (a author) expression(src string) string {
	return strings.TrimSpace(steps.ReplaceAllStringFunc(src, func(found string) string {
		name, ok := a.names[strings.TrimSpace(found)]
		if !ok {
			return found
		}
		return name
	}))
}

// wording writes a text that may hold expressions.
func (a author) wording(s string) string {
	var out strings.Builder
	for _, part := range forms.Parts(s) {
		if part.Expression == "" {
			out.WriteString(part.Words)
			continue
		}
		if name, ok := a.names[part.Expression]; ok {
			out.WriteString(name)
			continue
		}
		out.WriteString("${ " + part.Expression + " }")
	}
	return out.String()
}
