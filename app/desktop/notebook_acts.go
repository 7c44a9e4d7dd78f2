package desktop

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// What the keys of the notebook do.

// part keeps the line as two notes, which part at the cursor.
func (s *notebookScreen) part() {
	s.line.SetText(workbench.Parted(s.line.Text, s.line.CursorTextOffset()))
	s.keep()
}

// speakInLine says in the line who speaks, in place of whom it said before.
func (s *notebookScreen) speakInLine(r rune) {
	words := strings.Split(s.line.Text, " ")
	was := ""
	if who, ok := strings.CutPrefix(words[0], "@"); ok {
		was, words = who, slices.Delete(words, 0, 1)
	}
	if was != string(r) {
		words = slices.Insert(words, 0, "@"+string(r))
	}
	s.line.SetText(strings.Join(words, " "))
	if len(words) == 1 && words[0] != "" {
		s.line.SetText(words[0] + " ")
	}
	s.line.ToEnd()
}

// toNotes goes to the last note.
func (s *notebookScreen) toNotes(rune) bool {
	if len(s.book.Notes()) == 0 {
		return false
	}
	s.list.current = len(s.book.Notes()) - 1
	s.host.Focus(s.list)
	return true
}

// dropChange leaves the note that the line changes as it was.
func (s *notebookScreen) dropChange(rune) bool {
	if _, about := s.book.Line(); about == "" {
		return false
	}
	s.host.Trouble(s.book.Drop())
	s.line.Put("")
	s.show()
	return true
}

func (s *notebookScreen) undoFromLine(rune) bool { return s.fromLine(s.book.Undo) }

func (s *notebookScreen) redoFromLine(rune) bool { return s.fromLine(s.book.Redo) }

// fromLine goes back or on where the line is empty: otherwise the keys are for what is being typed.
func (s *notebookScreen) fromLine(step func() (string, error)) bool {
	if s.line.Text != "" {
		return false
	}
	s.travel(step)
	return true
}

// travel takes the last change back, or does it again, and shows where.
func (s *notebookScreen) travel(step func() (string, error)) {
	id, err := step()
	s.host.Trouble(err)
	line, _ := s.book.Line()
	s.line.Put(line)
	s.line.ToEnd()
	s.show()
	if i := slices.IndexFunc(s.book.Notes(), func(n workbench.Note) bool { return n.ID == id }); i >= 0 && s.inNotes() {
		s.list.at(i)
	}
	if s.inNotes() && len(s.book.Notes()) == 0 {
		s.write()
	}
}

func (s *notebookScreen) big() { s.light(s.glow.toggleBig) }

func (s *notebookScreen) dim() { s.light(s.glow.toggleDim) }

// light changes the look of the window, after which everything is measured anew.
func (s *notebookScreen) light(toggle func() error) {
	s.host.Trouble(toggle())
	s.list.reload()
}

// down goes to the next note, and from the last to the line.
func (s *notebookScreen) down() {
	if s.list.current >= len(s.book.Notes())-1 {
		s.write()
		return
	}
	s.list.at(s.list.current + 1)
}

func (s *notebookScreen) takeOut(id string) {
	s.host.Trouble(s.book.Remove(id))
	s.host.Say("Taken out. Ctrl+Z brings it back.")
	s.show()
	if len(s.book.Notes()) == 0 {
		s.write()
	}
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

// move takes the note that the person is at some places on or back.
func (s *notebookScreen) move(by int) {
	n, ok := s.list.selected()
	if !ok {
		return
	}
	to := min(max(s.list.current+by, 0), len(s.book.Notes())-1)
	s.host.Trouble(s.book.Move(n.ID, to))
	s.show()
	s.list.at(to)
}

// newNoteHints tells what is typed most; the help page tells everything.
func newNoteHints() fyne.CanvasObject {
	return look.NewText(strings.Join([]string{
		"+ strength", "– worry", "? question", "“ quote", "! action", "#4 standard", "#c curiosity", "@m mother speaks",
		"Up: the notes", "F8 big type", "F9 dim", "F1 all keys",
	}, "    "), look.Small)
}
