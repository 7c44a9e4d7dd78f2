package desktop

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"plumbline/app/desktop/look"
	"plumbline/app/desktop/story"
	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/workflow"
	"plumbline/sync/replica"
)

// fakeObservation is an open observation whose notebook is kept nowhere.
type fakeObservation struct {
	fakeRecord
	book *workbench.Notebook
	gone map[string]bool // ids of notes that were taken out of the form again
}

func (o *fakeObservation) Now() time.Time                   { return noon() }
func (o *fakeObservation) Notebook() *workbench.Notebook    { return o.book }
func (o *fakeObservation) Holds(n workbench.Note) bool      { return !o.gone[n.ID] }
func (o *fakeObservation) Editable() bool                   { return true }
func (o *fakeObservation) SaveStatus() workbench.SaveStatus { return workbench.SaveStatus{At: noon()} }
func (o *fakeObservation) Watch(func(workbench.SaveStatus)) {}
func (o *fakeObservation) Flush() error                     { return nil }
func (o *fakeObservation) Row() replica.Row                 { return o.row }

func newFakeObservation() *fakeObservation {
	at, id := noon().Add(-47*time.Minute), 0
	choice := func(name, label string) forms.Choice {
		return forms.Choice{Name: name, Label: forms.Text{forms.Untranslated: label}}
	}
	var standards []forms.Choice
	for i, label := range []string{
		"Voices and experiences", "Starting well", "Positive relationships", "Holistic assessment", "Meaningful plans",
		"Help that lasts", "The best parent", "Recording that cares", "Cultural competence", "Supervision and oversight",
	} {
		standards = append(standards, choice(strconv.Itoa(i+1), fmt.Sprintf("%d %s", i+1, label)))
	}
	o := &fakeObservation{fakeRecord: fakeRecord{desk: &fakeDesk{}, row: replica.Row{
		FormID: (&fakeDesk{}).Observation(), State: workflow.InProgress, Created: at, Summary: replica.Summary{Team: "Assessment team", Cohort: "voice of the child"},
	}}}
	o.book = workbench.NewNotebook(workbench.NotebookEnv{
		Now:   func() time.Time { at = at.Add(4 * time.Minute); return at },
		NewID: func() string { id++; return strconv.Itoa(id) },
		Put:   func(...workbench.NoteEdit) error { return nil }, Hurry: func() {},
		Standards: standards, Behaviours: []forms.Choice{choice("curiosity", "Curiosity"), choice("tenacity", "Tenacity"), choice("empathy", "Empathy")},
	}, nil)
	return o
}

// noted sets a stage at a notebook with lines in it, and acts on it.
func noted(lines []string, act func(*stage, *notebookScreen)) func() *stage {
	return func() *stage {
		s := newOpenStage(nil)
		s.shell.practiceWeek()
		s.shell.note(newFakeObservation())
		n := s.shell.stack.top().(*notebookScreen)
		for _, line := range lines {
			n.line.SetText(line)
			n.keep()
		}
		act(s, n)
		return s
	}
}

// observedRows are observations of one week.
func observedRows() []replica.Row {
	var rows []replica.Row
	for i, team := range []string{"Assessment team", "Forest of Dean", "Stroud and Berkeley Vale", ""} {
		row := sampleRows()[i]
		row.Created, row.Edited = noon().Add(-time.Duration(26*i+1)*time.Hour), noon().Add(-time.Duration(26*i)*time.Hour)
		row.Summary = replica.Summary{Title: "Practice Week: observation of practice", Team: team, Cohort: "Voice of the child"}
		rows = append(rows, row)
	}
	return rows
}

func sampleLines() []string {
	return []string{
		"+ Sits on the floor at once. Lets him choose the game before any question. #1",
		`"You always ask me and then it’s the same." #1`,
		"+ Does not defend. Says what has changed since, and what has not, and why. #3 #e",
		"- Mother’s interpreter is her sister again. #9",
		"? Does the school know about Tuesdays? Ask in the reflective discussion. #5",
		"Plan on the table, read together. He corrects a date. It is corrected. #8",
	}
}

func noteScenes() []scene {
	write := func(words string) func(*stage, *notebookScreen) {
		return func(_ *stage, n *notebookScreen) {
			n.line.SetText(words)
			n.line.ToEnd()
		}
	}
	var long []string
	for range 12 {
		for _, line := range sampleLines() {
			long = append(long, line+" "+strings.Repeat("And so it went on for some time, quietly. ", 3))
		}
	}
	return []scene{
		{"practiceweek_empty", listed(nil, func(s *stage, _ *evaluationsScreen) { s.shell.observations() })},
		{"practiceweek_typical", listed(observedRows(), func(s *stage, _ *evaluationsScreen) { s.shell.observations() })},
		{"notebook_empty", noted(nil, func(*stage, *notebookScreen) {})},
		{"notebook_typical", noted(sampleLines(), write("+ names the worry plainly to both parents, #4"))},
		{"notebook_longest", noted(long, write(""))},
		{"notebook_name", noted(sampleLines(), write("asks Jayden what a good day looks like"))},
		{"notebook_editing", noted(sampleLines(), func(s *stage, n *notebookScreen) { n.begin("4") })},
		{"notebook_reflection", func() *stage {
			s := newOpenStage(nil)
			s.shell.observations()
			o := newFakeObservation()
			o.row.FormID = "practice_week_reflection"
			s.shell.note(o)
			n := s.shell.stack.top().(*notebookScreen)
			for _, line := range []string{"? Who was told of it? #5", "@w Nobody had asked me that before."} {
				n.line.SetText(line)
				n.keep()
			}
			return s
		}},
		{"notebook_chosen", noted(sampleLines(), func(s *stage, n *notebookScreen) {
			s.shell.Focus(n.list)
			n.list.at(2)
		})},
	}
}

func TestNotebookStories(t *testing.T) {
	usual := fyne.NewSize(1280, 800)
	var out []story.Story
	for _, sc := range noteScenes() {
		build := func() fyne.CanvasObject { return sc.set().window.Content() }
		typical := sc.name == "notebook_typical"
		out = append(out, story.Story{Name: sc.name, Size: usual, Build: build}.Seen(typical)...)
		if typical {
			out = append(out,
				story.Story{Name: sc.name + "_dim", Size: usual, Mode: look.Dim, Build: build},
				story.Story{Name: sc.name + "_big", Size: usual, Scale: bigger, Build: build})
		}
		if sc.name == "notebook_name" {
			out = append(out, story.Story{Name: sc.name + "_200", Size: usual, Scale: 2, Build: build})
		}
	}
	story.Check(t, out)
}

// texts are the notes of a notebook as they would be typed.
func texts(n *notebookScreen) string {
	var out []string
	for _, note := range n.book.Notes() {
		out = append(out, note.Typed())
	}
	return strings.Join(out, " | ")
}

func TestNotebookByKeys(t *testing.T) {
	for _, tt := range []struct{ name, keys, want string }{
		{"writing", "+ one\rtwo #3\r", "+ one | two #3"},
		{"nothing", "\r\r", ""},
		{"a line that is not kept", "one\rtw", "one"},
		{"tags for the last note", "one\r#8\r", "one #8"},
		{"tag an earlier note", "one\rtwo\r<Up><Up>!", "! one | two"},
		{"change an earlier note", "one\rtwo\r<Up><Up>\r more\r", "one more | two"},
		{"leave it as it was", "one\r<Up>\r more<Escape>", "one"},
		{"reorder", "one\rtwo\r<Up><Alt+Up>", "two | one"},
		{"join", "one\rtwo\r<Up><Up>j", "one two"},
		{"take out and bring back", "one\rtwo\r<Up><Delete><Ctrl+Z>", "one | two"},
		{"take out", "one\rtwo\r<Up><Delete>", "one"},
		{"take a join back", "one\rtwo\r<Up><Up>j<Ctrl+Z>", "one | two"},
		{"take it back and do it again", "one\rtwo\r<Up><Up>j<Ctrl+Z><Ctrl+Y>", "one two"},
		{"take back from the line", "one\rtwo\r<Ctrl+Z>", "one"},
		{"what was taken back is in the line", "one\rtwo\r<Ctrl+Z> more\r", "one | two more"},
		{"split a note", "onetwo\r<Up>\r<Left><Left><Left><Ctrl+Return>", "one | two"},
		{"split a quotation", "\"onetwo\r<Up>\r<Left><Left><Left><Ctrl+Return>", "\" one | \" two"},
		{"standards", "one\r<Up>8<Down><Up>0", "one #8 #10"},
		{"a standard taken away", "one #8\r<Up>8", "one"},
		{"behaviours", "one\r<Up>e", "one #empathy"},
		{"who speaks", "one\r<Up>m", "one @mother"},
		{"who speaks, while writing", "<Alt+M>one\r<Alt+M><Alt+W>two\r<Alt+K><Alt+K>three\r", "one @mother | two @worker | three"},
		{"plain again", "+ one\r<Up>+", "one"},
		{"capitals", "one\rtwo\r<Up><Up>J", "one two"},
		{"first and last", "one\rtwo\rthree\r<Up><Home>+<End>-", "+ one | two | - three"},
		{"down to the line again", "one\r<Up><Down>two\r", "one | two"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			newTestApp(t)
			noted(nil, func(s *stage, n *notebookScreen) {
				s.window.Resize(fyne.NewSize(1280, 800))
				for _, key := range splitKeys(tt.keys) {
					s.strike(key)
				}
				if got := texts(n); got != tt.want {
					t.Errorf("got %q, want %q", got, tt.want)
				}
			})()
		})
	}
}

// splitKeys parts "a<Up>\r" into "a", "<Up>" and "<Return>".
func splitKeys(keys string) []string {
	var out []string
	for keys != "" {
		key := string([]rune(keys)[0])
		if key == "<" {
			key = keys[:strings.Index(keys, ">")+1]
		}
		keys = strings.TrimPrefix(keys, key)
		if key == "\r" {
			key = "<Return>"
		}
		out = append(out, key)
	}
	return out
}

// strike types a rune, or a key in angle brackets.
func (s *stage) strike(key string) {
	focused := s.shell.Focused()
	name, ok := strings.CutPrefix(key, "<")
	name = strings.TrimSuffix(name, ">")
	modifier, held := fyne.KeyModifier(0), ""
	for prefix, m := range map[string]fyne.KeyModifier{"Alt+": fyne.KeyModifierAlt, "Ctrl+": fyne.KeyModifierControl} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			modifier, held, name = m, prefix, rest
		}
	}
	switch {
	case !ok:
		focused.TypedRune([]rune(key)[0])
	case held == "":
		focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(name)})
	default:
		s.holdAt(focused, fyne.KeyName(name), modifier)
	}
}

// holdAt gives a key that is held with another to what has the keyboard, and to the window where the table of keys has it.
func (s *stage) holdAt(focused fyne.Focusable, name fyne.KeyName, modifier fyne.KeyModifier) {
	var shortcut fyne.Shortcut = &desktop.CustomShortcut{KeyName: name, Modifier: modifier}
	command := Command(0)
	for _, k := range keys() {
		if k.name == name && k.modifier == modifier {
			command = k.command
			if k.standard != nil {
				shortcut = k.standard
			}
		}
	}
	if e, ok := focused.(*keyEntry); ok && (command == 0 || look.EditsText(shortcut)) {
		e.TypedShortcut(shortcut)
		return
	}
	s.shell.command(command)
}

func TestNotebookReplacesNames(t *testing.T) {
	newTestApp(t)
	noted([]string{"We asked Jayden."}, func(_ *stage, n *notebookScreen) {
		n.takeOffer(0)
		if got := texts(n); got != "We asked the child." {
			t.Errorf("the note is %q", got)
		}
		n.line.SetText("then Kayleigh left")
		n.takeOffer(0)
		if n.line.Text != "then the child left" {
			t.Errorf("the line is %q", n.line.Text)
		}
	})()
}

func TestNotebookTellsWhatIsInTheForm(t *testing.T) {
	newTestApp(t)
	s, o := newOpenStage(nil), newFakeObservation()
	o.book = workbench.NewNotebook(workbench.NotebookEnv{}, map[string]string{
		"_notes/a/text": "He corrects a date.", "_notes/a/at": "2026-10-13T14:00:00Z", "_notes/a/used": "voice/daily_life",
	})
	s.window.Resize(fyne.NewSize(1280, 800))
	s.shell.note(o)
	n := s.shell.stack.top().(*notebookScreen)
	if got := n.list.row(0).tags.Content(); got != "in the form" {
		t.Errorf("the note says %q", got)
	}
	o.gone = map[string]bool{"a": true}
	n.Focus()
	if got := n.list.row(0).tags.Content(); got != "" {
		t.Errorf("once it is taken out of the form again, the note says %q", got)
	}
}

func BenchmarkNotebookKey(b *testing.B) {
	for _, notes := range []int{1, 600} {
		b.Run(strconv.Itoa(notes), func(b *testing.B) {
			lines := make([]string, notes)
			for i := range lines {
				lines[i] = sampleLines()[i%6]
			}
			noted(lines, func(s *stage, n *notebookScreen) {
				s.window.Resize(fyne.NewSize(1280, 800))
				for b.Loop() {
					n.line.TypedRune('a')
					if len(n.line.Text) > 90 {
						n.line.SetText("")
					}
				}
			})()
		})
	}
}
