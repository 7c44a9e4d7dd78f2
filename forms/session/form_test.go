package session_test

import (
	"fmt"
	"testing"
	"time"

	"plumbline/forms"
	"plumbline/forms/session"
)

// with changes a node while a form is written down.
type with func(*forms.Node)

func question(kind forms.Kind, name string, changes ...with) *forms.Node {
	n := &forms.Node{Kind: kind, Name: name, Label: forms.Plain(name)}
	for _, change := range changes {
		change(n)
	}
	return n
}

func container(kind forms.Kind, name string, kids ...*forms.Node) *forms.Node {
	return &forms.Node{Kind: kind, Name: name, Label: forms.Plain(name), Children: kids}
}

func text(name string, changes ...with) *forms.Node { return question(forms.String, name, changes...) }

func integer(name string, changes ...with) *forms.Node {
	return question(forms.Integer, name, changes...)
}

func group(name string, kids ...*forms.Node) *forms.Node {
	return container(forms.Group, name, kids...)
}

func repeat(name string, kids ...*forms.Node) *forms.Node {
	return container(forms.Repeat, name, kids...)
}

func calculate(name, src string, changes ...with) *forms.Node {
	return question(forms.Calculate, name, append([]with{func(n *forms.Node) { n.Calculation = src }}, changes...)...)
}

func relevant(src string) with   { return func(n *forms.Node) { n.Relevant = src } }
func required(n *forms.Node)     { n.Required = "true()" }
func constraint(src string) with { return func(n *forms.Node) { n.Constraint = src } }
func fallback(src string) with   { return func(n *forms.Node) { n.Default = src } }
func dynamic(src string) with {
	return func(n *forms.Node) { n.Default, n.DefaultDynamic = src, true }
}

// and applies changes to a node that is written down already.
func and(n *forms.Node, changes ...with) *forms.Node {
	for _, change := range changes {
		change(n)
	}
	return n
}

// definition makes a form of nodes.
func definition(kids ...*forms.Node) *forms.Definition {
	root := group(forms.RootName, kids...)
	place(root, nil)
	return &forms.Definition{ID: "test", Root: root, Lists: map[string]*forms.List{}}
}

func place(n, parent *forms.Node) {
	n.Parent = parent
	if parent != nil {
		n.Path = parent.Path
	}
	n.Path += "/" + n.Name
	for _, kid := range n.Children {
		place(kid, n)
	}
}

// list adds a choice list whose choices are labelled by their names in capitals.
func list(def *forms.Definition, name string, choices ...forms.Choice) *forms.Definition {
	def.Lists[name] = &forms.List{Name: name, Choices: choices}
	def.ListOrder = append(def.ListOrder, name)
	for _, c := range choices {
		for header := range c.Columns {
			known := false
			for _, h := range def.Lists[name].Extra {
				known = known || h == header
			}
			if !known {
				def.Lists[name].Extra = append(def.Lists[name].Extra, header)
			}
		}
	}
	return def
}

func choice(name, label string, columns ...string) forms.Choice {
	c := forms.Choice{Name: name, Label: forms.Plain(label)}
	for i := 0; i+1 < len(columns); i += 2 {
		if c.Columns == nil {
			c.Columns = map[string]string{}
		}
		c.Columns[columns[i]] = columns[i+1]
	}
	return c
}

// now is the time on the clock of every test.
var now = time.Date(2026, time.November, 20, 9, 30, 0, 0, time.UTC)

// env is a machine whose ids are counted.
func env() session.Env {
	ids := 0
	return session.Env{
		Now: func() time.Time { return now }, Location: time.UTC,
		NewID: func() string { ids++; return fmt.Sprintf("id%d", ids) },
	}
}

func begin(t testing.TB, def *forms.Definition) *session.Session {
	t.Helper()
	s, err := session.New(def, env())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func answer(t testing.TB, s *session.Session, key, value string) session.Delta {
	t.Helper()
	d, err := s.Set(key, value)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func view(t testing.TB, s *session.Session, key string) session.View {
	t.Helper()
	v, ok := s.View(key)
	if !ok {
		t.Fatalf("there is no %s", key)
	}
	return v
}

// reads fails the test unless expressions read a text at a key.
func reads(t testing.TB, s *session.Session, key, want string) {
	t.Helper()
	if got := view(t, s, key).Effective; got != want {
		t.Errorf("%s reads %q, want %q", key, got, want)
	}
}
