package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

// newSheet is a page of one column: a heading, a line or two below it, and then what the page is for.
func newSheet(heading, below string, parts ...fyne.CanvasObject) *look.Page {
	column := look.NewColumn(20, look.NewColumn(6, look.NewText(heading, look.Heading1), look.NewText(below, look.QuietText)))
	for _, p := range parts {
		column.Add(p)
	}
	return look.NewPage(look.NewInset(look.Insets{Top: 32, Right: 36, Bottom: 32, Left: 36}, look.NewMeasure(column)))
}

// newMiddleSheet is a sheet for a window that shows nothing else: in the middle, a little below the top.
func newMiddleSheet(parts ...fyne.CanvasObject) *look.Page {
	column := look.NewColumn(20, parts...)
	return look.NewPage(newCentred(look.NewInset(look.Insets{Top: 56, Right: 24, Bottom: 40, Left: 24}, column)))
}

var _ look.Flexible = (*centred)(nil)

// centred puts an object of at most a measure's width in the middle of the width it is given.
type centred struct {
	widget.BaseWidget
	content fyne.CanvasObject
}

func newCentred(content fyne.CanvasObject) *centred {
	c := &centred{content: content}
	c.ExtendBaseWidget(c)
	return c
}

func (c *centred) width(width float32) float32 { return min(width, look.Px(look.Measure)) }

// HeightFor implements look.Flexible.
func (c *centred) HeightFor(width float32) float32 { return look.HeightFor(c.content, c.width(width)) }

// CreateRenderer implements fyne.Widget.
func (c *centred) CreateRenderer() fyne.WidgetRenderer {
	return &centredRenderer{c, []fyne.CanvasObject{c.content}}
}

type centredRenderer struct {
	centred *centred
	objects []fyne.CanvasObject
}

func (r *centredRenderer) Destroy() {}

func (r *centredRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *centredRenderer) MinSize() fyne.Size { return r.centred.content.MinSize() }

func (r *centredRenderer) Layout(size fyne.Size) {
	w := r.centred.width(size.Width)
	r.centred.content.Move(fyne.NewPos((size.Width-w)/2, 0))
	r.centred.content.Resize(fyne.NewSize(w, r.centred.HeightFor(size.Width)))
}

func (r *centredRenderer) Refresh() {
	r.Layout(r.centred.Size())
	r.centred.content.Refresh()
}

// newActions sets buttons side by side.
func newActions(buttons ...fyne.CanvasObject) fyne.CanvasObject { return look.NewFlow(12, buttons...) }
