package xlsform

import (
	"regexp"
	"strings"

	"plumbline/forms"
)

var reference = regexp.MustCompile(`\$\{(last-saved#)?([^{}]*)\}`)

// expander replaces ${name} by paths.
type expander struct {
	byName map[string][]*element
	report *Report
}

func newExpander(top *element, report *Report) expander {
	x := expander{byName: map[string][]*element{}, report: report}
	top.walk(func(e *element) { x.byName[e.node.Name] = append(x.byName[e.node.Name], e) })
	return x
}

func (e *element) walk(visit func(*element)) {
	visit(e)
	for _, c := range e.children {
		c.walk(visit)
	}
}

// expand replaces every reference in an expression of the element from.
func (x expander) expand(expression string, from *element, at place, filter bool) string {
	return reference.ReplaceAllStringFunc(expression, func(found string) string {
		m := reference.FindStringSubmatch(found)
		targets := x.byName[m[2]]
		switch {
		case len(targets) == 0:
			x.report.fail(at, "PYREF_003", "There is no question named %q. Check the spelling of %s.", m[2], found)
			return found
		case len(targets) > 1:
			x.report.fail(at, "PYREF_004", "There are %d questions named %q. Give them different names.", len(targets), m[2])
			return found
		}
		path := pathFrom(from, targets[0])
		if filter && strings.HasPrefix(path, "..") {
			path = "current()/" + path
		}
		return " " + path + " "
	})
}

// texts replaces the references of a text by outputs.
func (x expander) text(t forms.Text, from *element, at place) {
	for language, words := range t {
		t[language] = reference.ReplaceAllStringFunc(words, func(found string) string {
			return "${" + x.expand(found, from, at, false) + "}"
		})
	}
}

// pathFrom is the path to a target: relative when a repeat holds both.
func pathFrom(from, to *element) string {
	common := shared(from, to)
	if common == nil {
		return to.node.Path
	}
	return strings.Repeat("../", from.depth-common.depth) + strings.TrimPrefix(to.node.Path, common.node.Path+"/")
}

// shared returns the lowest element that holds both, when that is or stands in a repeat; nil otherwise.
func shared(from, to *element) *element {
	if from == nil {
		return nil
	}
	a, b := from, to.parent
	for a != b {
		if a == nil || b == nil {
			return nil
		}
		if a.depth >= b.depth {
			a = a.parent
		} else {
			b = b.parent
		}
	}
	for at := a; at != nil; at = at.parent {
		if at.node.Kind == forms.Repeat {
			return a
		}
	}
	return nil
}
