package desktop

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

// cargo is what goes with the pointer, over everything in the window.
type cargo struct {
	card  fyne.CanvasObject
	layer *fyne.Container
	stop  func()
}

// Carry implements Host.
func (s *Shell) Carry(card fyne.CanvasObject, at fyne.Position, stop func()) {
	if s.carried == nil {
		s.carried = &cargo{card, container.NewWithoutLayout(card), stop}
		s.layers.Add(s.carried.layer)
	}
	size, room := s.carried.card.MinSize(), s.layers.Size()
	beside := at.AddXY(look.Px(carryPast), look.Px(carryPast))
	s.carried.card.Resize(size)
	s.carried.card.Move(fyne.NewPos(min(beside.X, room.Width-size.Width), min(beside.Y, room.Height-size.Height)))
}

// carryPast is how far from the pointer a carried card begins, in pixels at 100 %.
const carryPast = 14

// PutDown implements Host.
func (s *Shell) PutDown() {
	if s.carried != nil {
		s.layers.Remove(s.carried.layer)
		s.carried = nil
	}
}

// stopCarrying puts down what is carried, which then goes nowhere, and reports whether anything was.
func (s *Shell) stopCarrying() bool {
	if s.carried == nil {
		return false
	}
	stop := s.carried.stop
	s.PutDown()
	stop()
	return true
}

// noteCard is the first words of a note, as they go with the pointer. What lies beneath shines through.
type noteCard struct {
	widget.BaseWidget
	words *look.Text
}

// Measures of a note card.
const (
	cardWidth  = 280 // in pixels at 100 %
	cardPad    = 10  // likewise
	cardRunes  = 80  // of the note's words
	cardOpaque = 0xD8
)

func newNoteCard(said string) *noteCard {
	c := &noteCard{words: look.NewText(shortened(said, cardRunes), look.Small).In(look.Ink)}
	c.ExtendBaseWidget(c)
	return c
}

// shortened is a text of at most so many runes, with … where it goes on.
func shortened(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}

// CreateRenderer implements fyne.Widget.
func (c *noteCard) CreateRenderer() fyne.WidgetRenderer {
	r := &noteCardRenderer{card: c, face: canvas.NewRectangle(nil)}
	r.objects = []fyne.CanvasObject{r.face, c.words}
	r.paint()
	return r
}

type noteCardRenderer struct {
	card    *noteCard
	face    *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *noteCardRenderer) Destroy() {}

func (r *noteCardRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *noteCardRenderer) MinSize() fyne.Size {
	pad := look.Px(cardPad)
	return fyne.NewSize(look.Px(cardWidth), r.card.words.HeightFor(look.Px(cardWidth)-2*pad)+2*pad)
}

func (r *noteCardRenderer) Layout(size fyne.Size) {
	pad := look.Px(cardPad)
	r.face.Resize(size)
	r.card.words.Move(fyne.NewPos(pad, pad))
	r.card.words.Resize(size.SubtractWidthHeight(2*pad, 2*pad))
}

func (r *noteCardRenderer) Refresh() {
	r.paint()
	r.Layout(r.card.Size())
	canvas.Refresh(r.card)
}

func (r *noteCardRenderer) paint() {
	face := color.NRGBAModel.Convert(theme.Color(look.AccentSoft)).(color.NRGBA)
	face.A = cardOpaque
	r.face.FillColor, r.face.CornerRadius = face, look.Px(look.RadiusPart)
	r.face.StrokeColor, r.face.StrokeWidth = theme.Color(look.Accent), look.Px(1)
}
