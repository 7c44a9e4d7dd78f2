package desktop

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/desktop/story"
	"plumbline/forms/session"
)

func (w *memoryWork) Languages() []string { return w.session.Languages() }
func (w *memoryWork) Language() string    { return w.session.Language() }
func (w *memoryWork) SetLanguage(language string) session.Delta {
	return w.session.SetLanguage(language)
}
func (w *memoryWork) DraftLanguage(language string) bool { return language == "Cymraeg (cy)" }

// visiting sets a stage at a council's own form, and acts on it.
func visiting(act func(*stage, *Form, *memoryWork)) func() (*stage, error) {
	return func() (*stage, error) {
		w, err := memoryWorkOn("visit")
		if err != nil {
			return nil, err
		}
		s := newOpenStage(sampleRows())
		f := NewForm(s.shell, w)
		s.shell.Over(f)
		act(s, f, w)
		return s, nil
	}
}

func TestLanguageStories(t *testing.T) {
	welsh := func(_ *stage, f *Form, _ *memoryWork) { f.sections.language.chips.chips[1].choose() }
	home := func(s *stage, f *Form, w *memoryWork) {
		welsh(s, f, w)
		f.goTo("home")
	}
	size := fyne.NewSize(1280, 800)
	story.Check(t, []story.Story{
		{Name: "visit_typical", Size: size, Build: inWindow(t, visiting(func(*stage, *Form, *memoryWork) {}))},
		{Name: "visit_welsh", Size: size, Build: inWindow(t, visiting(welsh))},
		{Name: "visit_welsh_home", Size: size, Build: inWindow(t, visiting(home))},
		{Name: "visit_welsh_home_dark", Size: size, Mode: look.Dark, Build: inWindow(t, visiting(home))},
		{Name: "visit_welsh_home_200", Size: size, Scale: 2, Build: inWindow(t, visiting(home))},
		{Name: "visit_fixed_repeat", Size: size, Build: inWindow(t, visiting(func(_ *stage, f *Form, _ *memoryWork) { f.goTo("visits") }))},
	})
}

func onVisit(t *testing.T) (*stage, *Form, *memoryWork) {
	t.Helper()
	newTestApp(t)
	var form *Form
	var work *memoryWork
	s, err := visiting(func(_ *stage, f *Form, w *memoryWork) { form, work = f, w })()
	if err != nil {
		t.Fatal(err)
	}
	return s, form, work
}

func TestAnotherLanguageKeepsAnswersAndPlace(t *testing.T) {
	_, f, w := onVisit(t)
	f.answer("ref", "TR-1")
	f.goTo("home")
	f.speak("Cymraeg (cy)")
	if f.page.key != "home" || f.page.title.Content() != "Y cartref" {
		t.Errorf("on page %s, %q", f.page.key, f.page.title.Content())
	}
	if v, _ := w.session.View("ref"); v.Value != "TR-1" || v.Label != "Cyfeirnod y plentyn" {
		t.Errorf("question %+v", v)
	}
	if !f.sections.language.draft.Visible() {
		t.Error("nothing says that the wording is not approved")
	}
	f.speak("English (en)")
	if f.sections.language.draft.Visible() {
		t.Error("approved wording is said not to be")
	}
}

func TestQuestionsOutsideGroupsHavePages(t *testing.T) {
	s, f, w := onVisit(t)
	var keys []string
	for _, sec := range w.Sections() {
		keys = append(keys, sec.Key)
	}
	if !slices.Equal(keys, []string{"ref", "home", "told", "visits"}) {
		t.Fatalf("sections %v", keys)
	}
	if got := f.page.all(); !slices.Equal(got, []string{"ref", "began", "seen"}) {
		t.Errorf("the first page asks %v", got)
	}
	f.answer("seen", "no")
	if got := f.page.all(); !slices.Equal(got, []string{"ref", "began", "seen", "why"}) {
		t.Errorf("after an answer it asks %v", got)
	}
	f.reach("home/safe")
	if f.page.key != "home" || s.shell.Focused() == nil {
		t.Errorf("on page %s", f.page.key)
	}
	if got := f.page.all(); slices.Contains(got, "home/drawing") {
		t.Error("the keyboard comes to a question that cannot be answered")
	}
}

func TestInstancesThatTheFormDecidesOnAreNotChangedByHand(t *testing.T) {
	_, f, _ := onVisit(t)
	f.goTo("visits")
	if r := f.page.repeats["visits"]; r.add.Visible() || len(r.cards.Objects) != 2 {
		t.Errorf("%d cards, way to add %v", len(r.cards.Objects), r.add.Visible())
	}
}
