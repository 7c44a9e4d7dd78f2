package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// CheckMark is a small square that is ticked or not. It only draws; what it stands in takes mouse and keys.
type CheckMark struct {
	widget.BaseWidget
	on bool
}

// NewCheckMark returns a mark that is not ticked.
func NewCheckMark() *CheckMark {
	m := &CheckMark{}
	m.ExtendBaseWidget(m)
	return m
}

// SetOn ticks the mark, or takes the tick away.
func (m *CheckMark) SetOn(on bool) {
	if m.on != on {
		m.on = on
		m.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (m *CheckMark) CreateRenderer() fyne.WidgetRenderer {
	r := &checkRenderer{mark: m, face: canvas.NewRectangle(nil), tick: newTick()}
	r.objects = []fyne.CanvasObject{r.face, r.tick[0], r.tick[1]}
	r.paint()
	return r
}

type checkRenderer struct {
	mark    *CheckMark
	face    *canvas.Rectangle
	tick    tick
	objects []fyne.CanvasObject
}

func (r *checkRenderer) Destroy() {}

func (r *checkRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *checkRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(Px(markSide)) }

func (r *checkRenderer) Layout(size fyne.Size) {
	r.face.Resize(size)
	r.tick.place(fyne.Position{}, size.Width)
}

func (r *checkRenderer) Refresh() {
	r.paint()
	r.Layout(r.mark.Size())
	canvas.Refresh(r.mark)
}

func (r *checkRenderer) paint() {
	face, edge := Surface, Quiet
	if r.mark.on {
		face, edge = Accent, Accent
	}
	r.face.FillColor, r.face.StrokeColor, r.face.StrokeWidth = theme.Color(face), theme.Color(edge), Px(2)
	r.face.CornerRadius = Px(4)
	r.tick.paint(r.mark.on, OnAccent)
}
