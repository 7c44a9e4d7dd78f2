package session

import (
	"strings"
)

// EntityOp is what completing a record does to one entity of a list.
type EntityOp struct {
	List       string
	Container  string // key of what the entity is about: "" for the record, or that of an instance or a group
	ID         string
	Label      string // "" keeps the label there is
	Create     bool   // the entity is made
	Update     bool   // the entity is changed
	Base       string // the version that an update starts from; "" when it is not known
	Properties []EntityProperty
}

// EntityProperty is one value of an entity. A blank value is a value too.
type EntityProperty struct{ Name, Value string }

// entityItem is an entity of a form, compiled.
type entityItem struct {
	it         *item
	properties []entityProperty
}

type entityProperty struct {
	name  string
	from  *item
	scope *item // what holds both
	route []int // from scope to from
}

// saveTo is the bind attribute that makes the answer to a question a property.
const saveTo = "entities:saveto"

// compileEntities finds the entities of a form, and which questions are their properties.
func (f *Form) compileEntities() {
	for _, it := range f.items {
		if isEntity(it.node) {
			f.entities = append(f.entities, &entityItem{it: it})
		}
	}
	for _, it := range f.items {
		name := it.node.Bind[saveTo]
		if name == "" {
			continue
		}
		if e, name := f.entityOf(it, name); e != nil {
			scope := e.it.parent
			for !it.within(scope) {
				scope = scope.parent
			}
			e.properties = append(e.properties, entityProperty{name, it, scope, it.route(scope)})
		}
	}
}

// entityOf finds the entity that a question is a property of: that of the list named in front of the property, or else
// the one of the innermost container that has any.
func (f *Form) entityOf(it *item, name string) (*entityItem, string) {
	list, property, named := strings.Cut(name, "#")
	if named {
		for _, e := range f.entities {
			if e.it.node.Instance["dataset"] == list {
				return e, property
			}
		}
		return nil, ""
	}
	for up := it.parent; up != f.top; up = up.parent {
		for _, e := range f.entities {
			if e.it.parent.parent == up {
				return e, name
			}
		}
	}
	return nil, ""
}

// EntityOps lists what completing the record does to entities, in form order. What is not relevant does nothing.
func (s *Session) EntityOps() []EntityOp {
	var out []EntityOp
	for _, e := range s.form.entities {
		for _, n := range s.all(e.it) {
			if op := s.entityOp(e, n.(*node)); op.Create || op.Update {
				out = append(out, op)
			}
		}
	}
	return out
}

func (s *Session) entityOp(e *entityItem, n *node) EntityOp {
	if !n.relevant {
		return EntityOp{}
	}
	op := EntityOp{
		List: n.item.node.Instance["dataset"], Container: n.up.up.name(), ID: n.attribute("id"), Base: n.attribute("baseVersion"),
		Create: isTrue(n.attribute("create")), Update: isTrue(n.attribute("update")),
	}
	for _, kid := range n.kids {
		if localName(kid.item.node.Name) == itemLabel {
			op.Label = kid.text
		}
	}
	for _, p := range e.properties {
		if at := s.property(n, p); at != nil && at.relevant {
			op.Properties = append(op.Properties, EntityProperty{p.name, at.text})
		}
	}
	return op
}

// property finds the node that a property of an entity comes from; nil when it has several or none.
func (s *Session) property(entity *node, p entityProperty) *node {
	at := entity.above(p.scope)
	for _, slot := range p.route {
		at = at.at(slot)
		if at.isRange() {
			if len(at.set.live) != 1 {
				return nil
			}
			at = at.set.live[0]
		}
	}
	return at
}

// attribute is the value of an attribute, whether it changes or not.
func (n *node) attribute(name string) string {
	if a := n.child("@" + name); a != nil {
		return a.text
	}
	return n.item.node.Instance[name]
}

func isTrue(text string) bool { return text == "1" || text == "true" }
