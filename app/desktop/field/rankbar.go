package field

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

// rankBar draws one choice of a rank: its place, its label, and an arrow each for going up and down.
type rankBar struct {
	widget.BaseWidget
	label   *look.Text
	place   int // counted from 1; 0 while there is no order
	carried bool
}

var _ look.Flexible = (*rankBar)(nil)

func newRankBar() *rankBar {
	b := &rankBar{label: look.NewText("", look.Body)}
	b.ExtendBaseWidget(b)
	return b
}

func (b *rankBar) set(place int, label string, carried bool) {
	if b.place == place && b.label.Content() == label && b.carried == carried {
		return
	}
	b.place, b.carried = place, carried
	b.label.SetText(label)
	b.Refresh()
}

// The parts of a bar, in pixels at 100 %.
const (
	rankPlace = 40 // the place, at the left
	rankArrow = 36 // each arrow, at the right
)

// arrow tells which arrow is at a distance from the left: -1 up, 1 down, 0 none.
func (b *rankBar) arrow(x float32) int {
	switch right := b.Size().Width - x; {
	case right <= look.Px(rankArrow):
		return 1
	case right <= look.Px(2*rankArrow):
		return -1
	default:
		return 0
	}
}

// HeightFor implements look.Flexible.
func (b *rankBar) HeightFor(width float32) float32 {
	return max(look.Px(look.Target), b.label.HeightFor(width-look.Px(rankPlace+2*rankArrow))+look.Px(16))
}

// CreateRenderer implements fyne.Widget.
func (b *rankBar) CreateRenderer() fyne.WidgetRenderer {
	r := &rankBarRenderer{bar: b, face: canvas.NewRectangle(nil), place: canvas.NewText("", nil)}
	r.place.Alignment, r.place.TextStyle.Bold = fyne.TextAlignCenter, true
	r.objects = []fyne.CanvasObject{r.face, r.place, b.label}
	for i := range r.arrows {
		r.arrows[i] = canvas.NewLine(nil)
		r.objects = append(r.objects, r.arrows[i])
	}
	r.paint()
	return r
}

type rankBarRenderer struct {
	bar     *rankBar
	face    *canvas.Rectangle
	place   *canvas.Text
	arrows  [4]*canvas.Line // two strokes up, two down
	objects []fyne.CanvasObject
}

func (r *rankBarRenderer) Destroy() {}

func (r *rankBarRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *rankBarRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Px(rankPlace+2*rankArrow+60), r.bar.HeightFor(r.bar.Size().Width))
}

func (r *rankBarRenderer) Layout(size fyne.Size) {
	px := look.Px
	r.face.Resize(size)
	place(r.place, fyne.NewPos(0, 0), fyne.NewSize(px(rankPlace), size.Height))
	width := size.Width - px(rankPlace+2*rankArrow)
	height := r.bar.label.HeightFor(width)
	place(r.bar.label, fyne.NewPos(px(rankPlace), (size.Height-height)/2), fyne.NewSize(width, height))
	for i, points := range []float32{1, -1} { // up: the tip above the middle
		middle := fyne.NewPos(size.Width-px(rankArrow)*(1.5-float32(i)), size.Height/2)
		tip, foot := middle.SubtractXY(0, px(4)*points), px(4)*points
		for j, side := range []float32{-px(7), px(7)} {
			line := r.arrows[2*i+j]
			line.Position1, line.Position2 = middle.AddXY(side, foot), tip
		}
	}
}

func (r *rankBarRenderer) Refresh() {
	r.paint()
	r.Layout(r.bar.Size())
	r.bar.label.Refresh()
	canvas.Refresh(r.bar)
}

func (r *rankBarRenderer) paint() {
	face, edge, width := theme.Color(look.Surface), theme.Color(look.FieldLine), float32(1)
	if r.bar.carried {
		face, edge, width = theme.Color(look.AccentSoft), theme.Color(look.Accent), 2
	}
	r.face.FillColor, r.face.StrokeColor, r.face.StrokeWidth = face, edge, look.Px(width)
	r.face.CornerRadius = look.Px(look.RadiusPart)
	r.place.Text, r.place.Color, r.place.TextSize = "–", theme.Color(look.Quiet), theme.Size(look.SizeText)
	if r.bar.place > 0 {
		r.place.Text, r.place.Color = strconv.Itoa(r.bar.place), theme.Color(look.Accent)
	}
	for _, line := range r.arrows {
		line.StrokeColor, line.StrokeWidth = theme.Color(look.Accent), look.Px(2)
	}
}
