package desktop

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

var (
	_ fyne.Focusable  = (*noteList)(nil)
	_ fyne.Accessible = (*noteList)(nil)
)

// noteList is the notes, each as tall as its words. It has as many row objects as are in sight, so that the six hundredth
// note costs what the first did. They stand at the bottom while there are few, next to the line that is typed in.
type noteList struct {
	widget.BaseWidget
	book *workbench.Notebook
	key  func(e *fyne.KeyEvent) bool // sees a key first
	rune func(r rune)

	scroll   *container.Scroll
	body     *fyne.Container
	pool     []*noteRow
	ruler    *noteRow // measures
	words    noteWords
	measured map[string]measuredNote // by id, at the present width and size of type
	tops     []float32               // of each note, and the bottom of the last; nil where notes have changed since
	width    float32
	unit     float32
	current  int // -1: at none
	focused  bool
}

// measuredNote is a note as it was when it was measured.
type measuredNote struct {
	note   workbench.Note
	height float32
}

func newNoteList(words noteWords) *noteList {
	l := &noteList{book: words.book, current: -1, words: words, measured: map[string]measuredNote{}}
	l.ruler = newNoteRow(l.words, func(int) {})
	l.body = &fyne.Container{Layout: noteLayout{l}}
	l.scroll = container.NewVScroll(l.body)
	l.scroll.OnScrolled = func(fyne.Position) { l.place() }
	l.ExtendBaseWidget(l)
	return l
}

// noteLayout makes the body as tall as all the notes.
type noteLayout struct{ list *noteList }

func (n noteLayout) Layout([]fyne.CanvasObject, fyne.Size) {}

func (n noteLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, n.list.total()) }

// height measures a note, once for what it says.
func (l *noteList) height(n workbench.Note) float32 {
	if m, ok := l.measured[n.ID]; ok && sameNote(m.note, n) {
		return m.height
	}
	l.ruler.say(n)
	h := l.ruler.HeightFor(l.width)
	l.measured[n.ID] = measuredNote{n, h}
	return h
}

// survey finds where each note begins, where that is not known.
func (l *noteList) survey() []float32 {
	if width, unit := l.scroll.Size().Width, look.Px(1); l.width != width || l.unit != unit {
		l.width, l.unit, l.tops = width, unit, nil
		clear(l.measured)
	}
	if l.tops != nil {
		return l.tops
	}
	l.tops = make([]float32, 1, len(l.book.Notes())+1)
	for i, n := range l.book.Notes() {
		l.tops = append(l.tops, l.tops[i]+l.height(l.words.now(n)))
	}
	return l.tops
}

// sum is the height of all notes.
func (l *noteList) sum() float32 {
	tops := l.survey()
	return tops[len(tops)-1]
}

func (l *noteList) total() float32 { return max(l.sum(), l.scroll.Size().Height) }

// first is where the first note begins: at the top, or lower while there are few.
func (l *noteList) first() float32 { return max(l.scroll.Size().Height-l.sum(), 0) }

// place puts row objects where notes are in sight.
func (l *noteList) place() {
	size := l.scroll.Size()
	if size.Width <= 0 {
		return
	}
	tops, first := l.survey(), l.first()
	l.scroll.Offset.Y = min(l.scroll.Offset.Y, l.total()-size.Height)
	from, to := l.scroll.Offset.Y-first, l.scroll.Offset.Y+size.Height-first
	begin, _ := slices.BinarySearch(tops, from)
	l.body.Objects = l.body.Objects[:0]
	for i := max(begin-1, 0); i < len(tops)-1 && tops[i] <= to; i++ {
		row := l.row(len(l.body.Objects))
		row.show(i, l.words.now(l.book.Notes()[i]), i == l.current, i == l.current && l.focused)
		row.Move(fyne.NewPos(0, first+tops[i]))
		row.Resize(fyne.NewSize(size.Width, tops[i+1]-tops[i]))
		l.body.Objects = append(l.body.Objects, row)
	}
	l.body.Refresh()
}

func (l *noteList) row(i int) *noteRow {
	for len(l.pool) <= i {
		l.pool = append(l.pool, newNoteRow(l.words, func(at int) { l.at(at) }))
	}
	return l.pool[i]
}

// reload shows the notes anew, after they have changed.
func (l *noteList) reload() {
	l.tops = nil
	l.current = min(l.current, len(l.book.Notes())-1)
	l.scroll.Refresh()
	l.place()
}

// end brings the last note into sight.
func (l *noteList) end() {
	l.scroll.Refresh()
	l.scroll.ScrollToBottom()
	l.place()
}

// at moves to a note and brings it into sight.
func (l *noteList) at(index int) {
	l.current = min(max(index, 0), len(l.book.Notes())-1)
	if l.current < 0 {
		return
	}
	tops, first := l.survey(), l.first()
	top, bottom := first+tops[l.current], first+tops[l.current+1]
	switch {
	case top < l.scroll.Offset.Y:
		l.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case bottom > l.scroll.Offset.Y+l.scroll.Size().Height:
		l.scroll.ScrollToOffset(fyne.NewPos(0, bottom-l.scroll.Size().Height))
	}
	l.place()
}

// selected is the note that the person is at.
func (l *noteList) selected() (workbench.Note, bool) {
	if l.current < 0 || l.current >= len(l.book.Notes()) {
		return workbench.Note{}, false
	}
	return l.book.Notes()[l.current], true
}

// TypedKey does what the notebook does with a key; other keys go to the window.
func (l *noteList) TypedKey(e *fyne.KeyEvent) {
	if !look.KeyComes(l) {
		return
	}
	if !l.key(e) {
		look.PassKey(l, e)
	}
}

// TypedRune tells the notebook.
func (l *noteList) TypedRune(r rune) {
	if look.KeyComes(l) {
		l.rune(r)
	}
}

// TypedShortcut goes to the window.
func (l *noteList) TypedShortcut(s fyne.Shortcut) { look.PassShortcut(l, s) }

// FocusGained shows where the keyboard is: at the last note when it was at none.
func (l *noteList) FocusGained() {
	l.focused = true
	if l.current < 0 {
		l.current = len(l.book.Notes()) - 1
	}
	l.at(l.current)
}

// FocusLost leaves no note chosen.
func (l *noteList) FocusLost() {
	l.focused = false
	l.place()
}

// AccessibilityLabel names the list.
func (l *noteList) AccessibilityLabel() string { return count(len(l.book.Notes()), "note", "notes") }

// AccessibilityRole is container.
func (l *noteList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer implements fyne.Widget.
func (l *noteList) CreateRenderer() fyne.WidgetRenderer {
	return &noteListRenderer{l, []fyne.CanvasObject{l.scroll}}
}

type noteListRenderer struct {
	list    *noteList
	objects []fyne.CanvasObject
}

func (r *noteListRenderer) Destroy() {}

func (r *noteListRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *noteListRenderer) MinSize() fyne.Size { return fyne.NewSize(look.Px(160), look.Px(80)) }

func (r *noteListRenderer) Layout(size fyne.Size) {
	l := r.list
	other := l.scroll.Size() != size || l.unit != look.Px(1)
	l.scroll.Resize(size)
	switch {
	case other && l.current < 0:
		l.end()
	case other:
		l.at(l.current)
	default:
		l.place()
	}
}

func (r *noteListRenderer) Refresh() {
	r.list.scroll.Refresh()
	r.list.place()
}
