package desktop

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/guard"
)

// noteSide is the right pane of the notebook: how the notes are spread over the practice standards, which have not been
// seen, and what may tell who somebody is.
type noteSide struct {
	book    *workbench.Notebook
	content *look.Page
	band    fyne.CanvasObject // holds the content
	column  *fyne.Container
	total   *look.Text
	bars    *fyne.Container
	unseen  *look.Text
	offer   *markOffer
	shown   string // what the bars were drawn for
}

func newNoteSide(book *workbench.Notebook, offer *markOffer) *noteSide {
	s := &noteSide{
		book: book, offer: offer, total: look.NewText("", look.Small), bars: look.NewColumn(6),
		unseen: look.NewText("", look.Small).In(look.Ink),
	}
	s.column = look.NewColumn(24,
		look.NewColumn(12, look.NewColumn(2, look.NewText("So far", look.Heading2), s.total), s.bars),
		look.NewColumn(6, look.NewText("Not seen yet", look.Heading2), s.unseen),
		offer.content)
	s.content = look.NewPage(look.NewInset(look.Insets{Top: 24, Right: 20, Bottom: 24, Left: 20}, s.column))
	s.band = newBand(look.Pane, "", s.content)
	return s
}

// count draws the numbers anew where they have changed.
func (s *noteSide) count() {
	counts := s.book.Counts()
	n := len(s.book.Notes())
	state := fmt.Sprint(n, counts)
	if s.shown == state {
		return
	}
	s.shown = state
	s.total.SetText(count(n, "note", "notes"))
	s.bars.Objects = nil
	var none []string
	for _, c := range counts {
		if c.Notes == 0 {
			none = append(none, c.Standard.Name)
			continue
		}
		s.bars.Add(newNoteBar(c, counts[0].Notes))
	}
	s.unseen.SetText(unseenWords(none, len(counts)))
	s.redraw()
}

func unseenWords(none []string, all int) string {
	switch {
	case all == 0:
		return ""
	case len(none) == 0:
		return "Every practice standard has a note."
	case len(none) == all:
		return "A note of a standard ends in its number: #3."
	case len(none) == 1:
		return "Standard " + none[0] + ". That is fine; ask about it in the reflective discussion."
	}
	last := len(none) - 1
	return "Standards " + strings.Join(none[:last], ", ") + " and " + none[last] +
		". That is fine; ask about them in the reflective discussion."
}

// mark speaks of the first of some marks, or of none.
func (s *noteSide) mark(marks []guard.Mark) {
	if s.offer.show(marks) {
		s.redraw()
	}
}

func (s *noteSide) redraw() {
	s.column.Refresh()
	s.content.Resize(s.content.Size())
	s.content.Refresh()
}

// noteBar is one standard with a bar as long as its number of notes among those of the one with most.
type noteBar struct {
	widget.BaseWidget
	name, number *look.Text
	share        float32
}

func newNoteBar(c workbench.NoteCount, most int) *noteBar {
	b := &noteBar{
		name:   look.NewText(c.Standard.Label.In(forms.Untranslated), look.Small).In(look.Ink),
		number: look.NewLabel(fmt.Sprint(c.Notes), look.Small).In(look.Ink),
		share:  float32(c.Notes) / float32(most),
	}
	b.ExtendBaseWidget(b)
	return b
}

// HeightFor implements look.Flexible.
func (b *noteBar) HeightFor(width float32) float32 { return b.name.HeightFor(barLeft(width)) }

// barLeft is the width of the name before a bar.
func barLeft(width float32) float32 { return width*0.55 - look.Px(8) }

// CreateRenderer implements fyne.Widget.
func (b *noteBar) CreateRenderer() fyne.WidgetRenderer {
	bar := canvas.NewRectangle(nil)
	return &noteBarRenderer{b, bar, []fyne.CanvasObject{b.name, bar, b.number}}
}

type noteBarRenderer struct {
	bar     *noteBar
	face    *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *noteBarRenderer) Destroy() {}

func (r *noteBarRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *noteBarRenderer) MinSize() fyne.Size { return fyne.NewSize(look.Px(160), look.Px(21)) }

func (r *noteBarRenderer) Layout(size fyne.Size) {
	left, number, thick := size.Width*0.55, look.Px(28), look.Px(10)
	r.bar.name.Resize(fyne.NewSize(barLeft(size.Width), size.Height))
	r.face.FillColor, r.face.CornerRadius = theme.Color(look.Accent), thick/2
	r.face.Move(fyne.NewPos(left, look.Px(6)))
	r.face.Resize(fyne.NewSize(max(thick, (size.Width-left-number)*r.bar.share), thick))
	r.bar.number.Move(fyne.NewPos(size.Width-number+look.Px(8), 0))
	r.bar.number.Resize(fyne.NewSize(number, size.Height))
}

func (r *noteBarRenderer) Refresh() {
	r.Layout(r.bar.Size())
	canvas.Refresh(r.bar)
}

// notePage puts a head at the top, the line and the table of keys at the foot, and the notes between them. Where the notes
// would have too little room, the keys go.
type notePage struct{}

const (
	noteHead = iota
	noteNotes
	noteLine
	noteKeys
)

// leastNotes is the height below which notes are not worth showing, in pixels at 100 %.
const leastNotes = 120

// Layout implements fyne.Layout.
func (notePage) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	heights := make([]float32, len(objects))
	left := size.Height
	for _, i := range []int{noteHead, noteLine, noteKeys} {
		heights[i] = look.HeightFor(objects[i], size.Width)
		left -= heights[i]
	}
	enough := left >= look.Px(leastNotes)
	if shown(objects[noteKeys], enough); !enough {
		left += heights[noteKeys]
	}
	heights[noteNotes] = max(left, look.Px(40))
	y := float32(0)
	for i, o := range objects {
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, heights[i]))
		y += heights[i]
	}
}

// MinSize implements fyne.Layout. The frame decides how large the window is.
func (notePage) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

// noteDesk sets the notebook and its side pane side by side; where there is little room the pane goes.
type noteDesk struct {
	wide func(bool) // told whether there is room for the pane
}

// leastNotebook is the width, in pixels at 100 %, that the notes are given before the pane gets any.
const leastNotebook = 560

// Layout implements fyne.Layout.
func (d noteDesk) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	side := look.Px(rightPane + 40)
	if size.Width < side+look.Px(leastNotebook) {
		side = 0
	}
	shown(objects[1], side > 0)
	d.wide(side > 0)
	objects[0].Resize(fyne.NewSize(size.Width-side, size.Height))
	objects[1].Move(fyne.NewPos(size.Width-side, 0))
	objects[1].Resize(fyne.NewSize(side, size.Height))
}

// MinSize implements fyne.Layout.
func (noteDesk) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }
