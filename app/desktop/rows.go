package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

// row shows one item of a list. It is made once and shows many items, one after another.
type row interface {
	fyne.CanvasObject
	// show shows the item of an index; current says that it is the one the person is at, focused that the keyboard is.
	show(index int, current, focused bool)
}

var (
	_ fyne.Focusable  = (*rows)(nil)
	_ fyne.Accessible = (*rows)(nil)
)

// rows is a list of any length whose rows are all of one height. It has as many row objects as are in sight. Up, Down,
// Page Up, Page Down, Home and End move; Enter opens.
type rows struct {
	widget.BaseWidget
	length  func() int
	make    func() row
	moved   func(index int) // the person is at another item
	opened  func(index int)
	seen    func(index int) // the last item that is in sight now; nil does nothing
	entered func()          // the keyboard has come to the list; nil does nothing

	scroll  *container.Scroll
	body    *fyne.Container
	pool    []row
	height  float32 // of one row
	current int     // -1: at none
	focused bool
}

func newRows(length func() int, makeRow func() row, moved, opened func(int)) *rows {
	r := &rows{length: length, make: makeRow, moved: moved, opened: opened, current: -1}
	r.body = &fyne.Container{Layout: rowsLayout{r}}
	r.scroll = container.NewVScroll(r.body)
	r.scroll.OnScrolled = func(fyne.Position) { r.place() }
	r.ExtendBaseWidget(r)
	return r
}

// rowsLayout makes the body as tall as all the rows would be.
type rowsLayout struct{ rows *rows }

func (l rowsLayout) Layout([]fyne.CanvasObject, fyne.Size) {}

func (l rowsLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(1, l.rows.height*float32(l.rows.length()))
}

// measure asks a row how tall rows are under the present theme.
func (r *rows) measure() {
	if len(r.pool) == 0 {
		r.pool = append(r.pool, r.make())
	}
	r.height = r.pool[0].MinSize().Height
}

// place puts row objects where items are in sight, and has them show those.
func (r *rows) place() {
	size := r.scroll.Size()
	if r.height <= 0 || size.Height <= 0 {
		return
	}
	first := int(r.scroll.Offset.Y / r.height)
	last := min(first+int(size.Height/r.height)+1, r.length()-1)
	r.body.Objects = r.body.Objects[:0]
	for i := first; i <= last; i++ {
		if len(r.body.Objects) == len(r.pool) {
			r.pool = append(r.pool, r.make())
		}
		one := r.pool[len(r.body.Objects)]
		one.Move(fyne.NewPos(0, float32(i)*r.height))
		one.Resize(fyne.NewSize(size.Width, r.height))
		one.show(i, i == r.current, i == r.current && r.focused)
		r.body.Objects = append(r.body.Objects, one)
	}
	r.body.Refresh()
	if r.seen != nil {
		r.seen(last)
	}
}

// reload shows the items anew, after they have changed.
func (r *rows) reload() {
	r.measure()
	if r.current >= r.length() {
		r.current = r.length() - 1
	}
	r.scroll.Refresh()
	r.place()
}

// at moves to an item and brings it into sight.
func (r *rows) at(index int) {
	if n := r.length(); index >= n {
		index = n - 1
	}
	if index < 0 {
		return
	}
	r.current = index
	r.reveal(index)
	r.place()
	r.moved(index)
}

// reveal scrolls until a row is in sight.
func (r *rows) reveal(index int) {
	top, bottom := float32(index)*r.height, float32(index+1)*r.height
	switch {
	case top < r.scroll.Offset.Y:
		r.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case bottom > r.scroll.Offset.Y+r.scroll.Size().Height:
		r.scroll.ScrollToOffset(fyne.NewPos(0, max(bottom-r.scroll.Size().Height, 0)))
	}
}

// page is how many rows are in sight at once, at least one.
func (r *rows) page() int {
	if r.height <= 0 {
		return 1
	}
	return max(int(r.scroll.Size().Height/r.height), 1)
}

// TypedKey moves or opens; other keys go to the window.
func (r *rows) TypedKey(e *fyne.KeyEvent) {
	if !look.KeyComes(r) {
		return
	}
	switch e.Name {
	case fyne.KeyDown:
		r.at(r.current + 1)
	case fyne.KeyUp:
		r.at(max(r.current-1, 0))
	case fyne.KeyPageDown:
		r.at(r.current + r.page())
	case fyne.KeyPageUp:
		r.at(max(r.current-r.page(), 0))
	case fyne.KeyHome:
		r.at(0)
	case fyne.KeyEnd:
		r.at(r.length() - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if r.current >= 0 {
			r.opened(r.current)
		}
	default:
		look.PassKey(r, e)
	}
}

// TypedRune does nothing.
func (r *rows) TypedRune(rune) {}

// FocusGained shows where the keyboard is: at the first row when it was at none.
func (r *rows) FocusGained() {
	r.focused = true
	if r.entered != nil {
		r.entered()
	}
	r.at(max(r.current, 0))
}

// FocusLost hides the ring.
func (r *rows) FocusLost() {
	r.focused = false
	r.place()
}

// AccessibilityLabel names the list.
func (r *rows) AccessibilityLabel() string { return count(r.length(), "row", "rows") }

// AccessibilityRole is container.
func (r *rows) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer implements fyne.Widget.
func (r *rows) CreateRenderer() fyne.WidgetRenderer {
	return &rowsRenderer{r, []fyne.CanvasObject{r.scroll}}
}

type rowsRenderer struct {
	rows    *rows
	objects []fyne.CanvasObject
}

func (r *rowsRenderer) Destroy() {}

func (r *rowsRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *rowsRenderer) MinSize() fyne.Size { return fyne.NewSize(look.Px(160), look.Px(80)) }

func (r *rowsRenderer) Layout(size fyne.Size) {
	r.rows.measure()
	r.rows.scroll.Resize(size)
	if r.rows.focused {
		r.rows.reveal(r.rows.current)
	}
	r.rows.place()
}

func (r *rowsRenderer) Refresh() {
	r.rows.measure()
	r.rows.scroll.Refresh()
	r.rows.place()
}
