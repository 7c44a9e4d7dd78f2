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
	// Holds reports whether the answer that a note went into still has its words.
	Holds(n workbench.Note) bool
	Editable() bool
	// Marks is what in a text may tell who somebody is.
	Marks(text string) []guard.Mark

	SaveStatus() workbench.SaveStatus
	Watch(f func(workbench.SaveStatus))
	// Flush saves what waits.
	Flush() error
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
	ways noteWays

	content fyne.CanvasObject
	about   *look.Text
	list    *noteList
	line    *keyEntry
	editing *look.Text
	found   *look.Text // what the offer says, where the window is narrow
	side    *noteSide
	offer   *markOffer
	kept    string // id of the note that was kept last
	wide    bool
	gone    bool
}

// noteWays are where a notebook leads to.
type noteWays struct {
	fill    func() // into the form
	reflect func() // to a reflective discussion of what was observed; nil where it is of such a discussion already
}

func newNotebookScreen(host Host, work NotebookWork, glow *glow, ways noteWays) *notebookScreen {
	s := &notebookScreen{host: host, work: work, book: work.Notebook(), glow: glow, ways: ways}
	s.about, s.editing = look.NewText("", look.QuietText), look.NewText("", look.Small)
	s.found = look.NewText("", look.Small).In(look.RequiresImprovement)
	s.list = newNoteList(noteWords{s.book, work.Marks, work.Holds})
	s.list.key, s.list.rune = func(e *fyne.KeyEvent) bool { return s.press(listKeys(), e.Name, 0) }, s.listRune
	s.line = newKeyEntry("What you see and hear")
	s.line.SetPlaceHolder("Write what you see and hear; Enter keeps it")
	line, _ := s.book.Line()
	s.line.Put(line)
	s.line.OnChanged, s.line.shortcut = s.typed, s.lineShortcut
	s.line.key = func(e *fyne.KeyEvent) bool { return s.press(lineKeys(), e.Name, 0) }
	s.offer = newMarkOffer(s.replace, s.leaveMark)
	s.offer.key = "F2 writes what is offered. "
	s.side = newNoteSide(s.book, s.offer)
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
	var about fyne.CanvasObject = s.about
	if s.ways.reflect != nil {
		about = look.NewBeside(16, s.about, look.NewButton("Reflective discussion →", look.Plain, s.ways.reflect))
	}
	fill := look.NewButton("Into the form →", look.Secondary, s.ways.fill)
	head := look.NewColumn(4, look.NewBeside(16, look.NewText(s.heading(), look.Heading1), fill), about)
	foot := look.NewColumn(6, newRinged(s.line), s.editing, s.found)
	page := &fyne.Container{Layout: notePage{}, Objects: []fyne.CanvasObject{
		look.NewInset(look.Insets{Top: 24, Right: 36, Bottom: 12, Left: 36}, head),
		look.NewInset(look.Insets{Right: 36, Left: 36}, s.list),
		look.NewInset(look.Insets{Top: 14, Right: 36, Bottom: 10, Left: 36}, foot),
		look.NewInset(look.Insets{Right: 36, Bottom: 12, Left: 36}, newNoteHints()),
	}}
	return &fyne.Container{Layout: noteDesk{s.widen}, Objects: []fyne.CanvasObject{page, s.side.band}}
}

func (s *notebookScreen) heading() string {
	words := "Observation"
	if s.ways.reflect == nil {
		words = "Reflective discussion"
	}
	if team := s.work.Row().Team; team != "" {
		words += ", " + team
	}
	return words
}

// tick shows how long it has gone on.
func (s *notebookScreen) tick(now time.Time) {
	row := s.work.Row()
	theme := ""
	if row.Cohort != "" {
		theme = "theme: " + row.Cohort
	}
	day := row.Created.In(now.Location()).Format("Monday 2 January")
	s.about.SetText(joined(placePracticeWeek+", "+day, theme, lastedWords(s.book, now)))
}

// pause is how long nothing may be written before an observation counts as over.
const pause = time.Hour

// lastedWords tells how long an observation has gone on since its first note, or how long it took once it is over.
func lastedWords(b *workbench.Notebook, now time.Time) string {
	from, to := b.Span()
	switch {
	case from.IsZero():
		return clockWords(0)
	case now.Sub(to) > pause:
		return "took " + clockWords(to.Sub(from))
	default:
		return clockWords(now.Sub(from))
	}
}

func clockWords(d time.Duration) string {
	d = max(d, 0)
	return fmt.Sprintf("%02d:%02d:%02d", int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60)
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
func (s *notebookScreen) look() { s.mark(finished(s.work.Marks(s.line.Text), s.line.Text)) }

// mark speaks of what was found: at the right, or under the line where there is no room at the right.
func (s *notebookScreen) mark(marks []guard.Mark) {
	s.side.mark(marks)
	s.explain()
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
	s.kept = id
	s.line.Put("")
	s.list.current = -1
	s.show()
	s.list.end()
	if n, ok := s.book.Note(id); ok {
		s.mark(s.work.Marks(n.Text))
	}
}

// show draws everything that follows from the notes.
func (s *notebookScreen) show() {
	s.tick(s.work.Now())
	s.list.reload()
	s.side.count()
	s.explain()
}

// explain says under the line what it is that one writes, where that is not a new note, and what looks like a name, where
// the pane at the right has no room to say so.
func (s *notebookScreen) explain() {
	_, about := s.book.Line()
	words, found, m := "", "", s.offer.mark
	if n, ok := s.book.Note(about); ok {
		words = "You change the note of " + n.At.Format("15:04") + ". Enter keeps it, Esc leaves it as it was."
	}
	if m.Text != "" {
		found = markTitle(m) + " " + m.Why + " F2: " + markLabel(m) + ". Nothing is blocked."
	}
	if s.editing.Content() == words && s.found.Content() == found {
		return
	}
	s.editing.SetText(words)
	s.found.SetText(found)
	shown(s.editing, words != "")
	s.widen(s.wide)
	s.content.Refresh()
}

// widen is told whether there is room at the right.
func (s *notebookScreen) widen(wide bool) {
	s.wide = wide
	shown(s.found, !wide && s.found.Content() != "")
}

// replace writes in the line, or in the note that was kept last, what the guard offers.
func (s *notebookScreen) replace(m guard.Mark) {
	switch n, ok := s.book.Note(s.kept); {
	case stands(m, s.line.Text):
		s.line.SetText(m.Replace(s.line.Text))
	case ok && stands(m, n.Text):
		s.host.Trouble(s.book.Reword(n.ID, m.Replace))
	}
	s.leaveMark()
}

// takeOffer writes what is offered in place of what was found.
func (s *notebookScreen) takeOffer(rune) bool { return s.offer.take() }

// stands reports whether a mark is one of this text.
func stands(m guard.Mark, text string) bool {
	return m.End <= len(text) && text[m.Start:m.End] == m.Text
}

// leaveMark goes back to writing.
func (s *notebookScreen) leaveMark() {
	s.mark(nil)
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
