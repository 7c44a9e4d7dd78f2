package desktop

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

const (
	handPatience = 20 * time.Second       // the longest that anything may take
	handPause    = 20 * time.Millisecond  // between two looks at the window
	handSettle   = 300 * time.Millisecond // until a frame with what was done last is on the screen
	handTabs     = 300                    // the most places of a page that the keyboard can be in
)

// hand works a window as a person does who has only a keyboard, from a goroutine of its own, and takes pictures.
type hand struct {
	window fyne.Window
	ui     func(f func()) // runs f on the toolkit's goroutine and waits for it
	out    string         // the folder for pictures
	screen string         // the file of a virtual display's screen; "" to ask the toolkit
	shots  int
}

// press presses keys one after the other, each given to what has the keyboard then.
func (h *hand) press(names ...fyne.KeyName) {
	for _, name := range names {
		h.ui(func() {
			c := h.window.Canvas()
			switch {
			case name == fyne.KeyTab:
				c.FocusNext()
			case c.Focused() != nil:
				c.Focused().TypedKey(&fyne.KeyEvent{Name: name})
			case c.OnTypedKey() != nil:
				c.OnTypedKey()(&fyne.KeyEvent{Name: name})
			}
		})
	}
}

// hold presses a key together with Ctrl or Alt.
func (h *hand) hold(modifier fyne.KeyModifier, name fyne.KeyName) {
	h.ui(func() {
		shortcut := &desktop.CustomShortcut{KeyName: name, Modifier: modifier}
		if f, ok := h.window.Canvas().Focused().(fyne.Shortcutable); ok {
			f.TypedShortcut(shortcut)
		} else if c, ok := h.window.Canvas().(fyne.Shortcutable); ok {
			c.TypedShortcut(shortcut)
		}
	})
}

// write types a text, word by word.
func (h *hand) write(text string) {
	for _, word := range strings.SplitAfter(text, " ") {
		h.ui(func() {
			for _, r := range word {
				if f := h.window.Canvas().Focused(); f != nil {
					f.TypedRune(r)
				}
			}
		})
	}
}

// replace types a text in place of what stands in the box.
func (h *hand) replace(text string) {
	h.ui(func() {
		if f, ok := h.window.Canvas().Focused().(fyne.Shortcutable); ok {
			f.TypedShortcut(&fyne.ShortcutSelectAll{})
		}
	})
	h.write(text)
}

// tabTo presses Tab until the keyboard is at the object of that label.
func (h *hand) tabTo(label string) error {
	for range handTabs {
		if h.label() == label {
			return nil
		}
		h.press(fyne.KeyTab)
	}
	return fmt.Errorf("tab to %q: nothing of that label", label)
}

// label is what the object that has the keyboard calls itself; "" where it says nothing.
func (h *hand) label() (label string) {
	h.ui(func() {
		if a, ok := h.window.Canvas().Focused().(fyne.Accessible); ok {
			label = a.AccessibilityLabel()
		}
	})
	return label
}

// until waits for a condition, which is looked at on the toolkit's goroutine.
func (h *hand) until(what string, holds func() bool) error {
	for end := time.Now().Add(handPatience); time.Now().Before(end); time.Sleep(handPause) {
		var now bool
		h.ui(func() { now = holds() })
		if now {
			return nil
		}
	}
	return fmt.Errorf("wait for %s: not within %v", what, handPatience)
}

// shoot takes a picture of the window once it has settled.
func (h *hand) shoot(name string) (err error) {
	time.Sleep(handSettle)
	img, err := h.picture()
	if err != nil {
		return fmt.Errorf("picture: %w", err)
	}
	h.shots++
	f, err := os.Create(filepath.Join(h.out, fmt.Sprintf("%02d-%s.png", h.shots, name)))
	if err != nil {
		return fmt.Errorf("picture: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := png.Encode(f, img); err != nil {
		return fmt.Errorf("picture: %w", err)
	}
	if blank(img) {
		return errBlank
	}
	return nil
}

func (h *hand) picture() (img image.Image, err error) {
	if h.screen != "" {
		return readScreen(h.screen)
	}
	h.ui(func() { img = h.window.Canvas().Capture() })
	return img, nil
}
