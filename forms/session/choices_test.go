package session_test

import (
	"slices"
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/session"
)

func one(name, listName string, changes ...with) *forms.Node {
	return question(forms.SelectOne, name, append([]with{func(n *forms.Node) { n.List = listName }}, changes...)...)
}

func filter(src string) with { return func(n *forms.Node) { n.ChoiceFilter = src } }

func names(v session.View) string {
	var out []string
	for _, c := range v.Choices {
		out = append(out, c.Name)
	}
	return strings.Join(out, " ")
}

// places is a cascade of three lists.
func places() *forms.Definition {
	def := definition(
		one("region", "regions"), one("town", "towns", filter("region = /data/region")), one("ward", "wards", filter("town = /data/town")),
	)
	list(def, "regions", choice("n", "North"), choice("s", "South"))
	list(def, "towns", choice("york", "York", "region", "n"), choice("leeds", "Leeds", "region", "n"), choice("bath", "Bath", "region", "s"))
	return list(def, "wards", choice("micklegate", "Micklegate", "town", "york"), choice("widcombe", "Widcombe", "town", "bath"))
}

func TestChoicesCascade(t *testing.T) {
	s := begin(t, places())
	if got := names(view(t, s, "town")); got != "" {
		t.Errorf("towns before a region is chosen: %s", got)
	}
	answer(t, s, "region", "n")
	answer(t, s, "town", "york")
	d := answer(t, s, "ward", "micklegate")
	if !slices.Equal(d.Changed, []string{"ward"}) {
		t.Errorf("changed %v", d.Changed)
	}
	d = answer(t, s, "region", "s")
	if want := []string{"region", "town", "ward"}; !slices.Equal(d.Changed, want) {
		t.Errorf("changed %v, want %v", d.Changed, want)
	}
	if v := view(t, s, "town"); names(v) != "bath" || v.Value != "" || v.Effective != "" || v.Stored != "york" || v.Problem != nil {
		t.Errorf("a town that the filter takes away: %+v", v)
	}
	reads(t, s, "ward", "")
	answer(t, s, "region", "n")
	reads(t, s, "ward", "micklegate")
}

func TestWhatSelectsTake(t *testing.T) {
	choose := func(kind forms.Kind) *forms.Node {
		return question(kind, "q", func(n *forms.Node) { n.List, n.ChoiceFilter = "letters", "name != /data/not" })
	}
	for _, tt := range []struct {
		name, value, not, shown, reads string
		kind                           forms.Kind
		wrong                          bool
	}{
		{"one", "b", "", "b", "b", forms.SelectOne, false},
		{"one that is not in the list", "x", "", "x", "", forms.SelectOne, true},
		{"one that is filtered out", "b", "b", "", "", forms.SelectOne, false},
		{"several are put into list order", "c a", "", "a c", "a c", forms.SelectMultiple, false},
		{"several with one filtered out", "c a", "a", "c", "c", forms.SelectMultiple, false},
		{"several with one not in the list", "c x", "", "c x", "c", forms.SelectMultiple, true},
		{"an order keeps its order", "c a b", "", "c a b", "c a b", forms.Rank, false},
		{"an order takes in what is missing", "c", "", "c a b", "c a b", forms.Rank, false},
		{"an order leaves out what is filtered out", "c a b", "a", "c b", "c b", forms.Rank, false},
		{"no order", "", "", "", "", forms.Rank, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			def := list(definition(text("not"), choose(tt.kind)), "letters", choice("a", "A"), choice("b", "B"), choice("c", "C"))
			s := begin(t, def)
			answer(t, s, "not", tt.not)
			answer(t, s, "q", tt.value)
			v := view(t, s, "q")
			if v.Value != tt.shown || v.Effective != tt.reads || (v.Problem != nil) != tt.wrong {
				t.Errorf("shown %q, want %q; reads %q, want %q; problem %+v", v.Value, tt.shown, v.Effective, tt.reads, v.Problem)
			}
		})
	}
}

func TestChoicesFromTheAnswersOfARepeat(t *testing.T) {
	s := begin(t, definition(
		repeat("person", text("name")),
		question(forms.SelectOne, "carer", func(n *forms.Node) {
			n.Items = &forms.Itemset{Nodes: "/data/person[./name != '']", Value: "name", Label: "name"}
		}),
	))
	first := s.Instances("person")[0]
	answer(t, s, first+"/name", "Ada")
	second, _, err := s.Add("person")
	if err != nil {
		t.Fatal(err)
	}
	answer(t, s, second+"/name", "Bea")
	if got := names(view(t, s, "carer")); got != "Ada Bea" {
		t.Errorf("choices %q", got)
	}
	answer(t, s, "carer", "Bea")
	d := answer(t, s, second+"/name", "Cyd")
	if !slices.Contains(d.Changed, "carer") {
		t.Errorf("changed %v", d.Changed)
	}
	reads(t, s, "carer", "")
	if got := names(view(t, s, "carer")); got != "Ada Cyd" {
		t.Errorf("choices %q", got)
	}
}

func TestRandomOrder(t *testing.T) {
	order := func(seed string) string {
		def := list(definition(one("q", "letters", func(n *forms.Node) {
			n.Parameters = map[string]string{"randomize": "true", "seed": seed}
		})), "letters")
		for _, l := range "ABCDEF" {
			def.Lists["letters"].Choices = append(def.Lists["letters"].Choices, choice(string(l), string(l)))
		}
		s := begin(t, def)
		return strings.ReplaceAll(names(view(t, s, "q")), " ", "")
	}
	// The orders are those that JavaRosa gives.
	for seed, want := range map[string]string{"42": "AFCBDE", "1": "BFEACD", "-42": "EDAFBC", "11111111": "ACDBFE"} {
		if got := order(seed); got != want {
			t.Errorf("seed %s gives %s, want %s", seed, got, want)
		}
	}
	letters := []byte(order(""))
	slices.Sort(letters)
	if string(letters) != "ABCDEF" {
		t.Errorf("without a seed: %s", letters)
	}
}

func TestTheNameOfAChoice(t *testing.T) {
	def := places()
	def.Root.Children = append(def.Root.Children, calculate("named", "jr:choice-name(/data/town, '/data/town')"))
	place(def.Root, nil)
	s := begin(t, def)
	answer(t, s, "region", "n")
	answer(t, s, "town", "leeds")
	reads(t, s, "named", "Leeds")
	answer(t, s, "region", "s")
	reads(t, s, "named", "")
}
