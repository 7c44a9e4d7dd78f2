package desktop

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/test"

	"plumbline/forms/paper"
)

// printing goes to the page on which the council's form is printed.
func printing(t *testing.T) (*stage, *printScreen) {
	t.Helper()
	s := formsStage(t)
	s.shell.forms()
	s.shell.form("visit")
	s.shell.onPaper(sampleForms()[3].Versions[0])
	s.wantTitle(t, "Print on paper")
	return s, s.shell.stack.top().(*printScreen)
}

func TestAFormIsPrinted(t *testing.T) {
	s, p := printing(t)
	folder := t.TempDir()
	p.path.entry.SetText(filepath.Join(folder, filepath.Base(p.path.text())))
	p.submit()
	file, err := os.ReadFile(filepath.Join(folder, "visit.pdf"))
	if err != nil || !bytes.HasPrefix(file, []byte("%PDF-")) {
		t.Fatalf("%v, %d bytes", err, len(file))
	}
	if got := s.shell.bottom.left.Content(); got != "Written to visit.pdf" {
		t.Errorf("the bottom line says %q", got)
	}
}

func TestAFormIsPrintedInItsLanguages(t *testing.T) {
	_, p := printing(t)
	folder := t.TempDir()
	p.path.entry.SetText(filepath.Join(folder, "visit.pdf"))
	welsh := p.form.Languages[1]
	test.Tap(p.chips.chips[1])
	if p.language != welsh || p.path.text() != filepath.Join(folder, "visit-cymraeg.pdf") {
		t.Errorf("language %q, file %q", p.language, p.path.text())
	}
	p.path.entry.SetText(filepath.Join(folder, "my name.pdf"))
	test.Tap(p.chips.chips[0])
	if got := filepath.Base(p.path.text()); got != "my name.pdf" {
		t.Errorf("a name of one's own became %q", got)
	}
}

func TestPrintingSaysWhatIsWrongWithThePlace(t *testing.T) {
	_, p := printing(t)
	for _, tt := range []struct{ name, path, want string }{
		{"no whole path", "visit.pdf", "Give the whole path, from the drive or the root down to the name of the file."},
		{"no such folder", filepath.Join(t.TempDir(), "absent", "visit.pdf"), "That folder is not there. Choose another, or make it first."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p.path.entry.SetText(tt.path)
			p.submit()
			if got := p.path.problem.Content(); got != tt.want {
				t.Errorf("%q", got)
			}
		})
	}
}

func TestSearchFindsAFormByTheCodeOnASheet(t *testing.T) {
	s := formsStage(t)
	s.shell.forms()
	list := s.shell.stack.top().(*formsScreen)
	test.Type(list.search, paper.CodeOf(sampleForms()[3].Versions[2].Hash)+"-7")
	if len(list.found) != 1 || list.found[0].ID != "visit" {
		t.Errorf("found %+v", list.found)
	}
}
