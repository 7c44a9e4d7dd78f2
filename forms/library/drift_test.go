package library_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"plumbline/forms"
)

// alike are questions of different names that read the same, and why that is right.
func alike() map[string]string {
	return map[string]string{
		"section grade the best parent": "two cohorts, of which a record has one",
		"practice standard":             "of a strength, an area to develop or an action: the repeat says of which",
	}
}

// plainly is what a person reads, without what tells nobody two questions apart.
func plainly(label string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(label), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

type use struct {
	form string
	node *forms.Node
	def  *forms.Definition
}

func (u use) label() string { return plainly(u.node.Label.In(u.def.Language)) }

// uses are all questions of all forms.
func uses(t *testing.T) []use {
	t.Helper()
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	var out []use
	for _, info := range l.Forms() {
		def := form(t, info.ID)
		for _, n := range asked(def) {
			out = append(out, use{info.ID, n, def})
		}
	}
	return out
}

func TestOneNameIsOneQuestion(t *testing.T) {
	first := map[string]use{}
	for _, u := range uses(t) {
		f, known := first[u.node.Name]
		if !known {
			first[u.node.Name] = u
			continue
		}
		if u.label() != f.label() {
			t.Errorf("%s is %q in %s and %q in %s", u.node.Name, u.node.Label.In(u.def.Language), u.form, f.node.Label.In(f.def.Language), f.form)
		}
		if u.node.Kind != f.node.Kind || u.node.List != f.node.List {
			t.Errorf("%s is %s %s in %s and %s %s in %s", u.node.Name, u.node.Kind, u.node.List, u.form, f.node.Kind, f.node.List, f.form)
		}
		for _, column := range []string{"qa:pii", "qa:share"} {
			if u.node.Bind[column] != f.node.Bind[column] {
				t.Errorf("%s has %q in %s of %s and %q of %s", u.node.Name, u.node.Bind[column], column, u.form, f.node.Bind[column], f.form)
			}
		}
	}
}

func TestOneQuestionHasOneName(t *testing.T) {
	names, met := map[string]use{}, map[string]bool{}
	for _, u := range uses(t) {
		f, known := names[u.label()]
		if !known {
			names[u.label()] = u
			continue
		}
		if f.node.Name == u.node.Name {
			continue
		}
		if alike()[u.label()] == "" {
			t.Errorf("%q is %s in %s and %s in %s", u.node.Label.In(u.def.Language), u.node.Name, u.form, f.node.Name, f.form)
		}
		met[u.label()] = true
	}
	for label := range alike() {
		if !met[label] {
			t.Errorf("%q need not be let off any more", label)
		}
	}
}

func TestOneListIsTheSameInEveryForm(t *testing.T) {
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	first := map[string]use{}
	for _, info := range l.Forms() {
		def := form(t, info.ID)
		for name, list := range def.Lists {
			f, known := first[name]
			if !known {
				first[name] = use{form: info.ID, def: def}
				continue
			}
			same := slices.EqualFunc(list.Choices, f.def.Lists[name].Choices, func(a, b forms.Choice) bool {
				return a.Name == b.Name && a.Label.In(def.Language) == b.Label.In(f.def.Language)
			})
			if !same {
				t.Errorf("the list %s of %s is not that of %s", name, info.ID, f.form)
			}
		}
	}
}
