package session

import (
	"maps"
	"slices"
	"strings"

	"plumbline/forms"
)

// ChangeKind is what becomes of an answer when a record moves to another version of its form.
type ChangeKind uint8

// The kinds of change.
const (
	Moved   ChangeKind = iota + 1 // the question stands elsewhere; its answer goes along
	Dropped                       // the question is gone, and its answer with it
	Added                         // the question is new
	Retyped                       // the question takes answers of another kind; the answer is kept as it is
	Unknown                       // what was chosen is not in the question's list any more; the answer is kept as it is
)

// Change is one difference that moving a record makes.
type Change struct {
	Kind     ChangeKind
	From, To string // keys before and after; "" for what is not there. Of an Added question in a repeat To has no instance
	Value    string // the answer; of an Added question its default
}

// Migrate moves a record to another version of its form. A question is the same in both when it has the same key, or
// else when it is the only one of its name in either and stands in the same repeats. The changes are in the order of
// their keys, Added ones last and in form order; saved itself is not changed.
func Migrate(saved Saved, from, to *forms.Definition) (Saved, []Change) {
	m := migration{
		from: newOutline(from), to: newOutline(to), defs: to,
		out: Saved{Values: map[string]string{}, Instances: map[string][]string{}},
	}
	for _, key := range slices.Sorted(maps.Keys(saved.Instances)) {
		if target, ok := m.target(key); ok {
			m.out.Instances[target] = slices.Clone(saved.Instances[key])
		}
	}
	for _, key := range slices.Sorted(maps.Keys(saved.Values)) {
		m.move(key, saved.Values[key])
	}
	m.add()
	return m.out, m.changes
}

type migration struct {
	from, to outline
	defs     *forms.Definition
	out      Saved
	changes  []Change
}

// outline is where the nodes of a definition are.
type outline struct {
	byKey  map[string]*forms.Node
	byName map[string][]*forms.Node
	order  []*forms.Node
}

func newOutline(def *forms.Definition) outline {
	o := outline{byKey: map[string]*forms.Node{}, byName: map[string][]*forms.Node{}}
	added := additionsTo(def).nodes
	var visit func(n *forms.Node)
	visit = func(n *forms.Node) {
		o.byKey[n.Key()] = n
		o.byName[n.Name] = append(o.byName[n.Name], n)
		o.order = append(o.order, n)
		for _, c := range slices.Concat(n.Attributes, n.Children, added[n]) {
			visit(c)
		}
	}
	visit(def.Root)
	return o
}

// resolve splits a key into the node that it is of and the instances that it goes through.
func (o outline) resolve(key string) (n *forms.Node, ids []string) {
	at := ""
	steps := strings.Split(key, "/")
	for i := 0; i < len(steps); i++ {
		at = join(at, steps[i])
		if n = o.byKey[at]; n == nil {
			return nil, nil
		}
		if n.Kind == forms.Repeat && i+1 < len(steps) {
			i++
			ids = append(ids, steps[i])
		}
	}
	return n, ids
}

// match finds the node of the new version that is the same as one of the old; nil when there is none.
func (m *migration) match(n *forms.Node) *forms.Node {
	if same := m.to.byKey[n.Key()]; same != nil && same.Kind.Container() == n.Kind.Container() {
		return same
	}
	before, after := m.from.byName[n.Name], m.to.byName[n.Name]
	if len(before) != 1 || len(after) != 1 || after[0].Kind.Container() != n.Kind.Container() {
		return nil
	}
	return after[0]
}

// target is the key in the new version of what a key of the old one addresses.
func (m *migration) target(key string) (string, bool) {
	n, ids := m.from.resolve(key)
	if n == nil {
		return "", false
	}
	same := m.match(n)
	if same == nil || !slices.Equal(repeatsAround(n), repeatsAround(same)) {
		return "", false
	}
	return keyWith(same, ids), true
}

// repeatsAround names the repeats that a node stands in, from the outermost.
func repeatsAround(n *forms.Node) []string {
	var out []string
	for up := n.Parent; up != nil; up = up.Parent {
		if up.Kind == forms.Repeat {
			out = append(out, up.Name)
		}
	}
	slices.Reverse(out)
	return out
}

// keyWith is the key of a node in the instances that ids name.
func keyWith(n *forms.Node, ids []string) string {
	var steps []string
	for at := n; at.Parent != nil; at = at.Parent {
		if at != n && at.Kind == forms.Repeat && len(ids) > 0 {
			steps = append(steps, ids[len(ids)-1])
			ids = ids[:len(ids)-1]
		}
		steps = append(steps, at.Path[strings.LastIndexByte(at.Path, '/')+1:])
	}
	slices.Reverse(steps)
	return strings.Join(steps, "/")
}

func (m *migration) move(key, value string) {
	target, ok := m.target(key)
	if !ok {
		if value != "" {
			m.note(Dropped, key, "", value)
		}
		return
	}
	m.out.Values[target] = value
	before, _ := m.from.resolve(key)
	after, _ := m.to.resolve(target)
	if target != key {
		m.note(Moved, key, target, value)
	}
	switch {
	case value == "":
	case before.Kind != after.Kind && after.Kind.Asked():
		m.note(Retyped, key, target, value)
	case m.unknown(after, value):
		m.note(Unknown, key, target, value)
	}
}

// unknown reports whether an answer names a choice that the question's list does not have.
func (m *migration) unknown(n *forms.Node, value string) bool {
	list := m.defs.Lists[n.List]
	if !n.Kind.Select() || list == nil || n.Items != nil {
		return false
	}
	names := []string{value}
	if n.Kind.Several() {
		names = strings.Fields(value)
	}
	return slices.ContainsFunc(names, func(name string) bool {
		_, ok := list.Choice(name)
		return !ok
	})
}

// add gives new questions the defaults that they have in a record that is begun.
func (m *migration) add() {
	old := map[*forms.Node]bool{}
	for _, n := range m.from.order {
		if same := m.match(n); same != nil {
			old[same] = true
		}
	}
	for _, n := range m.to.order {
		if n.Kind.Container() || !n.Kind.Asked() || old[n] {
			continue
		}
		literal := n.Default
		if n.DefaultDynamic {
			literal = ""
		}
		m.note(Added, "", n.Key(), literal)
		if literal != "" {
			m.fill(n, literal)
		}
	}
}

// fill gives a new question a value in every instance that it stands in.
func (m *migration) fill(n *forms.Node, value string) {
	keys := []string{""}
	for _, at := range lineTo(n) {
		var next []string
		for _, key := range keys {
			key = join(key, at.Name)
			if at.Kind != forms.Repeat {
				next = append(next, key)
				continue
			}
			for _, id := range m.out.Instances[key] {
				next = append(next, key+"/"+id)
			}
		}
		keys = next
	}
	for _, key := range keys {
		m.out.Values[key] = value
	}
}

// lineTo is the nodes from the root, which is left out, down to a node.
func lineTo(n *forms.Node) []*forms.Node {
	var out []*forms.Node
	for at := n; at.Parent != nil; at = at.Parent {
		out = append(out, at)
	}
	slices.Reverse(out)
	return out
}

func (m *migration) note(kind ChangeKind, from, to, value string) {
	m.changes = append(m.changes, Change{Kind: kind, From: from, To: to, Value: value})
}
