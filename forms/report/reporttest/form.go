package reporttest

import (
	"fmt"
	"maps"
	"slices"

	"plumbline/forms"
	"plumbline/forms/session"
)

// Form is a filled form. It reads as an open session does.
type Form struct {
	definition *forms.Definition
	views      map[string]session.View
	children   map[string][]string
	instances  map[string][]string
}

// Item is one node of a form with what was answered.
type Item struct {
	node       forms.Node
	value      string
	irrelevant bool
	items      []Item
	instances  [][]Item
}

// Fill makes a filled form.
func Fill(title string, lists []*forms.List, items ...Item) *Form {
	root := &forms.Node{Kind: forms.Group, Name: forms.RootName, Path: "/" + forms.RootName}
	f := &Form{
		definition: &forms.Definition{ID: "sample", Title: title, Version: "3", Root: root, Lists: map[string]*forms.List{}},
		views:      map[string]session.View{}, children: map[string][]string{}, instances: map[string][]string{},
	}
	for _, l := range lists {
		f.definition.Lists[l.Name] = l
	}
	for _, item := range items {
		f.put(root, "", item, true)
	}
	row := 1
	root.Walk(func(n *forms.Node) bool {
		row++
		n.Row = row
		return true
	})
	return f
}

// put adds an item below a node, and its views below a key.
func (f *Form) put(parent *forms.Node, under string, item Item, relevant bool) {
	n := parent.Child(item.node.Name)
	if n == nil {
		made := item.node
		made.Parent, made.Path = parent, parent.Path+"/"+made.Name
		n = &made
		parent.Children = append(parent.Children, n)
	}
	key := n.Name
	if under != "" {
		key = under + "/" + n.Name
	}
	relevant = relevant && !item.irrelevant
	f.children[under] = append(f.children[under], key)
	f.views[key] = f.view(key, n, item.value, relevant)
	for _, inner := range item.items {
		f.put(n, key, inner, relevant)
	}
	for i, inner := range item.instances {
		instance := fmt.Sprintf("%s/i%d", key, i+1)
		f.instances[key] = append(f.instances[key], instance)
		f.views[instance] = f.view(instance, n, "", relevant)
		for _, it := range inner {
			f.put(n, instance, it, relevant)
		}
	}
}

func (f *Form) view(key string, n *forms.Node, value string, relevant bool) session.View {
	v := session.View{Key: key, Node: n, Label: n.Label.In(forms.Untranslated), Value: value, Relevant: relevant}
	if l := f.definition.Lists[n.List]; l != nil {
		v.Choices = slices.Clone(l.Choices)
	}
	return v
}

// Definition returns the form.
func (f *Form) Definition() *forms.Definition { return f.definition }

// View describes one node as it stands.
func (f *Form) View(key string) (session.View, bool) {
	v, ok := f.views[key]
	return v, ok
}

// Views describes every node and instance, by key.
func (f *Form) Views() map[string]session.View { return maps.Clone(f.views) }

// Children gives the keys inside a group or an instance.
func (f *Form) Children(key string) []string { return f.children[key] }

// Instances gives the keys of a repeat's instances.
func (f *Form) Instances(repeat string) []string { return f.instances[repeat] }

// Part says what an item is for: its column bind::qa:part.
func (i Item) Part(part string) Item { return i.bind("qa:part", part) }

// Standards names the practice standards that an item evidences.
func (i Item) Standards(codes string) Item { return i.bind("qa:standard", codes) }

// Identifying marks an answer that may tell who somebody is.
func (i Item) Identifying() Item { return i.bind("qa:pii", "yes") }

// Private marks an answer that stays with those who work on the record.
func (i Item) Private() Item { return i.bind("qa:share", "private") }

func (i Item) bind(column, value string) Item {
	i.node.Bind = maps.Clone(i.node.Bind)
	if i.node.Bind == nil {
		i.node.Bind = map[string]string{}
	}
	i.node.Bind[column] = value
	return i
}

// As gives an item an appearance.
func (i Item) As(appearance string) Item {
	i.node.Appearance = appearance
	return i
}

// Irrelevant hides an item.
func (i Item) Irrelevant() Item {
	i.irrelevant = true
	return i
}

// Ask is a question of any kind.
func Ask(kind forms.Kind, name, label, value string) Item {
	return Item{node: forms.Node{Kind: kind, Name: name, Label: forms.Plain(label)}, value: value}
}

// Text is a question answered in words.
func Text(name, label, value string) Item { return Ask(forms.String, name, label, value) }

// Choose is a question with a list.
func Choose(kind forms.Kind, name, label, list, value string) Item {
	i := Ask(kind, name, label, value)
	i.node.List = list
	return i
}

// Group holds items.
func Group(name, label string, items ...Item) Item {
	i := Ask(forms.Group, name, label, "")
	i.items = items
	return i
}

// Repeat has instances, each with its items.
func Repeat(name, label string, instances ...[]Item) Item {
	i := Ask(forms.Repeat, name, label, "")
	i.instances = instances
	return i
}

// List is a choice list of names and labels in turn.
func List(name string, pairs ...string) *forms.List {
	l := &forms.List{Name: name}
	for i := 0; i+1 < len(pairs); i += 2 {
		l.Choices = append(l.Choices, forms.Choice{Name: pairs[i], Label: forms.Plain(pairs[i+1])})
	}
	return l
}

// Grades is the list "grade": four grades with letter, shape and tone, and one answer that is no grade.
func Grades() *forms.List {
	l := List("grade", "outstanding", "Outstanding", "good", "Good", "requires_improvement", "Requires improvement",
		"inadequate", "Inadequate", "not_applicable", "Not applicable")
	for i, shape := range []string{"square", "disc", "square", "triangle"} {
		c := &l.Choices[i]
		c.Columns = map[string]string{"letter": c.Label.In(forms.Untranslated)[:1], "shape": shape, "tone": c.Name}
	}
	return l
}
