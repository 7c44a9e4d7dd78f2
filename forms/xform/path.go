package xform

import (
	"strings"
	"unicode"
)

// resolve returns the absolute path of a node that a reference names, seen from a node with the path from. Predicates
// and instance numbers are left out. It says false for what is not a plain path.
func resolve(from, reference string) (path string, ok bool) {
	if settled(reference) {
		return reference, true
	}
	steps := withoutPredicates(strings.TrimSpace(reference))
	if steps == "" || strings.ContainsAny(steps, "()'\"$|*") {
		return "", false
	}
	if steps[0] != '/' {
		steps = from + "/" + steps
	}
	var out []string
	for _, step := range strings.Split(steps, "/") {
		switch step = strings.TrimSpace(step); step {
		case "", ".":
		case "..":
			if len(out) == 0 {
				return "", false
			}
			out = out[:len(out)-1]
		default:
			if strings.ContainsAny(step, " \t\r\n") {
				return "", false
			}
			out = append(out, step)
		}
	}
	return "/" + strings.Join(out, "/"), len(out) > 0
}

// settled reports whether a reference is a path as resolve gives it. It may be one, too, where it says false.
func settled(reference string) bool {
	return strings.HasPrefix(reference, "/") && !strings.HasSuffix(reference, "/") && !strings.Contains(reference, "//") &&
		!strings.Contains(reference, "/.") && !strings.ContainsAny(reference, "[]()'\"$|*") && !strings.ContainsFunc(reference, unicode.IsSpace)
}

// withoutPredicates takes everything between brackets out of a path. Brackets inside quotes are characters.
func withoutPredicates(path string) string {
	if !strings.Contains(path, "[") {
		return path
	}
	var b strings.Builder
	depth, quote := 0, byte(0)
	for i := 0; i < len(path); i++ {
		c := path[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case depth > 0 && (c == '\'' || c == '"'):
			quote = c
		case c == '[':
			depth++
			continue
		case c == ']':
			depth--
			continue
		}
		if depth == 0 {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// within reports whether a path is a container's or that of a node inside it.
func within(path, container string) bool {
	return path == container || strings.HasPrefix(path, container+"/")
}
