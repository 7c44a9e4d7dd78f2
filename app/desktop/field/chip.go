package field

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms"
)

// The parts of an option, in pixels at 100 %.
const (
	chipMark = 18 // radio ring or check box
	chipKey  = 18
	chipGap  = 8
)

// chip draws one option: its mark, its grade if it is one, its label, and the number that is its key.
type chip struct {
	widget.BaseWidget
	label   *look.Text
	badge   *look.GradeBadge // nil when the option is no grade
	key     int              // 0 for none
	several bool             // one of several that may be chosen: a box to tick, no ring

	chosen, hovered bool
}

func newChip(o forms.Choice, label string, several bool, key int) *chip {
	c := &chip{label: look.NewText(label, look.Body), several: several, key: key}
	if g, ok := look.GradeOf(o); ok {
		c.badge = look.NewGradeBadge(g)
	}
	c.ExtendBaseWidget(c)
	return c
}

// set draws the option as it stands; one that stands so already costs nothing.
func (c *chip) set(chosen, hovered bool) {
	if c.chosen == chosen && c.hovered == hovered {
		return
	}
	c.chosen, c.hovered = chosen, hovered
	c.Refresh()
}

// before and after are what stands at the left and at the right of the label.
func (c *chip) before() float32 {
	w := look.Px(look.FieldPad + chipMark + chipGap)
	if c.badge != nil {
		w += c.badge.MinSize().Width + look.Px(chipGap)
	}
	return w
}

func (c *chip) after() float32 {
	if c.key == 0 {
		return look.Px(look.FieldPad)
	}
	return look.Px(chipGap + chipKey + look.FieldPad)
}

// HeightFor implements look.Flexible.
func (c *chip) HeightFor(width float32) float32 {
	return max(look.Px(look.Target), c.label.HeightFor(width-c.before()-c.after())+look.Px(16))
}

// MinSize has the label on one line, with room for it to become bold.
func (c *chip) MinSize() fyne.Size {
	return fyne.NewSize(c.before()+c.label.LineWidth()*1.06+c.after()+1, look.Px(look.Target))
}

// CreateRenderer implements fyne.Widget.
func (c *chip) CreateRenderer() fyne.WidgetRenderer {
	r := &chipRenderer{
		chip: c, face: canvas.NewRectangle(nil), tint: canvas.NewRectangle(nil),
		radio: canvas.NewCircle(nil), dot: canvas.NewCircle(nil), check: look.NewCheckMark(),
		cap: canvas.NewRectangle(nil), digit: canvas.NewText("", nil),
	}
	if c.key > 0 {
		r.digit.Text = strconv.Itoa(c.key)
	}
	r.digit.Alignment, r.digit.TextStyle.Bold = fyne.TextAlignCenter, true
	r.objects = []fyne.CanvasObject{r.face, r.tint, r.radio, r.dot, r.check, c.label, r.cap, r.digit}
	if c.badge != nil {
		r.objects = append(r.objects, c.badge)
	}
	r.paint()
	return r
}

type chipRenderer struct {
	chip       *chip
	face, tint *canvas.Rectangle
	radio, dot *canvas.Circle
	check      *look.CheckMark
	cap        *canvas.Rectangle
	digit      *canvas.Text
	objects    []fyne.CanvasObject
}

func (r *chipRenderer) Destroy() {}

func (r *chipRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *chipRenderer) MinSize() fyne.Size { return r.chip.MinSize() }

func (r *chipRenderer) Layout(size fyne.Size) {
	c := r.chip
	r.face.Resize(size)
	r.tint.Resize(size)
	mark, dot := look.Px(chipMark), look.Px(8)
	at := fyne.NewPos(look.Px(look.FieldPad), (size.Height-mark)/2)
	place(r.radio, at, fyne.NewSquareSize(mark))
	place(r.check, at, fyne.NewSquareSize(mark))
	place(r.dot, at.AddXY((mark-dot)/2, (mark-dot)/2), fyne.NewSquareSize(dot))
	if c.badge != nil {
		badge := c.badge.MinSize()
		place(c.badge, fyne.NewPos(at.X+mark+look.Px(chipGap), (size.Height-badge.Height)/2), badge)
	}
	width := size.Width - c.before() - c.after()
	height := c.label.HeightFor(width)
	place(c.label, fyne.NewPos(c.before(), (size.Height-height)/2), fyne.NewSize(width, height))
	key := look.Px(chipKey)
	corner := fyne.NewPos(size.Width-look.Px(look.FieldPad)-key, (size.Height-key)/2)
	place(r.cap, corner, fyne.NewSquareSize(key))
	place(r.digit, corner, fyne.NewSquareSize(key))
}

func place(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
	o.Move(at)
	o.Resize(size)
}

func (r *chipRenderer) Refresh() {
	r.paint()
	r.Layout(r.chip.Size())
	r.chip.label.Refresh()
	r.check.Refresh()
	if r.chip.badge != nil {
		r.chip.badge.Refresh()
	}
	canvas.Refresh(r.chip)
}

func (r *chipRenderer) paint() {
	c := r.chip
	r.face.FillColor, r.face.StrokeColor, r.face.StrokeWidth = theme.Color(look.Surface), theme.Color(look.FieldLine), look.Px(1)
	style, edge := look.Body, theme.Color(look.Quiet)
	if c.chosen {
		style, edge = look.Strong, theme.Color(look.Accent)
		r.face.FillColor, r.face.StrokeColor, r.face.StrokeWidth = theme.Color(look.AccentSoft), edge, look.Px(2)
	}
	c.label.SetStyle(style)
	r.face.CornerRadius, r.tint.CornerRadius = look.Px(look.RadiusPart), look.Px(look.RadiusPart)
	r.tint.FillColor, r.tint.Hidden = theme.Color(theme.ColorNameHover), !c.hovered
	r.radio.StrokeColor, r.radio.StrokeWidth, r.radio.FillColor = edge, look.Px(2), color.Transparent
	if c.chosen {
		r.radio.FillColor = edge
	}
	r.dot.FillColor = theme.Color(look.OnAccent)
	r.radio.Hidden, r.dot.Hidden, r.check.Hidden = c.several, c.several || !c.chosen, !c.several
	r.check.SetOn(c.chosen)
	r.cap.FillColor, r.cap.StrokeColor, r.cap.StrokeWidth = theme.Color(look.Surface), theme.Color(look.Line), look.Px(1)
	r.cap.CornerRadius = look.Px(4)
	r.digit.Color, r.digit.TextSize = theme.Color(look.Quiet), look.Px(12)
	r.cap.Hidden, r.digit.Hidden = c.key == 0, c.key == 0
}
