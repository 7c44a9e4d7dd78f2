package xlsform

import "slices"

// request is where an entity would be, by the questions that it uses.
type request struct {
	entity *entity
	scope  *element // the boundary that all its containers must share
	wanted *element // the container to begin with; those around it, up to the scope, will do
	saved  []*element
}

// allocate gives every entity a container. A container holds one entity; those of questions that are saved as properties
// of another entity are taken too, since a property belongs to the nearest entity around it.
func (p *entityPlanner) allocate() {
	var scopes []*element
	byScope := map[*element][]request{}
	add := func(r request) {
		if byScope[r.scope] == nil {
			scopes = append(scopes, r.scope)
		}
		byScope[r.scope] = append(byScope[r.scope], r)
	}
	for _, e := range p.order {
		if r, ok := p.request(e); ok {
			add(r)
		}
	}
	for _, e := range p.entities {
		if len(e.uses) == 0 {
			add(request{entity: e, scope: p.top, wanted: p.top})
		}
	}
	if len(scopes) == 1 && scopes[0] == p.top && len(byScope[p.top]) == 1 {
		byScope[p.top][0].entity.container = p.top
		return
	}
	taken := map[*element]*entity{}
	for _, scope := range scopes {
		requests := byScope[scope]
		slices.SortStableFunc(requests, func(a, b request) int { return a.entity.row - b.entity.row })
		for _, r := range requests {
			p.settle(r, taken)
		}
	}
}

// settle takes the innermost container that is free.
func (p *entityPlanner) settle(r request, taken map[*element]*entity) {
	var by *entity
	for at := r.wanted; at != nil; at = at.parent {
		if taken[at] == nil {
			r.entity.container = at
			taken[at] = r.entity
			for _, saved := range r.saved {
				for c := saved; c != nil && c.inside(at); c = c.parent {
					taken[c] = r.entity
				}
			}
			return
		}
		by = taken[at]
		i := slices.IndexFunc(r.saved, func(c *element) bool { return taken[c] != nil })
		if i >= 0 {
			by = taken[r.saved[i]]
			break
		}
		if at == r.scope {
			break
		}
	}
	p.report.fail(place{entitiesSheet, r.entity.row, entityList}, "ENTITY_009", "A group or repeat can have one list "+
		"of entities only, and all that this one could stand in, up to %s, are taken by the list in row %d. Put the "+
		"questions of the two into different groups.",
		r.scope.way(), by.row)
}

// request works out where an entity would be, and whether all that it uses can be reached from there.
func (p *entityPlanner) request(e *entity) (request, bool) {
	deepest := deepestUse(e.uses)
	r := request{entity: e, scope: deepest.container.boundary()}
	saves := slices.DeleteFunc(slices.Clone(e.uses), func(u entityUse) bool { return u.property == "" })
	r.wanted = innermost(e.uses, r.scope)
	if len(saves) > 0 {
		r.wanted, r.saved = wantedBySaves(saves, r.scope)
	}
	return r, p.reachable(r, deepest)
}

// reachable reports the uses of an entity that lie in another branch of repeats.
func (p *entityPlanner) reachable(r request, deepest entityUse) bool {
	ok := true
	for _, u := range r.entity.uses {
		boundary := u.container.boundary()
		other := deepest.container
		switch {
		case !r.scope.inside(boundary):
		case u.property != "" && boundary != r.wanted.boundary():
			other = r.wanted
		default:
			continue
		}
		ok = false
		if u.property != "" {
			p.report.fail(place{surveySheet, u.row, colSaveTo}, "ENTITY_011", "The list %q also uses a question in "+
				"%s, which cannot be reached from here. Copy one of the two answers to where the other is by a "+
				"calculate question.", r.entity.list, other.way())
			continue
		}
		p.report.fail(place{entitiesSheet, r.entity.row, ""}, "ENTITY_012", "The list %q uses ${%s}, and also a "+
			"question in %s from where it cannot be reached. Copy one of the two answers to where the other is by a "+
			"calculate question.", r.entity.list, u.question, other.way())
	}
	return ok
}

// deepestUse returns the first of the uses that stand in the most repeats.
func deepestUse(uses []entityUse) entityUse {
	best := uses[0]
	for _, u := range uses[1:] {
		if u.container.boundary().repeats() > best.container.boundary().repeats() {
			best = u
		}
	}
	return best
}

// innermost returns the innermost container of the uses whose boundary is scope.
func innermost(uses []entityUse, scope *element) *element {
	best := scope
	for _, u := range uses {
		if u.container.boundary() == scope && u.container.depth > best.depth {
			best = u.container
		}
	}
	return best
}

// wantedBySaves returns the container that holds all questions which are saved, and their containers.
func wantedBySaves(saves []entityUse, scope *element) (wanted *element, containers []*element) {
	deepest := saves[0]
	seen := map[*element]bool{}
	for _, u := range saves {
		if !seen[u.container] {
			seen[u.container] = true
			containers = append(containers, u.container)
		}
		if u.container.boundary() == scope && (deepest.container.boundary() != scope || u.container.depth > deepest.container.depth) {
			deepest = u
		}
	}
	common := containers[0]
	for _, c := range containers[1:] {
		common = shared(common, c)
	}
	if len(containers) == 1 {
		return common, containers
	}
	if boundary := deepest.container.boundary(); boundary.repeats() > common.repeats() ||
		boundary.repeats() == common.repeats() && boundary.depth > common.depth {
		return boundary, containers
	}
	return common, containers
}
