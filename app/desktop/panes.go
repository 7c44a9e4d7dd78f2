package desktop

import (
	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
)

// Widths of the panes of a form, in pixels at 100 %.
const (
	leftPane    = 268
	rightPane   = 272
	leastMiddle = 420 // the right pane gives way before the middle has less
)

// newPanes sets three panes side by side, the outer ones of fixed width. Where there is little room the right one goes
// first, since it only helps. The order is that of reading, and so of Tab.
func newPanes(left, middle, right fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: panes{}, Objects: []fyne.CanvasObject{
		newBand(look.Pane, "", left), middle, newBand(look.Pane, "", right),
	}}
}

type panes struct{}

// Layout implements fyne.Layout.
func (panes) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l, r := look.Px(leftPane), look.Px(rightPane)
	if size.Width < l+r+look.Px(leastMiddle) {
		r = 0
	}
	shown(objects[2], r > 0)
	at := float32(0)
	for i, width := range []float32{l, size.Width - l - r, r} {
		objects[i].Move(fyne.NewPos(at, 0))
		objects[i].Resize(fyne.NewSize(width, size.Height))
		at += width
	}
}

// MinSize implements fyne.Layout.
func (panes) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Px(leftPane)+look.Px(40), look.Px(200))
}
