package xform

import (
	"slices"
	"strings"

	"plumbline/forms"
)

// defaultLanguage returns the language that wording without one is written as.
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
