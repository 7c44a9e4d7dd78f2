package desktop

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"plumbline/sync/replica"
)

func TestALongListIsReadPageByPage(t *testing.T) {
	const all = 100_000
	s := newTestStage(t, manyRows(all))
	s.window.Resize(fyne.NewSize(1280, 800))
	e := s.list()
	if got := len(e.found.rows); got != pageSize {
		t.Fatalf("%d rows read at first, want %d", got, pageSize)
	}
	s.shell.Focus(e.list)
	for range 5 {
		s.press(fyne.KeyEnd)
	}
	if got := len(e.found.rows); got <= 5*pageSize-pageSize/2 || got >= all/10 {
		t.Errorf("%d rows read after going to the end five times", got)
	}
	if got := len(e.list.pool); got > 20 {
		t.Errorf("%d row objects for a window of ten rows", got)
	}
	s.press(fyne.KeyHome)
	if e.list.current != 0 || e.list.scroll.Offset.Y != 0 {
		t.Errorf("Home leads to row %d at %v", e.list.current, e.list.scroll.Offset)
	}
}

func TestRowsKeys(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []fyne.KeyName
		want int
	}{
		{"the first at once", nil, 0},
		{"down", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown}, 2},
		{"up at the top", []fyne.KeyName{fyne.KeyUp}, 0},
		{"end", []fyne.KeyName{fyne.KeyEnd}, 5},
		{"down at the end", []fyne.KeyName{fyne.KeyEnd, fyne.KeyDown}, 5},
		{"a page down and up", []fyne.KeyName{fyne.KeyPageDown, fyne.KeyPageUp}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newTestStage(t, sampleRows())
			s.window.Resize(fyne.NewSize(1280, 800))
			s.shell.Focus(s.list().list)
			for _, k := range c.keys {
				s.press(k)
			}
			if got := s.list().list.current; got != c.want {
				t.Errorf("at row %d, want %d", got, c.want)
			}
			s.press(fyne.KeyReturn)
			if got := s.desk.opened[0].row.ID; got != sampleRows()[c.want].ID {
				t.Errorf("Enter opened %v", got)
			}
		})
	}
}

func TestPressingARow(t *testing.T) {
	for _, c := range []struct {
		name  string
		right float32 // from the right edge of the row
		opens bool
	}{{"on its words goes to it", 600, false}, {"at the right opens it", 30, true}} {
		t.Run(c.name, func(t *testing.T) {
			s := newTestStage(t, sampleRows())
			s.window.Resize(fyne.NewSize(1280, 800))
			row := s.list().list.pool[3].(*recordRow)
			row.Tapped(&fyne.PointEvent{Position: fyne.NewPos(row.Size().Width-c.right, 20)})
			if got := s.list().list.current; got != 3 {
				t.Errorf("at row %d", got)
			}
			if opened := len(s.desk.opened) > 0; opened != c.opens {
				t.Errorf("opened: %v", opened)
			}
		})
	}
}

func TestSearchAndFilter(t *testing.T) {
	s := newTestStage(t, sampleRows())
	e := s.list()
	s.shell.Focus(e.search)
	test.Type(e.search, "forest")
	if got := len(e.found.rows); got != 2 {
		t.Errorf("%d found", got)
	}
	e.filter.chips[2].choose()
	if got := e.found.rows; len(got) != 1 || got[0].Reference != "TR-20455" {
		t.Errorf("found %v", got)
	}
	test.Type(e.search, " nowhere")
	if !e.empty.content.Visible() || e.list.Visible() {
		t.Error("nothing found is not said")
	}
	e.clear()
	if len(e.found.rows) != 6 || e.empty.content.Visible() {
		t.Error("not everything is shown again")
	}
	s.press(fyne.KeyDown)
	if s.shell.Focused() != fyne.Focusable(e.list) {
		t.Error("Down does not lead from the search box to the list")
	}
}

func TestAnAnswerToAnEarlierSearchIsDropped(t *testing.T) {
	s := newTestStage(t, sampleRows())
	var late []func()
	start := s.shell.in.Start
	s.shell.in.Start = func(f func()) { late = append(late, f) }
	e := s.list()
	e.found.look("forest", "")
	e.found.look("tewkesbury", "")
	s.shell.in.Start = start
	late[1]()
	late[0]()
	if got := e.found.rows; len(got) != 1 || got[0].Team != "Tewkesbury" {
		t.Errorf("found %v", teams(got))
	}
}

func teams(rows []replica.Row) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r.Team)
	}
	return out
}

func TestToolsOfTheCurrentRow(t *testing.T) {
	if newTestStage(t, nil).list().tools.content.Visible() {
		t.Error("tools for no row")
	}
	s := newTestStage(t, sampleRows())
	e := s.list()
	s.shell.Focus(e.list)
	e.list.at(4) // withdrawn already
	if !e.tools.content.Visible() || !e.tools.withdraw.Disabled() {
		t.Error("a withdrawn record can be withdrawn")
	}
	e.list.at(0)
	e.tools.withdraw.OnTapped()
	s.wantTitle(t, "Withdraw an evaluation")
	w := s.shell.stack.top().(*withdrawScreen)
	w.submit()
	if !w.reason.problem.Visible() {
		t.Error("no reason is asked for")
	}
	test.Type(w.reason.entry, "Started twice.")
	w.submit()
	s.wantTitle(t, "Evaluations")
	if got := e.found.rows[0].State; got != "withdrawn" || !s.desk.opened[0].closed {
		t.Errorf("state %s, closed %v", got, s.desk.opened[0].closed)
	}
}

func TestExport(t *testing.T) {
	s := newTestStage(t, sampleRows())
	s.shell.Focus(s.list().list)
	s.hold(fyne.KeyE)
	s.wantTitle(t, "Export")
	e := s.shell.stack.top().(*exportScreen)
	if got := e.path.text(); got != "/home/evaluator/Documents/practice_evaluation-TR-20417-v1.pdf" {
		t.Errorf("offered %q", got)
	}
	e.path.entry.SetText("evaluation.pdf")
	e.submit()
	if !e.path.problem.Visible() || len(s.desk.opened[0].exports) != 0 {
		t.Error("a path without a folder is taken")
	}
	e.path.entry.SetText("/home/evaluator/evaluation.pdf")
	e.submit()
	s.press(fyne.KeyReturn) // on Open the file
	if len(s.desk.opened[0].exports) != 1 || len(s.shown) != 1 || s.shown[0] != "/home/evaluator/evaluation.pdf" {
		t.Errorf("exported %v, opened %v", s.desk.opened[0].exports, s.shown)
	}
	s.press(fyne.KeyEscape)
	if !s.desk.opened[0].closed {
		t.Error("the record stays open")
	}
}

func TestFolders(t *testing.T) {
	s := newTestStage(t, nil)
	root := t.TempDir()
	for _, d := range []string{"b", "A", ".hidden"} {
		mkdir(t, root+"/"+d)
	}
	var chosen string
	s.shell.browse(root+"/gone", func(folder string) { chosen = folder })
	f := s.shell.stack.top().(*folderScreen)
	if err := f.walk(root); err != nil {
		t.Fatal(err)
	}
	if got := f.names; len(got) != 3 || got[1] != "A" || got[2] != "b" {
		t.Errorf("lists %v", got)
	}
	s.press(fyne.KeyEnd)
	s.press(fyne.KeyReturn)
	f.choose()
	if chosen != root+"/b" {
		t.Errorf("chose %q", chosen)
	}
	s.wantTitle(t, "Evaluations")
}

func mkdir(t *testing.T, path string) {
	t.Helper()
	if err := os.Mkdir(path, 0o755); err != nil {
		t.Fatal(err)
	}
}
