package field

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms/session"
)

var (
	_ control            = (*slider)(nil)
	_ fyne.Focusable     = (*slider)(nil)
	_ fyne.Tappable      = (*slider)(nil)
	_ fyne.Draggable     = (*slider)(nil)
	_ fyne.Shortcutable  = (*slider)(nil)
	_ desktop.Cursorable = (*slider)(nil)
)

// slider is the control for a range: a track with a knob where the answer is, and the answer in digits. Arrows go a step,
// Page Up and Page Down a tenth, Home and End to the ends; Delete takes the answer back. While there is no answer there is
// no knob.
type slider struct {
	widget.BaseWidget
	question *question
	scale    scale
	ticks    bool
	at       int // step of the answer; -1 while it is blank or on no step
	answer   string
	focused  bool
}

// mostTicks is how many steps are marked on the track at most.
const mostTicks = 20

func newSlider(q *question) *slider {
	s := &slider{question: q, scale: scaleOf(q.view.Node), at: -1}
	s.ticks = s.scale.last <= mostTicks && !q.view.Node.Has("no-ticks")
	s.ExtendBaseWidget(s)
	return s
}

func (s *slider) show(v session.View) {
	if s.answer != v.Value {
		s.answer, s.at = v.Value, s.scale.index(v.Value)
		s.Refresh()
	}
}

func (s *slider) focus(k Keyboard) { k.Focus(s) }

// goTo answers with a step.
func (s *slider) goTo(index int) {
	index = min(max(index, 0), s.scale.last)
	s.put(s.scale.at(index))
}

func (s *slider) put(answer string) {
	s.answer, s.at = answer, s.scale.index(answer)
	s.Refresh()
	s.question.typed(answer)
}

// step goes some steps on from the answer; from no answer, to the beginning.
func (s *slider) step(by int) {
	if s.at < 0 {
		s.goTo(0)
		return
	}
	s.goTo(s.at + by)
}

// TypedKey moves the knob, and hands other keys on to the window.
func (s *slider) TypedKey(e *fyne.KeyEvent) {
	if !look.KeyComes(s) {
		return
	}
	switch e.Name {
	case fyne.KeyRight, fyne.KeyUp:
		s.step(1)
	case fyne.KeyLeft, fyne.KeyDown:
		s.step(-1)
	case fyne.KeyPageUp:
		s.step(s.scale.leap())
	case fyne.KeyPageDown:
		s.step(-s.scale.leap())
	case fyne.KeyHome:
		s.goTo(0)
	case fyne.KeyEnd:
		s.goTo(s.scale.last)
	case fyne.KeyDelete, fyne.KeyBackspace:
		s.put("")
	case fyne.KeyReturn, fyne.KeyEnter:
		s.question.next()
	default:
		look.PassKey(s, e)
	}
}

// TypedRune does nothing.
func (s *slider) TypedRune(rune) {}

// TypedShortcut moves between questions, and hands other shortcuts on to the window.
func (s *slider) TypedShortcut(c fyne.Shortcut) {
	if !steps(c, s.question) {
		look.PassShortcut(s, c)
	}
}

// FocusGained shows the ring.
func (s *slider) FocusGained() {
	s.focused = true
	s.Refresh()
	s.question.entered()
}

// FocusLost hides the ring.
func (s *slider) FocusLost() {
	s.focused = false
	s.Refresh()
	s.question.left()
}

// Tapped puts the knob under the mouse, and brings the keyboard here.
func (s *slider) Tapped(e *fyne.PointEvent) { s.point(e.Position) }

// Dragged moves the knob with the mouse.
func (s *slider) Dragged(e *fyne.DragEvent) { s.point(e.Position) }

// DragEnd does nothing.
func (s *slider) DragEnd() {}

func (s *slider) point(at fyne.Position) {
	if on := look.CanvasOf(s); on != nil && !s.focused {
		on.Focus(s)
	}
	from, length := s.track(s.Size().Width)
	if length <= 0 {
		return
	}
	s.goTo(int((at.X-from)/length*float32(s.scale.last) + 0.5))
}

// Cursor is a pointing hand.
func (s *slider) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel is the answer, and how far the scale goes.
func (s *slider) AccessibilityLabel() string {
	answer := s.answer
	if answer == "" {
		answer = "not answered"
	}
	return answer + ", from " + s.scale.at(0) + " to " + s.scale.at(s.scale.last)
}

// AccessibilityRole is text, the nearest that the toolkit has.
func (s *slider) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
