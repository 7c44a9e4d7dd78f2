package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

// link is a line to press that leads to another place of the window, with a quieter line of why below it.
type link struct {
	widget.BaseWidget
	label, why *look.Text
	body       *fyne.Container
	follow     func()
	focused    func() // called when the keyboard comes to it; nil does nothing
	here       bool
	drag       *noteDrag // nil: it cannot be dragged
}

var (
	_ fyne.Focusable     = (*link)(nil)
	_ fyne.Tappable      = (*link)(nil)
	_ desktop.Cursorable = (*link)(nil)
	_ look.Flexible      = (*link)(nil)
)

func newLink(label, why string, follow func()) *link {
	l := &link{label: look.NewText(label, look.Strong).In(look.Accent), why: look.NewText(why, look.Small), follow: follow}
	l.why.Hidden = why == ""
	l.body = look.NewInset(look.Insets{Top: 6, Right: 8, Bottom: 6, Left: 8}, look.NewColumn(0, l.label, l.why))
	l.ExtendBaseWidget(l)
	return l
}

// HeightFor implements look.Flexible.
func (l *link) HeightFor(width float32) float32 {
	return max(look.HeightFor(l.body, width), look.Px(look.Target))
}

// Tapped follows the link.
func (l *link) Tapped(*fyne.PointEvent) { l.follow() }

// Cursor implements desktop.Cursorable.
func (l *link) Cursor() desktop.Cursor { return desktop.PointerCursor }

// TypedKey follows the link on Space and Enter; other keys go to the window.
func (l *link) TypedKey(e *fyne.KeyEvent) {
	if !look.KeyComes(l) {
		return
	}
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		l.follow()
	default:
		look.PassKey(l, e)
	}
}

// TypedRune implements fyne.Focusable; a link takes no text.
func (l *link) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (l *link) FocusGained() {
	l.here = true
	l.Refresh()
	if l.focused != nil {
		l.focused()
	}
}

// FocusLost implements fyne.Focusable.
func (l *link) FocusLost() {
	l.here = false
	l.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (l *link) CreateRenderer() fyne.WidgetRenderer {
	return &linkRenderer{link: l, ring: look.NewRing()}
}

type linkRenderer struct {
	link *link
	ring look.Ring
}

func (r *linkRenderer) Destroy() {}
func (r *linkRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.link.body, r.ring.Rectangle}
}

func (r *linkRenderer) MinSize() fyne.Size {
	return r.link.body.MinSize().Max(fyne.NewSize(0, look.Px(look.Target)))
}

func (r *linkRenderer) Layout(size fyne.Size) {
	r.link.body.Resize(size)
	r.ring.Around(fyne.Position{}, size)
}

func (r *linkRenderer) Refresh() {
	r.ring.Shown(r.link.here)
	r.Layout(r.link.Size())
	canvas.Refresh(r.link)
}
