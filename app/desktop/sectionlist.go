package desktop

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// sectionList lists the sections of a form. It is one stop for Tab; Up and Down move in it, Enter goes into a section.
type sectionList struct {
	widget.BaseWidget
	open    func(key string)
	rows    []*sectionRow
	column  *fyne.Container
	chosen  string // key of the section whose page is shown
	at      int    // where the keyboard is
	focused bool
}

var (
	_ fyne.Focusable = (*sectionList)(nil)
	_ look.Flexible  = (*sectionList)(nil)
)

func newSectionList(open func(string)) *sectionList {
	l := &sectionList{open: open, column: look.NewColumn(0)}
	l.ExtendBaseWidget(l)
	return l
}

// show draws sections, reusing the rows that are there. toAgree counts, by section, answers that wait to be confirmed.
func (l *sectionList) show(all []workbench.Section, toAgree map[string]int) {
	for len(l.rows) < len(all) {
		row := newSectionRow(l, len(l.rows))
		l.rows = append(l.rows, row)
		l.column.Add(row)
	}
	resized := false
	for i, row := range l.rows {
		if i >= len(all) {
			resized = resized || row.Visible()
			row.Hide()
			continue
		}
		resized = resized || !row.Visible()
		row.Show()
		resized = row.set(all[i], toAgree[all[i].Key]) || resized
	}
	if resized {
		l.column.Refresh()
		l.Refresh()
	}
	l.mark()
}

func (l *sectionList) choose(key string) {
	l.chosen = key
	for i, row := range l.rows {
		if row.section.Key == key && row.Visible() {
			l.at = i
		}
	}
	l.mark()
}

func (l *sectionList) mark() {
	for i, row := range l.rows {
		row.state(row.section.Key == l.chosen, l.focused && i == l.at)
	}
}

// HeightFor implements look.Flexible.
func (l *sectionList) HeightFor(width float32) float32 { return look.HeightFor(l.column, width) }

// CreateRenderer implements fyne.Widget.
func (l *sectionList) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.column) }

// FocusGained implements fyne.Focusable.
func (l *sectionList) FocusGained() {
	l.focused = true
	l.mark()
}

// FocusLost implements fyne.Focusable.
func (l *sectionList) FocusLost() {
	l.focused = false
	l.mark()
}

// TypedRune implements fyne.Focusable; a list takes no text.
func (l *sectionList) TypedRune(rune) {}

// TypedKey moves in the list and opens a section.
func (l *sectionList) TypedKey(e *fyne.KeyEvent) {
	if !look.KeyComes(l) {
		return
	}
	switch e.Name {
	case fyne.KeyUp:
		l.move(l.at - 1)
	case fyne.KeyDown:
		l.move(l.at + 1)
	case fyne.KeyHome:
		l.move(0)
	case fyne.KeyEnd:
		l.move(l.shown() - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyRight:
		if l.at < l.shown() {
			l.open(l.rows[l.at].section.Key)
		}
	}
}

func (l *sectionList) move(to int) {
	l.at = max(0, min(to, l.shown()-1))
	l.mark()
}

func (l *sectionList) shown() int {
	n := 0
	for _, row := range l.rows {
		if row.Visible() {
			n++
		}
	}
	return n
}

// sectionRow is one section: its state, its title, its grade.
type sectionRow struct {
	widget.BaseWidget
	list    *sectionList
	index   int
	section workbench.Section
	toAgree int
	chosen  bool
	at      bool

	mark  *look.SectionMark
	title *look.Text
	badge *look.GradeBadge
	body  *fyne.Container
}

var (
	_ fyne.Tappable      = (*sectionRow)(nil)
	_ desktop.Cursorable = (*sectionRow)(nil)
	_ look.Flexible      = (*sectionRow)(nil)
)

func newSectionRow(l *sectionList, index int) *sectionRow {
	r := &sectionRow{
		list: l, index: index, mark: look.NewSectionMark(look.NotStarted),
		title: look.NewText("", look.Body), badge: look.NewGradeBadge(look.Grade{}),
	}
	r.body = look.NewInset(look.Insets{Top: 8, Right: 20, Bottom: 8, Left: 20},
		look.NewBeside(8, look.NewHanging(16, r.mark, r.title), r.badge))
	r.ExtendBaseWidget(r)
	return r
}

// set shows a section, with how many answers of it wait to be confirmed, and reports whether the row's height may have
// changed.
func (r *sectionRow) set(s workbench.Section, toAgree int) (resized bool) {
	resized = s.Title != r.section.Title || toAgree != r.toAgree
	r.section, r.toAgree = s, toAgree
	tail := ""
	if toAgree > 0 {
		tail = fmt.Sprintf("%d to confirm", toAgree)
	}
	r.title.SetTextAndTail(s.Title, tail)
	r.mark.SetProgress(progressOf(s.State))
	g, graded := grade(s)
	if graded != r.badge.Visible() {
		resized = true
		r.badge.Hidden = !graded
	}
	r.badge.SetGrade(g)
	return resized
}

func (r *sectionRow) state(chosen, at bool) {
	if r.chosen != chosen || r.at != at {
		r.chosen, r.at = chosen, at
		r.Refresh()
	}
}

func progressOf(s workbench.SectionState) look.Progress {
	switch s {
	case workbench.Part:
		return look.Part
	case workbench.Done:
		return look.Complete
	case workbench.Faulty:
		return look.Errors
	default:
		return look.NotStarted
	}
}

// Tapped opens the section.
func (r *sectionRow) Tapped(*fyne.PointEvent) { r.list.open(r.section.Key) }

// Cursor implements desktop.Cursorable.
func (r *sectionRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// HeightFor implements look.Flexible.
func (r *sectionRow) HeightFor(width float32) float32 {
	return max(look.HeightFor(r.body, width), look.Px(36))
}

// CreateRenderer implements fyne.Widget.
func (r *sectionRow) CreateRenderer() fyne.WidgetRenderer {
	s := &sectionRowRenderer{row: r, face: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), ring: look.NewRing()}
	s.objects = []fyne.CanvasObject{s.face, s.bar, r.body, s.ring.Rectangle}
	s.paint()
	return s
}

type sectionRowRenderer struct {
	row       *sectionRow
	face, bar *canvas.Rectangle
	ring      look.Ring
	objects   []fyne.CanvasObject
}

func (r *sectionRowRenderer) Destroy()                     {}
func (r *sectionRowRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *sectionRowRenderer) MinSize() fyne.Size {
	return r.row.body.MinSize().Max(fyne.NewSize(0, look.Px(36)))
}

func (r *sectionRowRenderer) Layout(size fyne.Size) {
	r.face.Resize(size)
	r.bar.Resize(fyne.NewSize(look.Px(4), size.Height))
	r.row.body.Resize(size)
	inset := look.Px(6)
	r.ring.Around(fyne.NewPos(inset, inset), size.SubtractWidthHeight(2*inset, 2*inset))
}

func (r *sectionRowRenderer) Refresh() {
	r.paint()
	r.Layout(r.row.Size())
	canvas.Refresh(r.row)
}

func (r *sectionRowRenderer) paint() {
	r.face.FillColor, r.bar.FillColor = theme.Color(look.AccentSoft), theme.Color(look.Accent)
	r.face.Hidden, r.bar.Hidden = !r.row.chosen, !r.row.chosen
	r.ring.Shown(r.row.at)
}
