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

// additions are what a form needs and its author did not write. The definition itself stays as it is.
type additions struct {
	nodes      map[*forms.Node][]*forms.Node // by the node that they are inside, which may be an addition itself
	actions    []forms.Action
	record     *forms.Node // the id of the record, whether it is an addition or not; nil when there is no place for it
	superseded *forms.Node // the id of the record that it supersedes; nil likewise
}

// additionsTo finds what forms leave to the program: the id and the name of a record, and what its entities are to be.
func additionsTo(def *forms.Definition) additions {
	a := additions{nodes: map[*forms.Node][]*forms.Node{}}
	if meta := a.meta(def.Root); meta != nil {
		preload := def.Setting("instance_id")
		if preload == "" {
			preload = "uid"
		}
		a.record = a.sure(meta, forms.Node{Kind: forms.Meta, Name: recordID, DataType: "string", Preload: preload})
		a.superseded = a.sure(meta, forms.Node{Kind: forms.Meta, Name: supersededID, DataType: "string"})
		if name := def.Setting("instance_name"); name != "" {
			a.sure(meta, forms.Node{Kind: forms.Calculate, Name: "instanceName", DataType: "string", Calculation: name})
		}
	}
	for _, e := range def.Entities {
		a.entity(def, e)
	}
	return a
}

func localName(name string) string { return name[strings.IndexByte(name, ':')+1:] }

// child finds a node inside another by its name without prefix; nil when there is none.
func (a additions) child(n *forms.Node, local string) *forms.Node {
	for _, c := range slices.Concat(n.Children, a.nodes[n]) {
		if localName(c.Name) == local {
			return c
		}
	}
	return nil
}

func (a additions) add(to, n *forms.Node) *forms.Node {
	n.Parent, n.Path = to, to.Path+"/"+n.Name
	a.nodes[to] = append(a.nodes[to], n)
	return n
}

// sure finds a node inside another by the name of n, or adds n.
func (a additions) sure(in *forms.Node, n forms.Node) *forms.Node {
	if found := a.child(in, n.Name); found != nil {
		return found
	}
	return a.add(in, &n)
}

// meta finds the group of a container that says something about the record, or adds it. It is nil where something else
// has its name.
func (a additions) meta(container *forms.Node) *forms.Node {
	meta := a.sure(container, forms.Node{Kind: forms.Group, Name: forms.MetaName})
	if meta.Kind != forms.Group {
		return nil
	}
	return meta
}

// entity adds the nodes of an entity, and what gives it an id, where the form does not have them.
func (a *additions) entity(def *forms.Definition, e forms.Entity) {
	container := def.Root
	def.Root.Walk(func(n *forms.Node) bool {
		if n.Path == e.Container {
			container = n
		}
		return true
	})
	meta := a.meta(container)
	if meta == nil {
		return
	}
	for _, c := range slices.Concat(meta.Children, a.nodes[meta]) {
		if isEntity(c) && c.Instance["dataset"] == e.List {
			return
		}
	}
	n := a.add(meta, &forms.Node{Kind: forms.Group, Name: "entity", Instance: map[string]string{"dataset": e.List}})
	id := entityAttribute(n, "id", "", e.ID)
	if e.ID == "" || e.CreateIf != "" {
		entityAttribute(n, "create", "1", e.CreateIf)
		a.actions = append(a.actions, forms.Action{
			Name: forms.SetValue, Events: []string{forms.FirstLoad, forms.NewRepeat}, Target: id.Path, Value: "uuid()",
		})
	}
	if e.ID != "" {
		entityAttribute(n, "update", "1", e.UpdateIf)
		item := "instance(" + quote(e.List) + ")/root/item[name = " + e.ID + "]/"
		entityAttribute(n, "baseVersion", "", item+"__version")
		entityAttribute(n, "trunkVersion", "", item+"__trunkVersion")
		entityAttribute(n, "branchId", "", item+"__branchId")
	}
	if e.Label != "" {
		a.add(n, &forms.Node{Kind: forms.Calculate, Name: itemLabel, DataType: "string", ReadOnly: "true()", Calculation: e.Label})
	}
}

// entityAttribute gives the node of an entity an attribute that is worked out, or is fixed where there is no calculation.
func entityAttribute(n *forms.Node, name, fixed, calculation string) *forms.Node {
	n.Instance[name] = fixed
	a := &forms.Node{
		Kind: forms.Calculate, Name: name, Path: n.Path + "/@" + name, Parent: n, DataType: "string", ReadOnly: "true()",
		Default: fixed, Calculation: calculation,
	}
	n.Attributes = append(n.Attributes, a)
	return a
}

// isEntity reports whether a node says which entity a record makes or updates.
func isEntity(n *forms.Node) bool {
	return localName(n.Name) == "entity" && n.Instance["dataset"] != "" &&
		n.Parent != nil && localName(n.Parent.Name) == forms.MetaName
}
