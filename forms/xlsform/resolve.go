package xlsform

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"plumbline/forms"
)

// checkCells reports references that mean nothing, in all cells that may have some.
func (n *names) checkCells(top *element) {
	top.walk(func(e *element) {
		for column, cell := range e.rec.values {
			if column != colType && column != colName && column != colTrigger {
				n.check(cell, e.rec.place(surveySheet, column))
			}
		}
		for column, text := range e.rec.texts {
			for _, words := range text {
				n.check(words, e.rec.place(surveySheet, column))
			}
		}
		if e.typ.selection != nil {
			n.check(e.typ.list, e.rec.place(surveySheet, colType))
		}
	})
}

// checkGrid reports references that mean nothing in the cells of another sheet; of choices, in those that are shown.
func (n *names) checkGrid(g grid, shownOnly bool) {
	for _, rec := range g.records {
		for column, text := range rec.texts {
			for _, words := range text {
				n.check(words, rec.place(g.sheet, column))
			}
		}
		if shownOnly {
			continue
		}
		for column, cell := range rec.values {
			if column != entityList {
				n.check(cell, rec.place(g.sheet, column))
			}
		}
	}
}

// resolve replaces the references of all nodes by paths.
func (n *names) resolve(top *element) {
	top.walk(func(e *element) {
		if e == top {
			return
		}
		n.resolveExpressions(e)
		n.resolveTexts(e)
		n.resolveItems(e)
		n.resolveTriggers(e)
	})
}

func (n *names) resolveExpressions(e *element) {
	node, at := e.node, viewpoint{from: e}
	for _, field := range []*string{
		&node.Relevant, &node.Constraint, &node.Required, &node.ReadOnly, &node.Calculation, &node.RepeatCount,
	} {
		*field = n.expand(*field, at)
	}
	if node.DefaultDynamic {
		node.Default = n.expand(node.Default, at)
	}
	if !node.Kind.Container() {
		node.Appearance = n.expand(node.Appearance, at)
	}
	for _, attributes := range []map[string]string{node.Bind, node.Body, node.Instance} {
		for name, value := range attributes {
			attributes[name] = n.expand(value, at)
		}
	}
	if seed := node.Parameters["seed"]; seed != "" {
		node.Parameters["seed"] = strings.TrimSpace(n.expand(seed, at))
	}
}

func (n *names) resolveTexts(e *element) {
	node, at := e.node, viewpoint{from: e}
	for _, text := range []*forms.Text{
		&node.Label, &node.Hint, &node.GuidanceHint, &node.ConstraintMessage, &node.RequiredMessage,
	} {
		*text = n.text(*text, at)
	}
	for kind, text := range node.Media {
		node.Media[kind] = n.text(text, at)
	}
}

// appMessages puts what is shown when an app of a phone is missing into the binds: the words, or the id of a text that
// has translations. It returns those texts by id.
func (n *names) appMessages(top *element) map[string]forms.Text {
	var out map[string]forms.Text
	top.walk(func(e *element) {
		text := n.text(e.rec.texts[colNoApp], viewpoint{from: e})
		words := text[forms.Untranslated]
		switch {
		case text.Empty():
		case translated(text) || strings.Contains(words, "${"):
			id := e.node.Path + ":" + bindNoApp
			put(&out, id, text)
			put(&e.node.Bind, bindNoApp, "jr:itext('"+id+"')")
		default:
			put(&e.node.Bind, bindNoApp, words)
		}
	})
	return out
}

// resolveItems replaces the references of what a question offers.
func (n *names) resolveItems(e *element) {
	node := e.node
	if node.Items != nil && strings.Contains(node.Items.Source, "${") {
		n.resolveAnswers(e)
		return
	}
	node.ChoiceFilter = n.expand(node.ChoiceFilter, viewpoint{from: e, current: true})
	if node.Type == oneExternal {
		node.Items = &forms.Itemset{Source: node.List, Nodes: fmt.Sprintf("instance('%s')/root/item", node.List), Value: colName, Label: colLabel}
	}
	if node.Items != nil && node.ChoiceFilter != "" {
		node.Items.Nodes += "[" + node.ChoiceFilter + "]"
	}
}

// resolveAnswers makes the choices of a select those of the instances of a repeat: the answers to a question in it, or
// the geometry of each.
func (n *names) resolveAnswers(e *element) {
	items, at := e.node.Items, viewpoint{from: e, whole: true}
	path := strings.TrimSpace(n.expand(items.Source, at))
	nodes, name := path[:max(strings.LastIndexByte(path, '/'), 0)], path[strings.LastIndexByte(path, '/')+1:]
	if e.typ.selection == nil {
		nodes, name = path, "geometry"
	}
	at.current = true
	filter := n.expand(e.node.ChoiceFilter, at)
	filter = strings.ReplaceAll(strings.ReplaceAll(filter, "current()/"+nodes, "."), nodes, ".")
	if filter == "" {
		filter = "./" + name + " != ''"
	}
	if above, ok := strings.CutSuffix(nodes, ".."); ok {
		nodes = above + "parent::node()" // "..", after which XPath 1.0 has no predicate
	}
	e.node.ChoiceFilter = filter
	items.Nodes, items.Value, items.Label = nodes+"["+filter+"]", name, name
}

// resolveTriggers finds the questions whose answers start a calculation.
func (n *names) resolveTriggers(e *element) {
	at := e.rec.place(surveySheet, colTrigger)
	for _, name := range e.trigger {
		target := n.find(name)
		switch {
		case target == nil || target.node.Kind.Container() || name == instanceID:
			n.report.fail(at, "PYREF_003", "There is no question named %q.%s", name, n.suggest(name))
		case !visible(target.node):
			n.report.fail(at, "trigger", "Nobody sees the question %q, so its answer starts nothing. Give it a label, "+
				"or use another question.", name)
		default:
			e.node.Triggers = append(e.node.Triggers, target.node.Path)
		}
	}
}

// visible reports whether a person sees a question.
func visible(n *forms.Node) bool { return n.Kind.Asked() || n.Kind == forms.Note }

// resolveLists replaces the references of the labels of choices.
func (n *names) resolveLists(l lists) {
	for _, list := range l.byName {
		for i := range list.Choices {
			c := &list.Choices[i]
			c.Label = n.text(c.Label, viewpoint{})
			for kind, text := range c.Media {
				c.Media[kind] = n.text(text, viewpoint{})
			}
		}
	}
}

// geometries checks the references of geo questions to shapes that they show, and resolves them.
func (s *survey) geometries(entities []*entity) {
	known := map[string]bool{}
	for id := range s.urls {
		known[id] = true
	}
	for _, e := range entities {
		known[e.list] = true
	}
	s.top.walk(func(e *element) {
		source := e.node.Parameters[referenceGeometry]
		if source == "" {
			return
		}
		items := &forms.Itemset{Source: source, Nodes: fmt.Sprintf("instance('%s')/root/item", source), Value: colName, Label: colLabel}
		switch choices := s.choices.byName[source]; {
		case choices != nil:
			if s.used.steps += len(choices.Choices); s.used.steps > maxSteps {
				s.limit(e.rec.place(surveySheet, colParams), "The lists of reference-geometry have too many choices. "+
					"Shorten them.")
				return
			}
			if needsItext(choices) {
				items.Label = "jr:itext(itextId)"
			}
		case known[source]:
		case isReference(source) && s.repeats[strings.Trim(source, "${}")] > 0:
		default:
			s.report.fail(e.rec.place(surveySheet, colParams), "SURVEY_006", "reference-geometry is %q, which is no "+
				"list of choices or entities, no file without its ending, and no repeat such as ${places}.", source)
			return
		}
		e.node.Items = items
	})
}

// needsItext reports whether labels of a list are kept apart from it in an XForm, since they have more than words in
// one language.
func needsItext(list *forms.List) bool {
	return slices.ContainsFunc(list.Choices, func(c forms.Choice) bool {
		return len(c.Media) > 0 || translated(c.Label) || strings.Contains(c.Label[forms.Untranslated], "${")
	})
}

// sortedKeys returns the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
