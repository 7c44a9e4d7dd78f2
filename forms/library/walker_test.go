package library_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"plumbline/forms"
	"plumbline/forms/session"
)

// walker fills a form with generated answers, and notes what they have brought about.
type walker struct {
	*session.Session
	t      testing.TB
	rng    *rand.Rand
	def    *forms.Definition
	seen   map[string]*sight      // by the key of the node, instances left out
	nodes  map[string]*forms.Node // by path
	values map[string][]string    // what is worth answering, by path
}

// sight is what has been seen of one node.
type sight struct {
	shown, hidden, violated, satisfied, none, one, many bool
	offered                                             map[string]bool // names of choices
}

// walkDay is the day on which walkers fill forms.
func walkDay() time.Time { return time.Date(2026, time.November, 24, 9, 0, 0, 0, time.UTC) }

func newWalker(t testing.TB, form *session.Form, files func(string) ([]byte, error)) *walker {
	t.Helper()
	def := form.Definition()
	w := &walker{
		t: t, rng: rand.New(rand.NewPCG(1, 2)), def: def,
		seen: map[string]*sight{}, nodes: map[string]*forms.Node{}, values: map[string][]string{},
	}
	def.Root.Walk(func(n *forms.Node) bool {
		w.nodes[n.Path], w.seen[n.Key()] = n, &sight{offered: map[string]bool{}}
		return true
	})
	for path, n := range w.nodes {
		if n.Kind.Asked() {
			w.values[path] = candidates(def, n)
		}
	}
	w.open(form, files)
	return w
}

// open begins a new record.
func (w *walker) open(form *session.Form, files func(string) ([]byte, error)) {
	w.t.Helper()
	n := 0
	s, err := form.New(session.Env{
		Now: walkDay, Location: time.UTC, Attachment: files,
		NewID: func() string { n++; return fmt.Sprintf("i%d", n) },
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.Session = s
	w.lookInto("")
}

func (w *walker) lookInto(key string) {
	w.look(key)
	for _, child := range w.Children(key) {
		w.lookInto(child)
	}
}

// look notes what a node shows.
func (w *walker) look(key string) {
	v, ok := w.View(key)
	if !ok {
		return
	}
	s := w.seen[v.Node.Key()]
	if s == nil {
		return // an attribute of an entity
	}
	around, _ := w.View(key[:max(strings.LastIndexByte(key, '/'), 0)])
	s.shown = s.shown || v.Relevant
	s.hidden = s.hidden || !v.Relevant && around.Relevant
	wrong := v.Problem != nil && v.Problem.Kind == session.Violated
	s.violated = s.violated || wrong
	s.satisfied = s.satisfied || v.Relevant && v.Effective != "" && !wrong
	if v.Relevant {
		for _, c := range v.Choices {
			s.offered[c.Name] = true
		}
	}
	if v.Node.Kind == forms.Repeat && v.Position == 0 && v.Relevant {
		s.none, s.one, s.many = s.none || v.Count == 0, s.one || v.Count == 1, s.many || v.Count > 1
	}
}

// note looks at what an edit has changed.
func (w *walker) note(d session.Delta, err error) {
	if err != nil {
		w.t.Fatal(err)
	}
	for _, key := range slices.Concat(d.Changed, d.Repeats) {
		w.look(key)
	}
}

// answer gives a question one of the answers that are worth giving.
func (w *walker) answer(key string) {
	v, ok := w.View(key)
	if !ok || !v.Node.Kind.Asked() || v.ReadOnly {
		return
	}
	w.note(w.Set(key, w.pick(v)))
	w.look(key)
}

func (w *walker) pick(v session.View) string {
	if !v.Node.Kind.Select() {
		return choose(w.rng, w.values[v.Node.Path])
	}
	if len(v.Choices) == 0 || w.rng.IntN(8) == 0 {
		return "" // a person may take a choice back
	}
	first := v.Choices[w.rng.IntN(len(v.Choices))].Name
	if !v.Node.Kind.Several() || w.rng.IntN(2) == 0 {
		return first
	}
	names := map[string]bool{first: true}
	for range w.rng.IntN(3) + 1 {
		names[v.Choices[w.rng.IntN(len(v.Choices))].Name] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(names)), " ")
}

func choose[T any](rng *rand.Rand, from []T) T {
	if len(from) == 0 {
		var none T
		return none
	}
	return from[rng.IntN(len(from))]
}

var (
	paths   = regexp.MustCompile(`(?:/[A-Za-z_][\w.-]*)+|(?:\.\./)+[\w./-]+`)
	numbers = regexp.MustCompile(`\b\d+(?:\.\d+)?\b`)
	words   = regexp.MustCompile(`'([^']*)'`)
)

// candidates are answers to a question that are worth trying: those that its expressions speak of, and their neighbours.
func candidates(def *forms.Definition, n *forms.Node) []string {
	switch n.Kind {
	case forms.Integer, forms.Decimal, forms.Range:
		out := []string{"0", "1", "2", "3", "-1", "7", "12", "100000"}
		for _, number := range numbers.FindAllString(n.Constraint, -1) {
			f := 0
			if _, err := fmt.Sscan(number, &f); err == nil {
				out = append(out, fmt.Sprint(f), fmt.Sprint(f-1), fmt.Sprint(f+1))
			}
		}
		return out
	case forms.Date:
		out := []string{"2026-09-30", "2026-06-30", "2025-12-31", "2027-01-31", "2030-01-15"}
		for _, days := range []int{-1500, -800, -500, -400, -300, -200, -100, -60, -30, -14, -7, -3, -1, 0, 1, 7, 30, 400} {
			out = append(out, walkDay().AddDate(0, 0, days).Format(time.DateOnly))
		}
		return out
	case forms.Time:
		return []string{"09:00:00", "14:30:00.000"}
	case forms.Acknowledge:
		return []string{"OK"}
	default:
		out := []string{"TR-20417", "x", "Some words about it", "A1"}
		for _, found := range words.FindAllStringSubmatch(n.Constraint, -1) {
			out = append(out, found[1])
		}
		return out
	}
}
