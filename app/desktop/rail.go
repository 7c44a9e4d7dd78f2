package desktop

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

// railWidth is the least width of the rail, in pixels at 100 %.
const railWidth = 196

// rail is the way to the places of the program, down the left edge of the window.
type rail struct {
	content fyne.CanvasObject
	items   []*railItem
}

// newRail makes a rail: places at the top, and apart from them, at the foot, what is there wherever one is.
func newRail(places, foot []*railItem) *rail {
	name := canvas.NewText("Plumbline", nil)
	column := look.NewColumn(0, look.NewInset(look.Insets{Top: 22, Right: 20, Bottom: 18, Left: 20}, newRailName(name)))
	for _, item := range places {
		column.Add(item)
	}
	below := look.NewColumn(0)
	for _, item := range foot {
		below.Add(item)
	}
	body := &fyne.Container{Layout: railLayout{}, Objects: []fyne.CanvasObject{column, below}}
	return &rail{content: newBand(look.Rail, "", body), items: append(places, foot...)}
}

// choose marks the place one is in; an empty name marks none.
func (r *rail) choose(name string) {
	for _, item := range r.items {
		item.setChosen(item.name == name)
	}
}

// start is where the keyboard comes to when it enters the rail.
func (r *rail) start() fyne.Focusable {
	for _, item := range r.items {
		if item.chosen {
			return item
		}
	}
	return r.items[0]
}

// holds reports whether an object is one of the rail's.
func (r *rail) holds(o fyne.Focusable) bool {
	for _, item := range r.items {
		if o == fyne.Focusable(item) {
			return true
		}
	}
	return false
}

// railLayout puts the first object at the top and the second at the foot.
type railLayout struct{}

func (railLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	foot := objects[1].MinSize().Height
	objects[0].Resize(fyne.NewSize(size.Width, objects[0].MinSize().Height))
	objects[1].Resize(fyne.NewSize(size.Width, foot))
	objects[1].Move(fyne.NewPos(0, size.Height-foot-look.Px(8)))
}

func (railLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	top, foot := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(railWidth, top.Width, foot.Width), top.Height+foot.Height+look.Px(8))
}

// railName is the program's name.
type railName struct {
	widget.BaseWidget
	text *canvas.Text
}

func newRailName(text *canvas.Text) *railName {
	n := &railName{text: text}
	n.text.TextStyle.Bold = true
	n.ExtendBaseWidget(n)
	n.paint()
	return n
}

func (n *railName) paint() {
	n.text.Color, n.text.TextSize = theme.Color(look.OnRail), theme.Size(look.SizeHeading2)
}

// Refresh takes colour and size from the theme anew.
func (n *railName) Refresh() {
	n.paint()
	n.BaseWidget.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (n *railName) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(n.text) }

var (
	_ fyne.Focusable     = (*railItem)(nil)
	_ fyne.Tappable      = (*railItem)(nil)
	_ fyne.Accessible    = (*railItem)(nil)
	_ desktop.Hoverable  = (*railItem)(nil)
	_ desktop.Cursorable = (*railItem)(nil)
)

// railItem leads to a place, or does what stands on it.
type railItem struct {
	widget.BaseWidget
	name                     string
	do                       func()
	chosen, focused, hovered bool
}

func newRailItem(name string, do func()) *railItem {
	i := &railItem{name: name, do: do}
	i.ExtendBaseWidget(i)
	return i
}

func (i *railItem) setChosen(chosen bool) {
	if i.chosen != chosen {
		i.chosen = chosen
		i.Refresh()
	}
}

// AccessibilityLabel is the words on the item.
func (i *railItem) AccessibilityLabel() string { return i.name }

// AccessibilityRole is button.
func (i *railItem) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tapped goes there.
func (i *railItem) Tapped(*fyne.PointEvent) { i.do() }

// TypedKey goes there on Space and Enter.
func (i *railItem) TypedKey(e *fyne.KeyEvent) {
	if !look.KeyComes(i) {
		return
	}
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		i.do()
	default:
		look.PassKey(i, e)
	}
}

// TypedRune does nothing.
func (i *railItem) TypedRune(rune) {}

// FocusGained shows the ring.
func (i *railItem) FocusGained() { i.focused = true; i.Refresh() }

// FocusLost hides the ring.
func (i *railItem) FocusLost() { i.focused = false; i.Refresh() }

// MouseIn tints the item.
func (i *railItem) MouseIn(*desktop.MouseEvent) { i.hovered = true; i.Refresh() }

// MouseMoved does nothing.
func (i *railItem) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the tint away.
func (i *railItem) MouseOut() { i.hovered = false; i.Refresh() }

// Cursor is a pointing hand.
func (i *railItem) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (i *railItem) CreateRenderer() fyne.WidgetRenderer {
	r := &railItemRenderer{
		item: i, face: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil),
		ring: canvas.NewRectangle(nil), label: canvas.NewText(i.name, nil),
	}
	r.objects = []fyne.CanvasObject{r.face, r.bar, r.ring, r.label}
	r.paint()
	return r
}

type railItemRenderer struct {
	item            *railItem
	face, bar, ring *canvas.Rectangle
	label           *canvas.Text
	objects         []fyne.CanvasObject
}

func (r *railItemRenderer) Destroy() {}

func (r *railItemRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *railItemRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.label.MinSize().Width+look.Px(40), look.Px(42)).Max(r.label.MinSize())
}

func (r *railItemRenderer) Layout(size fyne.Size) {
	r.face.Resize(size)
	r.bar.Resize(fyne.NewSize(look.Px(4), size.Height))
	in := look.Px(3) // the window's edge leaves no room for a ring outside
	r.ring.Move(fyne.NewPos(in, in))
	r.ring.Resize(size.SubtractWidthHeight(2*in, 2*in))
	r.label.Move(fyne.NewPos(look.Px(20), 0))
	r.label.Resize(fyne.NewSize(size.Width-look.Px(20), size.Height))
}

func (r *railItemRenderer) Refresh() {
	r.paint()
	r.Layout(r.item.Size())
	canvas.Refresh(r.item)
}

func (r *railItemRenderer) paint() {
	i, on := r.item, theme.Color(look.OnRail)
	r.face.FillColor, r.face.Hidden = theme.Color(look.RailChosen), !i.chosen && !i.hovered
	r.bar.FillColor, r.bar.Hidden = on, !i.chosen
	r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.CornerRadius = on, look.Px(2), look.Px(look.RadiusPart)
	r.ring.FillColor, r.ring.Hidden = color.Transparent, !i.focused
	r.label.Color, r.label.TextSize, r.label.TextStyle.Bold = on, theme.Size(look.SizeText), i.chosen
}
