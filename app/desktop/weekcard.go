package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms/schedule"
)

var (
	_ fyne.Focusable     = (*visitCard)(nil)
	_ fyne.Tappable      = (*visitCard)(nil)
	_ fyne.Accessible    = (*visitCard)(nil)
	_ desktop.Cursorable = (*visitCard)(nil)
	_ look.Flexible      = (*visitCard)(nil)
)

// visitCard is one visit in the timetable. The keyboard goes to it, and its keys are the screen's.
type visitCard struct {
	widget.BaseWidget
	visit   schedule.Visit
	own     bool // the person who works here observes
	body    *fyne.Container
	focused bool

	open    func()
	key     func(e *fyne.KeyEvent) bool // keeps a key when it reports true
	rune    func(r rune)
	entered func() // the keyboard has come
}

// newVisitCard makes a card; settle says that a conflict is about the visit.
func newVisitCard(v schedule.Visit, own, settle bool) *visitCard {
	c := &visitCard{visit: v, own: own}
	lines := look.NewColumn(2, look.NewText(hours(v), look.Strong))
	add := func(words string, style look.Style, colour fyne.ThemeColorName) {
		if words == "" {
			return
		}
		text := look.NewText(words, style)
		if colour != "" {
			text.In(colour)
		}
		lines.Add(text)
	}
	add(v.Team.Label, look.Body, "")
	add(v.Observed.Label, look.Small, "")
	observer := v.Observer
	if own {
		observer = "You"
	}
	add(observer, look.SmallStrong, "")
	add(v.Place, look.Small, "")
	words, colour := consentWords(v.Consent)
	add(words, look.Small, colour)
	if settle {
		add("Something to settle", look.SmallStrong, look.Alarm)
	}
	c.body = look.NewInset(look.Insets{Top: 10, Right: 10, Bottom: 12, Left: 14}, lines)
	c.ExtendBaseWidget(c)
	return c
}

// hours are when a visit is, in words.
func hours(v schedule.Visit) string {
	if v.Begin.IsZero() {
		return "No time yet"
	}
	return v.Begin.Format("15:04") + "–" + v.End.Format("15:04")
}

// consentWords say where a visit stands on the way to being agreed to, and in which colour.
func consentWords(c schedule.Consent) (words string, colour fyne.ThemeColorName) {
	switch c {
	case schedule.Given:
		return "Agreed", look.Good
	case schedule.StaffOnly:
		return "Only staff", look.Quiet
	case schedule.Refused:
		return "They said no", look.Alarm
	case schedule.Asked:
		return "Asked, no answer yet", look.RequiresImprovement
	default:
		return "Not asked yet", look.RequiresImprovement
	}
}

// AccessibilityLabel is the visit in words.
func (c *visitCard) AccessibilityLabel() string {
	day := "No day yet"
	if !c.visit.Day.IsZero() {
		day = c.visit.Day.Format("Monday 2 January")
	}
	consent, _ := consentWords(c.visit.Consent)
	return joined(day, hours(c.visit), c.visit.Team.Label, c.visit.Observed.Label, c.visit.Observer, consent)
}

// AccessibilityRole is button.
func (c *visitCard) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// HeightFor implements look.Flexible.
func (c *visitCard) HeightFor(width float32) float32 {
	return max(look.HeightFor(c.body, width), look.Px(look.Target))
}

// Tapped opens the visit.
func (c *visitCard) Tapped(*fyne.PointEvent) { c.open() }

// Cursor implements desktop.Cursorable.
func (c *visitCard) Cursor() desktop.Cursor { return desktop.PointerCursor }

// TypedKey implements fyne.Focusable.
func (c *visitCard) TypedKey(e *fyne.KeyEvent) {
	if !look.KeyComes(c) {
		return
	}
	switch {
	case e.Name == fyne.KeySpace, e.Name == fyne.KeyReturn, e.Name == fyne.KeyEnter:
		c.open()
	case !c.key(e):
		look.PassKey(c, e)
	}
}

// TypedRune implements fyne.Focusable.
func (c *visitCard) TypedRune(r rune) {
	if look.KeyComes(c) {
		c.rune(r)
	}
}

// FocusGained implements fyne.Focusable.
func (c *visitCard) FocusGained() {
	c.focused = true
	c.Refresh()
	c.entered()
}

// FocusLost implements fyne.Focusable.
func (c *visitCard) FocusLost() {
	c.focused = false
	c.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (c *visitCard) CreateRenderer() fyne.WidgetRenderer {
	r := &visitCardRenderer{card: c, face: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), ring: look.NewRing()}
	r.objects = []fyne.CanvasObject{r.face, r.bar, c.body, r.ring.Rectangle}
	r.paint()
	return r
}

type visitCardRenderer struct {
	card      *visitCard
	face, bar *canvas.Rectangle
	ring      look.Ring
	objects   []fyne.CanvasObject
}

func (r *visitCardRenderer) Destroy() {}

func (r *visitCardRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *visitCardRenderer) MinSize() fyne.Size { return r.card.body.MinSize() }

func (r *visitCardRenderer) Layout(size fyne.Size) {
	r.face.Resize(size)
	r.bar.Move(fyne.NewPos(0, look.Px(look.RadiusCard)))
	r.bar.Resize(fyne.NewSize(look.Px(4), size.Height-2*look.Px(look.RadiusCard)))
	r.card.body.Resize(size)
	r.ring.Around(fyne.Position{}, size)
}

func (r *visitCardRenderer) Refresh() {
	r.paint()
	r.Layout(r.card.Size())
	r.card.body.Refresh()
	canvas.Refresh(r.card)
}

func (r *visitCardRenderer) paint() {
	r.face.FillColor, r.face.StrokeColor = theme.Color(look.Surface), theme.Color(look.Line)
	if r.card.own {
		r.face.FillColor = theme.Color(look.AccentSoft)
	}
	r.face.StrokeWidth, r.face.CornerRadius = look.Px(1), look.Px(look.RadiusCard)
	r.bar.FillColor, r.bar.Hidden = theme.Color(look.Accent), !r.card.own
	r.ring.Shown(r.card.focused)
}
