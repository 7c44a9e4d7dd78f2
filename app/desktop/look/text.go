package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Style is a way of setting text.
type Style uint8

// The styles.
const (
	Body Style = iota
	Strong
	Heading1
	Heading2
	Title       // names a card or one of several things on a page
	QuietText   // second text: hints, what is known anyway
	Small       // footers
	SmallStrong // names a block in a side pane
)

type setting struct {
	size    fyne.ThemeSizeName
	colour  fyne.ThemeColorName
	bold    bool
	leading float32 // line height over text size
}

func (s Style) setting() setting {
	switch s {
	case Strong:
		return setting{SizeText, Ink, true, 1.5}
	case Heading1:
		return setting{SizeHeading1, Ink, true, 1.25}
	case Heading2:
		return setting{SizeHeading2, Ink, true, 1.25}
	case Title:
		return setting{SizeTitle, Ink, true, 1.25}
	case QuietText:
		return setting{SizeText, Quiet, false, 1.4}
	case Small:
		return setting{SizeSmall, Quiet, false, 1.5}
	case SmallStrong:
		return setting{SizeSmall, Quiet, true, 1.5}
	default:
		return setting{SizeText, Ink, false, 1.5}
	}
}

var (
	_ fyne.Accessible = (*Text)(nil)
	_ Flexible        = (*Text)(nil)
)

// Text is a paragraph that wraps to the width it is given, without padding of its own.
type Text struct {
	widget.BaseWidget
	content string
	tail    string
	style   Style
	colour  fyne.ThemeColorName // "" takes the style's
	single  bool
	wrapped wrapping
}

// NewText returns a paragraph. Line breaks in content are kept.
func NewText(content string, style Style) *Text {
	t := &Text{content: content, style: style}
	t.ExtendBaseWidget(t)
	return t
}

// NewLabel returns text that stays on one line and asks for the width that it needs.
func NewLabel(content string, style Style) *Text {
	t := NewText(content, style)
	t.single = true
	return t
}

// In sets the text in another colour than its style's and returns it.
func (t *Text) In(colour fyne.ThemeColorName) *Text {
	if t.colour != colour {
		t.colour = colour
		t.Refresh()
	}
	return t
}

// SetText replaces the content; the same content again costs nothing.
func (t *Text) SetText(content string) { t.SetTextAndTail(content, t.tail) }

// SetTextAndTail replaces the content and a few quiet words that follow it, such as "required".
func (t *Text) SetTextAndTail(content, tail string) {
	if t.content != content || t.tail != tail {
		t.content, t.tail = content, tail
		t.Refresh()
	}
}

// SetStyle sets the text in another style.
func (t *Text) SetStyle(style Style) {
	if t.style != style {
		t.style = style
		t.Refresh()
	}
}

// Content returns the text without its tail.
func (t *Text) Content() string { return t.content }

// AccessibilityLabel is the text itself.
func (t *Text) AccessibilityLabel() string {
	if t.tail == "" {
		return t.content
	}
	return t.content + " " + t.tail
}

// AccessibilityRole is text.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// HeightFor returns the height of the text wrapped to width.
func (t *Text) HeightFor(width float32) float32 {
	if t.content == "" && t.tail == "" {
		return 0
	}
	return float32(t.wrap(width).rows()) * t.pitch()
}

// MinSize is one word wide and as high as the text is at its present width; one line when the width is not known yet.
func (t *Text) MinSize() fyne.Size {
	if t.single {
		return fyne.NewSize(t.LineWidth(), t.HeightFor(0))
	}
	return fyne.NewSize(Px(24), t.HeightFor(t.Size().Width))
}

// LineWidth returns the width of the text on one line.
func (t *Text) LineWidth() float32 {
	s := t.style.setting()
	width := measure(t.content, theme.Size(s.size), s.bold)
	if t.tail != "" {
		width += tailGap() + measure(t.tail, theme.Size(SizeSmall), false)
	}
	return width
}

func (t *Text) pitch() float32 {
	s := t.style.setting()
	return theme.Size(s.size) * s.leading
}

// wrap returns the lines at a width, from the last answer when nothing has changed.
func (t *Text) wrap(width float32) wrapping {
	s := t.style.setting()
	if t.single {
		width = 0
	}
	size := theme.Size(s.size)
	now := wrapping{content: t.content, tail: t.tail, width: width, size: size, bold: s.bold}
	if !t.wrapped.same(now) {
		now.fill()
		t.wrapped = now
	}
	return t.wrapped
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer { return &textRenderer{text: t} }

type textRenderer struct {
	text    *Text
	lines   []*canvas.Text // the last one holds the tail while there is one
	objects []fyne.CanvasObject
}

func (r *textRenderer) Destroy() {}

func (r *textRenderer) MinSize() fyne.Size { return r.text.MinSize() }

func (r *textRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *textRenderer) Refresh() {
	r.Layout(r.text.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
	canvas.Refresh(r.text)
}

func (r *textRenderer) Layout(size fyne.Size) {
	t, w := r.text, r.text.wrap(size.Width)
	s := t.style.setting()
	colour := s.colour
	if t.colour != "" {
		colour = t.colour
	}
	r.keep(len(w.lines) + w.tails())
	for i, line := range w.lines {
		r.set(i, line, s.size, colour)
		r.lines[i].TextStyle.Bold = s.bold
		r.lines[i].Move(fyne.NewPos(0, float32(i)*t.pitch()))
		r.lines[i].Resize(fyne.NewSize(size.Width, t.pitch()))
	}
	if w.tails() == 1 {
		last := len(w.lines)
		r.set(last, t.tail, SizeSmall, Quiet)
		r.lines[last].TextStyle.Bold = false
		r.lines[last].Move(fyne.NewPos(w.tailAt, float32(w.rows()-1)*t.pitch()))
		r.lines[last].Resize(fyne.NewSize(max(size.Width-w.tailAt, 0), t.pitch()))
	}
}

func (r *textRenderer) set(i int, content string, size fyne.ThemeSizeName, colour fyne.ThemeColorName) {
	r.lines[i].Text, r.lines[i].TextSize, r.lines[i].Color = content, theme.Size(size), theme.Color(colour)
}

// keep makes exactly n line objects stand ready.
func (r *textRenderer) keep(n int) {
	for len(r.lines) < n {
		r.lines = append(r.lines, canvas.NewText("", nil))
	}
	if len(r.objects) == n {
		return
	}
	r.objects = make([]fyne.CanvasObject, n)
	for i := range r.objects {
		r.objects[i] = r.lines[i]
	}
}
