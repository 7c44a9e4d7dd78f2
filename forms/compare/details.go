package compare

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"plumbline/forms"
)

// details gathers what was and is.
type details struct {
	was, is author // of expressions
	all     []Detail
}

func (d *details) add(kind Kind, what, before, after string) {
	if before != after {
		d.all = append(d.all, Detail{kind, what, before, after})
	}
}

// text compares a wording in every language of either version.
func (d *details) text(kind Kind, what string, before, after forms.Text) {
	for _, language := range bothKeys(before, after) {
		name := what
		if language != forms.Untranslated {
			name += " (" + language + ")"
		}
		d.add(kind, name, d.was.wording(before[language]), d.is.wording(after[language]))
	}
}

func (d *details) list(kind Kind, what string, before, after []string) {
	d.add(kind, what, strings.Join(before, ", "), strings.Join(after, ", "))
}

// columns compares cells by the name of their column.
func (d *details) columns(kind Kind, prefix string, before, after map[string]string) {
	for _, name := range bothKeys(before, after) {
		d.add(kind, prefix+name, before[name], after[name])
	}
}

// settings compares those that have no field of their own and do more than name the version.
func (d *details) settings(before, after map[string]string) {
	known := func(name, _ string) bool {
		return slices.Contains([]string{"form_id", "id_string", "form_title", "title", "version", "default_language"}, name)
	}
	before, after = maps.Clone(before), maps.Clone(after)
	maps.DeleteFunc(before, known)
	maps.DeleteFunc(after, known)
	d.columns(Rules, "setting ", before, after)
}

func bothKeys(a, b map[string]string) []string {
	all := maps.Clone(a)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, b)
	return slices.Sorted(maps.Keys(all))
}

// differences tells how a node differs from what it was.
func (c *comparison) differences(old, n *forms.Node, displaced bool) []Detail {
	d := details{was: c.was, is: c.is}
	switch {
	case old.Parent.Key() != n.Parent.Key() && c.match[n.Parent] != old.Parent:
		d.add(Moved, "group", place(old, c.before), place(n, c.after))
	case displaced:
		d.add(Moved, "after", previous(old, c.before), previous(n, c.after))
	}
	d.add(Retyped, "type", typeOf(old), typeOf(n))
	d.text(Reworded, "label", old.Label, n.Label)
	d.text(Reworded, "hint", old.Hint, n.Hint)
	d.text(Reworded, "guidance_hint", old.GuidanceHint, n.GuidanceHint)
	d.text(Reworded, "constraint_message", old.ConstraintMessage, n.ConstraintMessage)
	d.text(Reworded, "required_message", old.RequiredMessage, n.RequiredMessage)
	for _, kind := range []string{"image", "big-image", "audio", "video"} {
		d.text(Reworded, kind, old.Media[kind], n.Media[kind])
	}
	d.choices(c.before.ListOf(old), c.after.ListOf(n))
	d.rules(old, n)
	return d.all
}

// place names the group that a node stands in.
func place(n *forms.Node, of *forms.Definition) string {
	if label := n.Parent.Label.In(firstLanguage(of)); label != "" {
		return label
	}
	return n.Parent.Path
}

// previous names what a node stands behind.
func previous(n *forms.Node, of *forms.Definition) string {
	i := slices.Index(n.Parent.Children, n)
	if i <= 0 {
		return "first of its group"
	}
	before := n.Parent.Children[i-1]
	if label := before.Label.In(firstLanguage(of)); label != "" {
		return label
	}
	return before.Name
}

func typeOf(n *forms.Node) string {
	name := n.Kind.String()
	if n.Type != "" {
		name = n.Type
	}
	return name
}

// choices compares what can be chosen, choice by choice.
func (d *details) choices(before, after *forms.List) {
	if before == nil {
		before = &forms.List{}
	}
	if after == nil {
		after = &forms.List{}
	}
	for _, now := range after.Choices {
		was, ok := before.Choice(now.Name)
		if !ok {
			d.all = append(d.all, Detail{Choices, "choice " + now.Name, "", words(now)})
			continue
		}
		d.text(Choices, "choice "+now.Name, was.Label, now.Label)
		d.columns(Choices, fmt.Sprintf("choice %s, ", now.Name), was.Columns, now.Columns)
	}
	for _, was := range before.Choices {
		if _, ok := after.Choice(was.Name); !ok {
			d.all = append(d.all, Detail{Choices, "choice " + was.Name, words(was), ""})
		}
	}
	d.list(Choices, "order of choices", shared(before, after), shared(after, before))
}

// words is a choice's first wording, or its name where it has none.
func words(c forms.Choice) string {
	for _, language := range slices.Sorted(maps.Keys(c.Label)) {
		if c.Label[language] != "" {
			return c.Label[language]
		}
	}
	return c.Name
}

// shared names the choices of a list that another has too, in the list's order.
func shared(list, other *forms.List) []string {
	var out []string
	for _, c := range list.Choices {
		if _, ok := other.Choice(c.Name); ok {
			out = append(out, c.Name)
		}
	}
	return out
}

// rules compares the columns that say how a question behaves and looks.
func (d *details) rules(old, n *forms.Node) {
	for _, r := range []struct{ what, before, after string }{
		{"relevant", old.Relevant, n.Relevant},
		{"required", old.Required, n.Required},
		{"constraint", old.Constraint, n.Constraint},
		{"read_only", old.ReadOnly, n.ReadOnly},
		{"calculation", old.Calculation, n.Calculation},
		{"trigger", strings.Join(old.Triggers, ", "), strings.Join(n.Triggers, ", ")},
		{"repeat_count", old.RepeatCount, n.RepeatCount},
		{"choice_filter", old.ChoiceFilter, n.ChoiceFilter},
		{"choices from", items(old), items(n)},
	} {
		d.add(Rules, r.what, d.was.expression(r.before), d.is.expression(r.after))
	}
	d.add(Rules, "default", initial(d.was, old), initial(d.is, n))
	d.add(Rules, "appearance", old.Appearance, n.Appearance)
	d.columns(Rules, "parameter ", old.Parameters, n.Parameters)
	d.columns(Rules, "bind::", old.Bind, n.Bind)
	d.columns(Rules, "body::", old.Body, n.Body)
	d.columns(Rules, "instance::", old.Instance, n.Instance)
}

// initial is what a question starts with.
func initial(a author, n *forms.Node) string {
	if n.DefaultDynamic {
		return a.expression(n.Default)
	}
	return n.Default
}

func items(n *forms.Node) string {
	if n.Items == nil {
		return ""
	}
	return n.Items.Nodes
}
