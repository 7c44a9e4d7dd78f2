package xlsform

import (
	"regexp"
	"strings"

	"plumbline/forms"
)

// referrer turns paths back into references.
type referrer struct {
	names  *names
	byPath map[string]*element
	byNode map[*forms.Node]*element
}

// newReferrer indexes the nodes of a Definition as reading it again would.
func newReferrer(def *forms.Definition) *referrer {
	top := &element{node: def.Root}
	r := &referrer{byPath: map[string]*element{}, byNode: map[*forms.Node]*element{def.Root: top}}
	r.addChildren(top)
	r.names = newNames(top, !settings(def.Settings).yes("omit_instanceID", false), &Report{})
	for _, found := range r.names.byName {
		for _, e := range found {
			r.byPath[e.node.Path] = e
		}
	}
	return r
}

func (r *referrer) addChildren(e *element) {
	for _, n := range e.node.Children {
		if n.Name == forms.MetaName {
			continue
		}
		child := &element{node: n, parent: e, depth: e.depth + 1}
		e.children = append(e.children, child)
		r.byNode[n] = child
		r.addChildren(child)
	}
}

// spacedPath is a path as a reference becomes one: with a space on both sides.
var spacedPath = regexp.MustCompile(` (?:instance\('` + lastSaved + `'\))?(?:current\(\)/)?(?:(?:\.\./)+|/)` + qName + `(?:/` + qName + `)* `)

// cell returns an expression with every path that a reference stands for written as that reference.
func (r *referrer) cell(expression string, v viewpoint) string {
	out := expression
	for from := 0; ; {
		at := spacedPath.FindStringIndex(out[from:])
		if at == nil {
			return out
		}
		start, end := from+at[0], from+at[1]
		ref := r.reference(out[start+1:end-1], v)
		if candidate := out[:start] + ref + out[end:]; ref != "" && r.names.expand(candidate, v) == expression {
			out, from = candidate, start+len(ref)
			continue
		}
		from = end - 1
	}
}

// reference returns the reference that a path may stand for; "" when no node is there, or several have its name.
func (r *referrer) reference(path string, v viewpoint) string {
	prefix := ""
	if rest, ok := strings.CutPrefix(path, "instance('"+lastSaved+"')"); ok {
		prefix, path = "last-saved#", rest
	}
	target := r.byPath[absolute(strings.TrimPrefix(path, "current()/"), v.from)]
	if target == nil || r.names.find(target.node.Name) != target {
		return ""
	}
	return "${" + prefix + target.node.Name + "}"
}

// absolute returns the path from the root that a path from an element is.
func absolute(path string, from *element) string {
	if strings.HasPrefix(path, "/") {
		return path
	}
	for from != nil && strings.HasPrefix(path, "../") {
		from, path = from.parent, path[3:]
	}
	if from == nil {
		return ""
	}
	return from.node.Path + "/" + path
}

// text returns wording with its outputs written as references; ok is false when an output is no reference, and not
// the path of an instance() either.
func (r *referrer) text(words string, v viewpoint) (out string, ok bool) {
	var b strings.Builder
	for _, part := range forms.Parts(words) {
		if part.Expression == "" {
			b.WriteString(part.Words)
			continue
		}
		cell := r.cell(" "+part.Expression+" ", v)
		switch {
		case isReference(cell):
			b.WriteString(cell)
		case strings.HasPrefix(part.Expression, instanceCall):
			b.WriteString(strings.TrimSpace(cell))
		default:
			return "", false
		}
	}
	return b.String(), true
}
