package desktop

import (
	"fmt"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/forms/session"
)

// middlePane is the middle of the form screen: what is wrong if completing was tried, one section's page, and the way
// on.
type middlePane struct {
	form    *Form
	content *look.Page
	column  *fyne.Container
	state   *stateBanner
	// conflicts leads to answers that are to be decided, if there are any.
	conflicts *conflictBanner
	problems  *fyne.Container // holds the summary of problems, if there is one
	taken     *takenBanner
	holder    *fyne.Container // holds the page
	back, on  *look.Button
	complete  *look.Button
}

func newMiddlePane(f *Form) *middlePane {
	p := &middlePane{form: f, problems: look.NewColumn(0), holder: look.NewColumn(0)}
	p.back = look.NewButton("", look.Secondary, func() { f.turn(-1) })
	p.on = look.NewButton("", look.Primary, func() { f.turn(1) })
	p.complete = look.NewButton("Complete", look.Primary, f.complete)
	p.state, p.conflicts, p.taken = newStateBanner(f), newConflictBanner(f), newTakenBanner(f)
	for _, b := range []*look.Button{p.back, p.on, p.complete} {
		b.OnFocused = func() { p.content.Reveal(b) }
	}
	p.column = look.NewColumn(24, p.state.content, p.conflicts.content, p.problems, p.taken.content, p.holder, look.NewFlow(12, p.back, p.on, p.complete))
	p.content = look.NewPage(look.NewInset(look.Insets{Top: 24, Right: 32, Bottom: 40, Left: 32}, look.NewMeasure(p.column)))
	p.hideProblems()
	return p
}

// show puts a page in the middle, from its top.
func (p *middlePane) show(page *sectionPage) {
	p.holder.Objects = []fyne.CanvasObject{page.content}
	p.update()
	p.content.ScrollToTop()
}

// update draws what stands round the page.
func (p *middlePane) update() {
	p.state.update()
	p.refreshEnds()
	p.relayout()
}

// relayout measures the column anew after something in it came, went or grew.
func (p *middlePane) relayout() {
	p.column.Refresh()
	p.content.Resize(p.content.Size())
	p.content.Refresh()
}

// refreshEnds names the sections before and after, and offers to complete at the end.
func (p *middlePane) refreshEnds() {
	all, at := p.form.sections.all, -1
	if p.form.page != nil {
		at = p.form.sections.index(p.form.page.key)
	}
	p.back.Hidden, p.on.Hidden = at <= 0, at < 0 || at == len(all)-1
	if !p.back.Hidden {
		p.back.SetLabel("← " + shortTitle(all[at-1].Title))
	}
	if !p.on.Hidden {
		p.on.SetLabel(shortTitle(all[at+1].Title) + " →")
	}
	p.complete.Hidden = !p.on.Hidden || !p.form.work.Editable()
}

// focusEnd puts the keyboard on the way on.
func (p *middlePane) focusEnd() {
	if p.on.Visible() {
		p.form.host.Focus(p.on)
	} else if p.complete.Visible() {
		p.form.host.Focus(p.complete)
	}
}

// showProblems lists what to put right, each with a way to it, and puts the keyboard on the first.
func (p *middlePane) showProblems(problems []session.Problem) {
	list := look.NewColumn(0)
	for _, problem := range problems {
		list.Add(p.problem(problem))
	}
	title := fmt.Sprintf("%d answers need attention before this can be completed", len(problems))
	if len(problems) == 1 {
		title = "1 answer needs attention before this can be completed"
	}
	p.problems.Objects = []fyne.CanvasObject{look.NewBanner(look.AlarmPanel, title, "Choose one to go to it.", list)}
	p.problems.Show()
	p.taken.show(false)
	p.relayout()
	p.content.ScrollToTop()
	if len(list.Objects) > 0 {
		p.form.host.Focus(list.Objects[0].(fyne.Focusable))
	}
}

// showTaken names what is as last year and nobody has confirmed, and puts the keyboard on the first; false where there is
// nothing to name.
func (p *middlePane) showTaken() bool {
	p.hideProblems()
	if !p.taken.show(true) {
		return false
	}
	p.relayout()
	p.content.ScrollToTop()
	p.form.host.Focus(p.taken.leads[0])
	return true
}

func (p *middlePane) problem(problem session.Problem) *link {
	label := problem.Key
	if v, ok := p.form.work.Session().View(problem.Key); ok {
		label = p.form.numbered(v)
	}
	l := newLink(label, problem.Message, func() { p.form.reach(problem.Key) })
	l.focused = func() { p.content.Reveal(l) }
	return l
}

// hideProblems takes away what completing said.
func (p *middlePane) hideProblems() {
	p.problems.Objects = nil
	p.problems.Hide()
	p.taken.hide()
}

// stateBanner says that a record is closed, and offers to open it again.
type stateBanner struct {
	form    *Form
	content *fyne.Container
	shown   string // the state that the content was made for
}

func newStateBanner(f *Form) *stateBanner {
	b := &stateBanner{form: f, content: look.NewColumn(0)}
	b.update()
	return b
}

func (b *stateBanner) update() {
	row := b.form.work.Row()
	b.content.Hidden = b.form.work.Editable()
	if b.content.Hidden || b.shown == row.State {
		b.shown = row.State
		return
	}
	b.shown = row.State
	title := fmt.Sprintf("Complete, version %d", row.Version)
	if row.State != "complete" {
		title = "Withdrawn"
	}
	reason := newTextBox("Why open it again?", "").guarded(b.form.work.Marks, func() { b.form.middle.relayout() })
	reopen := look.NewButton("Open again", look.Secondary, func() { b.form.reopen(reason.text()) })
	reason.entry.OnSubmitted = func(string) { reopen.Tapped(nil) }
	b.content.Objects = []fyne.CanvasObject{look.NewBanner(look.NotePanel, title,
		"Answers cannot be changed while it is closed. The reason for opening it again is kept in its history.",
		look.NewInset(look.Insets{Top: 8}, look.NewColumn(8, reason.content, look.NewFlow(12, reopen,
			look.NewButton("Export as PDF", look.Secondary, b.form.export)))))}
}
