package session

import (
	"strings"

	"plumbline/forms/xpath"
)

// place is an item that a path leads to. Its node stands below the same node of scope as the one that the path begins
// at: of a path that stays in an instance of a repeat, scope is in that repeat.
type place struct{ at, scope *item }

// follow finds the places that steps may lead to, and puts them at the end of out. Predicates are not looked at: they can
// only take places away.
func (f *Form) follow(out []place, from place, steps []xpath.Step) []place {
	if p, ok := from.straight(steps); ok {
		if p.at == nil {
			return out
		}
		return append(out, p)
	}
	at := []place{from}
	for i := range steps {
		var next []place
		seen := map[place]bool{}
		for _, p := range at {
			f.step(p, &steps[i], func(q place) {
				if !seen[q] {
					seen[q] = true
					next = append(next, q)
				}
			})
		}
		at = next
	}
	return append(out, at...)
}

// straight follows steps that lead to one place, which is most paths of most forms. The place is zero when they lead
// nowhere; ok is false for steps of other kinds.
func (p place) straight(steps []xpath.Step) (to place, ok bool) {
	for i := range steps {
		s := &steps[i]
		switch {
		case s.Axis == xpath.Child && s.Test == xpath.ByName && !p.at.twins && s.Name[len(s.Name)-1] != '*':
			p.at = p.at.child(s.Name)
		case s.Axis == xpath.Parent && s.Test == xpath.AnyNode:
			p.at = p.at.parent
			if p.at != nil && p.at.depth < p.scope.depth {
				p.scope = p.at
			}
		default:
			return place{}, false
		}
		if p.at == nil {
			return place{}, true
		}
	}
	return p, true
}

// step calls found for every place that one step leads to.
func (f *Form) step(p place, s *xpath.Step, found func(place)) {
	match := func(q place) {
		if s.Test == xpath.ByName && s.Axis != xpath.AttributeAxis && q.at.attr || !named(q.at, s) {
			return
		}
		found(q)
	}
	switch s.Axis {
	case xpath.Self:
		match(p)
	case xpath.Child:
		if s.Test == xpath.AnyText {
			found(p)
			return
		}
		p.kids(match)
	case xpath.AttributeAxis:
		for _, a := range p.at.attrs {
			match(place{a, p.scope})
		}
	case xpath.Parent:
		p.parent(match)
	case xpath.Descendant:
		p.descend(match)
	case xpath.DescendantOrSelf:
		match(p)
		p.descend(match)
	case xpath.Ancestor:
		p.ancestors(match)
	case xpath.AncestorOrSelf:
		match(p)
		p.ancestors(match)
	case xpath.FollowingSibling, xpath.PrecedingSibling:
		p.parent(func(q place) { q.kids(match) })
	case xpath.Following, xpath.Preceding:
		place{f.top, f.top}.descend(match)
	}
}

func (p place) kids(visit func(place)) {
	for _, kid := range p.at.kids {
		visit(place{kid, p.scope})
	}
}

func (p place) descend(visit func(place)) {
	p.kids(func(q place) {
		visit(q)
		q.descend(visit)
	})
}

func (p place) parent(visit func(place)) {
	up := p.at.parent
	if up == nil {
		return
	}
	if up.depth < p.scope.depth {
		p.scope = up
	}
	visit(place{up, p.scope})
}

func (p place) ancestors(visit func(place)) {
	p.parent(func(q place) {
		visit(q)
		q.ancestors(visit)
	})
}

// named reports whether an item passes the test of a step. A name without a prefix is that of any namespace.
func named(it *item, s *xpath.Step) bool {
	switch {
	case s.Test != xpath.ByName:
		return s.Test == xpath.AnyNode || s.Test == xpath.AnyText
	case it.node == nil:
		return false
	case s.Name == "*" || s.Name == it.node.Name || s.Name == it.local:
		return true
	default:
		prefix, of := strings.CutSuffix(s.Name, ":*")
		return of && prefix == it.space()
	}
}
