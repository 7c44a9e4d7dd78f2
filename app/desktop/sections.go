package desktop

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms/session"
)

// sectionsPane is the left pane of the form screen: what the record is, how far it has come, and its sections.
type sectionsPane struct {
	form     *Form
	content  fyne.CanvasObject
	subject  *look.Text
	progress *look.Text
	taken    *look.Text // how many answers from last year are to be confirmed
	bar      *progressBar
	language *languageSwitch
	list     *sectionList
	all      []workbench.Section
}

func newSectionsPane(f *Form) *sectionsPane {
	p := &sectionsPane{form: f, subject: look.NewText("", look.Small), progress: look.NewText("", look.Small), taken: look.NewText("", look.SmallStrong), bar: newProgressBar()}
	p.list = newSectionList(f.goTo)
	p.language = newLanguageSwitch(f.work, f.speak)
	head := look.NewInset(look.Insets{Top: 20, Right: 20, Bottom: 12, Left: 20}, look.NewColumn(4,
		look.NewText(f.work.Session().Definition().Title, look.Strong), p.subject,
		look.NewInset(look.Insets{Top: 4}, p.progress), look.NewInset(look.Insets{Top: 4}, p.bar), p.taken,
		p.language.content,
	))
	p.content = look.NewPage(look.NewColumn(0, head, p.list))
	return p
}

// update reads every section anew.
func (p *sectionsPane) update() {
	p.all = p.form.work.Sections()
	p.language.look()
	p.draw()
}

// draw shows what was read.
func (p *sectionsPane) draw() {
	open, n := p.form.toAgree(), 0
	for _, s := range p.all {
		n += open[s.Key]
	}
	p.taken.SetText(takenWords(n, p.form.work.Editable()))
	shown(p.taken, n > 0)
	if !p.form.work.Editable() {
		open = nil
	}
	p.list.show(p.all, open)
	p.total()
}

func (p *sectionsPane) total() {
	t := p.form.work.Total(p.all)
	words := fmt.Sprintf("%d of %d answered", t.Answered, t.Asked)
	if t.MinutesLeft > 0 && p.form.work.Editable() {
		words += fmt.Sprintf(" · about %d min left", t.MinutesLeft)
	}
	p.progress.SetText(words)
	p.subject.SetText(subject(p.form.work.Row()))
	p.bar.set(t.Answered, t.Asked)
}

// apply reads anew only the sections that an edit touched, unless it made sections come or go.
func (p *sectionsPane) apply(delta session.Delta) {
	touched := map[string]bool{}
	for _, keys := range [][]string{delta.Changed, delta.Repeats} {
		for _, key := range keys {
			touched[p.form.work.SectionOf(key)] = true
		}
	}
	delete(touched, "") // what stands in no section is not seen
	for key := range touched {
		s, relevant := p.form.work.Section(key)
		i := p.index(key)
		if relevant != (i >= 0) {
			p.update()
			return
		}
		if relevant {
			p.all[i] = s
		}
	}
	p.draw()
}

func (p *sectionsPane) index(key string) int {
	for i, s := range p.all {
		if s.Key == key {
			return i
		}
	}
	return -1
}

func (p *sectionsPane) choose(key string) { p.list.choose(key) }

// progressBar shows a share of a whole.
type progressBar struct {
	widget.BaseWidget
	part, whole int
}

func newProgressBar() *progressBar {
	b := &progressBar{}
	b.ExtendBaseWidget(b)
	return b
}

func (b *progressBar) set(part, whole int) {
	if b.part != part || b.whole != whole {
		b.part, b.whole = part, whole
		b.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (b *progressBar) CreateRenderer() fyne.WidgetRenderer {
	r := &barRenderer{bar: b, track: canvas.NewRectangle(nil), done: canvas.NewRectangle(nil)}
	r.objects = []fyne.CanvasObject{r.track, r.done}
	r.paint()
	return r
}

type barRenderer struct {
	bar         *progressBar
	track, done *canvas.Rectangle
	objects     []fyne.CanvasObject
}

func (r *barRenderer) Destroy()                     {}
func (r *barRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *barRenderer) MinSize() fyne.Size           { return fyne.NewSize(look.Px(40), look.Px(6)) }

func (r *barRenderer) Layout(size fyne.Size) {
	r.track.Resize(size)
	if r.bar.whole > 0 {
		size.Width *= float32(r.bar.part) / float32(r.bar.whole)
	} else {
		size.Width = 0
	}
	r.done.Resize(size)
}

func (r *barRenderer) Refresh() {
	r.paint()
	r.Layout(r.bar.Size())
	canvas.Refresh(r.bar)
}

func (r *barRenderer) paint() {
	r.track.FillColor, r.done.FillColor = theme.Color(look.Line), theme.Color(look.Accent)
	r.track.CornerRadius, r.done.CornerRadius = look.Px(3), look.Px(3)
}
