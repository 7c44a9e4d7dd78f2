package field

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

// entry is the toolkit's entry, but Tab leaves it even when it is of many lines, and it reports to its question.
type entry struct {
	widget.Entry
	question *question
	moved    func(focused bool) // focus came or went

	// onRune and onKey see what is typed first, and keep it when they report true; nil lets everything through.
	onRune func(r rune) bool
	onKey  func(k *fyne.KeyEvent) bool

	setting bool // the text is being set by the program, not by a person
}

func (e *entry) AcceptsTab() bool { return false }

func (e *entry) FocusGained() {
	e.Entry.FocusGained()
	e.moved(true)
	e.question.entered()
}

func (e *entry) FocusLost() {
	e.Entry.FocusLost()
	e.moved(false)
	e.question.left()
}

func (e *entry) TypedRune(r rune) {
	if e.onRune == nil || !e.onRune(r) {
		e.Entry.TypedRune(r)
	}
}

func (e *entry) TypedKey(k *fyne.KeyEvent) {
	if e.onKey == nil || !e.onKey(k) {
		e.Entry.TypedKey(k)
	}
}

func (e *entry) TypedShortcut(s fyne.Shortcut) {
	if !steps(s, e.question) {
		e.Entry.TypedShortcut(s)
	}
}

// steps moves between questions when the shortcut asks for it.
func steps(s fyne.Shortcut, q *question) bool {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || c.Modifier != fyne.KeyModifierControl {
		return false
	}
	switch c.KeyName {
	case fyne.KeyDown:
		q.next()
	case fyne.KeyUp:
		q.prev()
	default:
		return false
	}
	return true
}

// set shows a text without telling anyone.
func (e *entry) set(text string) {
	if e.Text == text {
		return
	}
	e.setting = true
	e.SetText(text)
	e.setting = false
}

// box is an entry with a ring round it while the keyboard is in it.
type box struct {
	widget.BaseWidget
	entry *entry
	ring  look.Ring
}

// newBox returns a box of one line that calls changed with each new text that a person gives it.
func newBox(q *question, changed func(text string)) *box {
	b := &box{entry: &entry{question: q}, ring: look.NewRing()}
	b.entry.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	b.entry.ExtendBaseWidget(b.entry)
	b.entry.OnSubmitted = func(string) { q.next() }
	b.entry.OnChanged = func(text string) {
		if !b.entry.setting {
			changed(text)
		}
	}
	b.entry.moved = func(focused bool) { b.ring.Shown(focused) }
	b.ExtendBaseWidget(b)
	return b
}

func (b *box) focus(c fyne.Canvas) { c.Focus(b.entry) }

// CreateRenderer implements fyne.Widget.
func (b *box) CreateRenderer() fyne.WidgetRenderer {
	return &boxRenderer{box: b, objects: []fyne.CanvasObject{b.entry, b.ring.Rectangle}}
}

type boxRenderer struct {
	box     *box
	objects []fyne.CanvasObject
}

func (r *boxRenderer) Destroy() {}

func (r *boxRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *boxRenderer) MinSize() fyne.Size { return r.box.entry.MinSize() }

func (r *boxRenderer) Layout(size fyne.Size) {
	r.box.entry.Resize(size)
	r.box.ring.Around(fyne.Position{}, size)
}

func (r *boxRenderer) Refresh() {
	r.Layout(r.box.Size())
	r.box.entry.Refresh()
	canvas.Refresh(r.box)
}
