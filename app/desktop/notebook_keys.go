package desktop

import (
	"strings"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// listKey does what a key does while the keyboard is in the notes.
func (s *notebookScreen) listKey(e *fyne.KeyEvent) bool {
	n, ok := s.list.selected()
	switch e.Name {
	case fyne.KeyUp:
		s.list.at(s.list.current - 1)
	case fyne.KeyDown:
		if s.list.current >= len(s.book.Notes())-1 {
			s.write()
			return true
		}
		s.list.at(s.list.current + 1)
	case fyne.KeyHome:
		s.list.at(0)
	case fyne.KeyEnd:
		s.list.at(len(s.book.Notes()))
	case fyne.KeyReturn, fyne.KeyEnter:
		if ok {
			s.begin(n.ID)
		}
	case fyne.KeyDelete, fyne.KeyBackspace:
		s.change(func() error { return s.book.Remove(n.ID) })
		s.host.Say("Taken out. Ctrl+Z brings it back.")
	case fyne.KeyEscape:
		s.write()
	default:
		return s.lights(e.Name)
	}
	return true
}

// listRune tags the note that the person is at, or joins the one after to it.
func (s *notebookScreen) listRune(r rune) {
	n, ok := s.list.selected()
	if !ok {
		return
	}
	if r == 'j' || r == 'J' {
		s.change(func() error { return s.book.Join(n.ID) })
		return
	}
	if tag, ok := workbench.TagOf(r); ok {
		s.change(func() error { return s.book.Retag(n.ID, tag) })
	}
}

// change runs an edit of the notes and draws what it did.
func (s *notebookScreen) change(edit func() error) {
	s.host.Trouble(edit())
	s.show()
}

// begin puts a note into the line to be changed.
func (s *notebookScreen) begin(id string) {
	began, err := s.book.Begin(id)
	s.host.Trouble(err)
	if !began {
		s.host.Say("Keep the line that you are writing first, with Enter.")
		s.host.Focus(s.line)
		return
	}
	line, _ := s.book.Line()
	s.line.Put(line)
	s.show()
	s.host.Focus(s.line)
	s.line.ToEnd()
}

// write goes back to the line.
func (s *notebookScreen) write() {
	s.list.current = -1
	s.host.Focus(s.line)
	s.list.end()
}

// Command implements Commanded.
func (s *notebookScreen) Command(c Command) bool {
	in := s.host.Focused() == fyne.Focusable(s.list)
	switch {
	case c == CommandPrevious && in:
		s.move(-1)
	case c == CommandNext && in:
		s.move(1)
	case c == CommandUndo && in:
		s.change(func() error { _, err := s.book.Restore(); return err })
	case c == CommandPane && !in && s.host.Focused() == fyne.Focusable(s.line) && len(s.book.Notes()) > 0:
		s.host.Focus(s.list)
	default:
		return false
	}
	return true
}

// move takes the note that the person is at some places on or back.
func (s *notebookScreen) move(by int) {
	n, ok := s.list.selected()
	if !ok {
		return
	}
	to := min(max(s.list.current+by, 0), len(s.book.Notes())-1)
	s.change(func() error { return s.book.Move(n.ID, to) })
	s.list.at(to)
}

// newNoteHints tells the keys.
func newNoteHints() fyne.CanvasObject {
	return look.NewText(strings.Join([]string{
		"+ strength", "– worry", "? question", "“ quote", "! action", "#4 standard", "#c curiosity", "// splits",
		"Up: change, move or join notes", "F8 big type", "F9 dim the screen",
	}, "    "), look.Small)
}
