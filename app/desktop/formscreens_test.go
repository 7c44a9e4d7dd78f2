package desktop

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"plumbline/app/workbench"
)

// formsStage is a stage with a council's forms.
func formsStage(t *testing.T) *stage {
	t.Helper()
	s := newTestStage(t, sampleRows())
	s.desk.forms = sampleForms()
	return s
}

func TestFormsByKeyboard(t *testing.T) {
	s := formsStage(t)
	for _, item := range s.shell.rail.items {
		if item.name == placeForms {
			s.shell.Focus(item)
		}
	}
	s.press(fyne.KeyReturn)
	s.wantTitle(t, "Forms")
	s.press(fyne.KeyEnd)
	s.press(fyne.KeyReturn)
	s.wantTitle(t, "Form")
	s.press(fyne.KeyReturn) // the keyboard is at what the newest version waits for
	s.wantTitle(t, "Approve a form")
	s.press(fyne.KeyEscape)
	s.press(fyne.KeyEscape)
	s.wantTitle(t, "Forms")
}

func TestSearchFindsForms(t *testing.T) {
	s := formsStage(t)
	s.shell.forms()
	list := s.shell.stack.top().(*formsScreen)
	s.hold(fyne.KeyF)
	if s.shell.Focused() != fyne.Focusable(list.search) {
		t.Fatal("Ctrl+F does not go to the search box")
	}
	test.Type(list.search, "visit home")
	if len(list.found) != 1 || list.found[0].ID != "visit" {
		t.Fatalf("found %+v", list.found)
	}
	s.press(fyne.KeyDown)
	s.press(fyne.KeyReturn)
	s.wantTitle(t, "Form")
}

func TestNewAsksWhichFormWhereThereAreSeveral(t *testing.T) {
	s := formsStage(t)
	s.hold(fyne.KeyN)
	s.wantTitle(t, "Start")
	choose := s.shell.stack.top().(*chooseScreen)
	if slices.ContainsFunc(choose.found, func(f workbench.FormInfo) bool { return f.ID == "huddle" }) {
		t.Error("a form that nobody has approved can be started")
	}
	s.press(fyne.KeyEnd)
	s.press(fyne.KeyReturn)
	s.wantTitle(t, "Practice Evaluation") // as the stand-in for every record calls itself
	if got := s.desk.rows[0].FormID; got != "visit" {
		t.Errorf("started %s", got)
	}
	s.press(fyne.KeyEscape)
	s.wantTitle(t, "Evaluations")
}

func TestStartingFromAFormGoesToTheEvaluations(t *testing.T) {
	s := formsStage(t)
	s.shell.forms()
	s.shell.form("practice_evaluation")
	s.press(fyne.KeyReturn)
	s.wantTitle(t, "Practice Evaluation")
	s.press(fyne.KeyEscape)
	s.wantTitle(t, "Evaluations")
}

func TestApprovingNeedsAReason(t *testing.T) {
	s := formsStage(t)
	s.shell.forms()
	s.shell.form("visit")
	s.press(fyne.KeyReturn)
	a := s.shell.stack.top().(*approveScreen)
	a.submit()
	if got := a.reason.problem.Content(); got != workbench.Sentence(workbench.ErrNeedsFormReason) {
		t.Errorf("it says %q", got)
	}
	a.reason.entry.SetText("Agreed at the practice forum.")
	a.submit()
	s.wantTitle(t, "Form")
	if got := s.desk.approved[sampleForms()[3].Versions[0].Hash]; got != "Agreed at the practice forum." {
		t.Errorf("approved %v", s.desk.approved)
	}
}

func TestDiscardingTheOnlyVersionGoesBack(t *testing.T) {
	s := formsStage(t)
	s.shell.forms()
	s.shell.form("huddle")
	s.shell.stack.top().(*formPage).discard(sampleForms()[2].Versions[0])
	s.wantTitle(t, "Forms")
	if list := s.shell.stack.top().(*formsScreen); len(list.found) != 3 {
		t.Errorf("%d forms are listed", len(list.found))
	}
}

func TestImportSaysWhatIsWrongWithThePlaceAndTheFile(t *testing.T) {
	s := formsStage(t)
	s.shell.forms()
	s.shell.importForm()
	i := s.shell.stack.top().(*importScreen)
	for _, row := range []struct{ path, says string }{
		{"visit.xlsx", "whole path"},
		{filepath.Join(t.TempDir(), "absent.xlsx"), "cannot be read"},
		{t.TempDir(), "cannot be read"},
	} {
		i.path.entry.SetText(row.path)
		i.submit()
		if got := i.path.problem.Content(); !strings.Contains(got, row.says) {
			t.Errorf("%s: it says %q", row.path, got)
		}
	}
	file := filepath.Join(t.TempDir(), "visit.xlsx")
	if err := os.WriteFile(file, []byte("any"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.desk.intake = refused(0)()
	i.path.entry.SetText(file)
	i.submit()
	p, ok := s.shell.Focused().(*passage)
	if !ok || !strings.HasPrefix(p.AccessibilityLabel(), "Error: survey, row 4, type") {
		t.Errorf("the keyboard is at %T", s.shell.Focused())
	}
	s.desk.intake = taken(false)()
	i.submit()
	s.press(fyne.KeyReturn) // at the way to the form
	s.wantTitle(t, "Form")
}

func TestOnlyFilesOfFormsAreOffered(t *testing.T) {
	s := formsStage(t)
	dir := t.TempDir()
	for _, name := range []string{"b.XLSX", "a.md", "letter.docx", ".hidden.xlsx"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "older"), 0o700); err != nil {
		t.Fatal(err)
	}
	chosen := ""
	s.shell.Over(newFileScreen(s.shell, dir, isForm, func(file string) { chosen = file }))
	files := s.shell.stack.top().(*folderScreen)
	if !slices.Equal(files.names, []string{"..", "older", "a.md", "b.XLSX"}) {
		t.Fatalf("offered %v", files.names)
	}
	s.press(fyne.KeyEnd)
	s.press(fyne.KeyReturn)
	if chosen != filepath.Join(dir, "b.XLSX") {
		t.Errorf("chosen %q", chosen)
	}
	s.wantTitle(t, "Evaluations")
}

func TestAPreviewSaysThatNothingIsKept(t *testing.T) {
	s := formsStage(t)
	s.shell.forms()
	s.shell.form("visit")
	s.shell.preview(sampleForms()[3].Versions[0])
	p := s.shell.stack.top().(*previewScreen)
	for key, value := range map[string]string{"ref": "TR-1", "seen": "yes", "told": "OK"} {
		p.answer(key, value)
	}
	p.complete()
	if got := s.shell.bottom.left.Content(); got != workbench.Sentence(workbench.ErrPreview) {
		t.Errorf("the bottom line says %q", got)
	}
	s.shell.command(CommandExport)
	s.wantTitle(t, "Preview")
	if s.shell.banner.content.Visible() {
		t.Error("it is called trouble")
	}
	s.shell.Back()
	s.wantTitle(t, "Form")
}

func TestARecordIsMovedAfterItIsSaidWhatThatDoes(t *testing.T) {
	s := formsStage(t)
	s.desk.rows[0].FormHash = "an earlier one"
	s.list().Focus()
	s.shell.Focus(s.list().list)
	if !s.list().tools.newer.Visible() {
		t.Fatal("nothing offers the newer form")
	}
	s.list().list.at(1)
	if s.list().tools.newer.Visible() {
		t.Error("a record on the version in use is offered another")
	}
	s.list().list.at(0)
	s.desk.plan = workbench.FormMove{Answers: sampleMoves()}
	s.list().tools.newer.Tapped(nil)
	s.wantTitle(t, "Move to a newer version")
	s.press(fyne.KeyReturn)
	s.wantTitle(t, "Evaluations")
	if len(s.desk.moved) != 1 || s.desk.moved[0] != s.desk.rows[0].ID {
		t.Errorf("moved %v", s.desk.moved)
	}
}
