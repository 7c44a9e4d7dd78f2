package desktop

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms/guard"
)

// textBox is a labelled box for a few words, outside forms: a name, a passphrase, a folder, a reason. From the top: the
// label, a hint, the box, and what is wrong with what stands in it.
type textBox struct {
	content *fyne.Container
	entry   *keyEntry
	hint    *look.Text
	problem *look.Warning
	offer   *markOffer // nil where the words are not looked at
}

// newTextBox makes a box. An empty hint takes no room.
func newTextBox(label, hint string) *textBox {
	b := &textBox{entry: newKeyEntry(label), hint: look.NewText(hint, look.QuietText), problem: look.NewWarning("")}
	shown(b.hint, hint != "")
	b.problem.Hide()
	b.content = look.NewColumn(8, look.NewText(label, look.Strong), b.hint, newRinged(b.entry), b.problem)
	return b
}

// secret hides what is typed until reveal. Pasting works all the same.
func (b *textBox) secret() *textBox {
	b.entry.Password = true
	b.entry.ActionItem = canvas.NewRectangle(color.Transparent) // in place of the toolkit's eye, which no key reaches
	return b
}

func (b *textBox) reveal(on bool) {
	b.entry.Password = !on
	b.entry.Refresh()
}

// tall makes room for several lines.
func (b *textBox) tall(rows int) *textBox {
	b.entry.MultiLine, b.entry.Wrapping = true, fyne.TextWrapWord
	b.entry.SetMinRowsVisible(rows)
	return b
}

// guarded looks in what is typed for what may tell who somebody is. It calls grown where the box has become taller or
// lower.
func (b *textBox) guarded(marks func(text string) []guard.Mark, grown func()) *textBox {
	b.offer = newMarkOffer(func(m guard.Mark) {
		b.entry.SetText(m.Replace(b.entry.Text))
		b.goOn()
	}, b.goOn)
	speak := func(found []guard.Mark) {
		if b.offer.show(found) {
			b.content.Refresh()
			grown()
		}
	}
	b.entry.OnChanged = func(text string) { speak(finished(marks(text), text)) }
	b.entry.left = func() { speak(marks(b.entry.Text)) }
	b.content.Add(b.offer.content)
	return b
}

// goOn puts the keyboard back into the box.
func (b *textBox) goOn() {
	if c := look.CanvasOf(b.entry); c != nil {
		c.Focus(b.entry)
	}
}

func (b *textBox) text() string { return b.entry.Text }

// wrong says what is wrong under the box; an empty sentence says that nothing is.
func (b *textBox) wrong(sentence string) {
	b.problem.SetText(sentence)
	shown(b.problem, sentence != "")
	b.content.Refresh()
}

// keyEntry is an entry in which the keys of the window work, and which shows a ring.
type keyEntry struct {
	look.Entry
	label   string
	ring    look.Ring
	entered func()                      // the keyboard has come; nil does nothing
	left    func()                      // the keyboard has gone; nil does nothing
	key     func(e *fyne.KeyEvent) bool // sees a key first, and keeps it when it reports true; nil lets all through

	shortcut func(s fyne.Shortcut) bool // likewise for shortcuts
}

// newKeyEntry makes an entry; the label is for those who do not see the one beside it.
func newKeyEntry(label string) *keyEntry {
	e := &keyEntry{label: label, ring: look.NewRing()}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(e)
	return e
}

// AccessibilityLabel is the label of the box.
func (e *keyEntry) AccessibilityLabel() string { return e.label }

// AccessibilityRole is text, the nearest that the toolkit has.
func (e *keyEntry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// FocusGained shows the ring, and puts the cursor where one would go on writing. A click comes after it, and moves the
// cursor where it points.
func (e *keyEntry) FocusGained() {
	e.Entry.FocusGained()
	e.ToEnd()
	e.ring.Shown(true)
	if e.entered != nil {
		e.entered()
	}
}

// FocusLost hides the ring.
func (e *keyEntry) FocusLost() {
	e.Entry.FocusLost()
	e.ring.Shown(false)
	if e.left != nil {
		e.left()
	}
}

// TypedRune types.
func (e *keyEntry) TypedRune(r rune) {
	if look.KeyComes(e) {
		e.Entry.TypedRune(r)
	}
}

// TypedKey edits the text, or goes to the window where it means nothing to a text.
func (e *keyEntry) TypedKey(k *fyne.KeyEvent) {
	if !look.KeyComes(e) {
		return
	}
	switch {
	case e.key != nil && e.key(k):
	case look.LeavesText(k):
		look.PassKey(e, k)
	default:
		e.Entry.TypedKey(k)
	}
}

// TypedShortcut edits the text, or goes to the window where it means nothing to a text.
func (e *keyEntry) TypedShortcut(s fyne.Shortcut) {
	if !look.KeyComes(e) {
		return
	}
	switch {
	case e.shortcut != nil && e.shortcut(s):
	case look.EditsText(s):
		e.Entry.TypedShortcut(s)
	default:
		look.PassShortcut(e, s)
	}
}

// ringed draws an entry with its ring, which is larger than the entry.
type ringed struct {
	widget.BaseWidget
	entry *keyEntry
}

func newRinged(e *keyEntry) *ringed {
	r := &ringed{entry: e}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *ringed) CreateRenderer() fyne.WidgetRenderer {
	return &ringedRenderer{r, []fyne.CanvasObject{r.entry, r.entry.ring.Rectangle}}
}

type ringedRenderer struct {
	ringed  *ringed
	objects []fyne.CanvasObject
}

func (r *ringedRenderer) Destroy() {}

func (r *ringedRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *ringedRenderer) MinSize() fyne.Size { return r.ringed.entry.MinSize() }

func (r *ringedRenderer) Layout(size fyne.Size) {
	r.ringed.entry.Resize(size)
	r.ringed.entry.ring.Around(fyne.Position{}, size)
}

func (r *ringedRenderer) Refresh() {
	r.Layout(r.ringed.Size())
	r.ringed.entry.Refresh()
	canvas.Refresh(r.ringed)
}
