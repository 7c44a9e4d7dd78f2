//go:build cgo

package desktop

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/xuri/excelize/v2"
)

// edit changes cells of the only sheet of a workbook.
func edit(t *testing.T, path string, cells map[string]string) {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at, words := range cells {
		if err := book.SetCellStr(book.GetSheetName(0), at, words); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
}

// offered are the labels that the first question with a list offers in a new record of a form.
func offered(t *testing.T, s *stage, q *queue, form, list string) string {
	t.Helper()
	s.shell.evaluations()
	s.shell.begin(form)
	q.drain()
	f, ok := s.shell.stack.top().(*Form)
	if !ok {
		t.Fatalf("the page is %q", s.title())
	}
	var out []string
	for _, c := range f.work.Session().Definition().Lists[list].Choices {
		out = append(out, choiceLabel(c))
	}
	s.shell.Back()
	q.drain()
	return strings.Join(out, ", ")
}

// TestAListOfOnesOwnGoesFromAWorkbookIntoUseAndOut goes over a real vault: save, change in a spreadsheet, read what that
// changes, use it, start a record with it, and go back.
func TestAListOfOnesOwnGoesFromAWorkbookIntoUseAndOut(t *testing.T) {
	s, q := newVaultStage(t)
	s.createWith("A. Evaluator", "orchard lantern gravel tuesday").submit()
	q.drain()
	before := offered(t, s, q, "practice_evaluation", "team")
	s.shell.forms()
	q.drain()
	s.shell.lists()
	q.drain()
	s.shell.stack.top().(*listsScreen).search.SetText("mash and assessment")
	s.press(fyne.KeyDown)
	s.press(fyne.KeyReturn)
	q.drain()
	v, ok := s.shell.stack.top().(*listView)
	if !ok || v.name != "team" {
		t.Fatalf("the page is %q", s.title())
	}
	v.save.Tapped(nil)
	w := s.shell.stack.top().(*writeScreen)
	path := filepath.Join(t.TempDir(), "teams.xlsx")
	w.path.entry.SetText(path)
	w.submit()
	q.drain()
	if w.written != path {
		t.Fatalf("wrote %q: %s", w.written, w.path.problem.Content())
	}
	s.shell.Back()
	q.drain()

	v.replace.Tapped(nil)
	f := s.shell.stack.top().(*listFileScreen)
	read := func(cells map[string]string) {
		edit(t, path, cells)
		f.path.entry.SetText(path)
		f.submit()
		q.drain()
	}
	read(map[string]string{"A2": "two words"})
	if len(f.found.Wrong) == 0 || !strings.HasPrefix(f.found.Wrong[0], "Row 2 is called") {
		t.Errorf("of a faulty file it says %q", f.found.Wrong)
	}
	read(map[string]string{"A2": "mash", "B2": "Front door"})
	if changes := rowChanges(f.found.Changes, f.found.List); len(changes) != 1 || f.found.Wrong != nil {
		t.Fatalf("it tells of %+v, %q", changes, f.found.Wrong)
	}
	s.press(fyne.KeyReturn) // use it
	q.drain()
	s.wantTitle(t, "List")
	if v.shared.Own == nil || v.shared.Own.FileName != "teams.xlsx" || !v.restore.Visible() {
		t.Errorf("the list is %+v", v.shared.Own)
	}
	if now := offered(t, s, q, "practice_evaluation", "team"); !strings.HasPrefix(now, "Front door, ") {
		t.Errorf("a new record offers %s", now)
	}

	s.shell.forms()
	q.drain()
	s.shell.list("team")
	q.drain()
	s.shell.stack.top().(*listView).restore.Tapped(nil)
	s.press(fyne.KeyReturn)
	q.drain()
	if now := offered(t, s, q, "practice_evaluation", "team"); now != before {
		t.Errorf("after going back a new record offers %s, and before it was %s", now, before)
	}
}
