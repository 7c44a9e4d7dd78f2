package xlsform

import (
	"strings"

	"plumbline/forms"
)

// lastSaved is the secondary instance of the record saved before.
const lastSaved = "__last-saved"

// names finds elements by the names that references use.
type names struct {
	byName map[string][]*element
	report *Report
	paths  int // bytes that references were replaced by
}

// instanceID is the name by which every form can refer to the id of its records.
const instanceID = "instanceID"

// newNames indexes the tree. The record's own id is in it unless the form leaves it out.
func newNames(top *element, withID bool, report *Report) *names {
	n := &names{byName: map[string][]*element{}, report: report}
	top.walk(func(e *element) {
		n.byName[e.node.Name] = append(n.byName[e.node.Name], e)
	})
	if withID {
		meta := &element{node: &forms.Node{Path: top.node.Path + "/" + forms.MetaName}, parent: top, depth: 1}
		id := &element{node: &forms.Node{Name: instanceID, Path: meta.node.Path + "/" + instanceID}, parent: meta, depth: 2}
		n.byName[instanceID] = append(n.byName[instanceID], id)
	}
	return n
}

func (e *element) walk(visit func(*element)) {
	visit(e)
	for _, c := range e.children {
		c.walk(visit)
	}
}

// find returns the element that a reference means; nil when there is none, or more than one.
func (n *names) find(name string) *element {
	if found := n.byName[name]; len(found) == 1 {
		return found[0]
	}
	return nil
}

// check reports the references of a cell that mean nothing.
func (n *names) check(cell string, at place) {
	if !strings.Contains(cell, "${") {
		return
	}
	if references(cell, func(ref reference) { n.checkName(ref.name, at) }) {
		n.report.fail(at, "PYREF_001", "A reference is not written as it should be. Write ${, the name of a question "+
			"and }, without spaces.")
	}
}

func (n *names) checkName(name string, at place) {
	switch found := n.byName[name]; {
	case n.report.full():
	case len(found) == 0:
		n.report.fail(at, "PYREF_003", "There is no question named %q.%s", name, n.suggest(name))
	case len(found) > 1:
		n.report.fail(at, "PYREF_004", "${%s} could mean %d questions, in rows %d and %d among others. Give them "+
			"different names.", name, len(found), found[0].node.Row, found[1].node.Row)
	}
}

// suggest names the question whose name is nearest, as a sentence with a space in front.
func (n *names) suggest(name string) string {
	const most = 5000 // names to compare with
	best, distance := "", 3
	if len(n.byName) > most {
		return " Check the spelling, or add the question."
	}
	for other := range n.byName {
		if len(other)-len(name) >= distance || len(name)-len(other) >= distance {
			continue
		}
		if d := editDistance(name, other); d < distance || d == distance && other < best {
			best, distance = other, d
		}
	}
	if best == "" {
		return " Check the spelling, or add the question."
	}
	return " Did you mean ${" + best + "}?"
}

// viewpoint is the node that an expression belongs to, and how its references are written.
type viewpoint struct {
	from    *element // nil where nothing is relative
	current bool     // relative paths begin with current(), since the context is another node
	// whole makes a path from outside reach all instances of the innermost repeat that it shares, as the choices of a
	// select from answers do.
	whole bool
}

// expand replaces the references of an expression by paths, with a space on both sides. Those that mean nothing stay.
func (n *names) expand(cell string, v viewpoint) string {
	refs := findReferences(cell)
	if refs == nil {
		return cell
	}
	var b strings.Builder
	at := 0
	for _, ref := range refs {
		if path, ok := n.replace(ref, v); ok {
			b.WriteString(cell[at:ref.start] + " " + path + " ")
			at = ref.end
		}
	}
	b.WriteString(cell[at:])
	return b.String()
}

// replace returns the path that a reference becomes; ok is false when it means nothing.
func (n *names) replace(ref reference, v viewpoint) (path string, ok bool) {
	target := n.find(ref.name)
	if target == nil || n.paths > MaxPaths {
		return "", false
	}
	path = v.path(ref, target)
	n.paths += len(path)
	return path, true
}

func (v viewpoint) path(ref reference, target *element) string {
	if ref.lastSaved {
		return "instance('" + lastSaved + "')" + target.node.Path
	}
	if v.from == nil || ref.fixed {
		return target.node.Path
	}
	steps, rest := relative(v.from, target, v.whole)
	switch {
	case steps == 0:
		return target.node.Path
	case v.current || ref.predicate:
		return "current()/" + strings.Repeat("../", steps) + rest
	}
	return strings.Repeat("../", steps) + rest
}

// relative returns the steps up and the path down from one element to another that a repeat holds both of; 0 steps when
// none does.
func relative(from, to *element, whole bool) (steps int, rest string) {
	common := shared(from.parent, to.parent)
	repeat := common.repeat()
	if repeat == nil {
		return 0, ""
	}
	if whole && to.parent.repeat() == repeat && (from.parent.repeat() != repeat || repeat.parent.repeat() == nil) {
		common = repeat.parent
	}
	return from.depth - common.depth, strings.TrimPrefix(to.node.Path, common.node.Path+"/")
}

// repeat returns the innermost repeat that an element is or stands in; nil when there is none.
func (e *element) repeat() *element {
	for ; e != nil; e = e.parent {
		if e.node.Kind == forms.Repeat {
			return e
		}
	}
	return nil
}

// shared returns the innermost element that two are or stand in; nil when there is none.
func shared(a, b *element) *element {
	for a != b {
		switch {
		case a == nil || b == nil:
			return nil
		case a.depth > b.depth:
			a = a.parent
		default:
			b = b.parent
		}
	}
	return a
}
