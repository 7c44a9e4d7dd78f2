package desktop

import (
	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
)

// takenBanner names, once completing was tried, the answers from last year that nobody has confirmed, and leads to each.
// They stand in nobody's way: a report says which they are.
type takenBanner struct {
	form    *Form
	content *fyne.Container
	leads   []*link // to the answers, in form order
	shown   int     // how many it names
}

func newTakenBanner(f *Form) *takenBanner {
	b := &takenBanner{form: f, content: look.NewColumn(0)}
	b.content.Hide()
	return b
}

// show names what is to be confirmed, if anything is, and reports whether it did. Where alone is true nothing else keeps the
// record from being complete, and it may be completed as it is.
func (b *takenBanner) show(alone bool) bool {
	open := b.form.work.ToAgree()
	b.hide()
	if len(open) == 0 {
		return false
	}
	b.shown = len(open)
	links := look.NewColumn(0)
	for _, t := range open {
		l := newLink(b.form.numbered(t.Before), "", func() { b.form.reach(t.Key) })
		l.focused = func() { b.form.middle.content.Reveal(l) }
		links.Add(l)
		b.leads = append(b.leads, l)
	}
	words := "Choose one to go to it."
	parts := []fyne.CanvasObject{look.NewInset(look.Insets{Top: 8, Bottom: 8}, links)}
	if alone {
		words = "Choose one to go to it. Or complete it so: the report then says which answers nobody has looked at."
		as := look.NewButton("Complete it so", look.Secondary, b.form.finish)
		as.OnFocused = func() { b.form.middle.content.Reveal(as) }
		parts = append(parts, newActions(as))
	}
	title := count(len(open), "answer is from last year, and nobody has confirmed it", "answers are from last year, and nobody has confirmed them")
	b.content.Objects = []fyne.CanvasObject{look.NewBanner(look.NotePanel, title, words, parts...)}
	b.content.Show()
	return true
}

// update names what is left, after answers were confirmed.
func (b *takenBanner) update() {
	if b.shown > 0 && b.shown != len(b.form.work.ToAgree()) {
		b.show(len(b.form.work.Session().Problems()) == 0)
		b.form.middle.relayout()
	}
}

func (b *takenBanner) hide() {
	b.shown, b.leads, b.content.Objects = 0, nil, nil
	b.content.Hide()
}
