package xform

import (
	"strings"

	"plumbline/forms"
)

// pending are actions that are still to be written, each beside its target.
type pending struct {
	actions  []forms.Action
	byTarget map[string][]int
	written  []bool
}

func newPending(actions []forms.Action) *pending {
	p := &pending{actions: actions, byTarget: map[string][]int{}, written: make([]bool, len(actions))}
	for i, a := range actions {
		p.byTarget[a.Target] = append(p.byTarget[a.Target], i)
	}
	return p
}

// of returns the actions that write to a path.
func (p *pending) of(path string) []*element {
	var out []*element
	for _, i := range p.byTarget[path] {
		if !p.written[i] {
			p.written[i] = true
			out = append(out, actionElement(p.actions[i]))
		}
	}
	return out
}

// take returns the actions that write to a node or one of its attributes.
func (p *pending) take(n *forms.Node) []*element {
	out := p.of(n.Path)
	for _, a := range n.Attributes {
		out = append(out, p.of(a.Path)...)
	}
	return out
}

// rest returns the actions that are left.
func (p *pending) rest() []*element {
	var out []*element
	for i, a := range p.actions {
		if !p.written[i] {
			out = append(out, actionElement(a))
		}
	}
	return out
}

func actionElement(a forms.Action) *element {
	e := build(a.Name, "ref", either(a.Where, a.Target), "event", strings.Join(a.Events, " "), "value", a.Value).setAll(a.Attributes)
	if a.Value == "" {
		e.text(a.Text)
	}
	return e
}
