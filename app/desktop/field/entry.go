package field

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

// entry is an entry that reports to its question.
type entry struct {
	look.Entry
	question *question
	moved    func(focused bool) // focus came or went

	// onRune and onKey see what is typed first, and keep it when they report true; nil lets everything through.
	onRune func(r rune) bool
	onKey  func(k *fyne.KeyEvent) bool

	// handed says that a full box before this one has just handed the keyboard on: a Tab now is from someone who would
	// have moved on by hand, and moves no further.
	handed  bool
	replace bool // typing replaces what stands there when the keyboard comes
	visited bool // the keyboard has been here since the text was set
}

// AcceptsTab is true only to swallow the one Tab that follows a hand-over.
func (e *entry) AcceptsTab() bool { return e.handed }

func (e *entry) FocusGained() {
	e.Entry.FocusGained()
	e.arrive()
	e.moved(true)
	e.question.entered()
}

// arrive puts the cursor where one would go on writing. A click comes after it, and moves the cursor where it points.
func (e *entry) arrive() {
	switch {
	case e.replace:
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	case !e.visited:
		e.ToEnd()
	}
	e.visited = true
}

func (e *entry) FocusLost() {
	e.handed = false
	e.Entry.FocusLost()
	e.moved(false)
	e.question.left()
}

func (e *entry) TypedRune(r rune) {
	if !look.KeyComes(e) {
		return
	}
	e.handed = false
	if e.onRune == nil || !e.onRune(r) {
		e.Entry.TypedRune(r)
	}
}

func (e *entry) TypedKey(k *fyne.KeyEvent) {
	if !look.KeyComes(e) {
		return
	}
	e.handed = false
	switch {
	case k.Name == fyne.KeyTab:
	case look.LeavesText(k):
		look.PassKey(e, k)
	case e.onKey != nil && e.onKey(k):
	default:
		e.Entry.TypedKey(k)
	}
}

func (e *entry) TypedShortcut(s fyne.Shortcut) {
	if !look.KeyComes(e) {
		return
	}
	switch {
	case steps(s, e.question):
	case look.EditsText(s):
		e.Entry.TypedShortcut(s)
	default:
		look.PassShortcut(e, s)
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
	if e.Text != text {
		e.visited = false
		e.Put(text)
	}
}

// box is an entry with a ring round it while the keyboard is in it.
type box struct {
	widget.BaseWidget
	entry *entry
	ring  look.Ring
}

// init makes the box one of a single line that calls changed with each new text that a person gives it. Whoever holds
// the box extends BaseWidget: the toolkit must know the widget that stands in the tree.
func (b *box) init(q *question, changed func(text string)) {
	b.entry, b.ring = &entry{question: q}, look.NewRing()
	b.entry.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	b.entry.ExtendBaseWidget(b.entry)
	b.entry.OnSubmitted = func(string) { q.next() }
	b.entry.OnChanged = changed
	b.entry.moved = func(focused bool) { b.ring.Shown(focused) }
}

func (b *box) focus(k Keyboard) { k.Focus(b.entry) }

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
