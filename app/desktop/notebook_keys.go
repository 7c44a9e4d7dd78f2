package desktop

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"plumbline/app/workbench"
)

// noteKey is one line of a table of the notebook's keys: what is pressed, what people are told, and what it does. The
// tables are all that the notebook goes by, and the help page tells them.
type noteKey struct {
	name     fyne.KeyName     // a key by its name; "" for runes
	modifier fyne.KeyModifier // held with the key, or with each of the runes
	command  Command          // where the window reports the key as a command
	runes    string           // any of these letters and signs
	shown    string
	does     string
	// do reports whether the key means anything now; r is the one of runes that was pressed.
	do func(s *notebookScreen, r rune) bool
}

// always makes a do of something that can always be done.
func always(do func(s *notebookScreen)) func(*notebookScreen, rune) bool {
	return func(s *notebookScreen, _ rune) bool {
		do(s)
		return true
	}
}

// sign is something that means more than itself in a line.
type sign struct{ typed, does string }

// noteSigns are what can be typed in a line.
func noteSigns() []sign {
	return []sign{
		{"+  –  ?  “  !", "At the start: a strength, a worry, a question, a quote, an action"},
		{"#1 … #10", "Practice standard with that number"},
		{"#c, #t, #e", "Curiosity, tenacity, empathy"},
		{"@k, @m, @f, @r, @w, @o", "Who speaks: the child, the mother, the father, a carer, the practitioner, another professional"},
		{"//", "With a space on either side: another note begins"},
		{"#8 alone", "Signs without words are for the last note"},
	}
}

// lineKeys work while the keyboard is in the line.
func lineKeys() []noteKey {
	return append([]noteKey{
		{name: fyne.KeyReturn, shown: "Enter", does: "Keep the line as a note", do: always((*notebookScreen).keep)},
		{name: fyne.KeyReturn, modifier: fyne.KeyModifierControl, shown: "Ctrl+Enter", does: "Keep the line as two notes, which part at the cursor", do: always((*notebookScreen).part)},
		{runes: castRunes(), modifier: fyne.KeyModifierAlt, shown: "Alt+K, M, F, R, W, O", does: "Say who speaks in the line, or that nobody does", do: actOn((*notebookScreen).speakInLine)},
		{name: fyne.KeyUp, shown: "Up", does: "Go to the notes", do: (*notebookScreen).toNotes},
		{name: fyne.KeyEscape, shown: "Esc", does: "Leave a note that you were changing as it was", do: (*notebookScreen).dropChange},
		{command: CommandUndo, shown: "Ctrl+Z", does: "Take the last change of the notes back, while the line is empty", do: (*notebookScreen).undoFromLine},
		{command: CommandRedo, shown: "Ctrl+Y", does: "Do it again, while the line is empty", do: (*notebookScreen).redoFromLine},
	}, anywhereKeys()...)
}

// anywhereKeys work in the line and in the notes.
func anywhereKeys() []noteKey {
	return []noteKey{
		{name: fyne.KeyF2, shown: "F2", does: "Write what is offered in place of what looks like a name", do: (*notebookScreen).takeOffer},
		{name: fyne.KeyF8, shown: "F8", does: "Big type, and back", do: always((*notebookScreen).big)},
		{name: fyne.KeyF9, shown: "F9", does: "Dim the window, and back", do: always((*notebookScreen).dim)},
	}
}

// listKeys work while the keyboard is in the notes.
func listKeys() []noteKey {
	return append([]noteKey{
		{name: fyne.KeyUp, shown: "Up", does: "Go to the note before", do: always(func(s *notebookScreen) { s.list.at(s.list.current - 1) })},
		{name: fyne.KeyDown, shown: "Down", does: "Go to the next note, and from the last to the line", do: always((*notebookScreen).down)},
		{name: fyne.KeyHome, shown: "Home", does: "Go to the first note", do: always(func(s *notebookScreen) { s.list.at(0) })},
		{name: fyne.KeyEnd, shown: "End", does: "Go to the last note", do: always(func(s *notebookScreen) { s.list.at(len(s.book.Notes())) })},
		{name: fyne.KeyReturn, shown: "Enter", does: "Change the note in the line", do: atNote((*notebookScreen).begin)},
		{runes: "+-–?\"“!", shown: "+  –  ?  “  !", does: "Make it a strength, a worry, a question, a quote, an action, or plain again", do: tagNote},
		{runes: "1234567890", shown: "1 … 9, 0", does: "Practice standard with that number, 0 for 10; again takes it away", do: standardOfNote},
		{runes: "cte", shown: "C, T, E", does: "Curiosity, tenacity, empathy; again takes it away", do: behaviourOfNote},
		{runes: castRunes(), shown: "K, M, F, R, W, O", does: "Who speaks: the child, the mother, the father, a carer, the practitioner, another professional", do: speakerOfNote},
		{runes: "j", shown: "J", does: "Join the next note to it", do: editNote((*workbench.Notebook).Join)},
		{command: CommandPrevious, shown: "Alt+Up", does: "Move the note up", do: always(func(s *notebookScreen) { s.move(-1) })},
		{command: CommandNext, shown: "Alt+Down", does: "Move the note down", do: always(func(s *notebookScreen) { s.move(1) })},
		{name: fyne.KeyDelete, shown: "Delete", does: "Take the note out", do: atNote((*notebookScreen).takeOut)},
		{command: CommandUndo, shown: "Ctrl+Z", does: "Take the last change of the notes back", do: always(func(s *notebookScreen) { s.travel(s.book.Undo) })},
		{command: CommandRedo, shown: "Ctrl+Y", does: "Do it again", do: always(func(s *notebookScreen) { s.travel(s.book.Redo) })},
		{name: fyne.KeyEscape, shown: "Esc", does: "Go back to the line", do: always((*notebookScreen).write)},
	}, anywhereKeys()...)
}

// castRunes are the letters of the cast.
func castRunes() string {
	var out strings.Builder
	for _, c := range workbench.Cast() {
		out.WriteString(workbench.SpeakerKey(c))
	}
	return out.String()
}

func actOn(do func(s *notebookScreen, r rune)) func(*notebookScreen, rune) bool {
	return func(s *notebookScreen, r rune) bool {
		do(s, r)
		return true
	}
}

// atNote acts on the note that the person is at.
func atNote(do func(s *notebookScreen, id string)) func(*notebookScreen, rune) bool {
	return func(s *notebookScreen, _ rune) bool {
		n, ok := s.list.selected()
		if ok {
			do(s, n.ID)
		}
		return ok
	}
}

// editNote edits the note that the person is at, and draws what came of it.
func editNote(do func(b *workbench.Notebook, id string) error) func(*notebookScreen, rune) bool {
	return atNote(func(s *notebookScreen, id string) {
		s.host.Trouble(do(s.book, id))
		s.show()
	})
}

func tagNote(s *notebookScreen, r rune) bool {
	tag, ok := workbench.TagOf(r)
	return ok && editNote(func(b *workbench.Notebook, id string) error { return b.Retag(id, tag) })(s, r)
}

func standardOfNote(s *notebookScreen, r rune) bool {
	name := string(r)
	if r == '0' {
		name = "10"
	}
	return editNote(func(b *workbench.Notebook, id string) error { return b.Standard(id, name) })(s, r)
}

func behaviourOfNote(s *notebookScreen, r rune) bool {
	for _, c := range s.book.Behaviours() {
		if strings.HasPrefix(c.Name, string(r)) {
			return editNote(func(b *workbench.Notebook, id string) error { return b.Behaviour(id, c.Name) })(s, r)
		}
	}
	return false
}

func speakerOfNote(s *notebookScreen, r rune) bool {
	for _, c := range workbench.Cast() {
		if workbench.SpeakerKey(c) == string(r) {
			return editNote(func(b *workbench.Notebook, id string) error { return b.Speaker(id, c.Name) })(s, r)
		}
	}
	return false
}

// press looks a key up in a table and reports whether it meant anything.
func (s *notebookScreen) press(table []noteKey, name fyne.KeyName, modifier fyne.KeyModifier) bool {
	switch name {
	case fyne.KeyEnter:
		name = fyne.KeyReturn
	case fyne.KeyBackspace:
		if s.inNotes() {
			name = fyne.KeyDelete
		}
	}
	r := unicode.ToLower([]rune(string(name) + " ")[0])
	for _, k := range table {
		letter := len(name) == 1 && modifier != 0 && strings.ContainsRune(k.runes, r)
		if k.modifier == modifier && (k.name == name && k.name != "" || letter) {
			return k.do(s, r)
		}
	}
	return false
}

// order does what a command of the window means in a table.
func (s *notebookScreen) order(table []noteKey, c Command) bool {
	i := slices.IndexFunc(table, func(k noteKey) bool { return k.command == c })
	return c != 0 && i >= 0 && table[i].do(s, 0)
}

// listRune does what a letter or a sign does while the keyboard is in the notes.
func (s *notebookScreen) listRune(r rune) {
	r = unicode.ToLower(r)
	for _, k := range listKeys() {
		if strings.ContainsRune(k.runes, r) {
			k.do(s, r)
			return
		}
	}
}

// lineShortcut sees the shortcuts of the line first.
func (s *notebookScreen) lineShortcut(sc fyne.Shortcut) bool {
	switch sc := sc.(type) {
	case *fyne.ShortcutUndo:
		return s.order(lineKeys(), CommandUndo)
	case *fyne.ShortcutRedo:
		return s.order(lineKeys(), CommandRedo)
	case *desktop.CustomShortcut:
		return s.press(lineKeys(), sc.KeyName, sc.Modifier)
	default:
		return false
	}
}

func (s *notebookScreen) inNotes() bool { return s.host.Focused() == fyne.Focusable(s.list) }

// Command implements Commanded.
func (s *notebookScreen) Command(c Command) bool {
	switch {
	case s.inNotes():
		return s.order(listKeys(), c)
	case s.host.Focused() != fyne.Focusable(s.line):
		return false
	case c == CommandPane && len(s.book.Notes()) > 0:
		s.host.Focus(s.list)
		return true
	default:
		return s.order(lineKeys(), c)
	}
}
