package desktop

import (
	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/forms/workflow"
	"plumbline/sync/replica"
)

// recordTools are the buttons for the record that the person is at, under the list.
type recordTools struct {
	content  *fyne.Container
	words    *look.Text
	whose    *look.Text // on whose laptops it is
	open     *look.Button
	handOver *look.Button // where there is a centre
	newer    *look.Button // moves to the version of the form that is in use
	withdraw *look.Button
	buttons  []*look.Button // all of them
}

// newRecordTools makes the buttons; with calls a function with what can be done and the record to do it to.
func newRecordTools(with func(func(recordActions, replica.Row))) *recordTools {
	t := &recordTools{words: look.NewText("", look.Strong), whose: look.NewText("", look.Small)}
	t.open = look.NewButton("Go on", look.Secondary, func() {
		with(func(do recordActions, r replica.Row) { do.open(r.ID) })
	})
	export := look.NewButton("Export as PDF", look.Secondary, func() {
		with(func(do recordActions, r replica.Row) { do.export(r.ID) })
	})
	duplicate := look.NewButton("Duplicate", look.Secondary, func() {
		with(func(do recordActions, r replica.Row) { do.copy(r.ID) })
	})
	t.newer = look.NewButton("Newer form", look.Secondary, func() {
		with(func(do recordActions, r replica.Row) { do.move(r) })
	})
	t.handOver = look.NewButton("Hand over", look.Secondary, func() {
		with(func(do recordActions, r replica.Row) { do.handOver(r) })
	})
	t.withdraw = look.NewButton("Withdraw", look.Secondary, func() {
		with(func(do recordActions, r replica.Row) { do.withdraw(r.ID) })
	})
	t.buttons = []*look.Button{t.open, export, t.handOver, duplicate, t.newer, t.withdraw}
	t.content = newFoot(look.NewColumn(8, look.NewColumn(0, t.words, t.whose), newActions(t.open, export, t.handOver, duplicate, t.newer, t.withdraw)))
	t.content.Hide()
	return t
}

// standing is what the buttons for a record depend on beside the record.
type standing struct {
	newer  bool   // its form has a newer version in use
	centre bool   // there is a centre
	whose  string // on whose laptops it is, as the centre last said; "" for nothing known
}

// show says which record the buttons are for; nil hides them.
func (t *recordTools) show(r *replica.Row, as standing) {
	shown(t.content, r != nil)
	if r == nil {
		return
	}
	reference := r.Reference
	if reference == "" {
		reference = "No reference yet"
	}
	t.words.SetText(joined(reference, r.Title))
	t.whose.SetText(as.whose)
	shown(t.whose, as.whose != "")
	shown(t.handOver, as.centre)
	shown(t.newer, as.newer && r.State == workflow.InProgress)
	t.open.SetLabel("Read")
	if r.State == workflow.InProgress {
		t.open.SetLabel("Go on")
	}
	if _, may := workflow.Find(r.State, workflow.Withdrawn); may {
		t.withdraw.Enable()
	} else {
		t.withdraw.Disable()
	}
	t.content.Refresh()
}

// emptyList stands in place of a list without rows, and says why there are none.
type emptyList struct {
	content       *fyne.Container
	heading, text *look.Text
	start, clear  *look.Button
}

func newEmptyList(start, clear func()) *emptyList {
	e := &emptyList{
		heading: look.NewText("", look.Heading2), text: look.NewText("", look.Body),
		start: look.NewButton("Start one", look.Secondary, start),
		clear: look.NewButton("Show all", look.Secondary, clear),
	}
	e.content = look.NewInset(look.Insets{Top: 36, Right: 36, Bottom: 36, Left: 36},
		look.NewMeasure(look.NewColumn(12, e.heading, e.text, newActions(e.start, e.clear))))
	e.content.Hide()
	return e
}

// show stands there or not; looking says that rows are left out by a search.
func (e *emptyList) show(on, looking bool) {
	shown(e.content, on)
	shown(e.start, !looking)
	shown(e.clear, looking)
	e.heading.SetText("No evaluations yet")
	e.text.SetText("When you start one, it is kept here, sealed, whether it is finished or not. You can stop at any word and go on later.")
	if looking {
		e.heading.SetText("Nothing found")
		e.text.SetText("No evaluation here has all of those words. Try fewer, or the beginning of a word.")
	}
	e.content.Refresh()
}
