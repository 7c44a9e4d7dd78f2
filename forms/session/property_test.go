package session_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plumbline/forms"
	"plumbline/forms/session"
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
			n.RepeatCount = "coalesce(" + a.operand() + ", 0)" // a blank count changes nothing, so that history matters
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

// picture is everything that a session shows.
type picture struct {
	views     map[string]session.View
	instances map[string][]string
	problems  []session.Problem
	xml       string
}

func pictureOf(s *session.Session) picture {
	p := picture{views: map[string]session.View{}, instances: map[string][]string{}, problems: s.Problems(), xml: string(s.XML())}
	p.add(s, "")
	return p
}

func (p picture) add(s *session.Session, key string) {
	v, _ := s.View(key)
	if !v.Relevant && v.Node != nil && v.Node.Kind == forms.Calculate {
		v.Value, v.Stored = "", "" // what it was when it counted last
	}
	v.Node = nil // the definition's, except where the session adds nodes
	p.views[key] = v
	if instances := s.Instances(key); instances != nil {
		p.instances[key] = instances
	}
	for _, child := range s.Children(key) {
		p.add(s, child)
	}
}

// differs returns the keys whose views differ in other, or are only there.
func (p picture) differs(other picture) []string {
	var out []string
	for key, v := range other.views {
		if before, ok := p.views[key]; !ok || !reflect.DeepEqual(before, v) {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return out
}

func (p picture) same(t *rapid.T, other picture, what string) {
	t.Helper()
	if !reflect.DeepEqual(p, other) {
		for _, key := range slices.Compact(slices.Sorted(slices.Values(append(p.differs(other), other.differs(p)...)))) {
			t.Logf("%s: %+v\nand now %+v", key, p.views[key], other.views[key])
		}
		t.Fatalf("%s:\n%s\n%v\n%v\nand now\n%s\n%v\n%v", what, p.xml, p.instances, p.problems, other.xml, other.instances, other.problems)
	}
}

// edits makes random edits of a session and keeps how to take them back.
type edits struct {
	s    *session.Session
	undo []func() error
}

func (e *edits) one(t *rapid.T) session.Delta {
	now := pictureOf(e.s)
	keys := slices.Sorted(maps.Keys(now.views))
	if len(now.instances) > 0 && rapid.Bool().Draw(t, "of a repeat") {
		keys = slices.Sorted(maps.Keys(now.instances))
	}
	key := rapid.SampledFrom(keys).Draw(t, "key")
	if instances, ok := now.instances[key]; ok {
		return e.instances(t, key, instances)
	}
	value := rapid.SampledFrom([]string{"", "0", "1", "2", "3", "1 3", "2 3 1", "x", "4"}).Draw(t, "value")
	d, err := e.s.Set(key, value)
	if err == nil {
		before := now.views[key].Stored
		e.undo = append(e.undo, func() error { _, err := e.s.Set(key, before); return err })
	}
	return d
}

func (e *edits) instances(t *rapid.T, repeat string, instances []string) session.Delta {
	if len(instances) == 0 || rapid.Bool().Draw(t, "add") {
		key, d, err := e.s.Add(repeat)
		if err == nil {
			e.undo = append(e.undo, func() error { _, err := e.s.Remove(key); return err })
		}
		return d
	}
	from := rapid.IntRange(0, len(instances)-1).Draw(t, "instance")
	key := instances[from]
	if rapid.Bool().Draw(t, "move") {
		d, err := e.s.Move(key, rapid.IntRange(0, len(instances)-1).Draw(t, "to"))
		if err == nil {
			e.undo = append(e.undo, func() error { _, err := e.s.Move(key, from); return err })
		}
		return d
	}
	d, err := e.s.Remove(key)
	if err == nil {
		e.undo = append(e.undo, func() error { _, err := e.s.Restore(key, from); return err })
	}
	return d
}

func beginRandom(t *rapid.T) (*forms.Definition, *session.Session) {
	def := randomForm(t)
	s, err := session.New(def, env())
	if err != nil {
		t.Fatal(err)
	}
	return def, s
}

func TestWorkingOutWhatChangedIsWorkingOutEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		def, s := beginRandom(t)
		e := edits{s: s}
		for range rapid.IntRange(4, 16).Draw(t, "edits") {
			e.one(t)
		}
		again, err := session.Load(def, env(), s.Saved())
		if err != nil {
			t.Fatal(err)
		}
		pictureOf(s).same(t, pictureOf(again), "a session, and the same loaded")
	})
}

func TestADeltaNamesEverythingThatDiffers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, s := beginRandom(t)
		e := edits{s: s}
		for range rapid.IntRange(4, 12).Draw(t, "edits") {
			before := pictureOf(s)
			d := e.one(t)
			for _, key := range before.differs(pictureOf(s)) {
				if !slices.Contains(d.Changed, key) {
					after, _ := s.View(key)
					t.Errorf("%s differs and is not named in %v:\n%+v\n%+v", key, d.Changed, before.views[key], after)
				}
			}
		}
	})
}

func TestTakingEditsBackRestoresExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, s := beginRandom(t)
		before := pictureOf(s)
		e := edits{s: s}
		for range rapid.IntRange(4, 12).Draw(t, "edits") {
			e.one(t)
		}
		for i := len(e.undo) - 1; i >= 0; i-- {
			if err := e.undo[i](); err != nil {
				t.Fatal(err)
			}
		}
		before.same(t, pictureOf(s), "a session, and the same after edits were taken back")
	})
}
