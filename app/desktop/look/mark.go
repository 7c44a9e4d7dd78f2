package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Progress is how far a section is.
type Progress uint8

// The states of a section.
const (
	NotStarted Progress = iota // a ring
	Part                       // a ring, half filled
	Complete                   // a disc with a tick
	Errors                     // a triangle: something in it must be put right
)

// String is the state in a word, for those who do not see the mark.
func (p Progress) String() string {
	switch p {
	case Part:
		return "part done"
	case Complete:
		return "complete"
	case Errors:
		return "to put right"
	default:
		return "not started"
	}
}

// markSide is the side of a mark in pixels at 100 %.
const markSide = 18

// SectionMark shows the state of a section by shape.
type SectionMark struct {
	widget.BaseWidget
	progress Progress
}

// NewSectionMark returns a mark.
func NewSectionMark(p Progress) *SectionMark {
	m := &SectionMark{progress: p}
	m.ExtendBaseWidget(m)
	return m
}

// SetProgress changes the state shown.
func (m *SectionMark) SetProgress(p Progress) {
	if m.progress != p {
		m.progress = p
		m.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (m *SectionMark) CreateRenderer() fyne.WidgetRenderer {
	r := &markRenderer{
		mark: m, disc: canvas.NewCircle(nil), half: canvas.NewArc(-180, 0, 0, nil), tick: newTick(),
		triangle: canvas.NewArbitraryPolygon(triangle(), nil),
	}
	r.triangle.NormalizedPoints = true
	r.objects = []fyne.CanvasObject{r.disc, r.half, r.triangle, r.tick[0], r.tick[1]}
	r.paint()
	return r
}

type markRenderer struct {
	mark     *SectionMark
	disc     *canvas.Circle
	half     *canvas.Arc
	triangle *canvas.ArbitraryPolygon
	tick     tick
	objects  []fyne.CanvasObject
}

func (r *markRenderer) Destroy() {}

func (r *markRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *markRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(Px(markSide)) }

func (r *markRenderer) Layout(size fyne.Size) {
	side := Px(markSide)
	at := fyne.NewPos((size.Width-side)/2, (size.Height-side)/2)
	for _, o := range []fyne.CanvasObject{r.disc, r.half, r.triangle} {
		o.Move(at)
		o.Resize(fyne.NewSquareSize(side))
	}
	r.tick.place(at, side)
}

func (r *markRenderer) Refresh() {
	r.paint()
	r.Layout(r.mark.Size())
	canvas.Refresh(r.mark)
}

func (r *markRenderer) paint() {
	p := r.mark.progress
	accent := theme.Color(Accent)
	r.disc.FillColor, r.disc.StrokeColor, r.disc.StrokeWidth = color.Transparent, theme.Color(FieldLine), Px(2)
	if p == Part || p == Complete {
		r.disc.StrokeColor = accent
	}
	if p == Complete {
		r.disc.FillColor = accent
	}
	r.half.FillColor, r.triangle.FillColor = accent, theme.Color(Alarm)
	r.disc.Hidden = p == Errors
	r.half.Hidden = p != Part
	r.triangle.Hidden = p != Errors
	r.tick.paint(p == Complete, OnAccent)
}

// tick is a tick of two strokes.
type tick [2]*canvas.Line

func newTick() tick { return tick{canvas.NewLine(nil), canvas.NewLine(nil)} }

func (t tick) place(at fyne.Position, side float32) {
	point := func(x, y float32) fyne.Position { return at.AddXY(x*side, y*side) }
	t[0].Position1, t[0].Position2 = point(0.28, 0.52), point(0.44, 0.68)
	t[1].Position1, t[1].Position2 = point(0.44, 0.68), point(0.74, 0.34)
}

func (t tick) paint(on bool, colour fyne.ThemeColorName) {
	for _, l := range t {
		l.Hidden, l.StrokeColor, l.StrokeWidth = !on, theme.Color(colour), Px(2)
	}
}
