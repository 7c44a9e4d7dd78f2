package field

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms/paper"
)

// faceSide is the side of a face in pixels at 100 %.
const faceSide = 76

// known reports whether there is a face of a name.
func known(name string) bool { return paper.Face(name).Known() }

// face is a drawn face: the words beside it say what it means. One that is chosen is thicker and filled, so that it can be
// told without its colour.
type face struct {
	widget.BaseWidget
	look   paper.Face
	chosen bool
}

func newFace(name string) *face {
	f := &face{look: paper.Face(name)}
	f.ExtendBaseWidget(f)
	return f
}

// choose draws the face as it stands.
func (f *face) choose(on bool) {
	if f.chosen != on {
		f.chosen = on
		f.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (f *face) CreateRenderer() fyne.WidgetRenderer {
	r := &faceRenderer{face: f, head: canvas.NewCircle(nil), left: canvas.NewCircle(nil), right: canvas.NewCircle(nil)}
	r.objects = []fyne.CanvasObject{r.head, r.left, r.right}
	for i := range r.mouth {
		r.mouth[i] = canvas.NewLine(color.Transparent)
		r.objects = append(r.objects, r.mouth[i])
	}
	r.paint()
	return r
}

type faceRenderer struct {
	face              *face
	head, left, right *canvas.Circle
	mouth             [12]*canvas.Line
	objects           []fyne.CanvasObject
}

func (r *faceRenderer) Destroy() {}

func (r *faceRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *faceRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(look.Px(faceSide)) }

func (r *faceRenderer) Layout(size fyne.Size) {
	side := min(size.Width, size.Height)
	at := fyne.NewPos((size.Width-side)/2, (size.Height-side)/2)
	place(r.head, at, fyne.NewSquareSize(side))
	eye := side * 0.1
	place(r.left, at.AddXY(side*0.32-eye/2, side*0.38-eye/2), fyne.NewSquareSize(eye))
	place(r.right, at.AddXY(side*0.68-eye/2, side*0.38-eye/2), fyne.NewSquareSize(eye))
	if r.face.look == paper.Straight { // in one piece: pieces in a row show their ends
		r.mouth[0].Position1, r.mouth[0].Position2 = at.Add(r.lip(0, side)), at.Add(r.lip(1, side))
		return
	}
	for i, line := range r.mouth {
		line.Position1 = at.Add(r.lip(float32(i)/float32(len(r.mouth)), side))
		line.Position2 = at.Add(r.lip(float32(i+1)/float32(len(r.mouth)), side))
	}
}

// lip is a point of the mouth, from 0 at its left end to 1 at its right.
func (r *faceRenderer) lip(share, side float32) fyne.Position {
	bend, middle := float32(0), float32(0.68)
	switch r.face.look {
	case paper.Smile:
		bend, middle = 0.16, 0.62
	case paper.Frown:
		bend, middle = -0.16, 0.76
	}
	t := 2*share - 1
	return fyne.NewPos(side*(0.5+0.22*t), side*(middle+bend*(1-t*t)))
}

func (r *faceRenderer) Refresh() {
	r.paint()
	r.Layout(r.face.Size())
	canvas.Refresh(r.face)
}

func (r *faceRenderer) paint() {
	ink, thick := theme.Color(look.Ink), look.Px(2)
	r.head.FillColor = theme.Color(look.Surface)
	if r.face.chosen {
		ink, thick = theme.Color(look.Accent), look.Px(4)
		r.head.FillColor = theme.Color(look.AccentSoft)
	}
	r.head.StrokeColor, r.head.StrokeWidth = ink, thick
	r.left.FillColor, r.right.FillColor = ink, ink
	for i, line := range r.mouth {
		line.Hidden = i > 0 && r.face.look == paper.Straight
		line.StrokeColor, line.StrokeWidth = ink, max(thick, look.Px(3))
	}
}
