package xform

import (
	"regexp"
	"slices"
	"strings"

	"plumbline/forms"
)

// texts are a form's translated texts in form order.
type texts struct {
	entries []textEntry
	used    map[string]bool // ids
}

// textEntry is one text of the itext block: what it says in each form, such as "" for words or "image".
type textEntry struct {
	id    string
	forms []textForm
}

type textForm struct {
	form string
	text forms.Text
}

// add adds a text, unless it is there or says nothing in any form.
func (t *texts) add(id string, parts ...textForm) {
	parts = slices.DeleteFunc(parts, func(p textForm) bool { return len(p.text) == 0 })
	if len(parts) == 0 || t.used[id] {
		return
	}
	t.used[id] = true
	t.entries = append(t.entries, textEntry{id, parts})
}

// collectTexts finds all texts that need a translation block: those of choices and then those of nodes.
func (w *writer) collectTexts() {
	w.texts.used = map[string]bool{}
	for _, name := range w.def.ListOrder {
		list := w.def.Lists[name]
		if list == nil || !w.spoken[name] {
			continue
		}
		for i, c := range list.Choices {
			w.texts.add(choiceTextID(list, i), mediaForms(c.Label, c.Media)...)
		}
	}
	w.def.Root.Walk(func(n *forms.Node) bool {
		if messageNeedsItext(n.ConstraintMessage) {
			w.texts.add(n.Path+":"+constraintMessage, textForm{"", n.ConstraintMessage})
		}
		if messageNeedsItext(n.RequiredMessage) {
			w.texts.add(n.Path+":"+requiredMessage, textForm{"", n.RequiredMessage})
		}
		if labelNeedsItext(n) {
			w.texts.add(n.Path+":label", mediaForms(n.Label, n.Media)...)
		}
		if hintNeedsItext(n) {
			w.texts.add(n.Path+":hint", textForm{"", n.Hint}, textForm{"guidance", n.GuidanceHint})
		}
		return true
	})
	w.collectAddressed()
}

// Attributes of a bind that hold messages.
const (
	constraintMessage = "jr:constraintMsg"
	requiredMessage   = "jr:requiredMsg"
)

func mediaForms(label forms.Text, media map[string]forms.Text) []textForm {
	out := []textForm{{"", label}}
	for _, kind := range mediaKinds() {
		out = append(out, textForm{kind, media[kind]})
	}
	return out
}

var anyItextCall = regexp.MustCompile(`jr:itext\(\s*(?:'([^']*)'|"([^"]*)"|[^)]*)`)

// collectAddressed adds the texts that expressions address by id: all, where an expression works the id out.
func (w *writer) collectAddressed() {
	var ids []string
	all := false
	w.def.Root.Walk(func(n *forms.Node) bool {
		for _, expression := range expressions(n) {
			for _, m := range anyItextCall.FindAllStringSubmatch(expression, -1) {
				id := m[1] + m[2]
				all = all || id == ""
				ids = append(ids, id)
			}
		}
		return true
	})
	for id := range w.def.Itext {
		if all {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		w.texts.add(id, textForm{"", w.def.Itext[id]})
	}
}

// expressions returns the expressions of a node that can address a text.
func expressions(n *forms.Node) []string {
	out := []string{n.Calculation, n.Relevant, n.Constraint, n.Required, n.ReadOnly}
	if n.DefaultDynamic {
		out = append(out, n.Default)
	}
	if n.Items != nil {
		out = append(out, n.Items.Nodes, n.Items.Label)
	}
	for _, a := range n.Actions {
		out = append(out, a.Value)
	}
	for _, b := range n.Bind {
		out = append(out, b)
	}
	return append(out, workedOutText(n.ConstraintMessage), workedOutText(n.RequiredMessage))
}

func messageNeedsItext(t forms.Text) bool {
	return translated(t) || holdsAnswers(t[forms.Untranslated]) && workedOutText(t) == ""
}

// workedOutText returns the expression that is all of a text and works out the id of another; "" for other texts.
func workedOutText(t forms.Text) string {
	parts := forms.Parts(t[forms.Untranslated])
	if len(t) == 1 && len(parts) == 1 && strings.HasPrefix(parts[0].Expression, "jr:itext(") {
		return parts[0].Expression
	}
	return ""
}

func labelNeedsItext(n *forms.Node) bool { return translated(n.Label) || len(n.Media) > 0 }

func hintNeedsItext(n *forms.Node) bool {
	return translated(n.Hint) || !n.GuidanceHint.Empty()
}
