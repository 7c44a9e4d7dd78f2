package field

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"plumbline/app/desktop/look"
)

// FocusGained shows the cursor.
func (r *rank) FocusGained() {
	r.focused = true
	r.circle()
	r.question.entered()
}

// FocusLost hides the cursor, and sets down what is carried.
func (r *rank) FocusLost() {
	r.focused, r.carrying = false, false
	r.mark()
	r.question.left()
}

// TypedRune carries the choice at the cursor to the place of a number.
func (r *rank) TypedRune(digit rune) {
	if !look.KeyComes(r) {
		return
	}
	if i := int(digit - '1'); i >= 0 && i < min(len(r.order), 9) {
		r.carry(i)
	}
}

// TypedKey moves the cursor, or what is carried, and hands other keys on to the window.
func (r *rank) TypedKey(e *fyne.KeyEvent) {
	if !look.KeyComes(r) {
		return
	}
	switch e.Name {
	case fyne.KeyUp, fyne.KeyLeft:
		r.move(r.at - 1)
	case fyne.KeyDown, fyne.KeyRight:
		r.move(r.at + 1)
	case fyne.KeyHome:
		r.move(0)
	case fyne.KeyEnd:
		r.move(len(r.order) - 1)
	case fyne.KeySpace:
		r.pick()
	case fyne.KeyDelete, fyne.KeyBackspace:
		r.clear()
	case fyne.KeyReturn, fyne.KeyEnter:
		r.enter()
	default:
		look.PassKey(r, e)
	}
}

// enter sets down what is carried, or goes on to the next question.
func (r *rank) enter() {
	if r.carrying {
		r.pick()
		return
	}
	r.question.next()
}

func (r *rank) move(to int) {
	if to < 0 || to >= len(r.order) {
		return
	}
	if r.carrying {
		r.carry(to)
		return
	}
	r.at = to
	r.mark()
}

// TypedShortcut moves between questions, and hands other shortcuts on to the window.
func (r *rank) TypedShortcut(s fyne.Shortcut) {
	if !steps(s, r.question) {
		look.PassShortcut(r, s)
	}
}

// Tapped goes to the bar under the mouse; on its arrows it carries its choice up or down.
func (r *rank) Tapped(e *fyne.PointEvent) {
	if on := look.CanvasOf(r); on != nil {
		on.Focus(r)
	}
	for i, bar := range r.bars {
		at := e.Position.Subtract(bar.Position())
		if at.Y < 0 || at.Y >= bar.Size().Height {
			continue
		}
		r.at = i
		if by := bar.arrow(at.X); by != 0 {
			r.carry(i + by)
		}
		r.mark()
	}
}

// Cursor is a pointing hand.
func (r *rank) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (r *rank) CreateRenderer() fyne.WidgetRenderer {
	return &rankRenderer{rank: r, objects: []fyne.CanvasObject{r.column, r.ring.Rectangle}}
}

type rankRenderer struct {
	rank    *rank
	objects []fyne.CanvasObject
}

func (v *rankRenderer) Destroy() {}

func (v *rankRenderer) Objects() []fyne.CanvasObject { return v.objects }

func (v *rankRenderer) MinSize() fyne.Size { return v.rank.column.MinSize() }

func (v *rankRenderer) Layout(size fyne.Size) {
	v.rank.column.Resize(size)
	v.rank.circle()
}

func (v *rankRenderer) Refresh() {
	v.rank.column.Refresh()
	v.Layout(v.rank.Size())
	canvas.Refresh(v.rank)
}
