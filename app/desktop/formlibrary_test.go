package desktop

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/story"
	"plumbline/forms"
	"plumbline/forms/library"
	"plumbline/forms/paper"
)

// ofLibrary calls f for every form that the program comes with.
func ofLibrary(t *testing.T, f func(def *forms.Definition)) {
	t.Helper()
	l, err := library.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, info := range l.Forms() {
		def, err := l.Form(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		f(def)
	}
}

// firstPage sets a stage at a new record of a form.
func firstPage(def *forms.Definition) func() (*stage, error) {
	return func() (*stage, error) {
		w, err := memoryWorkOf(def)
		if err != nil {
			return nil, err
		}
		s := newOpenStage(sampleRows())
		s.window.Resize(fyne.NewSize(1280, 1100)) // pages scroll to where the keyboard starts
		s.shell.Over(NewForm(s.shell, w))
		return s, nil
	}
}

// TestEveryFormOfTheLibraryOpens looks at every section of every form: that it has its title, that nothing is cut off, and
// that questions have the numbers of their sheets. The framework is reviewed each year, so what the pages look like is no
// golden file: they are drawn where somebody asks for pictures.
func TestEveryFormOfTheLibraryOpens(t *testing.T) {
	var pictures []story.Story
	ofLibrary(t, func(def *forms.Definition) {
		pictures = append(pictures, story.Story{Name: def.ID, Size: fyne.NewSize(1280, 1100), Build: inWindow(t, firstPage(def))})
		t.Run(def.ID, func(t *testing.T) {
			newTestApp(t)
			s, err := firstPage(def)()
			if err != nil {
				t.Fatal(err)
			}
			s.wantTitle(t, def.Title)
			f, sheets := s.shell.stack.top().(*Form), onSheets(def)
			for _, section := range f.work.Sections() {
				f.goTo(section.Key)
				if got := f.page.title.Content(); got != section.Title || got == "" {
					t.Errorf("section %s is headed %q", section.Key, got)
				}
				for _, clipped := range story.Clipped(s.window.Canvas()) {
					t.Errorf("section %s: %s", section.Key, clipped)
				}
				wantNumbers(t, f, sheets)
			}
		})
	})
	if dir := os.Getenv(story.Folder); dir != "" {
		if err := story.Render(filepath.Join(dir, "library"), pictures); err != nil {
			t.Error(err)
		}
	}
}

// onSheets is every question of a form as it stands on paper, under its number.
func onSheets(def *forms.Definition) map[string]bool {
	out := map[string]bool{}
	for _, p := range paper.New(def, paper.Options{}).Parts {
		if q, ok := p.(paper.Question); ok {
			out[fmt.Sprintf("%d. %s", q.Number, q.Text)] = true
		}
	}
	return out
}

// wantNumbers checks that the questions of the page stand under the same numbers on paper.
func wantNumbers(t *testing.T, f *Form, sheets map[string]bool) {
	t.Helper()
	for key := range f.page.fields {
		v, _ := f.work.Session().View(key)
		if shown := strings.Join(strings.Fields(f.page.shown(v).Label), " "); f.numbers.Of(v.Node) > 0 && !sheets[shown] {
			t.Errorf("%q is on screen, and not on paper", shown)
		}
	}
}
