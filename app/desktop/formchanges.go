package desktop

import (
	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms/compare"
)

// changesScreen tells what changed between two versions of a form, question by question.
type changesScreen struct {
	host    Host
	content *look.Page
	back    *look.Button
}

func newChangesScreen(host Host, before, after workbench.FormVersion, changes []compare.Change) *changesScreen {
	s := &changesScreen{host: host, back: look.NewButton("Back", look.Secondary, host.Back)}
	var passages []*passage
	for _, c := range changes {
		passages = append(passages, changePassage(c))
	}
	words := "Nothing that a person sees or that a rule does has changed."
	if len(changes) > 0 {
		words = changeCounts(changes)
	}
	s.content = newSheet("What changed", joined(after.Title, versionWords(before)+" to "+versionWords(after)),
		look.NewText(words, look.Body), newActions(s.back),
		newReadingColumn(func() *look.Page { return s.content }, passages))
	s.back.OnFocused = func() { s.content.ScrollToTop() }
	return s
}

// changeCounts says how many questions changed in which way.
func changeCounts(changes []compare.Change) string {
	words := ""
	for _, part := range []struct {
		kind  compare.Kind
		words string
	}{
		{compare.Added, "new"},
		{compare.Removed, "gone"},
		{compare.Moved, "elsewhere"},
		{compare.Retyped, "of another kind"},
		{compare.Reworded, "reworded"},
		{compare.Choices, "with other choices"},
		{compare.Rules, "with other rules"},
	} {
		n := 0
		for _, c := range changes {
			if c.Has(part.kind) {
				n++
			}
		}
		if n > 0 {
			words = joinComma(words, count(n, part.words, part.words))
		}
	}
	return words + "."
}

// Title implements Screen.
func (s *changesScreen) Title() string { return "What changed" }

// Content implements Screen.
func (s *changesScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *changesScreen) Focus() { s.host.Focus(s.back) }

// Leave implements Screen.
func (s *changesScreen) Leave() error { return nil }
