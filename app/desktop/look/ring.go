package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

const (
	ringWidth = 3
	ringAway  = 2
)

// Ring shows where the keyboard is: three pixels wide, two away from what it is drawn round.
type Ring struct{ *canvas.Rectangle }

// NewRing returns a ring that is hidden.
func NewRing() Ring {
	r := Ring{canvas.NewRectangle(color.Transparent)}
	r.Hidden = true
	return r
}

// Around draws the ring round a part with rounded corners, given in the coordinates of the ring's parent.
func (r Ring) Around(pos fyne.Position, size fyne.Size) {
	out := Px(ringAway + ringWidth)
	r.StrokeWidth, r.StrokeColor = Px(ringWidth), theme.Color(FocusRing)
	r.CornerRadius = Px(RadiusPart + ringAway + ringWidth)
	r.Move(pos.SubtractXY(out, out))
	r.Resize(size.AddWidthHeight(2*out, 2*out))
}

// Shown shows or hides the ring.
func (r Ring) Shown(on bool) {
	if on {
		r.Show()
	} else {
		r.Hide()
	}
}
