package desktop

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms"
	"plumbline/forms/workflow"
	"plumbline/sync/replica"
)

// recordLine is one record in the words of a list.
type recordLine struct {
	reference string
	title     string
	about     string // cohort and team
	state     string
	sending   string // what is to be decided, and what is not at the centre; "" for nothing
	edited    string
	progress  look.Progress
	grade     look.Grade // without a letter when it has none yet
	gradeWord string
	open      bool // it takes answers
}

// lineOf puts a record in the words of a list, read at a moment.
func lineOf(row replica.Row, grade *forms.Choice, now time.Time) recordLine {
	l := recordLine{
		reference: row.Reference, title: row.Title, about: joined(row.Cohort, row.Team),
		state: stateWords(row.State), edited: when(row.Edited, now), open: row.State == workflow.InProgress,
	}
	if l.reference == "" {
		l.reference = "No reference yet"
	}
	switch row.State {
	case workflow.Complete:
		l.progress = look.Complete
	case workflow.InProgress:
		l.progress = look.Part
	}
	if grade != nil {
		if g, ok := look.GradeOf(*grade); ok {
			l.grade, l.gradeWord = g, grade.Label.In(forms.Untranslated)
		}
	}
	return l
}

// joined joins what is not empty with middle dots.
func joined(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}

func stateWords(state string) string {
	switch state {
	case workflow.InProgress:
		return "In progress"
	case workflow.Complete:
		return "Complete"
	case workflow.Withdrawn:
		return "Withdrawn"
	default:
		return state
	}
}

var (
	_ row                = (*recordRow)(nil)
	_ fyne.Tappable      = (*recordRow)(nil)
	_ desktop.Hoverable  = (*recordRow)(nil)
	_ desktop.Cursorable = (*recordRow)(nil)
)

// recordRow is a row of the list of evaluations. Pressing its words at the right opens the record, anywhere else goes to
// it.
type recordRow struct {
	widget.BaseWidget
	line                      func(index int) recordLine
	tapped                    func(index int, open bool)
	index                     int
	shown                     recordLine
	current, focused, hovered bool
}

func newRecordRow(line func(int) recordLine, tapped func(int, bool)) *recordRow {
	r := &recordRow{line: line, tapped: tapped}
	r.ExtendBaseWidget(r)
	return r
}

func (r *recordRow) show(index int, current, focused bool) {
	line := r.line(index)
	if r.index == index && r.shown == line && r.current == current && r.focused == focused {
		return
	}
	r.index, r.shown, r.current, r.focused = index, line, current, focused
	r.Refresh()
}

func (r *recordRow) openWords() string {
	if r.shown.open {
		return "Go on"
	}
	return "Read"
}

// Tapped goes to the row, or opens it.
func (r *recordRow) Tapped(e *fyne.PointEvent) {
	r.tapped(r.index, e.Position.X > r.Size().Width-look.Px(rowOpenWidth))
}

// MouseIn tints the row.
func (r *recordRow) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.Refresh() }

// MouseMoved does nothing.
func (r *recordRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the tint away.
func (r *recordRow) MouseOut() { r.hovered = false; r.Refresh() }

// Cursor is a pointing hand.
func (r *recordRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// The parts of a row, in pixels at 100 %.
const (
	rowHeight    = 68
	rowOpenWidth = 92  // where pressing opens
	rowGrade     = 200 // the grade's badge and word
)

// CreateRenderer implements fyne.Widget.
func (r *recordRow) CreateRenderer() fyne.WidgetRenderer {
	v := &recordRowRenderer{
		row: r, face: canvas.NewRectangle(nil), rule: canvas.NewRectangle(nil), ring: look.NewRing(),
		mark: look.NewSectionMark(look.NotStarted), badge: look.NewGradeBadge(look.Grade{}),
		head: newCutText(look.SizeText, true, look.Ink), below: newCutText(look.SizeSmall, false, look.Quiet),
		grade: newCutText(look.SizeText, false, look.Ink), open: newCutText(look.SizeText, true, look.Accent),
	}
	v.objects = []fyne.CanvasObject{v.face, v.rule, v.mark, v.head.text, v.below.text, v.badge, v.grade.text, v.open.text, v.ring.Rectangle}
	v.paint()
	return v
}

type recordRowRenderer struct {
	row                      *recordRow
	face, rule               *canvas.Rectangle
	ring                     look.Ring
	mark                     *look.SectionMark
	badge                    *look.GradeBadge
	head, below, grade, open cutText
	objects                  []fyne.CanvasObject
}

func (v *recordRowRenderer) Destroy() {}

func (v *recordRowRenderer) Objects() []fyne.CanvasObject { return v.objects }

func (v *recordRowRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Px(200), look.Px(rowHeight))
}

func (v *recordRowRenderer) Layout(size fyne.Size) {
	px := look.Px
	v.face.Resize(size)
	v.rule.Move(fyne.NewPos(0, size.Height-px(1)))
	v.rule.Resize(fyne.NewSize(size.Width, px(1)))
	in := px(8) // the list clips a ring outside
	v.ring.Around(fyne.NewPos(in, in), size.SubtractWidthHeight(2*in, 2*in))
	v.mark.Move(fyne.NewPos(px(16), (size.Height-px(18))/2))
	v.mark.Resize(fyne.NewSquareSize(px(18)))

	openAt := size.Width - px(rowOpenWidth)
	gradeAt, words := openAt-px(rowGrade), px(48)
	narrow := gradeAt < px(320) // no room for the grade's word
	if narrow {
		gradeAt = openAt - px(40)
	}
	v.grade.text.Hidden = narrow
	v.head.place(v.row.shown.reference+" · "+v.row.shown.title, fyne.NewPos(words, px(11)), fyne.NewSize(gradeAt-words-px(8), px(24)))
	v.below.place(joined(v.row.shown.state, v.row.shown.sending, "edited "+v.row.shown.edited, v.row.shown.about),
		fyne.NewPos(words, px(35)), fyne.NewSize(gradeAt-words-px(8), px(21)))
	v.badge.Move(fyne.NewPos(gradeAt, (size.Height-px(22))/2))
	v.badge.Resize(fyne.NewSquareSize(px(22)))
	v.grade.place(v.row.shown.gradeWord, fyne.NewPos(gradeAt+px(32), 0), fyne.NewSize(openAt-gradeAt-px(40), size.Height))
	v.open.place(v.row.openWords(), fyne.NewPos(openAt+px(12), 0), fyne.NewSize(px(rowOpenWidth-16), size.Height))
}

func (v *recordRowRenderer) Refresh() {
	v.paint()
	v.Layout(v.row.Size())
	canvas.Refresh(v.row)
}

func (v *recordRowRenderer) paint() {
	r := v.row
	v.face.Hidden = !r.current && !r.hovered
	v.face.FillColor = theme.Color(theme.ColorNameHover)
	if r.current {
		v.face.FillColor = theme.Color(look.AccentSoft)
	}
	v.rule.FillColor = theme.Color(look.Line)
	v.ring.Shown(r.focused)
	v.mark.SetProgress(r.shown.progress)
	v.badge.Hidden = r.shown.grade.Letter == ""
	v.badge.SetGrade(r.shown.grade)
	for _, t := range []cutText{v.head, v.below, v.grade, v.open} {
		t.paint()
	}
}

// cutText is one line of text that ends in an ellipsis where it does not fit.
type cutText struct {
	text   *canvas.Text
	size   fyne.ThemeSizeName
	colour fyne.ThemeColorName
}

func newCutText(size fyne.ThemeSizeName, bold bool, colour fyne.ThemeColorName) cutText {
	t := cutText{canvas.NewText("", nil), size, colour}
	t.text.TextStyle.Bold = bold
	return t
}

func (t cutText) paint() { t.text.TextSize, t.text.Color = theme.Size(t.size), theme.Color(t.colour) }

func (t cutText) place(words string, at fyne.Position, size fyne.Size) {
	fits := func(s string) bool { return fyne.MeasureText(s, t.text.TextSize, t.text.TextStyle).Width <= size.Width }
	t.text.Text = cut(words, fits)
	t.text.Move(at)
	t.text.Resize(size)
}

// cut shortens words to the longest start that fits with an ellipsis.
func cut(words string, fits func(string) bool) string {
	if words == "" || fits(words) {
		return words
	}
	runes := []rune(words)
	low, high := 0, len(runes) // runes[:low] fits, or nothing does
	for low+1 < high {
		if middle := (low + high) / 2; fits(string(runes[:middle]) + "…") {
			low = middle
		} else {
			high = middle
		}
	}
	return strings.TrimRight(string(runes[:low]), " ·") + "…"
}
