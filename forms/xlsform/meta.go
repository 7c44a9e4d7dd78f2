package xlsform

import (
	"fmt"

	"plumbline/forms"
)

// leaf makes an element for a viewpoint: a node that no row has, inside an element.
func (e *element) leaf(n *forms.Node) *element {
	n.Parent, n.Path = e.node, e.node.Path+"/"+n.Name
	return &element{node: n, parent: e, depth: e.depth + 1}
}

// attach makes an element as leaf does, and puts it at the end of its parent.
func (e *element) attach(n *forms.Node) *element {
	child := e.leaf(n)
	e.children = append(e.children, child)
	e.node.Children = append(e.node.Children, n)
	return child
}

// metaGroup finds or makes the group of a container that says something about the record itself.
func (e *element) metaGroup() *element {
	for _, c := range e.children {
		if c.node.Name == forms.MetaName {
			return c
		}
	}
	return e.attach(&forms.Node{Kind: forms.Group, Name: forms.MetaName})
}

// addMeta adds what a record says about itself.
func addMeta(s *survey, n *names) {
	if len(s.audits) == 0 && s.settings.yes("omit_instanceID", false) && s.settings[setInstance] == "" {
		return
	}
	meta := s.top.metaGroup()
	for _, audit := range s.audits {
		e := meta.attach(audit.node)
		e.rec, e.typ = audit.rec, audit.typ
	}
	if !s.settings.yes("omit_instanceID", false) {
		preload := s.settings["instance_id"]
		if preload == "" {
			preload = "uid"
		}
		meta.attach(&forms.Node{Kind: forms.Meta, Name: instanceID, DataType: "string", ReadOnly: "true()", Preload: preload})
	}
	if cell := s.settings[setInstance]; cell != "" {
		name := meta.attach(&forms.Node{Kind: forms.Calculate, Name: "instanceName", DataType: "string"})
		name.node.Calculation = n.expand(cell, viewpoint{from: name})
	}
}

// addEntity adds the nodes that hold an entity to its container, and returns what the Definition says about it.
func addEntity(def *forms.Definition, e *entity, n *names) forms.Entity {
	node := &forms.Node{Kind: forms.Group, Name: "entity", Instance: map[string]string{"dataset": e.list, "id": ""}}
	holder := e.container.metaGroup().attach(node)
	at := viewpoint{from: holder.leaf(&forms.Node{Name: "label"})}
	out := forms.Entity{
		List: e.list, Label: n.expand(e.label, at), ID: n.expand(e.id, at), CreateIf: n.expand(e.createIf, at),
		UpdateIf: n.expand(e.updateIf, at), Container: e.container.node.Path, Row: e.row,
	}
	if e.id == "" || e.createIf != "" {
		node.Instance["create"] = "1"
		addAttribute(node, "create", out.CreateIf)
	}
	if e.id != "" {
		node.Instance["update"] = "1"
		addAttribute(node, "update", out.UpdateIf)
		for _, version := range [][2]string{{"baseVersion", "__version"}, {"trunkVersion", "__trunkVersion"}, {"branchId", "__branchId"}} {
			node.Instance[version[0]] = ""
			addAttribute(node, version[0], n.expand(fmt.Sprintf("instance('%s')/root/item[name=%s]/%s", e.list, e.id, version[1]), at))
		}
	}
	id := &forms.Node{
		Kind: forms.Hidden, Name: "id", Path: node.Path + "/@id", Parent: node, DataType: "string", ReadOnly: "true()", Calculation: out.ID,
	}
	node.Attributes = append(node.Attributes, id)
	if e.id == "" {
		identify(def, id, e.container)
	} else {
		id.Kind = forms.Calculate
	}
	if out.Label != "" {
		holder.attach(&forms.Node{
			Kind: forms.Calculate, Name: "label", DataType: "string", ReadOnly: "true()", Calculation: out.Label,
		})
	}
	return out
}

// addAttribute adds an attribute that is worked out; with no calculation, it keeps the value that it starts with.
func addAttribute(n *forms.Node, name, calculation string) {
	if calculation == "" {
		return
	}
	n.Attributes = append(n.Attributes, &forms.Node{
		Kind: forms.Calculate, Name: name, Path: n.Path + "/@" + name, Parent: n, DataType: "string", ReadOnly: "true()",
		Calculation: calculation, Default: n.Instance[name],
	})
}

// identify gives a new entity an id when a record is begun and, inside a repeat, when an instance is added.
func identify(def *forms.Definition, id *forms.Node, container *element) {
	action := forms.Action{Name: forms.SetValue, Events: []string{forms.FirstLoad}, Target: id.Path, Value: "uuid()"}
	def.Actions = append(def.Actions, action)
	if repeat := container.repeat(); repeat != nil {
		action.Events = []string{forms.NewRepeat}
		repeat.node.Actions = append(repeat.node.Actions, action)
	}
}
