package desktop

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/forms/session"
)

// speaker is a form that can be shown in several languages. FormWork has it.
type speaker interface {
	Languages() []string
	Language() string
	SetLanguage(language string) session.Delta
	DraftLanguage(language string) bool
}

// languageSwitch offers the languages of a form, and says when the wording of one is not approved yet.
type languageSwitch struct {
	form    speaker
	content *fyne.Container
	chips   *chips
	draft   *look.Text
}

// newLanguageSwitch is hidden for a form that has one language.
func newLanguageSwitch(form speaker, speak func(language string)) *languageSwitch {
	s := &languageSwitch{form: form, draft: look.NewText("This wording has not been approved yet.", look.Small)}
	languages := form.Languages()
	var names []string
	for _, l := range languages {
		names = append(names, languageName(l))
	}
	s.chips = newChips(names, slices.Index(languages, form.Language()), func(i int) { speak(languages[i]) })
	s.content = look.NewInset(look.Insets{Top: 8}, look.NewColumn(4, s.chips.content, s.draft))
	shown(s.content, len(languages) > 1)
	s.look()
	return s
}

// languageName is what people call a language that forms call "Cymraeg (cy)".
func languageName(language string) string {
	name, _, _ := strings.Cut(language, " (")
	return name
}

// look shows which language the form is in now.
func (s *languageSwitch) look() {
	s.chips.set(slices.Index(s.form.Languages(), s.form.Language()))
	shown(s.draft, s.form.DraftLanguage(s.form.Language()))
	s.content.Refresh()
}
