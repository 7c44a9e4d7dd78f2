package xlsform

import (
	"slices"
	"strings"

	"plumbline/forms"
)

// entity is a row of the entities sheet, on its way to the container that its nodes stand in.
type entity struct {
	row                           int
	list                          string
	id, createIf, updateIf, label string // expressions, references not yet replaced
	uses                          []entityUse
	saved                         map[string]int // rows of the properties
	container                     *element
}

// entityUse is a question that an entity depends on: one that is saved as a property, or one that its expressions read.
type entityUse struct {
	container *element
	row       int
	property  string // "" for a question that is only read
	question  string
}

// readEntities reads the entities sheet.
func readEntities(g grid, report *Report) []*entity {
	var out []*entity
	for _, c := range g.columns {
		if c.name != "" && !entitiesHeaders().known[c.name] {
			report.fail(place{entitiesSheet, 1, c.written}, "HEADER_005", "The entities sheet has no column %q. Its "+
				"columns are list_name, label, entity_id, create_if and update_if. Correct the header, or take the "+
				"column out.", c.written)
		}
	}
	seen := map[string]int{}
	for _, rec := range g.records {
		e := &entity{
			row: rec.row, list: rec.values[entityList], id: rec.values[entityID], label: rec.values[entityLabel],
			createIf: rec.values[entityCreateIf], updateIf: rec.values[entityUpdateIf],
		}
		at := rec.place(entitiesSheet, entityList)
		checkEntityName(e.list, at, report)
		if first := seen[e.list]; first > 0 {
			report.fail(at, "NAMES_014", "The list %q is declared in row %d already. Keep one of the two "+
				"rows.", e.list, first)
			continue
		}
		seen[e.list] = rec.row
		checkEntityColumns(e, rec, report)
		out = append(out, e)
	}
	return out
}

func checkEntityName(name string, at place, report *Report) {
	switch {
	case name == "":
		report.fail(at, "NAMES_015", "The list of entities has no name. Give it one.")
	case strings.HasPrefix(name, "__"):
		report.fail(at, "NAMES_010", "The name of a list must not begin with two underscores, as %q does.", name)
	case strings.Contains(name, "."):
		report.fail(at, "NAMES_011", "The name of a list must not have a full stop, as %q has.", name)
	case !isIdentifier(name):
		report.fail(at, "NAMES_008", "%q cannot name a list. %s", name, identifierRule)
	}
}

func checkEntityColumns(e *entity, rec record, report *Report) {
	switch {
	case e.id == "" && e.updateIf != "":
		report.fail(rec.place(entitiesSheet, entityID), "ENTITY_007", "The list %q has a condition for updates, but "+
			"no entity_id. Say which entity is updated, or move the condition to create_if.", e.list)
	case e.id != "" && e.createIf != "" && e.updateIf == "":
		report.fail(rec.place(entitiesSheet, entityUpdateIf), "ENTITY_006", "The list %q is updated or added to. Say "+
			"in update_if when it is updated, or take entity_id out if it is only added to.", e.list)
	case e.id == "" && e.label == "":
		report.fail(rec.place(entitiesSheet, entityLabel), "ENTITY_005", "The list %q is added to, so its entities "+
			"need a label. Give one, such as ${name}.", e.list)
	}
}

// entityPlanner finds the containers of the entities.
type entityPlanner struct {
	entities []*entity
	report   *Report
	top      *element
	order    []*entity // in the order in which the survey first uses them
}

// plan reads what the survey says about entities, and finds a container for each.
func (p *entityPlanner) plan() {
	readers := map[string][]*entity{}
	for _, e := range p.entities {
		for _, cell := range []string{e.id, e.createIf, e.updateIf, e.label} {
			references(cell, func(ref reference) {
				if !slices.Contains(readers[ref.name], e) {
					readers[ref.name] = append(readers[ref.name], e)
				}
			})
		}
	}
	p.top.walk(func(e *element) {
		if e == p.top {
			return
		}
		p.saveTo(e)
		for _, reader := range readers[e.node.Name] {
			p.use(reader, entityUse{container: e.parent, row: e.rec.row, question: e.node.Name})
		}
	})
	p.allocate()
}

func (p *entityPlanner) use(e *entity, use entityUse) {
	if len(e.uses) == 0 {
		p.order = append(p.order, e)
	}
	e.uses = append(e.uses, use)
}

// saveTo reads the save_to column: the name of a property, or list#property.
func (p *entityPlanner) saveTo(e *element) {
	cell := e.node.Bind[bindSaveTo]
	if cell == "" {
		return
	}
	at := e.rec.place(surveySheet, colSaveTo)
	list, property, prefixed := strings.Cut(cell, "#")
	switch {
	case len(p.entities) == 0:
		p.report.fail(at, "ENTITY_001", "There is nothing to save properties to. Add an entities sheet with a row for "+
			"the list.")
		return
	case strings.Contains(property, "#"):
		p.report.fail(at, "ENTITY_013", "%q has more than one #. Write list#property.", cell)
		return
	case !prefixed && len(p.entities) > 1:
		p.report.fail(at, "ENTITY_008", "The form has several lists of entities. Say which one the property is of: "+
			"list#%s.", cell)
		return
	case !prefixed:
		list, property = p.entities[0].list, cell
	}
	i := slices.IndexFunc(p.entities, func(e *entity) bool { return e.list == list })
	if i < 0 {
		p.report.fail(at, "ENTITY_004", "The entities sheet has no list %q. Correct the name, or add a row for it.", list)
		return
	}
	e.node.Bind[bindSaveTo] = property
	if p.property(property, p.entities[i], e, at) {
		p.use(p.entities[i], entityUse{container: e.parent, row: e.rec.row, property: property})
	}
}

// property checks the name of a property.
func (p *entityPlanner) property(name string, of *entity, e *element, at place) bool {
	lower := strings.ToLower(name)
	switch {
	case e.node.Kind.Container():
		p.report.fail(at, "ENTITY_003", "A group or repeat cannot be saved as a property. Move save_to to a question "+
			"inside.")
	case lower == "name" || lower == "label":
		p.report.fail(at, "NAMES_012", "A property cannot be named %q: each entity has a name and a label already. "+
			"Use another name.", name)
	case strings.HasPrefix(name, "__"):
		p.report.fail(at, "NAMES_010", "The name of a property must not begin with two underscores, as %q does.", name)
	case !isIdentifier(name):
		p.report.fail(at, "NAMES_008", "%q cannot name a property. %s", name, identifierRule)
	case of.saved[name] > 0:
		p.report.fail(at, "ENTITY_002", "The property %q is saved from row %d already. Use another "+
			"name.", name, of.saved[name])
	default:
		put(&of.saved, name, at.row)
		return true
	}
	return false
}

// boundary returns the innermost repeat that a container is or stands in, or the root: what has one entity of a list at
// most for each of its instances.
func (e *element) boundary() *element {
	for ; e.parent != nil && e.node.Kind != forms.Repeat; e = e.parent {
	}
	return e
}

// repeats counts the repeats that an element is or stands in.
func (e *element) repeats() int {
	n := 0
	for ; e != nil; e = e.parent {
		if e.node.Kind == forms.Repeat {
			n++
		}
	}
	return n
}

// inside reports whether an element is or stands in another.
func (e *element) inside(outer *element) bool {
	for ; e != nil; e = e.parent {
		if e == outer {
			return true
		}
	}
	return false
}

// way writes the path of a container for a message.
func (e *element) way() string {
	if e.parent == nil {
		return "the form itself"
	}
	return e.node.Path
}
