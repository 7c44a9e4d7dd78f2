package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

var _ look.Flexible = (*besidePane)(nil)

// besidePane sets a narrow part beside a wide one, both from the top, or below it where there is little room.
type besidePane struct {
	widget.BaseWidget
	wide, narrow fyne.CanvasObject
}

// The measures of besidePane, in pixels at 100 %.
const (
	paneWidth = 256
	paneGap   = 28
	paneFrom  = 880 // the width from which they stand side by side
)

func newBesidePane(wide, narrow fyne.CanvasObject) *besidePane {
	b := &besidePane{wide: wide, narrow: narrow}
	b.ExtendBaseWidget(b)
	return b
}

// main is the width of the wide part, and whether the other stands below it.
func (b *besidePane) main(width float32) (main float32, below bool) {
	if width < look.Px(paneFrom) {
		return width, true
	}
	return width - look.Px(paneWidth+paneGap), false
}

// HeightFor implements look.Flexible.
func (b *besidePane) HeightFor(width float32) float32 {
	main, below := b.main(width)
	if below {
		return look.HeightFor(b.wide, main) + look.Px(paneGap) + look.HeightFor(b.narrow, width)
	}
	return max(look.HeightFor(b.wide, main), look.HeightFor(b.narrow, look.Px(paneWidth)))
}

// CreateRenderer implements fyne.Widget.
func (b *besidePane) CreateRenderer() fyne.WidgetRenderer { return &besidePaneRenderer{b} }

type besidePaneRenderer struct{ *besidePane }

func (r *besidePaneRenderer) Destroy() {}

func (r *besidePaneRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.wide, r.narrow}
}

func (r *besidePaneRenderer) MinSize() fyne.Size {
	return fyne.NewSize(1, r.HeightFor(r.Size().Width))
}

func (r *besidePaneRenderer) Layout(size fyne.Size) {
	main, below := r.main(size.Width)
	height := look.HeightFor(r.wide, main)
	r.wide.Resize(fyne.NewSize(main, height))
	if below {
		r.narrow.Move(fyne.NewPos(0, height+look.Px(paneGap)))
		r.narrow.Resize(fyne.NewSize(size.Width, look.HeightFor(r.narrow, size.Width)))
		return
	}
	width := look.Px(paneWidth)
	r.narrow.Move(fyne.NewPos(size.Width-width, 0))
	r.narrow.Resize(fyne.NewSize(width, look.HeightFor(r.narrow, width)))
}

func (r *besidePaneRenderer) Refresh() {
	r.Layout(r.Size())
	r.wide.Refresh()
	r.narrow.Refresh()
}
