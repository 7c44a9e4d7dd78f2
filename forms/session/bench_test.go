package session_test

import (
	"fmt"
	"strings"
	"testing"

	"plumbline/forms"
)

// section is how many questions a section of a benchmark's form has.
const section = 20

// shape is how the questions of a benchmark's form depend on each other. Each question is a whole number with a
// constraint, and has a calculation that goes with it.
type shape struct {
	name      string
	relevant  func(i int) string // of question i, counted from 1
	calculate func(i int) string
	sums      bool // each section has a sum, and the form a total
}

func at(i int, kind string) string {
	return fmt.Sprintf("/data/g%d/%s%d", (i-1)/section+1, kind, i)
}

func shapes() []shape {
	twice := func(i int) string { return at(i, "q") + " * 2" }
	return []shape{
		{"audit", func(i int) string { // the first question of a section is its gate
			if first := (i-1)/section*section + 1; i != first {
				return at(first, "q") + " >= 1"
			}
			return ""
		}, twice, true},
		{"local", func(i int) string {
			if i > 1 {
				return at(i-1, "q") + " >= 0"
			}
			return ""
		}, twice, false},
		{"chain", func(i int) string { // a running total
			if i > 1 {
				return at(i-1, "c") + " >= 0"
			}
			return ""
		}, func(i int) string {
			if i == 1 {
				return at(1, "q")
			}
			return at(i-1, "c") + " + " + at(i, "q")
		}, false},
	}
}

// form makes a form of n questions.
func (s shape) form(n int) *forms.Definition {
	var groups []*forms.Node
	var totals []string
	number := func(n *forms.Node) { n.DataType = "int" }
	for first := 1; first <= n; first += section {
		var kids []*forms.Node
		var sum []string
		for i := first; i < min(first+section, n+1); i++ {
			kids = append(kids,
				integer(fmt.Sprintf("q%d", i), number, fallback("1"), relevant(s.relevant(i)), constraint(". >= 0 and . <= 1000000")),
				calculate(fmt.Sprintf("c%d", i), s.calculate(i), number))
			sum = append(sum, fmt.Sprintf("coalesce(%s, 0)", at(i, "c")))
		}
		g := fmt.Sprintf("g%d", first/section+1)
		if s.sums {
			kids = append(kids, calculate("s", strings.Join(sum, " + "), number))
			totals = append(totals, fmt.Sprintf("coalesce(/data/%s/s, 0)", g))
		}
		groups = append(groups, group(g, kids...))
	}
	if s.sums {
		groups = append(groups, calculate("total", strings.Join(totals, " + "), number))
	}
	return definition(groups...)
}

func sizes() []int { return []int{1000, 10000} }

// each runs a benchmark for every shape and size of form.
func each(b *testing.B, run func(*testing.B, *forms.Definition, int)) {
	for _, s := range shapes() {
		for _, n := range sizes() {
			def := s.form(n)
			b.Run(fmt.Sprintf("%s/%d", s.name, n), func(b *testing.B) { run(b, def, n) })
		}
	}
}

// BenchmarkOpen compiles a form and begins a record.
func BenchmarkOpen(b *testing.B) {
	each(b, func(b *testing.B, def *forms.Definition, _ int) {
		for b.Loop() {
			begin(b, def)
		}
	})
}

// BenchmarkAnswer answers the first, a middle and the last question in turn.
func BenchmarkAnswer(b *testing.B) {
	each(b, func(b *testing.B, def *forms.Definition, n int) {
		s := begin(b, def)
		for _, i := range []int{1, n/2 + 1, n} {
			key := strings.TrimPrefix(at(i, "q"), "/data/")
			b.Run(fmt.Sprintf("q%d", i), func(b *testing.B) {
				for k := 0; b.Loop(); k++ {
					answer(b, s, key, fmt.Sprint(100+k%2))
				}
			})
		}
	})
}

// BenchmarkProblems validates everything.
func BenchmarkProblems(b *testing.B) {
	each(b, func(b *testing.B, def *forms.Definition, _ int) {
		s := begin(b, def)
		for b.Loop() {
			s.Problems()
		}
	})
}

// BenchmarkViews shows every node once.
func BenchmarkViews(b *testing.B) {
	each(b, func(b *testing.B, def *forms.Definition, _ int) {
		s := begin(b, def)
		for b.Loop() {
			for _, g := range s.Children("") {
				for _, key := range s.Children(g) {
					s.View(key)
				}
			}
		}
	})
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
