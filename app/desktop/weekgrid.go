package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

var _ look.Flexible = (*abreast)(nil)

// abreast sets objects side by side in columns of one width, from the top, or below each other where a column would be
// narrower than it may be.
type abreast struct {
	widget.BaseWidget
	least, gap float32 // in pixels at 100 %
	parts      []fyne.CanvasObject
}

func newAbreast(least, gap float32, parts ...fyne.CanvasObject) *abreast {
	a := &abreast{least: least, gap: gap, parts: parts}
	a.ExtendBaseWidget(a)
	return a
}

// column is the width of one column; 0 where they stand below each other.
func (a *abreast) column(width float32) float32 {
	n := float32(len(a.parts))
	if each := (width - look.Px(a.gap)*(n-1)) / n; each >= look.Px(a.least) {
		return each
	}
	return 0
}

// HeightFor implements look.Flexible.
func (a *abreast) HeightFor(width float32) float32 {
	return a.place(width, func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
}

func (a *abreast) place(width float32, put func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	each, height, at := a.column(width), float32(0), fyne.Position{}
	for _, p := range a.parts {
		if each > 0 {
			h := look.HeightFor(p, each)
			put(p, at, fyne.NewSize(each, h))
			at.X += each + look.Px(a.gap)
			height = max(height, h)
			continue
		}
		h := look.HeightFor(p, width)
		put(p, fyne.NewPos(0, height), fyne.NewSize(width, h))
		height += h + look.Px(2*a.gap)
	}
	return height
}

// CreateRenderer implements fyne.Widget.
func (a *abreast) CreateRenderer() fyne.WidgetRenderer { return &abreastRenderer{a} }

type abreastRenderer struct{ *abreast }

func (r *abreastRenderer) Destroy() {}

func (r *abreastRenderer) Objects() []fyne.CanvasObject { return r.parts }

func (r *abreastRenderer) MinSize() fyne.Size { return fyne.NewSize(1, r.HeightFor(r.Size().Width)) }

func (r *abreastRenderer) Layout(size fyne.Size) {
	r.place(size.Width, func(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		o.Move(at)
		o.Resize(size)
	})
}

func (r *abreastRenderer) Refresh() {
	r.Layout(r.Size())
	for _, p := range r.parts {
		p.Refresh()
	}
}
