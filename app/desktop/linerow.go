package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

// line is one item of a list in words.
type line struct {
	head, below string
	side        string              // at the right
	colour      fyne.ThemeColorName // of the side; "" is quiet
}

var (
	_ row                = (*lineRow)(nil)
	_ fyne.Tappable      = (*lineRow)(nil)
	_ desktop.Hoverable  = (*lineRow)(nil)
	_ desktop.Cursorable = (*lineRow)(nil)
)

// lineRow is a row of two lines, with a word at the right. Pressing it opens it.
type lineRow struct {
	widget.BaseWidget
	line                      func(index int) line
	tapped                    func(index int)
	index                     int
	shown                     line
	current, focused, hovered bool
}

func newLineRow(of func(int) line, tapped func(int)) *lineRow {
	r := &lineRow{line: of, tapped: tapped, index: -1}
	r.ExtendBaseWidget(r)
	return r
}

func (r *lineRow) show(index int, current, focused bool) {
	now := r.line(index)
	if r.index == index && r.shown == now && r.current == current && r.focused == focused {
		return
	}
	r.index, r.shown, r.current, r.focused = index, now, current, focused
	r.Refresh()
}

// Tapped opens the row.
func (r *lineRow) Tapped(*fyne.PointEvent) { r.tapped(r.index) }

// MouseIn tints the row.
func (r *lineRow) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.Refresh() }

// MouseMoved does nothing.
func (r *lineRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the tint away.
func (r *lineRow) MouseOut() { r.hovered = false; r.Refresh() }

// Cursor is a pointing hand.
func (r *lineRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (r *lineRow) CreateRenderer() fyne.WidgetRenderer {
	v := &lineRowRenderer{
		row: r, face: canvas.NewRectangle(nil), rule: canvas.NewRectangle(nil), ring: look.NewRing(),
		head: newCutText(look.SizeText, true, look.Ink), below: newCutText(look.SizeSmall, false, look.Quiet),
		side: newCutText(look.SizeText, true, look.Quiet),
	}
	v.side.text.Alignment = fyne.TextAlignTrailing
	v.objects = []fyne.CanvasObject{v.face, v.rule, v.head.text, v.below.text, v.side.text, v.ring.Rectangle}
	v.paint()
	return v
}

type lineRowRenderer struct {
	row               *lineRow
	face, rule        *canvas.Rectangle
	ring              look.Ring
	head, below, side cutText
	objects           []fyne.CanvasObject
}

func (v *lineRowRenderer) Destroy() {}

func (v *lineRowRenderer) Objects() []fyne.CanvasObject { return v.objects }

func (v *lineRowRenderer) MinSize() fyne.Size { return fyne.NewSize(look.Px(200), look.Px(rowHeight)) }

// sideWidth is the room for the word at the right, in pixels at 100 %.
const sideWidth = 150

func (v *lineRowRenderer) Layout(size fyne.Size) {
	px := look.Px
	v.face.Resize(size)
	v.rule.Move(fyne.NewPos(0, size.Height-px(1)))
	v.rule.Resize(fyne.NewSize(size.Width, px(1)))
	in := px(8) // the list clips a ring outside
	v.ring.Around(fyne.NewPos(in, in), size.SubtractWidthHeight(2*in, 2*in))
	side := px(sideWidth)
	if v.row.shown.side == "" {
		side = px(16)
	}
	width := size.Width - px(20) - side
	v.head.place(v.row.shown.head, fyne.NewPos(px(20), px(11)), fyne.NewSize(width, px(24)))
	v.below.place(v.row.shown.below, fyne.NewPos(px(20), px(35)), fyne.NewSize(width, px(21)))
	v.side.place(v.row.shown.side, fyne.NewPos(size.Width-side, 0), fyne.NewSize(side-px(20), size.Height))
}

func (v *lineRowRenderer) Refresh() {
	v.paint()
	v.Layout(v.row.Size())
	canvas.Refresh(v.row)
}

func (v *lineRowRenderer) paint() {
	r := v.row
	v.face.Hidden = !r.current && !r.hovered
	v.face.FillColor = theme.Color(theme.ColorNameHover)
	if r.current {
		v.face.FillColor = theme.Color(look.AccentSoft)
	}
	v.rule.FillColor = theme.Color(look.Line)
	v.ring.Shown(r.focused)
	v.side.colour = look.Quiet
	if r.shown.colour != "" {
		v.side.colour = r.shown.colour
	}
	for _, t := range []cutText{v.head, v.below, v.side} {
		t.paint()
	}
}
