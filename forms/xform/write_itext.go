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
		if list == nil || !needsItext(list) {
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

// language returns the language that wording without one is written down as.
func (w *writer) defaultLanguage() string { return either(w.def.Language, "default") }

// languages returns the languages of the texts, in the form's order.
func (w *writer) languages() []string {
	used := map[string]bool{}
	for _, entry := range w.texts.entries {
		for _, f := range entry.forms {
			for language := range f.text {
				used[either(language, w.defaultLanguage())] = true
			}
		}
	}
	var out []string
	for _, language := range append([]string{w.defaultLanguage()}, w.def.Languages...) {
		if used[language] && !slices.Contains(out, language) {
			out = append(out, language)
		}
	}
	return out
}

// itext returns the translation block; nil when no text needs one.
func (w *writer) itext() *element {
	if len(w.texts.entries) == 0 {
		return nil
	}
	out := build("itext")
	for _, language := range w.languages() {
		translation := build("translation", "lang", language)
		if language == w.defaultLanguage() {
			translation.set("default", "true()")
		}
		for _, entry := range w.texts.entries {
			translation.with(w.textElement(entry, language))
		}
		out.with(translation)
	}
	return out
}

// textElement returns a text in one language. Words that the language lacks are a hyphen; media that it lacks are left
// out.
func (w *writer) textElement(entry textEntry, language string) *element {
	out := build("text", "id", entry.id)
	for _, f := range entry.forms {
		wording, found := f.text[language]
		if !found && language == w.defaultLanguage() {
			wording, found = f.text[forms.Untranslated]
		}
		isMedia := slices.Contains(mediaKinds(), f.form)
		switch {
		case !found && isMedia:
		case !found:
			out.with(build("value", "form", f.form).text("-"))
		default:
			if isMedia {
				wording = mediaURL(f.form, wording)
			}
			out.with(build("value", "form", f.form).wording(wording))
		}
	}
	return out
}

// message returns a message as the value of an attribute.
func (w *writer) message(n *forms.Node, kind string, text forms.Text) string {
	switch {
	case text.Empty():
		return ""
	case messageNeedsItext(text):
		return itextRef(n.Path + ":" + kind)
	case workedOutText(text) != "":
		return workedOutText(text)
	}
	return plainWords(text[forms.Untranslated])
}

func itextRef(id string) string { return "jr:itext('" + id + "')" }

func (w *writer) label(n *forms.Node) *element {
	if labelNeedsItext(n) {
		return build("label", "ref", itextRef(n.Path+":label"))
	}
	return build("label").wording(n.Label[forms.Untranslated])
}

func (w *writer) hint(n *forms.Node) *element {
	if hintNeedsItext(n) {
		return build("hint", "ref", itextRef(n.Path+":hint"))
	}
	return build("hint").wording(n.Hint[forms.Untranslated])
}

// wording adds wording: words as characters, and expressions as outputs.
func (e *element) wording(s string) *element {
	if !holdsAnswers(s) {
		return e.text(plainWords(s))
	}
	e.text(" ")
	for _, p := range forms.Parts(s) {
		switch p.Expression {
		case "":
			e.text(p.Words)
		case literalDollar:
			e.text("${")
		default:
			e.with(build("output", "value", padded(p.Expression)))
		}
	}
	return e.text(" ")
}

// padded returns an expression with a blank on either side where it is a path, as the converter puts one for a name.
func padded(expression string) string {
	if strings.ContainsAny(expression, "( ") {
		return expression
	}
	return " " + expression + " "
}
