package session_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"plumbline/forms"
)

// author writes random forms. Expressions read what stands before them, so that no form reads itself in a circle.
type author struct {
	t       *rapid.T
	n       int
	scopes  []scope
	repeats []string // paths of repeats that are finished
}

// scope is a container that is being written, with the paths of the questions that can be read in it.
type scope struct {
	path    string
	repeat  bool
	numbers []string // names of what is in it directly
}

func (a *author) pick(label string, of ...string) string {
	return rapid.SampledFrom(of).Draw(a.t, label)
}

func (a *author) chance(label string, of int) bool {
	return rapid.IntRange(1, of).Draw(a.t, label) == 1
}

func (a *author) name() string {
	a.n++
	return fmt.Sprintf("n%d", a.n)
}

// operand is a path to a number that was asked before, relative inside the present repeat, or else absolute.
func (a *author) operand() string {
	up := "../"
	for i := len(a.scopes) - 1; i >= 0; i-- {
		s := a.scopes[i]
		if len(s.numbers) > 0 && (i == 0 || a.chance("here", 2)) {
			name := a.pick("operand", s.numbers...)
			if a.inRepeat(i) {
				return up + name
			}
			return s.path + "/" + name
		}
		up += "../"
	}
	return "1"
}

func (a *author) inRepeat(i int) bool {
	for _, s := range a.scopes[:i+1] {
		if s.repeat {
			return true
		}
	}
	return false
}

func (a *author) condition() string {
	return fmt.Sprintf("%s %s %d", a.operand(), a.pick("comparison", "=", "!=", "<", ">="), rapid.IntRange(0, 3).Draw(a.t, "bound"))
}

func (a *author) expression() string {
	if a.depth() > 0 && a.chance("place", 3) {
		return "position(" + strings.TrimSuffix(strings.Repeat("../", a.depth()), "/") + ")"
	}
	switch rapid.IntRange(0, 3).Draw(a.t, "expression") {
	case 0:
		return fmt.Sprintf("%s + %s", a.operand(), a.operand())
	case 1:
		return fmt.Sprintf("coalesce(%s, 0) * 2", a.operand())
	case 2:
		return fmt.Sprintf("if(%s, %s, 7)", a.condition(), a.operand())
	default:
		if len(a.repeats) > 0 {
			r := a.pick("repeat", a.repeats...)
			return a.pick("summary", "count("+r+")", "sum("+r+"/*)", "count("+r+"[1])")
		}
		return "string-length(" + a.operand() + ")"
	}
}

// depth is how many steps up the innermost repeat is; 0 outside repeats.
func (a *author) depth() int {
	for i := len(a.scopes) - 1; i >= 0; i-- {
		if a.scopes[i].repeat {
			return len(a.scopes) - i
		}
	}
	return 0
}

func (a *author) question() *forms.Node {
	n := &forms.Node{Name: a.name(), Label: forms.Plain("L"), Kind: forms.Integer}
	if a.chance("relevant", 3) {
		n.Relevant = a.condition()
	}
	switch rapid.IntRange(0, 7).Draw(a.t, "kind") {
	case 0, 1:
		n.Kind, n.Calculation = forms.Calculate, a.expression()
		if last := len(a.scopes) - 1; a.scopes[last].repeat && !a.inRepeat(last-1) && a.chance("running", 2) {
			n.Calculation = fmt.Sprintf("coalesce(%s[position() = position(current()/..) - 1]/%s, 0) + %s",
				a.scopes[last].path, n.Name, a.operand())
		}
	case 2:
		n.Kind, n.List = forms.SelectOne, "numbers"
		if a.chance("filter", 2) {
			n.ChoiceFilter = "name > 1 or " + a.reading() + " = name"
		}
	case 3:
		n.Kind, n.List = forms.SelectMultiple, "numbers"
		if a.chance("filter", 2) {
			n.ChoiceFilter = a.reading() + " != name"
		}
	case 4:
		n.Kind = forms.String
		n.Label = forms.Plain("Is it ${ " + a.operand() + " }?")
	default:
		if a.chance("constraint", 2) {
			n.Constraint = ". != " + a.operand()
		}
		if a.chance("default", 3) {
			n.Default = "2"
		}
	}
	if n.Kind.Asked() && a.chance("required", 3) {
		n.Required = a.condition()
	}
	if a.chance("read-only", 8) {
		n.ReadOnly = a.condition()
	}
	s := &a.scopes[len(a.scopes)-1]
	s.numbers = append(s.numbers, n.Name)
	return n
}

// reading is an operand inside a predicate about choices.
func (a *author) reading() string {
	operand := a.operand()
	if strings.HasPrefix(operand, "../") {
		return "current()/" + operand
	}
	return operand
}

func (a *author) container(depth int) *forms.Node {
	n := &forms.Node{Name: a.name(), Label: forms.Plain("C"), Kind: forms.Group}
	if a.chance("repeat", 2) {
		n.Kind = forms.Repeat
		if a.chance("counted", 3) {
			n.RepeatCount = "coalesce(number(" + a.operand() + "), 0)" // a count that is no number changes nothing, so that history matters
		}
	}
	if a.chance("relevant", 3) {
		n.Relevant = a.condition()
	}
	a.scopes = append(a.scopes, scope{path: a.scopes[len(a.scopes)-1].path + "/" + n.Name, repeat: n.Kind == forms.Repeat})
	path := a.scopes[len(a.scopes)-1].path
	n.Children = a.children(depth + 1)
	a.scopes = a.scopes[:len(a.scopes)-1]
	if n.Kind == forms.Repeat && !a.inRepeat(len(a.scopes)-1) {
		a.repeats = append(a.repeats, path)
	}
	return n
}

func (a *author) children(depth int) []*forms.Node {
	var out []*forms.Node
	for range rapid.IntRange(1, 4).Draw(a.t, "children") {
		if depth < 3 && a.chance("container", 3) {
			out = append(out, a.container(depth))
		} else {
			out = append(out, a.question())
		}
	}
	return out
}

func randomForm(t *rapid.T) *forms.Definition {
	a := &author{t: t, scopes: []scope{{path: "/data"}}}
	return list(definition(a.children(0)...), "numbers", choice("1", "One"), choice("2", "Two"), choice("3", "Three"))
}
