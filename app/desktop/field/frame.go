package field

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"plumbline/app/desktop/look"
)

// The bar at the left of a question in error, in pixels at 100 %.
const (
	barWidth  = 5
	barIndent = 20
)

// HeightFor implements look.Flexible.
func (q *question) HeightFor(width float32) float32 {
	return look.HeightFor(q.body, width-q.indent())
}

func (q *question) indent() float32 {
	if q.warning.Visible() {
		return look.Px(barIndent)
	}
	return 0
}

// CreateRenderer implements fyne.Widget.
func (q *question) CreateRenderer() fyne.WidgetRenderer {
	f := &frame{question: q, bar: canvas.NewRectangle(nil)}
	f.objects = []fyne.CanvasObject{f.bar, q.body}
	f.paint()
	return f
}

// frame draws a question: its body, and the bar beside it while something is wrong.
type frame struct {
	question *question
	bar      *canvas.Rectangle
	objects  []fyne.CanvasObject
}

func (f *frame) Destroy() {}

func (f *frame) Objects() []fyne.CanvasObject { return f.objects }

func (f *frame) MinSize() fyne.Size {
	return f.question.body.MinSize().AddWidthHeight(f.question.indent(), 0)
}

func (f *frame) Layout(size fyne.Size) {
	in := f.question.indent()
	f.bar.Resize(fyne.NewSize(look.Px(barWidth), size.Height))
	f.question.body.Move(fyne.NewPos(in, 0))
	f.question.body.Resize(fyne.NewSize(size.Width-in, size.Height))
}

func (f *frame) Refresh() {
	f.paint()
	f.Layout(f.question.Size())
	f.question.body.Refresh()
	canvas.Refresh(f.question)
}

func (f *frame) paint() {
	f.bar.FillColor = theme.Color(look.Alarm)
	f.bar.Hidden = !f.question.warning.Visible()
}
