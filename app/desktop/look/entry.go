package look

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Entry is the toolkit's entry, put right: Tab leaves it even when it is of many lines, and what is typed into wrapped
// text comes where it is meant. It is there to be embedded; whoever embeds it extends BaseWidget, and hands the keys
// that mean nothing to a text on to the window.
type Entry struct {
	widget.Entry
	caret caret
}

// AcceptsTab is false: Tab always goes on.
func (e *Entry) AcceptsTab() bool { return false }

// Put shows a text without telling OnChanged.
func (e *Entry) Put(text string) {
	if e.Text != text {
		e.quietly(func() { e.SetText(text) })
	}
}

func (e *Entry) quietly(do func()) {
	told := e.OnChanged
	e.OnChanged = nil
	do()
	e.OnChanged = told
}

// TypedRune types at the place that is meant.
func (e *Entry) TypedRune(r rune) {
	e.edit(1, func() {
		if e.missed() > 0 {
			e.insert(string(r))
		} else {
			e.Entry.TypedRune(r)
		}
	})
}

// TypedKey does what a key does, at the place that is meant.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	missed := e.missed() > 0
	switch k.Name {
	case fyne.KeyBackspace:
		if missed { // what lies between are spaces, one like the other
			k = &fyne.KeyEvent{Name: fyne.KeyDelete}
		}
		e.edit(-1, func() { e.Entry.TypedKey(k) })
	case fyne.KeyReturn, fyne.KeyEnter:
		e.edit(1, func() {
			if missed {
				e.insert("\n")
			} else {
				e.Entry.TypedKey(k)
			}
		})
	default:
		e.Entry.TypedKey(k)
		if k.Name == fyne.KeyEnd && e.onlySpacesFollow() || k.Name == fyne.KeyPageDown {
			e.ToEnd()
		}
	}
}

// ToEnd puts the cursor where one would go on writing.
func (e *Entry) ToEnd() { e.settle(utf8.RuneCountInString(e.Text)) }

func (e *Entry) onlySpacesFollow() bool {
	runes := []rune(e.Text)
	at := min(e.CursorTextOffset(), len(runes))
	return strings.Trim(string(runes[at:]), " ") == ""
}

// TypedShortcut does what an editing shortcut does, at the place that is meant.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	paste, ok := s.(*fyne.ShortcutPaste)
	if !ok {
		e.caret = caret{}
		e.Entry.TypedShortcut(s)
		return
	}
	text := paste.Clipboard.Content()
	e.edit(utf8.RuneCountInString(text), func() {
		if e.missed() > 0 {
			e.insert(text)
		} else {
			e.Entry.TypedShortcut(s)
		}
	})
}
