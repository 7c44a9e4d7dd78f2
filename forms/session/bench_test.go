package session_test

import (
	"fmt"
	"testing"

	"plumbline/forms"
	"plumbline/forms/internal/benchform"
	"plumbline/forms/xform"
)

// BenchmarkViews shows every node of a form of a thousand questions once.
func BenchmarkViews(b *testing.B) {
	def, _, err := xform.Read("form.xml", benchform.Shapes()[0].XForm(1000))
	if err != nil {
		b.Fatal(err)
	}
	s := begin(b, def)
	for b.Loop() {
		for _, g := range s.Children("") {
			for _, key := range s.Children(g) {
				s.View(key)
			}
		}
	}
}

func roster() *forms.Definition {
	return definition(
		repeat("r", integer("n", fallback("1")), calculate("place", "position(..)"), calculate("twice", "../n * 2"),
			calculate("running", "coalesce(indexed-repeat(/data/r/running, /data/r, position(..) - 1), 0) + ../n")),
		calculate("total", "sum(/data/r/n)"), calculate("many", "count(/data/r)"),
	)
}

// BenchmarkRepeat adds to, and answers in, a repeat of a thousand instances, one of whose questions adds up those of
// the instances before.
func BenchmarkRepeat(b *testing.B) {
	s := begin(b, roster())
	for range 999 {
		if _, _, err := s.Add("r"); err != nil {
			b.Fatal(err)
		}
	}
	instances := s.Instances("r")
	b.Run("add and remove", func(b *testing.B) {
		for b.Loop() {
			key, _, err := s.Add("r")
			if err != nil {
				b.Fatal(err)
			}
			if _, err := s.Remove(key); err != nil {
				b.Fatal(err)
			}
		}
	})
	for name, i := range map[string]int{"answer first": 0, "answer last": 999} {
		b.Run(name, func(b *testing.B) {
			for k := 0; b.Loop(); k++ {
				answer(b, s, instances[i]+"/n", fmt.Sprint(k%7))
			}
		})
	}
}

// BenchmarkChoiceFilter narrows a list of 50,000 choices to a hundred.
func BenchmarkChoiceFilter(b *testing.B) {
	var choices []forms.Choice
	for i := range 50_000 {
		choices = append(choices, choice(fmt.Sprintf("ward%d", i), fmt.Sprintf("Ward %d", i), "area", fmt.Sprint(i/100)))
	}
	ward := question(forms.SelectOne, "ward", func(n *forms.Node) { n.List, n.ChoiceFilter = "wards", "area = /data/area" })
	s := begin(b, list(definition(text("area"), ward), "wards", choices...))
	for k := 0; b.Loop(); k++ {
		answer(b, s, "area", fmt.Sprint(k%500))
		if v := view(b, s, "ward"); len(v.Choices) != 100 {
			b.Fatalf("%d choices", len(v.Choices))
		}
	}
}
