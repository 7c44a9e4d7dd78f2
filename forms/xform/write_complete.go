package xform

import (
	"slices"

	"plumbline/forms"
)

// complete returns the Definition with what XLSForms leave to the converter: the record's instanceID and instanceName,
// and the nodes of its entities. The Definition that it is given stays as it is.
func complete(def *forms.Definition) *forms.Definition {
	out := *def
	out.Root = clone(def.Root, nil)
	for _, e := range def.Entities {
		addEntity(&out, e)
	}
	addIdentity(&out)
	return &out
}

// clone copies a node and everything inside it, so that nodes can be added.
func clone(n, parent *forms.Node) *forms.Node {
	out := *n
	out.Parent = parent
	out.Actions = slices.Clone(n.Actions)
	out.Children = make([]*forms.Node, len(n.Children))
	for i, c := range n.Children {
		out.Children[i] = clone(c, &out)
	}
	return &out
}

// addNode adds a node to the end of a container.
func addNode(parent *forms.Node, n forms.Node) *forms.Node {
	n.Parent, n.Path = parent, parent.Path+"/"+n.Name
	parent.Children = append(parent.Children, &n)
	return &n
}

// metaOf finds the group of a container that says something about the record, or adds it.
func metaOf(container *forms.Node) *forms.Node {
	for _, c := range container.Children {
		if localName(c.Name) == forms.MetaName {
			return c
		}
	}
	return addNode(container, forms.Node{Kind: forms.Group, Name: forms.MetaName})
}

func hasChild(n *forms.Node, local string) bool {
	return slices.ContainsFunc(n.Children, func(c *forms.Node) bool { return localName(c.Name) == local })
}

// addIdentity adds the nodes by which a record is known.
func addIdentity(def *forms.Definition) {
	omitted := isYes(def.Setting("omit_instanceID"))
	name := def.Setting("instance_name")
	if omitted && name == "" {
		return
	}
	meta := metaOf(def.Root)
	if !omitted && !hasChild(meta, "instanceID") {
		preload := def.Setting("instance_id")
		if preload == "" {
			preload = "uid"
		}
		addNode(meta, forms.Node{
			Kind: forms.Meta, Name: "instanceID", DataType: "string", ReadOnly: "true()", Preload: preload,
		})
	}
	if name != "" && !hasChild(meta, "instanceName") {
		addNode(meta, forms.Node{Kind: forms.Calculate, Name: "instanceName", DataType: "string", Calculation: name})
	}
}

func isYes(cell string) bool {
	switch cell {
	case "yes", "Yes", "YES", "true", "True", "TRUE", "true()":
		return true
	}
	return false
}

// addEntity adds the nodes that hold an entity, where they are not there.
func addEntity(def *forms.Definition, e forms.Entity) {
	container := nodeAt(def.Root, e.Container)
	if container == nil {
		container = def.Root
	}
	meta := metaOf(container)
	for _, c := range meta.Children {
		if isEntity(c) && c.Instance["dataset"] == e.List {
			return
		}
	}
	n := addNode(meta, forms.Node{Kind: forms.Group, Name: "entity", Instance: map[string]string{"dataset": e.List, "id": ""}})
	updates := e.ID != ""
	creates := !updates || e.CreateIf != ""
	if creates {
		addSwitch(n, "create", e.CreateIf)
	}
	if updates {
		addSwitch(n, "update", e.UpdateIf)
		addVersions(n, e)
	}
	id := entityAttribute(n, "id", e.ID)
	if creates {
		identify(def, id)
	}
	if e.Label != "" {
		addNode(n, forms.Node{
			Kind: forms.Calculate, Name: "label", DataType: "string", ReadOnly: "true()", Calculation: e.Label,
		})
	}
}

// nodeAt finds a node by its path; nil when there is none.
func nodeAt(root *forms.Node, path string) *forms.Node {
	found := (*forms.Node)(nil)
	root.Walk(func(n *forms.Node) bool {
		if n.Path == path {
			found = n
		}
		return found == nil && within(path, n.Path)
	})
	return found
}

// addSwitch adds the attribute that says whether an entity is made or updated, always or on a condition.
func addSwitch(n *forms.Node, attr, condition string) {
	n.Instance[attr] = "1"
	if condition != "" {
		entityAttribute(n, attr, condition)
	}
}

// addVersions adds the attributes that say which version of an entity an update starts from.
func addVersions(n *forms.Node, e forms.Entity) {
	item := "instance('" + e.List + "')/root/item[name=" + e.ID + "]/"
	for attr, column := range map[string]string{"baseVersion": "__version", "trunkVersion": "__trunkVersion", "branchId": "__branchId"} {
		n.Instance[attr] = ""
		entityAttribute(n, attr, item+column)
	}
}

func entityAttribute(n *forms.Node, attr, calculation string) *forms.Node {
	a := addAttribute(n, attr)
	a.Calculation, a.DataType, a.ReadOnly = calculation, "string", "true()"
	return a
}

// identify gives a new entity an id when a record is begun and, inside a repeat, when an instance is added.
func identify(def *forms.Definition, id *forms.Node) {
	action := forms.Action{Name: forms.SetValue, Events: []string{forms.FirstLoad}, Target: id.Path, Value: "uuid()"}
	def.Actions = append(slices.Clip(def.Actions), action)
	if repeat := enclosingRepeat(id); repeat != nil {
		action.Events = []string{forms.NewRepeat}
		repeat.Actions = append(repeat.Actions, action)
	}
}
