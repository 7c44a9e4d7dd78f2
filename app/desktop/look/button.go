package look

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Weight says how much a button asks to be pressed.
type Weight uint8

// The weights. A screen has one Primary button at most.
const (
	Primary   Weight = iota // filled
	Secondary               // outlined
	Plain                   // words only, for what stands beside something
)

var (
	_ fyne.Focusable      = (*Button)(nil)
	_ fyne.Tappable       = (*Button)(nil)
	_ fyne.Disableable    = (*Button)(nil)
	_ fyne.Accessible     = (*Button)(nil)
	_ desktop.Hoverable   = (*Button)(nil)
	_ desktop.Cursorable  = (*Button)(nil)
	_ fyne.WidgetRenderer = (*buttonRenderer)(nil)
)

// Button is pressed by mouse, Space or Enter.
type Button struct {
	widget.DisableableWidget
	// OnTapped is called when the button is pressed; nil does nothing.
	OnTapped func()
	// OnFocused is called when the keyboard comes to the button; nil does nothing.
	OnFocused func()

	label            string
	way              float32 // -1: an arrow before the words; 1: one after them
	weight           Weight
	focused, hovered bool
}

// NewButton returns a button with words on it. An arrow before the words, "← Recording", or after them, "Recording →",
// is drawn.
func NewButton(label string, weight Weight, tapped func()) *Button {
	b := &Button{weight: weight, OnTapped: tapped}
	b.label, b.way = arrowOf(label)
	b.ExtendBaseWidget(b)
	return b
}

func arrowOf(label string) (words string, way float32) {
	if words, ok := strings.CutPrefix(label, "← "); ok {
		return words, -1
	}
	if words, ok := strings.CutSuffix(label, " →"); ok {
		return words, 1
	}
	return label, 0
}

// SetLabel changes the words.
func (b *Button) SetLabel(label string) {
	words, way := arrowOf(label)
	if b.label != words || b.way != way {
		b.label, b.way = words, way
		b.Refresh()
	}
}

// AccessibilityLabel is the words on the button.
func (b *Button) AccessibilityLabel() string { return b.label }

// AccessibilityRole is button.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tapped presses the button.
func (b *Button) Tapped(*fyne.PointEvent) {
	if !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// TypedKey presses the button on Space and Enter, and hands other keys on to the window.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	if !KeyComes(b) {
		return
	}
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	default:
		PassKey(b, e)
	}
}

// TypedRune does nothing: a button takes no text.
func (b *Button) TypedRune(rune) {}

// FocusGained shows the ring.
func (b *Button) FocusGained() {
	b.focused = true
	b.Refresh()
	if b.OnFocused != nil {
		b.OnFocused()
	}
}

// FocusLost hides the ring.
func (b *Button) FocusLost() {
	b.focused = false
	b.Refresh()
}

// MouseIn tints the button.
func (b *Button) MouseIn(*desktop.MouseEvent) {
	b.hovered = true
	b.Refresh()
}

// MouseMoved does nothing.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the tint away.
func (b *Button) MouseOut() {
	b.hovered = false
	b.Refresh()
}

// Cursor is a pointing hand while the button can be pressed.
func (b *Button) Cursor() desktop.Cursor {
	if b.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{
		button: b, face: canvas.NewRectangle(nil), tint: canvas.NewRectangle(nil),
		label: canvas.NewText(b.label, nil), arrow: newArrow(), ring: NewRing(),
	}
	r.label.TextStyle.Bold = true
	r.objects = []fyne.CanvasObject{r.face, r.tint, r.label, r.arrow[0], r.arrow[1], r.arrow[2], r.ring.Rectangle}
	r.paint()
	return r
}

type buttonRenderer struct {
	button     *Button
	face, tint *canvas.Rectangle
	label      *canvas.Text
	arrow      arrow
	ring       Ring
	objects    []fyne.CanvasObject
}

func (r *buttonRenderer) Destroy() {}

func (r *buttonRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *buttonRenderer) MinSize() fyne.Size {
	pad := Px(16)
	if r.button.weight == Plain {
		pad = Px(8)
	}
	return fyne.NewSize(r.inner()+2*pad, max(Px(Target), r.label.MinSize().Height+Px(12)))
}

const (
	arrowSide = 14
	arrowGap  = 8
)

// inner is the width of the words and their arrow.
func (r *buttonRenderer) inner() float32 {
	if r.button.way == 0 {
		return r.label.MinSize().Width
	}
	return r.label.MinSize().Width + Px(arrowSide+arrowGap)
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	r.face.Resize(size)
	r.tint.Resize(size)
	way, side := r.button.way, Px(arrowSide)
	words, left := r.label.MinSize().Width, (size.Width-r.inner())/2
	top := (size.Height - side) / 2
	if way < 0 {
		r.arrow.place(fyne.NewPos(left, top), side, way)
		left += side + Px(arrowGap)
	} else {
		r.arrow.place(fyne.NewPos(left+words+Px(arrowGap), top), side, way)
	}
	r.label.Move(fyne.NewPos(left, 0))
	r.label.Resize(fyne.NewSize(words, size.Height))
	r.ring.Around(fyne.Position{}, size)
}

func (r *buttonRenderer) Refresh() {
	r.paint()
	r.Layout(r.button.Size())
	canvas.Refresh(r.button)
}

// paint takes colours and sizes from the theme.
func (r *buttonRenderer) paint() {
	face, edge, text := r.colours()
	r.face.FillColor, r.face.StrokeColor, r.face.StrokeWidth = face, edge, Px(1)
	r.face.CornerRadius, r.tint.CornerRadius = Px(RadiusPart), Px(RadiusPart)
	r.label.Text, r.label.Color, r.label.TextSize = r.button.label, text, theme.Size(SizeText)
	for _, l := range r.arrow {
		l.StrokeColor, l.StrokeWidth, l.Hidden = text, Px(2), r.button.way == 0
	}
	r.tint.FillColor = theme.Color(theme.ColorNameHover)
	r.tint.Hidden = !r.button.hovered || r.button.Disabled()
	r.ring.Shown(r.button.focused && !r.button.Disabled())
}

func (r *buttonRenderer) colours() (face, edge, text color.Color) {
	switch {
	case r.button.Disabled() && r.button.weight != Plain:
		return theme.Color(Pane), theme.Color(Line), theme.Color(Quiet)
	case r.button.Disabled():
		return color.Transparent, color.Transparent, theme.Color(Quiet)
	case r.button.weight == Primary:
		return theme.Color(Accent), theme.Color(Accent), theme.Color(OnAccent)
	case r.button.weight == Secondary:
		return theme.Color(Surface), theme.Color(Accent), theme.Color(Accent)
	default:
		return color.Transparent, color.Transparent, theme.Color(Accent)
	}
}
