package session

import (
	"slices"
	"strings"

	"plumbline/forms"
)

// Names of what meta holds in every form.
const (
	recordID     = "instanceID"
	supersededID = "deprecatedID" // there only in a record that supersedes another
)

// additions are nodes that a form needs and its author did not write, by the node that they are inside. Where they go
// into a group that is an addition itself, it has them as Children.
type additions map[*forms.Node][]*forms.Node

// additionsTo finds what forms leave to the program: the id and the name of a record, and what its entities are to be.
// The definition stays as it is.
func additionsTo(def *forms.Definition) (additions, []forms.Action) {
	a := additions{}
	meta := a.meta(def.Root)
	if a.child(meta, recordID) == nil {
		preload := def.Setting("instance_id")
		if preload == "" {
			preload = "uid"
		}
		a.add(meta, &forms.Node{Kind: forms.Meta, Name: recordID, DataType: "string", Preload: preload})
	}
	if a.child(meta, supersededID) == nil {
		a.add(meta, &forms.Node{Kind: forms.Meta, Name: supersededID, DataType: "string"})
	}
	if name := def.Setting("instance_name"); name != "" && a.child(meta, "instanceName") == nil {
		a.add(meta, &forms.Node{Kind: forms.Calculate, Name: "instanceName", DataType: "string", Calculation: name})
	}
	var actions []forms.Action
	for _, e := range def.Entities {
		actions = append(actions, a.entity(def, e)...)
	}
	return a, actions
}

func localName(name string) string { return name[strings.IndexByte(name, ':')+1:] }

// child finds a node inside another by its name without prefix; nil when there is none.
func (a additions) child(n *forms.Node, local string) *forms.Node {
	for _, c := range slices.Concat(n.Children, a[n]) {
		if localName(c.Name) == local {
			return c
		}
	}
	return nil
}

func (a additions) add(to, n *forms.Node) *forms.Node {
	n.Parent, n.Path = to, to.Path+"/"+n.Name
	a[to] = append(a[to], n)
	return n
}

// meta finds the group of a container that says something about the record, or adds it.
func (a additions) meta(container *forms.Node) *forms.Node {
	if found := a.child(container, forms.MetaName); found != nil {
		return found
	}
	return a.add(container, &forms.Node{Kind: forms.Group, Name: forms.MetaName})
}

// entity adds the nodes of an entity where the form does not have them. It returns what they need to happen.
func (a additions) entity(def *forms.Definition, e forms.Entity) []forms.Action {
	container := def.Root
	def.Root.Walk(func(n *forms.Node) bool {
		if n.Path == e.Container {
			container = n
		}
		return true
	})
	meta := a.meta(container)
	for _, c := range slices.Concat(meta.Children, a[meta]) {
		if isEntity(c) && c.Instance["dataset"] == e.List {
			return nil
		}
	}
	n := a.add(meta, &forms.Node{Kind: forms.Group, Name: "entity", Instance: map[string]string{"dataset": e.List}})
	attribute := func(name, fixed, calculation string) *forms.Node {
		n.Instance[name] = fixed
		at := &forms.Node{
			Kind: forms.Calculate, Name: name, Path: n.Path + "/@" + name, Parent: n, DataType: "string", ReadOnly: "true()",
			Default: fixed, Calculation: calculation,
		}
		n.Attributes = append(n.Attributes, at)
		return at
	}
	id := attribute("id", "", e.ID)
	if e.ID == "" || e.CreateIf != "" {
		attribute("create", "1", e.CreateIf)
	}
	if e.ID != "" {
		attribute("update", "1", e.UpdateIf)
		item := "instance(" + quote(e.List) + ")/root/item[name = " + e.ID + "]/"
		attribute("baseVersion", "", item+"__version")
		attribute("trunkVersion", "", item+"__trunkVersion")
		attribute("branchId", "", item+"__branchId")
	}
	if e.Label != "" {
		a.add(n, &forms.Node{Kind: forms.Calculate, Name: "label", DataType: "string", ReadOnly: "true()", Calculation: e.Label})
	}
	if e.ID != "" && e.CreateIf == "" {
		return nil
	}
	return []forms.Action{{
		Name: forms.SetValue, Events: []string{forms.FirstLoad, forms.NewRepeat}, Target: id.Path, Value: "uuid()",
	}}
}

// isEntity reports whether a node says which entity a record makes or updates.
func isEntity(n *forms.Node) bool {
	return localName(n.Name) == "entity" && n.Parent != nil && localName(n.Parent.Name) == forms.MetaName && n.Instance["dataset"] != ""
}
