package desktop

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"plumbline/app/desktop/story"
	"plumbline/app/workbench"
)

// atLists sets a stage at the lists, and acts.
func atLists(act func(*stage, *listsScreen)) func() (*stage, error) {
	return func() (*stage, error) {
		s := newOpenStage(sampleRows())
		s.window.Resize(fyne.NewSize(1280, 800)) // pages scroll to where the keyboard starts
		s.desk.lists = sampleLists()
		s.shell.forms()
		s.shell.lists()
		act(s, s.shell.stack.top().(*listsScreen))
		return s, nil
	}
}

// atList sets a stage at one list, and acts.
func atList(name string, act func(*stage, *listView)) func() (*stage, error) {
	return atLists(func(s *stage, _ *listsScreen) {
		s.shell.list(name)
		act(s, s.shell.stack.top().(*listView))
	})
}

// readingList sets a stage at the page that replaces the teams, after it has read a file.
func readingList(found workbench.ListFile, act func(*listFileScreen)) func() (*stage, error) {
	return atList("team", func(s *stage, v *listView) {
		s.desk.file = found
		v.replace.Tapped(nil)
		f := s.shell.stack.top().(*listFileScreen)
		f.path.entry.SetText("/home/lead/Documents/" + found.FileName)
		f.submit()
		act(f)
	})
}

func listsScenes() []formScene {
	nothing := func(*listFileScreen) {}
	return []formScene{
		{"lists_typical", atLists(func(*stage, *listsScreen) {}), true},
		{"lists_nothing_found", atLists(func(s *stage, l *listsScreen) {
			s.shell.Focus(l.search)
			l.search.SetText("adoption swindon")
		}), false},
		{"list_own", atList("team", func(*stage, *listView) {}), true},
		{"list_builtin", atList("grade", func(s *stage, v *listView) { s.shell.Focus(v.list); v.list.at(2) }), false},
		{"listfile_empty", atList("team", func(_ *stage, v *listView) { v.replace.Tapped(nil) }), false},
		{"listfile_typical", readingList(readTeams(), nothing), true},
		{"listfile_shipped", readingList(readTeams(), func(f *listFileScreen) { f.compare(true) }), false},
		{"listfile_longest", readingList(longTeams(), nothing), false},
		{"listfile_error", readingList(faultyTeams(), nothing), true},
		{"listfile_absent", readingList(workbench.ListFile{}, nothing), false},
		{"listrestore", atList("team", func(_ *stage, v *listView) { v.restore.Tapped(nil) }), true},
		{"listsave", atList("team", func(_ *stage, v *listView) { v.save.Tapped(nil) }), false},
	}
}

func TestListsStories(t *testing.T) {
	var stories []story.Story
	for _, sc := range listsScenes() {
		build := inWindow(t, sc.set)
		stories = append(stories, story.Story{Name: sc.name, Size: fyne.NewSize(1280, 800), Build: build}.Seen(sc.closely)...)
	}
	story.Check(t, stories)
}

func TestListsByKeyboard(t *testing.T) {
	s := on(t, atLists(func(*stage, *listsScreen) {}))
	s.shell.Back()
	s.wantTitle(t, "Forms")
	s.shell.Focus(s.shell.stack.top().(*formsScreen).lists)
	s.press(fyne.KeyReturn)
	s.wantTitle(t, "Lists")
	s.hold(fyne.KeyF)
	test.Type(s.shell.Focused(), "berkeley") // of the built-in list, which is not in use
	if l := s.shell.stack.top().(*listsScreen); len(l.found) != 0 {
		t.Errorf("found %d lists by a choice that is not in use", len(l.found))
	}
	s.shell.stack.top().(*listsScreen).search.SetText("vale")
	s.press(fyne.KeyDown)
	s.press(fyne.KeyReturn)
	s.wantTitle(t, "List")
	s.press(fyne.KeyReturn) // the keyboard is at replacing it
	s.wantTitle(t, "Replace a list")
	s.desk.file = readTeams()
	test.Type(s.shell.Focused(), "/tmp/teams-2027.xlsx")
	s.press(fyne.KeyReturn)
	s.press(fyne.KeyReturn) // the keyboard is at using it
	s.wantTitle(t, "List")
	if s.desk.used != "/tmp/teams-2027.xlsx" {
		t.Errorf("used %q", s.desk.used)
	}
}

func TestAFaultyListIsToldRowByRowAndNotUsed(t *testing.T) {
	s := on(t, readingList(faultyTeams(), func(*listFileScreen) {}))
	p, ok := s.shell.Focused().(*passage)
	if !ok || !strings.HasPrefix(p.AccessibilityLabel(), "Row 4") {
		t.Errorf("the keyboard is at %T", s.shell.Focused())
	}
	f := s.shell.stack.top().(*listFileScreen)
	for _, c := range []struct{ name, path, says string }{
		{"not whole", "teams.csv", "whole path"},
		{"absent", "/absent/teams.csv", "cannot be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s.desk.file = workbench.ListFile{}
			f.path.entry.SetText(c.path)
			f.submit()
			if got := f.path.problem.Content(); !strings.Contains(got, c.says) {
				t.Errorf("it says %q", got)
			}
		})
	}
	if s.desk.used != "" {
		t.Errorf("used %q", s.desk.used)
	}
}

func TestGoingBackToTheBuiltInList(t *testing.T) {
	s := on(t, atList("team", func(_ *stage, v *listView) { v.restore.Tapped(nil) }))
	s.wantTitle(t, "Go back to a list")
	s.press(fyne.KeyReturn)
	s.wantTitle(t, "List")
	v := s.shell.stack.top().(*listView)
	if v.shared.Own != nil || v.restore.Visible() {
		t.Error("the list is still of one's own")
	}
	v.save.Tapped(nil)
	w := s.shell.stack.top().(*writeScreen)
	w.submit()
	if s.desk.saved != "/home/evaluator/Documents/list-team.xlsx" || w.written != s.desk.saved {
		t.Errorf("saved %q", s.desk.saved)
	}
}

func TestDifferencesAreToldByChoice(t *testing.T) {
	found := readTeams()
	all := rowChanges(found.Changes, found.List)
	if got, want := rowCounts(all), "1 new, 1 gone, 1 changed."; got != want {
		t.Errorf("it counts %q, want %q", got, want)
	}
	var said []string
	for _, r := range all {
		said = append(said, r.passage().AccessibilityLabel())
	}
	want := []string{
		"Gone: Gloucester City 2. Its name in records: gloucester_2",
		"New: Forest of Dean. Its name in records: forest",
		"Changed: The Vale and Tewkesbury. Label: was “The Vale”, now “The Vale and Tewkesbury”",
	}
	if strings.Join(said, "\n") != strings.Join(want, "\n") {
		t.Errorf("it says\n%s", strings.Join(said, "\n"))
	}
	if got := rowCounts(nil); got != "Nothing differs." {
		t.Errorf("of nothing it says %q", got)
	}
}
