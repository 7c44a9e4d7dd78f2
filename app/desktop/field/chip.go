package field

import (
	"image/color"
	"strconv"
	"strings"

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
	tilePad  = 12 // over and under what a tall option holds
)

// chip draws one option: its mark, its grade if it is one, its label, and the number that is its key; over them
// its face, if it has one. A tall one has its mark and its key over its label.
type chip struct {
	widget.BaseWidget
	label   *look.Text
	badge   *look.GradeBadge // nil when the option is no grade
	face    *face            // nil when it has none
	tall    bool
	key     int  // 0 for none
	several bool // one of several that may be chosen: a box to tick, no ring

	chosen, hovered bool
}

func newChip(o forms.Choice, label string, several bool, key int) *chip {
	return newChipIn(manner{}, o, label, several, key)
}

// newChipIn makes an option as the appearance of its question has it.
func newChipIn(m manner, o forms.Choice, label string, several bool, key int) *chip {
	c := &chip{label: look.NewText(label, look.Body), tall: m.tall, several: several, key: key}
	if g, ok := m.gradeOf(o); ok {
		c.badge = look.NewGradeBadge(g)
	}
	if m.faces {
		c.face = newFace(o.Columns["face"])
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

// over is how high what stands over the label is.
func (c *chip) over() float32 {
	switch {
	case c.face != nil:
		return look.Px(tilePad) + c.face.MinSize().Height
	case c.tall:
		return look.Px(tilePad + chipMark + 6)
	default:
		return 0
	}
}

// room is the width that the label has in an option of a width.
func (c *chip) room(width float32) float32 {
	if c.tall {
		return width - look.Px(2*chipGap)
	}
	return width - c.before() - c.after()
}

// HeightFor implements look.Flexible.
func (c *chip) HeightFor(width float32) float32 {
	label := c.label.HeightFor(c.room(width))
	if c.tall {
		return c.over() + label + look.Px(tilePad)
	}
	return c.over() + max(look.Px(look.Target), label+look.Px(16))
}

// narrowest is the width at which no word is broken, bold as it may become.
func (c *chip) narrowest() float32 {
	word := float32(0)
	for w := range strings.FieldsSeq(c.label.Content()) {
		word = max(word, fyne.MeasureText(w, theme.Size(look.SizeText), fyne.TextStyle{Bold: true}).Width)
	}
	width := word + 1 - c.room(0)
	if c.tall {
		width = max(width, look.Px(2*chipGap+chipMark+chipGap+chipKey))
	}
	return width
}

// MinSize has the label on one line, with room for it to become bold.
func (c *chip) MinSize() fyne.Size {
	return fyne.NewSize(c.before()+c.label.LineWidth()*1.06+c.after()+1, look.Px(look.Target))
}

// CreateRenderer implements fyne.Widget.
func (c *chip) CreateRenderer() fyne.WidgetRenderer {
	r := &chipRenderer{
		chip: c, back: canvas.NewRectangle(nil), tint: canvas.NewRectangle(nil),
		radio: canvas.NewCircle(nil), dot: canvas.NewCircle(nil), check: look.NewCheckMark(),
		cap: canvas.NewRectangle(nil), digit: canvas.NewText("", nil),
	}
	if c.key > 0 {
		r.digit.Text = strconv.Itoa(c.key)
	}
	r.digit.Alignment, r.digit.TextStyle.Bold = fyne.TextAlignCenter, true
	r.objects = []fyne.CanvasObject{r.back, r.tint, r.radio, r.dot, r.check, c.label, r.cap, r.digit}
	if c.badge != nil {
		r.objects = append(r.objects, c.badge)
	}
	if c.face != nil {
		r.objects = append(r.objects, c.face)
	}
	r.paint()
	return r
}

type chipRenderer struct {
	chip       *chip
	back, tint *canvas.Rectangle
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
	r.back.Resize(size)
	r.tint.Resize(size)
	if c.tall {
		r.stack(size)
		return
	}
	mark, over := look.Px(chipMark), c.over()
	if c.face != nil {
		place(c.face, fyne.NewPos(0, look.Px(tilePad)), fyne.NewSize(size.Width, c.face.MinSize().Height))
	}
	middle := over + (size.Height-over)/2
	at := fyne.NewPos(look.Px(look.FieldPad), middle-mark/2)
	r.mark(at)
	if c.badge != nil {
		badge := c.badge.MinSize()
		place(c.badge, fyne.NewPos(at.X+mark+look.Px(chipGap), middle-badge.Height/2), badge)
	}
	width := c.room(size.Width)
	height := c.label.HeightFor(width)
	place(c.label, fyne.NewPos(c.before(), middle-height/2), fyne.NewSize(width, height))
	r.number(fyne.NewPos(size.Width-look.Px(look.FieldPad+chipKey), middle-look.Px(chipKey)/2))
}

// stack puts the parts of a tall option one below the other.
func (r *chipRenderer) stack(size fyne.Size) {
	c, pad, top := r.chip, look.Px(chipGap), look.Px(tilePad)
	r.mark(fyne.NewPos(pad, top))
	r.number(fyne.NewPos(size.Width-pad-look.Px(chipKey), top))
	if c.badge != nil {
		badge := c.badge.MinSize()
		place(c.badge, fyne.NewPos(pad+look.Px(chipMark+6), top+(look.Px(chipMark)-badge.Height)/2), badge)
	}
	width := c.room(size.Width)
	place(c.label, fyne.NewPos(pad, c.over()), fyne.NewSize(width, c.label.HeightFor(width)))
}

// mark places the ring or the box.
func (r *chipRenderer) mark(at fyne.Position) {
	mark, dot := look.Px(chipMark), look.Px(8)
	place(r.radio, at, fyne.NewSquareSize(mark))
	place(r.check, at, fyne.NewSquareSize(mark))
	place(r.dot, at.AddXY((mark-dot)/2, (mark-dot)/2), fyne.NewSquareSize(dot))
}

// number places the key.
func (r *chipRenderer) number(at fyne.Position) {
	place(r.cap, at, fyne.NewSquareSize(look.Px(chipKey)))
	place(r.digit, at, fyne.NewSquareSize(look.Px(chipKey)))
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
	if r.chip.face != nil {
		r.chip.face.Refresh()
	}
	canvas.Refresh(r.chip)
}

func (r *chipRenderer) paint() {
	c := r.chip
	r.back.FillColor, r.back.StrokeColor, r.back.StrokeWidth = theme.Color(look.Surface), theme.Color(look.FieldLine), look.Px(1)
	style, edge := look.Body, theme.Color(look.Quiet)
	if c.chosen {
		style, edge = look.Strong, theme.Color(look.Accent)
		r.back.FillColor, r.back.StrokeColor, r.back.StrokeWidth = theme.Color(look.AccentSoft), edge, look.Px(2)
	}
	c.label.SetStyle(style)
	if c.face != nil {
		c.face.choose(c.chosen)
	}
	r.back.CornerRadius, r.tint.CornerRadius = look.Px(look.RadiusPart), look.Px(look.RadiusPart)
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
