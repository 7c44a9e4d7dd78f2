package desktop

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"plumbline/app/desktop/story"
	"plumbline/app/workbench"
	"plumbline/forms/workflow"
	"plumbline/sync/seal"
)

// fillingForm sets a stage at a form that is filled up to a section ("-" is not at all, "" whole), and acts on it.
func fillingForm(last string, act func(*stage, *Form, *memoryWork)) func() (*stage, error) {
	return func() (*stage, error) {
		w, err := newMemoryWork()
		if err == nil && last != "-" {
			err = w.fill(last)
		}
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

// formScene is the form screen in one state.
type formScene struct {
	name    string
	set     func() (*stage, error)
	closely bool // also in the dark, at 200 % and in a small window
}

func formScenes() []formScene {
	return []formScene{
		{"form_empty", fillingForm("-", func(*stage, *Form, *memoryWork) {}), false},
		{"form_typical", fillingForm("plan", func(_ *stage, f *Form, _ *memoryWork) { f.goTo("plan") }), true},
		{"form_longest", fillingForm("voice", func(_ *stage, f *Form, w *memoryWork) {
			f.goTo("voice")
			for _, key := range f.page.inside("voice") {
				if v, _ := w.session.View(key); v.Node.Has("multiline") {
					f.answer(key, strings.Repeat("She was seen alone at each visit, and the plan says what changed. ", 40))
				}
			}
		}), false},
		{"form_error", fillingForm("voice", func(_ *stage, f *Form, _ *memoryWork) { f.complete() }), true},
		{"form_unsaved", fillingForm("voice", func(_ *stage, _ *Form, w *memoryWork) {
			w.watch(workbench.SaveStatus{State: workbench.Unsaved, Err: seal.ErrFull})
		}), false},
		{"form_readonly", fillingForm("", func(_ *stage, f *Form, _ *memoryWork) { f.complete() }), false},
		{"form_repeats", fillingForm("", func(_ *stage, f *Form, _ *memoryWork) { f.goTo("actions") }), true},
	}
}

// inWindow is a stage's window as a story needs it; what cannot be set is a story's failure.
func inWindow(t *testing.T, set func() (*stage, error)) func() fyne.CanvasObject {
	return func() fyne.CanvasObject {
		s, err := set()
		if err != nil {
			t.Fatal(err)
		}
		return s.window.Content()
	}
}

func TestFormStories(t *testing.T) {
	var stories []story.Story
	for _, sc := range formScenes() {
		build := inWindow(t, sc.set)
		stories = append(stories, story.Story{Name: sc.name, Size: fyne.NewSize(1280, 800), Build: build}.Seen(sc.closely)...)
	}
	story.Check(t, stories)
}

// onForm is a form in a test window.
func onForm(t *testing.T, last string) (*stage, *Form, *memoryWork) {
	t.Helper()
	newTestApp(t)
	var form *Form
	var work *memoryWork
	s, err := fillingForm(last, func(_ *stage, f *Form, w *memoryWork) { form, work = f, w })()
	if err != nil {
		t.Fatal(err)
	}
	return s, form, work
}

func TestTheBottomLineFollowsEachSave(t *testing.T) {
	s, f, _ := onForm(t, "-")
	f.reach("header/child_ref")
	test.Type(s.shell.Focused(), "TR-20417")
	before := s.shell.bottom.left.Content()
	s.shell.Focus(nil)
	after := s.shell.bottom.left.Content()
	if before == after || !strings.HasPrefix(after, "Saved 12:00:0") {
		t.Errorf("the bottom line says %q, before %q", after, before)
	}
}

func TestCompletingTooEarlyListsWhatIsMissing(t *testing.T) {
	s, f, w := onForm(t, "-")
	f.complete()
	if !f.middle.problems.Visible() || w.row.State != workflow.InProgress {
		t.Fatal("nothing is said of what is missing")
	}
	s.press(fyne.KeyReturn) // the first of the list goes to its question
	if f.context.key == "" || f.page.fields[f.context.key] == nil {
		t.Error("the first problem does not lead to its question")
	}
}

func TestUndoTakesBackAndGoesThere(t *testing.T) {
	_, f, w := onForm(t, "-")
	f.answer("header/child_ref", "TR-1")
	f.goTo("voice")
	f.Command(CommandUndo)
	if v, _ := w.session.View("header/child_ref"); v.Value != "" || f.page.key != "header" {
		t.Errorf("after undo %q, on page %s", v.Value, f.page.key)
	}
	f.Command(CommandRedo)
	if v, _ := w.session.View("header/child_ref"); v.Value != "TR-1" {
		t.Errorf("after redo %q", v.Value)
	}
}

func TestACompleteRecordTakesNoAnswersUntilReopened(t *testing.T) {
	_, f, w := onForm(t, "")
	f.complete()
	if w.Editable() {
		t.Fatalf("still open: %+v", w.session.Problems())
	}
	f.reopen("A date was wrong.")
	if !w.Editable() {
		t.Error("not open again")
	}
}

func TestKeysAloneReachEverySection(t *testing.T) {
	_, f, w := onForm(t, "")
	seen := map[string]bool{f.page.key: true}
	for range w.Sections() {
		f.Command(CommandNext)
		seen[f.page.key] = true
	}
	if len(seen) != len(w.Sections()) {
		t.Errorf("%d of %d sections reached", len(seen), len(w.Sections()))
	}
}
