package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Signs are drawn, because the typeface has neither triangle nor arrows and a machine's other fonts are not known.

// Warning is a few words that must not be overlooked: a triangle, then bold text in the colour of alarm.
type Warning struct {
	widget.BaseWidget
	text *Text
	row  *fyne.Container
}

var _ Flexible = (*Warning)(nil)

// NewWarning returns the words with their triangle. They wrap.
func NewWarning(text string) *Warning { return newWarning(NewText(text, Strong)) }

// NewWarningLabel returns the words with their triangle on one line.
func NewWarningLabel(text string) *Warning { return newWarning(NewLabel(text, Strong)) }

func newWarning(text *Text) *Warning {
	w := &Warning{text: text.In(Alarm)}
	w.row = NewHanging(6, newWarningSign(), text)
	w.ExtendBaseWidget(w)
	return w
}

// SetText replaces the words.
func (w *Warning) SetText(text string) { w.text.SetText(text) }

// Content returns the words.
func (w *Warning) Content() string { return w.text.Content() }

// HeightFor implements Flexible.
func (w *Warning) HeightFor(width float32) float32 { return HeightFor(w.row, width) }

// CreateRenderer implements fyne.Widget.
func (w *Warning) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(w.row) }

// warningSign is the triangle by itself.
type warningSign struct{ widget.BaseWidget }

func newWarningSign() *warningSign {
	w := &warningSign{}
	w.ExtendBaseWidget(w)
	return w
}

// CreateRenderer implements fyne.Widget.
func (w *warningSign) CreateRenderer() fyne.WidgetRenderer {
	shape := canvas.NewArbitraryPolygon(triangle(), theme.Color(Alarm))
	shape.NormalizedPoints = true
	return &signRenderer{shape: shape, objects: []fyne.CanvasObject{shape}}
}

type signRenderer struct {
	shape   *canvas.ArbitraryPolygon
	objects []fyne.CanvasObject
}

func (r *signRenderer) Destroy() {}

func (r *signRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *signRenderer) MinSize() fyne.Size { return fyne.NewSize(Px(13), Px(12)) }

func (r *signRenderer) Layout(size fyne.Size) { r.shape.Resize(size) }

func (r *signRenderer) Refresh() {
	r.shape.FillColor = theme.Color(Alarm)
	r.shape.Refresh()
}

// arrow is an arrow of three strokes, pointing left or right.
type arrow [3]*canvas.Line

func newArrow() arrow { return arrow{canvas.NewLine(nil), canvas.NewLine(nil), canvas.NewLine(nil)} }

// place draws the arrow in a box of side pixels; a negative way points left.
func (a arrow) place(at fyne.Position, side, way float32) {
	point := func(x, y float32) fyne.Position { return at.AddXY(side/2+way*(x-0.5)*side, y*side) }
	tip := point(0.92, 0.5)
	a[0].Position1, a[0].Position2 = point(0.08, 0.5), tip
	a[1].Position1, a[1].Position2 = point(0.58, 0.18), tip
	a[2].Position1, a[2].Position2 = point(0.58, 0.82), tip
}
