package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Kind says what a panel is for, and so its colours.
type Kind uint8

// The kinds of panel.
const (
	CardPanel  Kind = iota // something on the page that belongs together
	NotePanel              // a gentle warning, a nudge
	AlarmPanel             // tell someone now
	LatePanel              // a card that must not wait: a bar at its left
)

var _ Flexible = (*Panel)(nil)

// Panel is a surface with rounded corners round one object.
type Panel struct {
	widget.BaseWidget
	kind    Kind
	content fyne.CanvasObject // the object in its padding
}

// NewCard returns a card round an object.
func NewCard(content fyne.CanvasObject) *Panel { return newPanel(CardPanel, content) }

// NewLateCard returns a card for what must not wait.
func NewLateCard(content fyne.CanvasObject) *Panel { return newPanel(LatePanel, content) }

// NewBanner returns a panel that says something across the page, a NotePanel or an AlarmPanel, after a title; an empty
// title or text is left out, and what follows stands below.
func NewBanner(kind Kind, title, text string, follows ...fyne.CanvasObject) *Panel {
	body := NewColumn(4)
	if title != "" {
		heading := NewText(title, Strong)
		if kind == AlarmPanel {
			heading.In(Alarm)
		}
		body.Add(heading)
	}
	if text != "" {
		body.Add(NewText(text, Body))
	}
	for _, o := range follows {
		body.Add(o)
	}
	return newPanel(kind, body)
}

func newPanel(kind Kind, content fyne.CanvasObject) *Panel {
	in := Insets{16, 20, 16, 20}
	if kind == NotePanel || kind == AlarmPanel {
		in = Insets{12, 16, 12, 20}
	}
	p := &Panel{kind: kind, content: NewInset(in, content)}
	p.ExtendBaseWidget(p)
	return p
}

// HeightFor implements Flexible.
func (p *Panel) HeightFor(width float32) float32 { return HeightFor(p.content, width) }

// CreateRenderer implements fyne.Widget.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	r := &panelRenderer{panel: p, face: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil)}
	r.objects = []fyne.CanvasObject{r.face, r.bar, p.content}
	r.paint()
	return r
}

type panelRenderer struct {
	panel     *Panel
	face, bar *canvas.Rectangle
	objects   []fyne.CanvasObject
}

func (r *panelRenderer) Destroy() {}

func (r *panelRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *panelRenderer) MinSize() fyne.Size { return r.panel.content.MinSize() }

func (r *panelRenderer) Layout(size fyne.Size) {
	r.face.Resize(size)
	r.bar.Resize(fyne.NewSize(Px(5), size.Height))
	r.panel.content.Resize(size)
}

func (r *panelRenderer) Refresh() {
	r.paint()
	r.Layout(r.panel.Size())
	r.panel.content.Refresh()
	canvas.Refresh(r.panel)
}

func (r *panelRenderer) paint() {
	face, edge, bar := r.panel.kind.colours()
	r.face.FillColor, r.face.StrokeColor, r.face.StrokeWidth = theme.Color(face), theme.Color(edge), Px(1)
	r.face.CornerRadius = Px(RadiusCard)
	r.bar.Hidden = bar == ""
	if bar == "" {
		return
	}
	r.bar.FillColor = theme.Color(bar)
	r.bar.TopLeftCornerRadius, r.bar.BottomLeftCornerRadius = Px(RadiusCard), Px(RadiusCard)
}

func (k Kind) colours() (face, edge, bar fyne.ThemeColorName) {
	switch k {
	case NotePanel:
		return Note, Note, NoteLine
	case AlarmPanel:
		return AlarmSoft, AlarmSoft, Alarm
	case LatePanel:
		return Surface, Line, Alarm
	default:
		return Surface, Line, ""
	}
}
