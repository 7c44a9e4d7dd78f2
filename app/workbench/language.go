package workbench

import (
	"strings"

	"plumbline/forms/session"
)

// Languages are the names of the form's translations in its order; nil when it has none.
func (w *Work) Languages() []string { return w.session.Languages() }

// Language is the language that the form is shown in; "" when it has no translations.
func (w *Work) Language() string { return w.session.Language() }

// SetLanguage shows the form in another of its languages. Answers stay as they are.
func (w *Work) SetLanguage(language string) session.Delta { return w.session.SetLanguage(language) }

// DraftLanguage reports whether nobody has approved the wording in a language yet, which whoever reads it has to know. The
// form says so in its settings, under draft_languages.
func (w *Work) DraftLanguage(language string) bool {
	for name := range strings.SplitSeq(w.session.Definition().Setting("draft_languages"), ",") {
		if strings.TrimSpace(name) == language && language != "" {
			return true
		}
	}
	return false
}
