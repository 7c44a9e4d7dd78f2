package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

var _ look.Flexible = (*band)(nil)

// band is a plain coloured surface from edge to edge behind one object, with a thin line along its top.
type band struct {
	widget.BaseWidget
	face, line fyne.ThemeColorName // line is "" for none
	content    fyne.CanvasObject
	round      bool
}

func newBand(face, line fyne.ThemeColorName, content fyne.CanvasObject) *band {
	b := &band{face: face, line: line, content: content}
	b.ExtendBaseWidget(b)
	return b
}

// newSlip is a band with rounded corners, for what stands within a page.
func newSlip(face fyne.ThemeColorName, in look.Insets, content fyne.CanvasObject) *band {
	b := newBand(face, "", look.NewInset(in, content))
	b.round = true
	return b
}

// HeightFor implements look.Flexible.
func (b *band) HeightFor(width float32) float32 { return look.HeightFor(b.content, width) }

// CreateRenderer implements fyne.Widget.
func (b *band) CreateRenderer() fyne.WidgetRenderer {
	r := &bandRenderer{band: b, face: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil)}
	r.objects = []fyne.CanvasObject{r.face, r.line, b.content}
	r.paint()
	return r
}

type bandRenderer struct {
	band       *band
	face, line *canvas.Rectangle
	objects    []fyne.CanvasObject
}

func (r *bandRenderer) Destroy() {}

func (r *bandRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *bandRenderer) MinSize() fyne.Size { return r.band.content.MinSize() }

func (r *bandRenderer) Layout(size fyne.Size) {
	r.face.Resize(size)
	r.line.Resize(fyne.NewSize(size.Width, look.Px(1)))
	r.band.content.Resize(size)
}

func (r *bandRenderer) Refresh() {
	r.paint()
	r.Layout(r.band.Size())
	r.band.content.Refresh()
	canvas.Refresh(r.band)
}

func (r *bandRenderer) paint() {
	r.face.FillColor = theme.Color(r.band.face)
	if r.band.round {
		r.face.CornerRadius = look.Px(look.RadiusPart)
	}
	r.line.Hidden = r.band.line == ""
	if !r.line.Hidden {
		r.line.FillColor = theme.Color(r.band.line)
	}
}
