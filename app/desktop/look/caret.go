package look

import (
	"strings"

	"fyne.io/fyne/v2"
)

// A space that falls where a line is wrapped stands on no row, and the toolkit (v2.8.1) cannot place its cursor behind
// it: the cursor stays before the space, and the next letter would be put there, "threefour " for "three four". What
// follows keeps the place that was meant, and types there.

// caret is the place that was meant where the cursor could not go.
type caret struct {
	cursor int // where the cursor is instead, in runes from the start of the text
	ahead  int // how many runes behind the cursor the place is; 0 when the cursor is right
}

// missed returns how far the cursor is from where it is meant to be; 0 after it has been moved by other means.
func (e *Entry) missed() int {
	if e.caret.ahead == 0 || e.CursorTextOffset() != e.caret.cursor {
		return 0
	}
	runes := []rune(e.Text)
	end := e.caret.cursor + e.caret.ahead
	if end > len(runes) || strings.Trim(string(runes[e.caret.cursor:end]), " ") != "" {
		return 0 // another text
	}
	return e.caret.ahead
}

// edit does an edit that takes the cursor step runes on, and sees to it that the cursor is there, or remembers that it
// is not. Where the edit replaces a selection, the toolkit's cursor is taken to be right.
func (e *Entry) edit(step int, do func()) {
	if !e.MultiLine || e.SelectedText() != "" {
		e.caret = caret{}
		do()
		return
	}
	before, meant := e.Text, e.CursorTextOffset()+e.missed()+step
	do()
	if e.Text != before {
		e.settle(meant)
	}
}

// settle puts the cursor at a place, or as near before it as it will go: spaces are all that may lie between.
func (e *Entry) settle(meant int) {
	e.caret = caret{}
	runes := []rune(e.Text)
	meant = max(min(meant, len(runes)), 0)
	spaces := meant - len([]rune(strings.TrimRight(string(runes[:meant]), " ")))
	for ahead := 0; e.CursorTextOffset() != meant && ahead <= spaces; ahead++ {
		e.point(meant - ahead)
		e.Entry.Refresh() // takes the cursor back to its row when it is past the end
		if e.CursorTextOffset() == meant-ahead {
			e.caret = caret{cursor: meant - ahead, ahead: ahead}
			return
		}
	}
}

// point sets the cursor to a place that may not be on a row.
func (e *Entry) point(place int) {
	e.CursorRow, e.CursorColumn = 0, 0
	for row := 1; ; row++ {
		begin := e.CursorTextOffset()
		e.CursorRow = row
		if next := e.CursorTextOffset(); next <= begin || next > place { // no such row, or one too far
			e.CursorRow, e.CursorColumn = row-1, place-begin
			return
		}
	}
}

// insert types text at the place that is meant, though the cursor be short of it.
func (e *Entry) insert(text string) {
	runes := []rune(e.Text)
	at, ahead := e.caret.cursor, e.caret.ahead
	between := string(runes[at : at+ahead])
	e.quietly(func() {
		for range ahead {
			e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
		}
	})
	e.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: insertion(between + text)})
}

// insertion is a clipboard that holds one text, to paste it.
type insertion string

func (i insertion) Content() string { return string(i) }

func (insertion) SetContent(string) {}
