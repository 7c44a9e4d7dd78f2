package field

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms"
	"plumbline/forms/guard"
)

// nudge is a quiet line under a text in which something may tell who somebody is. It offers what to write instead, and
// goes away for good where a person says that it may stay. It blocks nothing.
type nudge struct {
	widget.BaseWidget
	question *question
	text     *look.Text
	replace  *look.Button
	leave    *look.Button
	row      *fyne.Container
	mark     guard.Mark
	left     map[string]bool // words that may stay
}

func newNudge(q *question) *nudge {
	n := &nudge{question: q, text: look.NewText("", look.Small).In(look.RequiresImprovement), left: map[string]bool{}}
	n.replace = look.NewButton("", look.Plain, n.write)
	n.leave = look.NewButton("Leave it", look.Plain, n.pass)
	for _, b := range []*look.Button{n.replace, n.leave} {
		b.OnFocused = func() {
			if q.events.Focused != nil {
				q.events.Focused(q)
			}
		}
	}
	n.row = look.NewColumn(4, n.text, look.NewFlow(4, n.replace, n.leave))
	n.ExtendBaseWidget(n)
	n.Hide()
	return n
}

// update looks at the text anew. A word at its end is left alone while it may still be being typed.
func (n *nudge) update() {
	mark, found := n.first()
	changed := mark != n.mark || found != n.Visible()
	n.mark = mark
	if !changed {
		return
	}
	if found {
		n.text.SetText(nudgeWords(mark))
		n.replace.SetLabel(nudgeLabel(mark))
	}
	show(n, found)
	n.question.Refresh()
}

// first is the first mark that nobody has said may stay.
func (n *nudge) first() (guard.Mark, bool) {
	q := n.question
	if q.events.Marks == nil || q.view.Node.Kind != forms.String || q.view.ReadOnly {
		return guard.Mark{}, false
	}
	for _, m := range q.events.Marks(q.view.Value) {
		if typing := q.inUse && m.End == len(q.view.Value); !typing && !n.left[m.Text] {
			return m, true
		}
	}
	return guard.Mark{}, false
}

func nudgeWords(m guard.Mark) string {
	if m.Spare {
		return fmt.Sprintf("This looks like %s: %s. The role before it says enough; or leave it.", m.Kind.Words(), m.Text)
	}
	return fmt.Sprintf("This looks like %s: %s. Write “%s” instead, or leave it.", m.Kind.Words(), m.Text, m.Instead)
}

func nudgeLabel(m guard.Mark) string {
	if m.Spare {
		return "Take it out"
	}
	return "Write “" + m.Instead + "”"
}

// write puts in the place of the marked words what the line offers.
func (n *nudge) write() {
	q := n.question
	q.typed(n.mark.Replace(q.view.Value))
	q.control.show(q.view)
	n.hand()
}

// pass lets the marked words stay.
func (n *nudge) pass() {
	n.left[n.mark.Text] = true
	n.update()
	n.hand()
}

// hand gives the keyboard back to the text once the line is gone from under it.
func (n *nudge) hand() {
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(n.question); canvas != nil && !n.Visible() {
		n.question.control.focus(canvas)
	}
}

// HeightFor implements look.Flexible.
func (n *nudge) HeightFor(width float32) float32 { return look.HeightFor(n.row, width) }

// CreateRenderer implements fyne.Widget.
func (n *nudge) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(n.row) }
