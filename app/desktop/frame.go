package desktop

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

// frame lays out the window: a ribbon along the top, the rail at the left, the page, and the bottom line. They stand in
// that order, which is the order of Tab too.
type frame struct{}

const (
	frameRibbon = iota
	frameRail
	framePage
	frameBottom
)

// Layout implements fyne.Layout.
func (frame) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top := shownHeight(objects[frameRibbon], size.Width)
	bottom := shownHeight(objects[frameBottom], size.Width)
	left := float32(0)
	if objects[frameRail].Visible() {
		left = objects[frameRail].MinSize().Width
	}
	middle := size.Height - top - bottom
	put := func(i int, x, y, w, h float32) {
		objects[i].Move(fyne.NewPos(x, y))
		objects[i].Resize(fyne.NewSize(w, h))
	}
	put(frameRibbon, 0, 0, size.Width, top)
	put(frameRail, 0, top, left, middle)
	put(framePage, left, top, size.Width-left, middle)
	put(frameBottom, 0, top+middle, size.Width, bottom)
}

func shownHeight(o fyne.CanvasObject, width float32) float32 {
	if !o.Visible() {
		return 0
	}
	return look.HeightFor(o, width)
}

// MinSize implements fyne.Layout: the least window in which the program can be used, whatever it shows.
func (frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 480) }

// below stacks a banner, which may be hidden, and a page that takes the rest.
type below struct{}

// Layout implements fyne.Layout.
func (below) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top := shownHeight(objects[0], size.Width)
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(size.Width, top))
	for _, o := range objects[1:] {
		o.Move(fyne.NewPos(0, top))
		o.Resize(fyne.NewSize(size.Width, max(size.Height-top, 0)))
	}
}

// MinSize implements fyne.Layout. The frame decides how large the window is.
func (below) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

var _ desktop.Cursorable = (*pointerWatch)(nil)

// pointerWatch lies behind the whole window and notices that the pointer moves, for the toolkit asks everything under
// the pointer for its cursor at every move.
type pointerWatch struct {
	widget.BaseWidget
	moved func()
}

func newPointerWatch(moved func()) *pointerWatch {
	p := &pointerWatch{moved: moved}
	p.ExtendBaseWidget(p)
	return p
}

// Cursor is the usual one.
func (p *pointerWatch) Cursor() desktop.Cursor {
	p.moved()
	return desktop.DefaultCursor
}

// CreateRenderer implements fyne.Widget.
func (p *pointerWatch) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
