package desktop

import (
	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// takenMark stands under a question whose answer was taken over from last year, and says how the answer stands to that
// one: nobody has looked at it yet, it stays as it was, or it has changed.
type takenMark struct {
	key     string
	row     *fyne.Container // the question and the mark
	content *fyne.Container
	ask     *band
	same    *look.Text
	changed *band
	was     *look.Text
	words   *look.Text // in ask
	agree   *look.Button
}

// newTakenMark makes the mark of a question and puts both into one row of the page.
func newTakenMark(key string, question fyne.CanvasObject, agree func(key string)) *takenMark {
	m := &takenMark{
		key: key, same: look.NewText("As last year", look.Small), was: look.NewText("", look.Body),
		words: look.NewText("From last year, not yet confirmed", look.Body),
	}
	m.agree = look.NewButton("Still true", look.Secondary, func() { agree(key) })
	m.ask = newSlip(look.Note, look.Insets{Top: 6, Right: 6, Bottom: 6, Left: 12}, look.NewBeside(12, m.words, m.agree))
	m.changed = newSlip(look.AccentSoft, look.Insets{Top: 6, Right: 12, Bottom: 6, Left: 12},
		look.NewColumn(0, look.NewText("Changed from last year", look.Strong), m.was))
	m.content = look.NewColumn(0, m.ask, m.same, m.changed)
	m.row = look.NewColumn(8, question, m.content)
	return m
}

// show draws how an answer stands, and reports whether rows moved. Only a record that takes answers can be agreed in.
func (m *takenMark) show(t workbench.Taken, editable bool) (moved bool) {
	was := "It was: " + workbench.Answer(t.Before)
	if t.Before.Value == "" {
		was = "It was blank"
	}
	moved = m.was.Content() != was
	m.was.SetText(was)
	m.words.SetText("From last year, not yet confirmed")
	if !editable {
		m.words.SetText("From last year. Nobody has confirmed it.")
	}
	moved = visible(m.agree, editable) || moved
	moved = visible(m.ask, !t.Agreed) || moved
	moved = visible(m.same, t.Agreed && !t.Changed) || moved
	return visible(m.changed, t.Changed) || moved
}
