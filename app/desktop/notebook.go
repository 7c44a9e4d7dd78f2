package desktop

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms/guard"
	"plumbline/sync/replica"
)

// NotebookWork is an open record with a notebook. *workbench.Work has it.
type NotebookWork interface {
	Row() replica.Row
	// Now is the time where the work is done.
	Now() time.Time
	Notebook() *workbench.Notebook
	Editable() bool
	// Marks is what in a text may tell who somebody is.
	Marks(text string) []guard.Mark

	SaveStatus() workbench.SaveStatus
	Watch(f func(workbench.SaveStatus))
	Close() error
}

var (
	_ NotebookWork = (*workbench.Work)(nil)
	_ Commanded    = (*notebookScreen)(nil)
	_ Placed       = (*notebookScreen)(nil)
	_ ticking      = (*notebookScreen)(nil)
)

// notebookScreen is where somebody writes while others speak: one line to type in, the notes above it, and at the right
// how they are spread over the practice standards. Everything is done by keyboard.
type notebookScreen struct {
	host Host
	work NotebookWork
	book *workbench.Notebook
	glow *glow
	fill func() // goes on to the form

	content fyne.CanvasObject
	about   *look.Text
	list    *noteList
	line    *keyEntry
	editing *look.Text
	side    *noteSide
	gone    bool
}

func newNotebookScreen(host Host, work NotebookWork, glow *glow, fill func()) *notebookScreen {
	s := &notebookScreen{host: host, work: work, book: work.Notebook(), glow: glow, fill: fill}
	s.about, s.editing = look.NewText("", look.QuietText), look.NewText("", look.Small)
	s.list = newNoteList(s.book)
	s.list.key, s.list.rune = s.listKey, s.listRune
	s.line = newKeyEntry("What you see and hear")
	s.line.SetPlaceHolder("Write what you see and hear; Enter keeps it")
	line, _ := s.book.Line()
	s.line.Put(line)
	s.line.OnChanged, s.line.OnSubmitted, s.line.key = s.typed, func(string) { s.keep() }, s.lineKey
	s.side = newNoteSide(s.book, s.replace, s.leaveMark)
	s.content = s.lay()
	work.Watch(func(status workbench.SaveStatus) {
		host.OnUI(func() {
			if !s.gone {
				host.Saving(status)
			}
		})
	})
	s.show()
	return s
}

// lay puts heading, notes and line above each other, the notes taking what is left, and the counts beside them.
func (s *notebookScreen) lay() fyne.CanvasObject {
	fill := look.NewButton("Into the form →", look.Secondary, s.fill)
	head := look.NewColumn(4, look.NewBeside(16, look.NewText(s.heading(), look.Heading1), fill), s.about)
	foot := look.NewColumn(6, newRinged(s.line), s.editing)
	page := &fyne.Container{Layout: notePage{}, Objects: []fyne.CanvasObject{
		look.NewInset(look.Insets{Top: 24, Right: 36, Bottom: 12, Left: 36}, head),
		look.NewInset(look.Insets{Right: 36, Left: 36}, s.list),
		look.NewInset(look.Insets{Top: 14, Right: 36, Bottom: 10, Left: 36}, foot),
		look.NewInset(look.Insets{Right: 36, Bottom: 12, Left: 36}, newNoteHints()),
	}}
	return &fyne.Container{Layout: noteDesk{}, Objects: []fyne.CanvasObject{page, newBand(look.Pane, "", s.side.content)}}
}

func (s *notebookScreen) heading() string {
	if team := s.work.Row().Team; team != "" {
		return "Observation, " + team
	}
	return "Observation"
}

// tick shows how long it has gone on.
func (s *notebookScreen) tick(now time.Time) {
	row := s.work.Row()
	began := row.Created.In(now.Location())
	lasted := max(now.Sub(began), 0).Truncate(time.Second)
	hours, minutes := int(lasted.Hours()), int(lasted.Minutes())%60
	theme := ""
	if row.Cohort != "" {
		theme = "theme: " + row.Cohort
	}
	s.about.SetText(joined(placePracticeWeek+", "+began.Format("Monday 2 January"), theme,
		fmt.Sprintf("%02d:%02d:%02d", hours, minutes, int(lasted.Seconds())%60)))
}

// typed keeps each key, and looks at what is written.
func (s *notebookScreen) typed(line string) {
	s.host.Touch()
	if err := s.book.Type(line); err != nil {
		s.host.Trouble(err)
		return
	}
	s.look()
}

// look looks in the line for what may tell who somebody is. A word at its end is still being typed.
func (s *notebookScreen) look() {
	var marks []guard.Mark
	for _, m := range s.work.Marks(s.line.Text) {
		if m.End < len(s.line.Text) {
			marks = append(marks, m)
		}
	}
	s.side.mark(marks)
}

// keep takes the line as a note.
func (s *notebookScreen) keep() {
	id, err := s.book.Keep()
	if err != nil {
		s.host.Trouble(err)
	}
	if id == "" {
		return
	}
	s.line.Put("")
	s.list.current = -1
	s.show()
	s.list.end()
	if n, ok := s.book.Note(id); ok {
		s.side.mark(s.work.Marks(n.Text))
	}
}

// show draws everything that follows from the notes.
func (s *notebookScreen) show() {
	s.tick(s.work.Now())
	s.list.reload()
	s.side.count()
	_, about := s.book.Line()
	words := ""
	if n, ok := s.book.Note(about); ok {
		words = "You change the note of " + n.At.Format("15:04") + ". Enter keeps it, Esc leaves it as it was."
	}
	if s.editing.Content() != words {
		s.editing.SetText(words)
		s.content.Refresh()
	}
	shown(s.editing, words != "")
}

// lineKey sees the keys of the line first.
func (s *notebookScreen) lineKey(e *fyne.KeyEvent) bool {
	_, about := s.book.Line()
	switch {
	case s.lights(e.Name):
	case e.Name == fyne.KeyUp && len(s.book.Notes()) > 0:
		s.list.current = len(s.book.Notes()) - 1
		s.host.Focus(s.list)
	case e.Name == fyne.KeyEscape && about != "":
		s.host.Trouble(s.book.Drop())
		s.line.Put("")
		s.show()
	default:
		return false
	}
	return true
}

// lights dims the window or makes its type big.
func (s *notebookScreen) lights(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyF8:
		s.host.Trouble(s.glow.toggleBig())
	case fyne.KeyF9:
		s.host.Trouble(s.glow.toggleDim())
	default:
		return false
	}
	s.list.reload()
	return true
}

// replace writes in the line, or in the note that was kept last, what the guard offers.
func (s *notebookScreen) replace(m guard.Mark) {
	switch n, ok := s.last(); {
	case stands(m, s.line.Text):
		s.line.SetText(m.Replace(s.line.Text))
	case ok && stands(m, n.Text):
		s.host.Trouble(s.book.Reword(n.ID, m.Replace))
	}
	s.leaveMark()
}

// last is the last note.
func (s *notebookScreen) last() (workbench.Note, bool) {
	notes := s.book.Notes()
	if len(notes) == 0 {
		return workbench.Note{}, false
	}
	return notes[len(notes)-1], true
}

// stands reports whether a mark is one of this text.
func stands(m guard.Mark, text string) bool {
	return m.End <= len(text) && text[m.Start:m.End] == m.Text
}

// leaveMark goes back to writing.
func (s *notebookScreen) leaveMark() {
	s.side.mark(nil)
	s.show()
	s.host.Focus(s.line)
}

// Title implements Screen.
func (s *notebookScreen) Title() string { return "Notebook" }

// Content implements Screen.
func (s *notebookScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *notebookScreen) Focus() {
	s.host.Saving(s.work.SaveStatus())
	s.host.Focus(s.line)
	s.show()
	s.list.end()
}

// placeNotebook is where a person is while in a notebook.
const placeNotebook = "notebook"

// Place implements Placed.
func (s *notebookScreen) Place() string { return placeNotebook }

// Return implements Placed: there is one place alone.
func (s *notebookScreen) Return(string) {}

// Leave implements Screen.
func (s *notebookScreen) Leave() error {
	err := s.work.Close()
	if err == nil {
		s.gone = true
		err = s.glow.end()
	}
	return err
}
