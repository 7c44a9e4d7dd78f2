package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// The toolkit gives a key to the object that has the keyboard, and to nobody else. Keys of the whole window, such as F1,
// work only if every object that can have the keyboard hands on what it does not use.

// CanvasOf finds the canvas that an object is on; nil when it is on none. The toolkit knows only what it has drawn, and an
// object that has just been shown may have the keyboard before that.
func CanvasOf(o fyne.CanvasObject) fyne.Canvas {
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(o); c != nil {
		return c
	}
	for _, w := range driver.AllWindows() {
		if focused, ok := w.Canvas().Focused().(fyne.CanvasObject); ok && focused == o {
			return w.Canvas()
		}
	}
	return nil
}

// Keys that nobody has, by which objects and their window speak of the key that has just come to an object.
const (
	KeyArrived fyne.KeyName = "Arrived" // the object asks whether it may act on the key
	KeyRefused fyne.KeyName = "Refused" // the window puts this in its place where it may not
)

// KeyComes tells the window of an object that a key has come to it, and reports whether the object may act on it. It may
// where it is on no window.
func KeyComes(to fyne.CanvasObject) bool {
	asked := &fyne.KeyEvent{Name: KeyArrived}
	PassKey(to, asked)
	return asked.Name != KeyRefused
}

// PassKey hands a key that an object has no use for to its window.
func PassKey(from fyne.CanvasObject, e *fyne.KeyEvent) {
	c := CanvasOf(from)
	if c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(e)
	}
}

// PassShortcut hands a shortcut that an object has no use for to its window.
func PassShortcut(from fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := CanvasOf(from).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// EditsText reports whether a shortcut means something to a text being edited: copying, moving by words and the like.
func EditsText(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return true
	}
	switch c.KeyName {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyBackspace, fyne.KeyDelete:
		return true
	default:
		return false
	}
}

// LeavesText reports whether a key means nothing to a text being edited.
func LeavesText(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF6:
		return true
	default:
		return false
	}
}
