package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/forms"
)

// Tone is what a grade's colour means, as the column tone of a grade list names it.
type Tone string

// The tones. Any other counts as ToneNone.
const (
	ToneOutstanding         Tone = "outstanding"
	ToneGood                Tone = "good"
	ToneRequiresImprovement Tone = "requires_improvement"
	ToneInadequate          Tone = "inadequate"
	ToneNone                Tone = "none"
)

// Colour returns the name of the tone's colour.
func (t Tone) Colour() fyne.ThemeColorName {
	switch t {
	case ToneOutstanding:
		return Outstanding
	case ToneGood:
		return Good
	case ToneRequiresImprovement:
		return RequiresImprovement
	case ToneInadequate:
		return Inadequate
	default:
		return Quiet
	}
}

// Grade is how a grade shows: letter and shape first, colour last.
type Grade struct {
	Letter string
	Shape  string // "square", "disc" or "triangle"; anything else is a square
	Tone   Tone
}

// GradeOf reads a grade from the columns letter, shape and tone of a choice. It reports false for a choice without a
// letter, which is no grade.
func GradeOf(c forms.Choice) (Grade, bool) {
	g := Grade{Letter: c.Columns["letter"], Shape: c.Columns["shape"], Tone: Tone(c.Columns["tone"])}
	return g, g.Letter != ""
}

// badgeSide is the side of a badge in pixels at 100 %.
const badgeSide = 22

// GradeBadge is a grade's letter on its shape.
type GradeBadge struct {
	widget.BaseWidget
	grade Grade
}

// NewGradeBadge returns a badge.
func NewGradeBadge(g Grade) *GradeBadge {
	b := &GradeBadge{grade: g}
	b.ExtendBaseWidget(b)
	return b
}

// SetGrade changes the badge to another grade.
func (b *GradeBadge) SetGrade(g Grade) {
	if b.grade != g {
		b.grade = g
		b.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (b *GradeBadge) CreateRenderer() fyne.WidgetRenderer {
	r := &badgeRenderer{
		badge: b, square: canvas.NewRectangle(nil), disc: canvas.NewCircle(nil),
		triangle: canvas.NewArbitraryPolygon(triangle(), nil), letter: canvas.NewText("", nil),
	}
	r.triangle.NormalizedPoints = true
	r.letter.Alignment, r.letter.TextStyle.Bold = fyne.TextAlignCenter, true
	r.objects = []fyne.CanvasObject{r.square, r.disc, r.triangle, r.letter}
	r.paint()
	return r
}

// triangle points up, in shares of its box.
func triangle() []fyne.Position {
	return []fyne.Position{{X: 0.5, Y: 0}, {X: 1, Y: 1}, {X: 0, Y: 1}}
}

type badgeRenderer struct {
	badge    *GradeBadge
	square   *canvas.Rectangle
	disc     *canvas.Circle
	triangle *canvas.ArbitraryPolygon
	letter   *canvas.Text
	objects  []fyne.CanvasObject
}

func (r *badgeRenderer) Destroy() {}

func (r *badgeRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *badgeRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(Px(badgeSide)) }

func (r *badgeRenderer) Layout(size fyne.Size) {
	side := Px(badgeSide)
	at := fyne.NewPos((size.Width-side)/2, (size.Height-side)/2)
	box := fyne.NewSquareSize(side)
	for _, o := range []fyne.CanvasObject{r.square, r.disc, r.triangle, r.letter} {
		o.Move(at)
		o.Resize(box)
	}
	if r.triangle.Visible() { // a triangle of the same weight is wider, and its middle is lower
		r.triangle.Move(at.SubtractXY(side*0.08, side*0.04))
		r.triangle.Resize(fyne.NewSize(side*1.16, side*1.04))
		r.letter.Move(at.AddXY(0, side*0.16))
	}
}

func (r *badgeRenderer) Refresh() {
	r.paint()
	r.Layout(r.badge.Size())
	canvas.Refresh(r.badge)
}

func (r *badgeRenderer) paint() {
	g, fill := r.badge.grade, theme.Color(r.badge.grade.Tone.Colour())
	r.square.FillColor, r.disc.FillColor, r.triangle.FillColor = fill, fill, fill
	r.square.CornerRadius = Px(4)
	r.disc.Hidden, r.triangle.Hidden = g.Shape != "disc", g.Shape != "triangle"
	r.square.Hidden = !r.disc.Hidden || !r.triangle.Hidden
	r.letter.Text, r.letter.Color, r.letter.TextSize = g.Letter, theme.Color(OnTone), Px(12)
}
