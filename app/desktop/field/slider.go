package field

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
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

// The parts of a slider, in pixels at 100 %.
const (
	sliderHeight = 64
	sliderKnob   = 20
	sliderAnswer = 92 // the answer in digits, at the right
	sliderTrack  = 26 // from the top to the middle of the track
)

// track is where the track begins and how long it is.
func (s *slider) track(width float32) (from, length float32) {
	from = look.Px(sliderKnob/2 + 2)
	return from, width - look.Px(sliderAnswer) - 2*from
}

// HeightFor implements look.Flexible.
func (s *slider) HeightFor(float32) float32 { return look.Px(sliderHeight) }

// CreateRenderer implements fyne.Widget.
func (s *slider) CreateRenderer() fyne.WidgetRenderer {
	r := &sliderRenderer{
		slider: s, track: canvas.NewRectangle(nil), done: canvas.NewRectangle(nil), knob: canvas.NewCircle(nil), ring: look.NewRing(),
		first: canvas.NewText(s.scale.at(0), nil), last: canvas.NewText(s.scale.at(s.scale.last), nil), answer: canvas.NewText("", nil),
	}
	r.last.Alignment, r.answer.Alignment, r.answer.TextStyle.Bold = fyne.TextAlignTrailing, fyne.TextAlignTrailing, true
	r.objects = []fyne.CanvasObject{r.track, r.done}
	if s.ticks {
		for range s.scale.last + 1 {
			tick := canvas.NewRectangle(nil)
			r.ticks, r.objects = append(r.ticks, tick), append(r.objects, tick)
		}
	}
	r.objects = append(r.objects, r.knob, r.first, r.last, r.answer, r.ring.Rectangle)
	r.paint()
	return r
}

type sliderRenderer struct {
	slider              *slider
	track, done         *canvas.Rectangle
	ticks               []*canvas.Rectangle
	knob                *canvas.Circle
	first, last, answer *canvas.Text
	ring                look.Ring
	objects             []fyne.CanvasObject
}

func (r *sliderRenderer) Destroy() {}

func (r *sliderRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *sliderRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Px(sliderAnswer+100), look.Px(sliderHeight))
}

func (r *sliderRenderer) Layout(size fyne.Size) {
	px, s := look.Px, r.slider
	from, length := s.track(size.Width)
	middle, thick := px(sliderTrack), px(4)
	step := length / float32(max(s.scale.last, 1))
	place(r.track, fyne.NewPos(from, middle-thick/2), fyne.NewSize(length, thick))
	place(r.done, fyne.NewPos(from, middle-thick/2), fyne.NewSize(step*float32(max(s.at, 0)), thick))
	for i, tick := range r.ticks {
		place(tick, fyne.NewPos(from+step*float32(i)-px(1), middle-px(5)), fyne.NewSize(px(2), px(10)))
	}
	knob := px(sliderKnob)
	place(r.knob, fyne.NewPos(from+step*float32(max(s.at, 0))-knob/2, middle-knob/2), fyne.NewSquareSize(knob))
	low := middle + px(12)
	place(r.first, fyne.NewPos(0, low), fyne.NewSize(length/2, px(22)))
	place(r.last, fyne.NewPos(from+length/2, low), fyne.NewSize(length/2+from, px(22)))
	place(r.answer, fyne.NewPos(size.Width-px(sliderAnswer), middle-px(14)), fyne.NewSize(px(sliderAnswer), px(28)))
	r.ring.Around(fyne.NewPos(0, px(8)), fyne.NewSize(size.Width-px(sliderAnswer), px(sliderHeight-12)))
}

func (r *sliderRenderer) Refresh() {
	r.paint()
	r.Layout(r.slider.Size())
	canvas.Refresh(r.slider)
}

func (r *sliderRenderer) paint() {
	s := r.slider
	r.track.FillColor, r.done.FillColor = theme.Color(look.FieldLine), theme.Color(look.Accent)
	r.track.CornerRadius, r.done.CornerRadius = look.Px(2), look.Px(2)
	for i, tick := range r.ticks {
		tick.FillColor = theme.Color(look.FieldLine)
		if i <= s.at {
			tick.FillColor = theme.Color(look.Accent)
		}
	}
	r.knob.FillColor, r.knob.StrokeColor, r.knob.StrokeWidth = theme.Color(look.Surface), theme.Color(look.Accent), look.Px(4)
	r.knob.Hidden, r.done.Hidden = s.at < 0, s.at < 0
	for _, t := range []*canvas.Text{r.first, r.last} {
		t.Color, t.TextSize = theme.Color(look.Quiet), theme.Size(look.SizeSmall)
	}
	r.answer.Text, r.answer.Color, r.answer.TextSize = s.answer, theme.Color(look.Ink), theme.Size(look.SizeHeading2)
	r.ring.Shown(s.focused)
}
