package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// strength tells in words, and on a bar of four parts, how hard a passphrase is to guess.
type strength struct {
	content fyne.CanvasObject
	bar     *strengthBar
	words   *look.Text
}

func newStrength() *strength {
	s := &strength{bar: newStrengthBar(), words: look.NewText("", look.QuietText)}
	s.content = look.NewColumn(6, s.bar, s.words)
	s.show("", workbench.Verdict{})
	return s
}

// show tells the verdict on a passphrase; with an empty one it says what makes a good one.
func (s *strength) show(passphrase string, v workbench.Verdict) {
	if passphrase == "" {
		v = workbench.Verdict{Words: "Four or five unrelated words are strong and easy to remember. Spaces are welcome."}
	}
	s.bar.set(v.Level)
	s.words.SetText(v.Words)
	s.content.Refresh()
}

// silence leaves the words out, where they stand elsewhere already.
func (s *strength) silence() {
	s.words.SetText("")
	s.content.Refresh()
}

// strengthParts is the highest level that a verdict gives.
const strengthParts = 4

type strengthBar struct {
	widget.BaseWidget
	level int
}

func newStrengthBar() *strengthBar {
	b := &strengthBar{}
	b.ExtendBaseWidget(b)
	return b
}

func (b *strengthBar) set(level int) {
	if b.level != level {
		b.level = level
		b.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (b *strengthBar) CreateRenderer() fyne.WidgetRenderer {
	r := &strengthRenderer{bar: b}
	for range strengthParts {
		r.objects = append(r.objects, canvas.NewRectangle(nil))
	}
	r.paint()
	return r
}

type strengthRenderer struct {
	bar     *strengthBar
	objects []fyne.CanvasObject // rectangles
}

func (r *strengthRenderer) Destroy() {}

func (r *strengthRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *strengthRenderer) MinSize() fyne.Size { return fyne.NewSize(look.Px(160), look.Px(6)) }

func (r *strengthRenderer) Layout(size fyne.Size) {
	gap := look.Px(6)
	width := (size.Width - gap*(strengthParts-1)) / strengthParts
	for i, o := range r.objects {
		o.Move(fyne.NewPos(float32(i)*(width+gap), 0))
		o.Resize(fyne.NewSize(width, size.Height))
	}
}

func (r *strengthRenderer) Refresh() {
	r.paint()
	r.Layout(r.bar.Size())
	canvas.Refresh(r.bar)
}

func (r *strengthRenderer) paint() {
	for i, o := range r.objects {
		part := o.(*canvas.Rectangle)
		part.FillColor, part.CornerRadius = theme.Color(look.Line), look.Px(3)
		if i < r.bar.level {
			part.FillColor = theme.Color(look.Accent)
		}
	}
}
