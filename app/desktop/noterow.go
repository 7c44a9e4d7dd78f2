package desktop

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/guard"
)

// Measures of a row of the notebook, in pixels at 100 %.
const (
	noteTime = 76  // before the sign
	noteSign = 28  // before the words
	notePad  = 9   // above and below
	noteLow  = 44  // least height
	noteEdge = 12  // at the right, where the bar of a scroll may be
	tagMost  = 200 // greatest width of the tags

	leastNoteRow = 520 // width below which the tags stand under the words
)

// noteRow shows one note: its time, its sign, its words, and at the right what it is of.
type noteRow struct {
	widget.BaseWidget
	about   noteWords
	tapped  func(index int)
	index   int
	note    workbench.Note
	current bool
	focused bool

	at, tags *look.Text
	words    *look.Text
}

func newNoteRow(words noteWords, tapped func(int)) *noteRow {
	r := &noteRow{
		about: words, tapped: tapped, index: -1,
		at: look.NewLabel("", look.Small), words: look.NewText("", look.Body), tags: look.NewText("", look.Small).In(look.Accent),
	}
	r.ExtendBaseWidget(r)
	return r
}

func (r *noteRow) show(index int, n workbench.Note, current, focused bool) {
	same := r.index == index && r.current == current && r.focused == focused && sameNote(r.note, n)
	if same {
		return
	}
	r.index, r.note, r.current, r.focused = index, n, current, focused
	r.at.SetText(n.At.Format("15:04"))
	r.say(n)
	r.Refresh()
}

// say sets what a note says and what it is of.
func (r *noteRow) say(n workbench.Note) {
	r.words.SetText(n.Said())
	r.tags.SetText(joined(r.about.labels(n), r.about.warning(n)))
}

func sameNote(a, b workbench.Note) bool {
	return a.ID == b.ID && a.At.Equal(b.At) && a.Text == b.Text && a.Tag == b.Tag && a.Behaviour == b.Behaviour &&
		a.Speaker == b.Speaker && a.Used == b.Used && slices.Equal(a.Standards, b.Standards)
}

// columns are the widths of words and tags in a row. Where there is little room the tags stand below the words, and their
// width is 0.
func (r *noteRow) columns(width float32) (words, tags float32) {
	left := look.Px(noteTime + noteSign)
	rest := width - left - look.Px(noteEdge)
	if r.tags.Content() == "" || width < look.Px(leastNoteRow) {
		return max(rest, look.Px(60)), 0
	}
	tags = min(r.tags.LineWidth(), look.Px(tagMost), width/3)
	return max(rest-tags-look.Px(16), look.Px(60)), tags
}

// HeightFor implements look.Flexible.
func (r *noteRow) HeightFor(width float32) float32 {
	words, tags := r.columns(width)
	height := r.words.HeightFor(words)
	switch {
	case tags > 0:
		height = max(height, r.tags.HeightFor(tags))
	case r.tags.Content() != "":
		height += r.tags.HeightFor(words)
	}
	return max(look.Px(noteLow), height+2*look.Px(notePad))
}

// Tapped goes to the note.
func (r *noteRow) Tapped(*fyne.PointEvent) { r.tapped(r.index) }

// signColour is the colour of a tag's sign, which says nothing that the sign does not.
func signColour(t workbench.NoteTag) fyne.ThemeColorName {
	switch t {
	case workbench.NoteStrength:
		return look.Good
	case workbench.NoteWorry:
		return look.Alarm
	case workbench.NoteQuestion, workbench.NoteQuote:
		return look.Outstanding
	case workbench.NoteAction:
		return look.RequiresImprovement
	default:
		return look.Ink
	}
}

// shownSign is a tag's sign as the notebook shows it.
func shownSign(t workbench.NoteTag) string {
	switch t {
	case workbench.NotePlain:
		return "·"
	case workbench.NoteWorry:
		return "–"
	case workbench.NoteQuote:
		return "“"
	default:
		return t.Sign()
	}
}

// noteWords puts into words what a note is of.
type noteWords struct {
	book  *workbench.Notebook
	marks func(text string) []guard.Mark // nil: nothing is looked for
	holds func(n workbench.Note) bool    // whether an answer has a note's words
}

// now is a note as it stands now: one that has been taken out of the answer that it went into is in none.
func (w noteWords) now(n workbench.Note) workbench.Note {
	if n.Used != "" && !w.holds(n) {
		n.Used = ""
	}
	return n
}

// labels are standards by their labels, then the behaviour, then where the note has gone.
func (w noteWords) labels(n workbench.Note) string {
	var out []string
	for _, s := range n.Standards {
		out = append(out, choiceWords(w.book.Standards(), s))
	}
	if n.Behaviour != "" {
		out = append(out, choiceWords(w.book.Behaviours(), n.Behaviour))
	}
	if n.Used != "" {
		out = append(out, "in the form")
	}
	return joined(out...)
}

// warning says that a note may tell who somebody is; "" where nothing does.
func (w noteWords) warning(n workbench.Note) string {
	if w.marks == nil {
		return ""
	}
	for _, m := range w.marks(n.Text) {
		return "“" + m.Text + "” looks like " + m.Kind.Words()
	}
	return ""
}

func choiceWords(choices []forms.Choice, name string) string {
	for _, c := range choices {
		if c.Name == name {
			return c.Label.In(forms.Untranslated)
		}
	}
	return name
}

// CreateRenderer implements fyne.Widget.
func (r *noteRow) CreateRenderer() fyne.WidgetRenderer {
	d := &noteRowRenderer{row: r, face: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil), sign: canvas.NewText("", nil), ring: canvas.NewRectangle(nil)}
	d.objects = []fyne.CanvasObject{d.face, d.line, r.at, d.sign, r.words, r.tags, d.ring}
	d.paint()
	return d
}

type noteRowRenderer struct {
	row              *noteRow
	face, line, ring *canvas.Rectangle
	sign             *canvas.Text
	objects          []fyne.CanvasObject
}

func (d *noteRowRenderer) Destroy() {}

func (d *noteRowRenderer) Objects() []fyne.CanvasObject { return d.objects }

func (d *noteRowRenderer) MinSize() fyne.Size { return fyne.NewSize(look.Px(200), look.Px(noteLow)) }

func (d *noteRowRenderer) Layout(size fyne.Size) {
	r, pad, left := d.row, look.Px(notePad), look.Px(noteTime+noteSign)
	words, tags := r.columns(size.Width)
	d.face.Resize(size)
	d.line.Resize(fyne.NewSize(size.Width, look.Px(1)))
	in := look.Px(3) // the list's edge leaves no room for a ring outside
	d.ring.Move(fyne.NewPos(in, in))
	d.ring.Resize(size.SubtractWidthHeight(2*in, 2*in))
	place := func(o fyne.CanvasObject, x, width float32) {
		o.Move(fyne.NewPos(x, pad))
		o.Resize(fyne.NewSize(width, size.Height-2*pad))
	}
	place(r.at, look.Px(10), look.Px(noteTime))
	place(r.words, left, words)
	place(r.tags, size.Width-tags-look.Px(noteEdge), tags)
	if tags == 0 {
		place(r.tags, left, words)
		under := r.words.HeightFor(words)
		r.tags.Move(fyne.NewPos(left, pad+under))
		r.tags.Resize(fyne.NewSize(words, max(size.Height-2*pad-under, 0)))
	}
	d.sign.Move(fyne.NewPos(look.Px(noteTime), pad))
	d.sign.Resize(fyne.NewSize(look.Px(noteSign), theme.Size(look.SizeText)*1.5))
}

func (d *noteRowRenderer) Refresh() {
	d.paint()
	d.Layout(d.row.Size())
	canvas.Refresh(d.row)
}

func (d *noteRowRenderer) paint() {
	r := d.row
	d.face.FillColor, d.face.Hidden = theme.Color(look.AccentSoft), !r.current
	d.line.FillColor = theme.Color(look.Line)
	d.sign.Text, d.sign.TextStyle.Bold = shownSign(r.note.Tag), true
	d.sign.TextSize, d.sign.Color = theme.Size(look.SizeTitle), theme.Color(signColour(r.note.Tag))
	d.ring.FillColor, d.ring.StrokeColor, d.ring.StrokeWidth = color.Transparent, theme.Color(look.FocusRing), look.Px(3)
	d.ring.CornerRadius, d.ring.Hidden = look.Px(look.RadiusPart), !r.focused
}
