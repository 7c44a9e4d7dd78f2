package library_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/session"
	"plumbline/forms/xlsform"
)

// TestEveryFormIsReadWithoutAWord holds forms to what their authors are told.
func TestEveryFormIsReadWithoutAWord(t *testing.T) {
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	for _, info := range l.Forms() {
		t.Run(info.ID, func(t *testing.T) {
			source, err := l.Source(info.ID)
			if err != nil {
				t.Fatal(err)
			}
			def, report := xlsform.Read(info.ID+".md", source)
			for _, found := range slices.Concat(report.Errors, report.Warnings) {
				t.Error(found)
			}
			if def != nil && len(def.Notices) > 0 {
				t.Errorf("it asks for what the program has not: %+v", def.Notices)
			}
		})
	}
}

// TestEveryFormCanBeWalked fills every form with generated answers until each relevance has been true and false, each
// constraint broken and kept, each choice offered that answers decide on, each repeat empty, single and several, and then until nothing is left
// to put right.
func TestEveryFormCanBeWalked(t *testing.T) {
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	for _, info := range l.Forms() {
		t.Run(info.ID, func(t *testing.T) {
			t.Parallel()
			compiled, err := session.Compile(form(t, info.ID), nil)
			if err != nil {
				t.Fatal(err)
			}
			w := newWalker(t, compiled, attachments(l))
			w.wander()
			w.open(compiled, attachments(l))
			for range 3 {
				w.seek()
			}
			for _, left := range w.unseen() {
				t.Error(left)
			}
			w.open(compiled, func(string) ([]byte, error) { return nil, fmt.Errorf("not here") })
			w.complete()
		})
	}
}

// wander answers at random and changes the number of instances.
func (w *walker) wander() {
	for _, instances := range []int{3, 1, 0, 2} {
		w.everywhere("", w.answer)
		w.everywhere("", func(key string) { w.resize(key, instances) })
		w.everywhere("", w.answer)
	}
}

// resize gives a repeat so many instances.
func (w *walker) resize(key string, instances int) {
	v, ok := w.View(key)
	if !ok || v.Node.Kind != forms.Repeat || v.Position > 0 || v.Fixed {
		return
	}
	for len(w.Instances(key)) < instances {
		_, d, err := w.Add(key)
		w.note(d, err)
	}
	for len(w.Instances(key)) > instances {
		w.note(w.Remove(w.Instances(key)[instances]))
	}
}

// everywhere visits every node and instance, those that are not relevant included.
func (w *walker) everywhere(key string, visit func(string)) {
	if key != "" {
		visit(key)
	}
	for _, child := range w.Children(key) {
		w.everywhere(child, visit)
	}
}

// seek answers what a relevance or constraint that is still to be seen reads, in one way after the other.
func (w *walker) seek() {
	for _, n := range w.sorted() {
		depends := w.depends(n)
		for try := 0; try < 300 && len(w.left(n)) > 0; try++ {
			w.populate(n, depends)
			w.shake(n)
			for _, key := range w.keys(n) {
				w.look(key)
			}
		}
	}
}

// populate gives the repeats around a node, and those that decide on it, some instances.
func (w *walker) populate(n *forms.Node, depends []string) {
	for _, path := range append(slices.Clone(depends), n.Path) {
		for at := w.nodes[path]; at != nil; at = at.Parent {
			if at.Kind != forms.Repeat {
				continue
			}
			for _, key := range w.keys(at) {
				w.resize(key, choose(w.rng, []int{0, 1, 2, 4, 6}))
			}
		}
	}
}

// keys are those of a node in every instance around it.
func (w *walker) keys(n *forms.Node) []string {
	if n == nil || n.Parent == nil {
		return []string{""}
	}
	var out []string
	for _, around := range w.keys(n.Parent) {
		inside := []string{around}
		if n.Parent.Kind == forms.Repeat {
			inside = w.Instances(around)
		}
		for _, key := range inside {
			out = append(out, strings.TrimPrefix(key+"/"+n.Name, "/"))
		}
	}
	return out
}

// left says what is still to be seen of a node.
func (w *walker) left(n *forms.Node) []string {
	s := w.seen[n.Key()]
	var out []string
	miss := func(seen bool, words string) {
		if !seen {
			out = append(out, n.Key()+" "+words)
		}
	}
	miss(s.shown || n.Name == forms.MetaName, "is never shown")
	miss(s.hidden || n.Relevant == "", "is never hidden: "+n.Relevant)
	miss(s.violated || n.Constraint == "", "is never wrong: "+n.Constraint)
	miss(s.satisfied || n.Constraint == "", "is never right: "+n.Constraint)
	if list := w.def.ListOf(n); list != nil && w.varies(n) {
		for _, c := range list.Choices {
			miss(s.offered[c.Name], "never offers "+c.Name)
		}
	}
	if n.Kind == forms.Repeat && n.RepeatCount == "" {
		miss(s.none && s.one && s.many, "is never empty, single or several")
	}
	return out
}

// varies reports whether the answer to another question decides on the choices that one offers.
func (w *walker) varies(n *forms.Node) bool {
	for _, path := range paths.FindAllString(n.ChoiceFilter, -1) {
		for of := range w.named(n, path) {
			if of.Kind.Asked() {
				return true
			}
		}
	}
	return false
}

func (w *walker) unseen() []string {
	var out []string
	for _, n := range w.sorted() {
		out = append(out, w.left(n)...)
	}
	return out
}

// sorted are the nodes in form order.
func (w *walker) sorted() []*forms.Node {
	var out []*forms.Node
	w.def.Root.Walk(func(n *forms.Node) bool {
		if n.Parent != nil && n.Name != forms.MetaName {
			out = append(out, n)
		}
		return n.Name != forms.MetaName
	})
	return out
}

// depends are the paths of the questions that decide on a node, itself among them, however they do.
func (w *walker) depends(n *forms.Node) []string {
	found := map[string]bool{}
	var add func(n *forms.Node)
	read := func(n *forms.Node) {
		for _, expression := range []string{n.Relevant, n.Constraint, n.Calculation, n.ChoiceFilter} {
			for _, path := range paths.FindAllString(expression, -1) {
				for node := range w.named(n, path) {
					add(node)
				}
			}
		}
	}
	add = func(n *forms.Node) {
		if found[n.Path] {
			return
		}
		found[n.Path] = true
		for at := n; at != nil; at = at.Parent {
			read(at)
		}
		for _, child := range n.Children {
			if n.Kind == forms.Repeat {
				add(child)
			}
		}
	}
	add(n)
	var out []string
	for path := range found {
		if w.nodes[path].Kind.Asked() {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}

// named are the nodes that a path in an expression means: all that it may, where it is written from inside a repeat.
func (w *walker) named(from *forms.Node, path string) func(func(*forms.Node) bool) {
	return func(yield func(*forms.Node) bool) {
		if n := w.nodes[path]; n != nil {
			yield(n)
			return
		}
		last := path[strings.LastIndexByte(path, '/')+1:]
		for _, n := range w.nodes {
			if n.Name == last && strings.HasPrefix(path, ".") && !yield(n) {
				return
			}
		}
	}
}

// complete answers until nothing is left to put right.
func (w *walker) complete() {
	for round := range 400 {
		problems := w.Problems()
		if len(problems) == 0 {
			return
		}
		for _, p := range problems {
			w.answer(p.Key)
			if v, ok := w.View(p.Key); ok && round%5 == 4 {
				w.shake(v.Node)
			}
		}
	}
	for _, p := range w.Problems() {
		w.t.Errorf("%s cannot be put right: %s", p.Key, p.Message)
	}
}

// shake answers anew what decides on a node.
func (w *walker) shake(n *forms.Node) {
	for _, path := range w.depends(n) {
		for _, key := range w.keys(w.nodes[path]) {
			w.answer(key)
		}
	}
}
