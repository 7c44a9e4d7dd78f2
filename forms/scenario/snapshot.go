package scenario

import (
	"fmt"
	"slices"
	"strings"

	"plumbline/forms"
	"plumbline/forms/session"
)

// Snapshot is the state of every node of an open form by its reference: "/data/header/child_ref", "/data/actions[2]/what",
// and "/data/actions (repeat)" for a repeat as a whole.
type Snapshot map[string]State

// State is what one node shows.
type State struct {
	Type     string            `json:"t"` // root, group, repeat-range:controlled, …: see typeOf
	DataType string            `json:"type,omitempty"`
	Relevant bool              `json:"relevant"`
	ReadOnly bool              `json:"readonly,omitempty"`
	Required bool              `json:"required,omitempty"`
	Label    string            `json:"label,omitempty"` // in the language that the form is shown in
	Hint     string            `json:"hint,omitempty"`
	Value    *string           `json:"value,omitempty"`  // nil for what holds other nodes
	Choices  [][2]string       `json:"choices,omitzero"` // name and label; nil unless a select
	Attrs    map[string]string `json:"attrs,omitempty"`
	Count    *int              `json:"count,omitempty"` // instances; nil unless a repeat as a whole

	Violation string `json:"violation,omitempty"` // "constraint", "required"
	Message   string `json:"message,omitempty"`
}

// form is what a snapshot is taken of. *session.Session has it.
type form interface {
	View(key string) (session.View, bool)
	Children(key string) []string
	Instances(repeat string) []string
	ProblemsIn(key string) []session.Problem
}

// Take takes a snapshot of an open form.
func Take(s *session.Session) Snapshot {
	snap := Snapshot{}
	walk(s, func(ref string, v session.View) { snap[ref] = stateOf(s, v) })
	return snap
}

// walk visits every node in form order with its reference.
func walk(f form, visit func(ref string, v session.View)) {
	root, _ := f.View("")
	walkFrom(f, root, root.Node.Path, visit)
}

func walkFrom(f form, v session.View, ref string, visit func(string, session.View)) {
	visit(ref, v)
	for _, key := range f.Children(v.Key) {
		child, _ := f.View(key)
		at := ref + "/" + step(child.Node)
		if child.Node.Kind != forms.Repeat {
			walkFrom(f, child, at, visit)
			continue
		}
		visit(at+" (repeat)", child)
		for i, instance := range f.Instances(key) {
			iv, _ := f.View(instance)
			walkFrom(f, iv, fmt.Sprintf("%s[%d]", at, i+1), visit)
		}
	}
}

// step is a node's name. What every record has beyond its form is in the namespace of OpenRosa metadata.
func step(n *forms.Node) string {
	about := n.Name == forms.MetaName || n.Parent.Name == forms.MetaName
	if about && !slices.Contains(n.Parent.Children, n) {
		return "orx:" + n.Name
	}
	return n.Name
}

func stateOf(f form, v session.View) State {
	s := State{
		Type: typeOf(v), Relevant: v.Relevant, ReadOnly: v.ReadOnly || v.Node.Kind == forms.Note, Required: v.Required,
		Label: v.Label, Hint: v.Hint, Attrs: attributes(f, v),
	}
	switch {
	case v.Node.Kind == forms.Repeat && v.Position == 0:
		s.Count = &v.Count
	case v.Node.Kind.Container():
	default:
		s.DataType, s.Value = dataType(v.Node), value(v)
		s.Violation, s.Message = violation(f, v)
	}
	if v.Node.Kind.Select() {
		s.Choices = [][2]string{}
		for _, c := range v.Choices {
			s.Choices = append(s.Choices, [2]string{c.Name, c.Label.In(forms.Untranslated)})
		}
	}
	return s
}

func typeOf(v session.View) string {
	switch v.Node.Kind {
	case forms.Repeat:
		switch {
		case v.Position > 0:
			return "repeat-instance"
		case v.Fixed:
			return "repeat-range:controlled"
		default:
			return "repeat-range:uncontrolled"
		}
	case forms.Group:
		if v.Key == "" {
			return "root"
		}
		return "group"
	case forms.Calculate, forms.Hidden, forms.Meta:
		return "model-value"
	case forms.SelectOne, forms.SelectMultiple:
		return "select"
	case forms.Note, forms.Rank, forms.Range:
		return v.Node.Kind.String()
	case forms.Acknowledge:
		return "trigger"
	case forms.Image, forms.Audio, forms.Video, forms.File:
		return "upload"
	default:
		return "input"
	}
}

// dataType is the type of the value, of which lists of names are texts.
func dataType(n *forms.Node) string {
	if n.DataType == "" || n.Kind == forms.Rank {
		return "string"
	}
	return n.DataType
}

// value is what expressions and the submission read; of a file, its name also where that is not read.
func value(v session.View) *string {
	if typeOf(v) == "upload" {
		return &v.Value
	}
	return &v.Effective
}

func violation(f form, v session.View) (kind, message string) {
	switch {
	case v.Problem != nil && v.Problem.Kind == session.Violated:
		return "constraint", v.Problem.Message
	case v.Relevant && v.Required && v.Effective == "":
		for _, p := range f.ProblemsIn(v.Key) {
			return "required", p.Message
		}
		return "required", ""
	default:
		return "", ""
	}
}

// attributes are those of a node's element that the form names.
func attributes(f form, v session.View) map[string]string {
	out := map[string]string{}
	for name, value := range v.Node.Instance {
		out[name] = value
	}
	for _, a := range v.Node.Attributes {
		if av, ok := f.View(strings.TrimPrefix(v.Key+"/@"+a.Name, "/")); ok {
			out[a.Name] = av.Effective
		}
	}
	return out
}

// Changes compares two snapshots: which states differ or are new, and which references are gone, in order.
func Changes(before, after Snapshot) (set Snapshot, gone []string) {
	set, gone = Snapshot{}, []string{}
	for ref, s := range after {
		if was, ok := before[ref]; !ok || !same(was, s) {
			set[ref] = s
		}
	}
	for ref := range before {
		if _, ok := after[ref]; !ok {
			gone = append(gone, ref)
		}
	}
	slices.Sort(gone)
	return set, gone
}
