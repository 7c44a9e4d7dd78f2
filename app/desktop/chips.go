package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

// chips is one choice of a few short ones, all in sight: a filter, a setting.
type chips struct {
	content fyne.CanvasObject
	chips   []*chip
	chosen  int
}

// newChips offers names; changed is told the index of one that a person chooses.
func newChips(names []string, chosen int, changed func(int)) *chips {
	c := &chips{chosen: chosen}
	row := look.NewFlow(8)
	for i, name := range names {
		one := newChip(name, i == chosen)
		one.choose = func() {
			c.set(i)
			changed(i)
		}
		c.chips = append(c.chips, one)
		row.Add(one)
	}
	c.content = row
	return c
}

// set shows another choice without telling anyone.
func (c *chips) set(chosen int) {
	c.chosen = chosen
	for i, one := range c.chips {
		if on := i == chosen; one.chosen != on {
			one.chosen = on
			one.Refresh()
		}
	}
}

var (
	_ fyne.Focusable     = (*chip)(nil)
	_ fyne.Tappable      = (*chip)(nil)
	_ fyne.Accessible    = (*chip)(nil)
	_ desktop.Cursorable = (*chip)(nil)
)

type chip struct {
	widget.BaseWidget
	name            string
	choose          func()
	chosen, focused bool
}

func newChip(name string, chosen bool) *chip {
	c := &chip{name: name, chosen: chosen}
	c.ExtendBaseWidget(c)
	return c
}

// AccessibilityLabel is the words on the chip, and whether it is chosen.
func (c *chip) AccessibilityLabel() string {
	if c.chosen {
		return c.name + ", chosen"
	}
	return c.name
}

// AccessibilityRole is button.
func (c *chip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tapped chooses it.
func (c *chip) Tapped(*fyne.PointEvent) { c.choose() }

// TypedKey chooses it on Space and Enter.
func (c *chip) TypedKey(e *fyne.KeyEvent) {
	if !look.KeyComes(c) {
		return
	}
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.choose()
	default:
		look.PassKey(c, e)
	}
}

// TypedRune does nothing.
func (c *chip) TypedRune(rune) {}

// FocusGained shows the ring.
func (c *chip) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost hides the ring.
func (c *chip) FocusLost() { c.focused = false; c.Refresh() }

// Cursor is a pointing hand.
func (c *chip) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (c *chip) CreateRenderer() fyne.WidgetRenderer {
	r := &chipRenderer{chip: c, face: canvas.NewRectangle(nil), label: canvas.NewText(c.name, nil), ring: look.NewRing()}
	r.label.Alignment = fyne.TextAlignCenter
	r.objects = []fyne.CanvasObject{r.face, r.label, r.ring.Rectangle}
	r.paint()
	return r
}

type chipRenderer struct {
	chip    *chip
	face    *canvas.Rectangle
	label   *canvas.Text
	ring    look.Ring
	objects []fyne.CanvasObject
}

func (r *chipRenderer) Destroy() {}

func (r *chipRenderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize is the same whether the chip is chosen or not, so that choosing moves nothing.
func (r *chipRenderer) MinSize() fyne.Size {
	bold := fyne.MeasureText(r.chip.name, theme.Size(look.SizeText), fyne.TextStyle{Bold: true})
	return fyne.NewSize(bold.Width+look.Px(28), max(look.Px(look.Target), bold.Height+look.Px(12)))
}

func (r *chipRenderer) Layout(size fyne.Size) {
	r.face.Resize(size)
	r.label.Resize(size)
	r.ring.Around(fyne.Position{}, size)
}

func (r *chipRenderer) Refresh() {
	r.paint()
	r.Layout(r.chip.Size())
	canvas.Refresh(r.chip)
}

func (r *chipRenderer) paint() {
	face, edge, text, width := look.Surface, look.FieldLine, look.Ink, float32(1)
	if r.chip.chosen {
		face, edge, width = look.AccentSoft, look.Accent, 2
	}
	r.face.FillColor, r.face.StrokeColor, r.face.StrokeWidth = theme.Color(face), theme.Color(edge), look.Px(width)
	r.face.CornerRadius = look.Px(look.RadiusPart)
	r.label.Color, r.label.TextSize = theme.Color(text), theme.Size(look.SizeText)
	r.label.TextStyle.Bold = r.chip.chosen
	r.ring.Shown(r.chip.focused)
}
