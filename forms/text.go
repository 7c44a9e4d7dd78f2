package forms

// Untranslated is the language key of a column without a language, such as "label" rather than "label::English (en)".
const Untranslated = ""

// Text is what a form shows for one thing, by language as the form's author named it ("English (en)").
// The key Untranslated holds text from a column that names no language. A nil Text is empty.
type Text map[string]string

// Plain returns a Text that has the same wording in every language.
func Plain(s string) Text {
	if s == "" {
		return nil
	}
	return Text{Untranslated: s}
}

// In returns the wording for a language, or the untranslated wording, or "" when the form has neither.
func (t Text) In(language string) string {
	if s, ok := t[language]; ok && s != "" {
		return s
	}
	return t[Untranslated]
}

// Empty reports whether no language has any wording.
func (t Text) Empty() bool {
	for _, s := range t {
		if s != "" {
			return false
		}
	}
	return true
}
