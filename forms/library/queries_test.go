package library_test

import (
	"slices"
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/library"
	"plumbline/forms/library/query"
)

// record is what queries may ask about the records of a form or the entities of a list: its questions, by their names.
// Properties of entities that no person answers have no node.
type record map[string]*use

// counted are all that queries may look at, by name.
func counted(t *testing.T) map[string]record {
	t.Helper()
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]record{}
	for _, info := range l.Forms() {
		def := form(t, info.ID)
		out[info.ID] = record{}
		for _, n := range asked(def) {
			if n.Parent.Kind != forms.Repeat {
				out[info.ID][n.Name] = &use{info.ID, n, def}
			}
		}
		for _, e := range def.Entities {
			if out[e.List] == nil {
				out[e.List] = record{}
			}
			def.Root.Walk(func(n *forms.Node) bool {
				property := n.Bind["entities:saveto"]
				known := out[e.List][property]
				if property != "" && strings.HasPrefix(n.Path, e.Container+"/") && (known == nil || !known.node.Kind.Asked()) {
					out[e.List][property] = &use{info.ID, n, def}
				}
				return true
			})
		}
	}
	return out
}

// TestQueriesAskForWhatThereIs holds queries to the forms, questions and choices that the library has.
func TestQueriesAskForWhatThereIs(t *testing.T) {
	sources := counted(t)
	eachForm(t, func(t *testing.T, def *forms.Definition) {
		def.Root.Walk(func(n *forms.Node) bool {
			if line := n.Bind["qa:query"]; line != "" {
				checkQuery(t, sources, n, line)
			}
			return true
		})
	})
}

func checkQuery(t *testing.T, sources map[string]record, n *forms.Node, line string) {
	t.Helper()
	q, err := query.Parse(line)
	if err != nil {
		t.Errorf("%s: %v", n.Key(), err)
		return
	}
	source := sources[q.Source]
	if source == nil {
		t.Errorf("%s counts the records of %q, which there is not", n.Key(), q.Source)
		return
	}
	names := slices.Clone(q.By)
	if q.Sum != "" {
		names = append(names, q.Sum)
	}
	for _, c := range q.Where {
		names = append(names, c.Question)
		checkChoices(t, n, source[c.Question], c)
	}
	for _, name := range names {
		if source[name] == nil {
			t.Errorf("%s asks for %q, which %s has not", n.Key(), name, q.Source)
		}
	}
}

func checkChoices(t *testing.T, n *forms.Node, of *use, c query.Condition) {
	t.Helper()
	if of == nil || !of.node.Kind.Select() || c.Op != query.Is && c.Op != query.IsNot || of.node.List == "" {
		return
	}
	for _, v := range c.Values {
		if _, ok := of.def.Lists[of.node.List].Choice(v); !ok && !query.Reference(v) {
			t.Errorf("%s asks whether %s is %q, which is no choice of it", n.Key(), c.Question, v)
		}
	}
}

func TestWhatCanBeCarriedOver(t *testing.T) {
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	for _, info := range l.Forms() {
		def := form(t, info.ID)
		carried := library.Carried(def)
		if (def.Setting("start_from") != "") != (len(carried) > 0) {
			t.Errorf("%s starts from %q, and carries %d answers over", info.ID, def.Setting("start_from"), len(carried))
		}
		for _, n := range carried {
			if !n.Kind.Asked() || n.Calculation != "" || n.Kind == forms.Date || n.Kind == forms.Acknowledge {
				t.Errorf("%s: %s cannot be carried over", info.ID, n.Key())
			}
		}
		if len(carried) > 0 && len(def.Marked(forms.PartReference)) == 0 {
			t.Errorf("%s does not say whose answers of last year it starts from", info.ID)
		}
	}
}
