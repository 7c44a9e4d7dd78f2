package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

// passage is something to read that the keyboard can come to, so that a long page of them is read without a mouse.
type passage struct {
	widget.BaseWidget
	body    *fyne.Container
	words   string
	here    bool
	entered func() // the keyboard has come; nil does nothing
}

var (
	_ fyne.Focusable  = (*passage)(nil)
	_ fyne.Accessible = (*passage)(nil)
	_ look.Flexible   = (*passage)(nil)
)

// newPassage makes a passage of a head and lines below it; empty lines are left out.
func newPassage(head *look.Text, lines ...string) *passage {
	words := head.Content()
	column := look.NewColumn(2, head)
	for _, line := range lines {
		if line != "" {
			column.Add(look.NewText(line, look.Body))
			words += ". " + line
		}
	}
	return newPassageOf(words, column)
}

// newPassageOf makes a passage of anything, and of everything that it says.
func newPassageOf(words string, content fyne.CanvasObject) *passage {
	p := &passage{words: words, body: look.NewInset(look.Insets{Top: 6, Right: 8, Bottom: 6, Left: 8}, content)}
	p.ExtendBaseWidget(p)
	return p
}

// HeightFor implements look.Flexible.
func (p *passage) HeightFor(width float32) float32 { return look.HeightFor(p.body, width) }

// AccessibilityLabel is everything it says.
func (p *passage) AccessibilityLabel() string { return p.words }

// AccessibilityRole is text.
func (p *passage) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// TypedKey goes to the window.
func (p *passage) TypedKey(e *fyne.KeyEvent) { look.PassKey(p, e) }

// TypedRune does nothing.
func (p *passage) TypedRune(rune) {}

// FocusGained shows the ring.
func (p *passage) FocusGained() {
	p.here = true
	p.Refresh()
	if p.entered != nil {
		p.entered()
	}
}

// FocusLost hides the ring.
func (p *passage) FocusLost() {
	p.here = false
	p.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (p *passage) CreateRenderer() fyne.WidgetRenderer {
	return &passageRenderer{passage: p, ring: look.NewRing()}
}

type passageRenderer struct {
	passage *passage
	ring    look.Ring
}

func (r *passageRenderer) Destroy() {}

func (r *passageRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.passage.body, r.ring.Rectangle}
}

func (r *passageRenderer) MinSize() fyne.Size { return r.passage.body.MinSize() }

func (r *passageRenderer) Layout(size fyne.Size) {
	r.passage.body.Resize(size)
	r.ring.Around(fyne.Position{}, size)
}

func (r *passageRenderer) Refresh() {
	r.ring.Shown(r.passage.here)
	r.Layout(r.passage.Size())
	r.passage.body.Refresh()
	canvas.Refresh(r.passage)
}

// newReadingColumn sets passages below each other on a page, which scrolls to the one that the keyboard is at. The page is
// asked for when that happens.
func newReadingColumn(page func() *look.Page, passages []*passage) *fyne.Container {
	column := look.NewColumn(4)
	for _, p := range passages {
		p.entered = func() { page().Reveal(p) }
		column.Add(p)
	}
	return column
}
