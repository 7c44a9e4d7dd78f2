package field

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"plumbline/app/desktop/look"
)

// FocusGained shows the cursor.
func (c *choices) FocusGained() {
	c.focused = true
	c.mark()
	c.question.entered()
	c.describe()
}

// FocusLost hides the cursor.
func (c *choices) FocusLost() {
	c.focused = false
	c.mark()
	c.question.left()
}

// TypedRune chooses by number: the only one, or one more or less of several.
func (c *choices) TypedRune(r rune) {
	if !look.KeyComes(c) {
		return
	}
	i := int(r - '1')
	if i < 0 || i >= min(len(c.offered), 9) {
		return
	}
	if c.multiple {
		c.toggle(i)
		return
	}
	c.at = i
	c.choose(i)
}

// TypedKey moves the cursor and chooses, and hands other keys on to the window.
func (c *choices) TypedKey(e *fyne.KeyEvent) {
	if !look.KeyComes(c) {
		return
	}
	switch e.Name {
	case fyne.KeyRight, fyne.KeyDown:
		c.move(c.at + 1)
	case fyne.KeyLeft, fyne.KeyUp:
		c.move(c.at - 1)
	case fyne.KeyHome:
		c.move(0)
	case fyne.KeyEnd:
		c.move(len(c.offered) - 1)
	case fyne.KeySpace:
		c.toggle(c.at)
	case fyne.KeyDelete, fyne.KeyBackspace:
		c.clear()
	case fyne.KeyReturn, fyne.KeyEnter:
		c.question.next()
	default:
		look.PassKey(c, e)
	}
}

// TypedShortcut moves between questions, and hands other shortcuts on to the window.
func (c *choices) TypedShortcut(s fyne.Shortcut) {
	if !steps(s, c.question) {
		look.PassShortcut(c, s)
	}
}

func (c *choices) move(to int) {
	if to < 0 || to >= len(c.offered) || to == c.at {
		return
	}
	c.at = to
	c.mark()
	c.describe()
}

// clear takes back the answer; of several, only the one that the cursor is on.
func (c *choices) clear() {
	if !c.multiple {
		c.answer(nil)
	} else if c.at < len(c.offered) {
		c.take(c.at)
	}
}

// Tapped chooses the option under the mouse, and brings the keyboard here.
func (c *choices) Tapped(e *fyne.PointEvent) {
	if on := look.CanvasOf(c); on != nil {
		on.Focus(c)
	}
	c.toggle(c.under(e.Position))
}

// under returns the option at a point, or -1.
func (c *choices) under(at fyne.Position) int {
	at = at.Subtract(c.rows.Position())
	for i, chip := range c.chips {
		p, s := chip.Position(), chip.Size()
		if at.X >= p.X && at.Y >= p.Y && at.X < p.X+s.Width && at.Y < p.Y+s.Height {
			return i
		}
	}
	return -1
}

// MouseIn tints the option under the mouse.
func (c *choices) MouseIn(e *desktop.MouseEvent) { c.hover(c.under(e.Position)) }

// MouseMoved tints the option under the mouse.
func (c *choices) MouseMoved(e *desktop.MouseEvent) { c.hover(c.under(e.Position)) }

// MouseOut takes the tint away.
func (c *choices) MouseOut() { c.hover(-1) }

func (c *choices) hover(i int) {
	if i != c.hovered {
		c.hovered = i
		c.mark()
	}
}

// Cursor is a pointing hand over an option.
func (c *choices) Cursor() desktop.Cursor {
	if c.hovered >= 0 {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// HeightFor implements look.Flexible.
func (c *choices) HeightFor(width float32) float32 { return look.HeightFor(c.content, width) }

// CreateRenderer implements fyne.Widget.
func (c *choices) CreateRenderer() fyne.WidgetRenderer {
	return &choicesRenderer{choices: c, objects: []fyne.CanvasObject{c.content, c.ring.Rectangle}}
}

type choicesRenderer struct {
	choices *choices
	objects []fyne.CanvasObject
}

func (r *choicesRenderer) Destroy() {}

func (r *choicesRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *choicesRenderer) MinSize() fyne.Size { return r.choices.content.MinSize() }

func (r *choicesRenderer) Layout(size fyne.Size) {
	r.choices.content.Resize(size)
	r.choices.circle()
}

func (r *choicesRenderer) Refresh() {
	r.choices.content.Refresh()
	r.Layout(r.choices.Size())
	canvas.Refresh(r.choices)
}
