package field

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms"
	"plumbline/forms/session"
)

// control is the part of a question that takes the answer.
type control interface {
	fyne.CanvasObject
	look.Flexible
	// show makes the control show the view's answer, leaving alone what already says the same.
	show(v session.View)
	// focus gives the keyboard to the control.
	focus(k Keyboard)
}

// question is the base of every question: it holds what all of them share, and one control.
type question struct {
	widget.BaseWidget
	view   session.View
	events Events

	label   *look.Text
	hint    *look.Text
	control control
	reading *reading // stands in for the control while the answer cannot be changed
	warning *look.Warning
	nudge   *nudge
	footer  *footer
	body    *fyne.Container

	told  string // by SetError
	inUse bool   // the keyboard is in one of its parts
}

var _ Field = (*question)(nil)

func newQuestion(v session.View, ev Events) *question {
	q := &question{
		view: v, events: ev,
		label: look.NewText("", look.Strong), hint: look.NewText("", look.QuietText),
		warning: look.NewWarning(""), reading: newReading(ev.Language), footer: newFooter(advisedWords(v.Node)),
	}
	q.control, q.nudge = newControl(q), newNudge(q)
	heading := look.NewColumn(0, q.label, q.hint)
	q.body = look.NewColumn(8, heading, q.control, q.reading, q.warning, q.nudge, q.footer)
	q.ExtendBaseWidget(q)
	q.Update(v)
	return q
}

func newControl(q *question) control {
	n := q.view.Node
	switch n.Kind {
	case forms.Date:
		return newDate(q)
	case forms.Time:
		return newClock(q, q.typed)
	case forms.DateTime:
		return newDateTime(q)
	case forms.SelectOne:
		return newSelection(q, false)
	case forms.SelectMultiple:
		return newSelection(q, true)
	case forms.Rank:
		return newRank(q)
	case forms.Acknowledge:
		return newAcknowledge(q)
	case forms.Integer, forms.Decimal:
		return newNumber(q)
	case forms.Range:
		return newSlider(q)
	case forms.GeoPoint, forms.GeoTrace, forms.GeoShape:
		return newPlaces(q)
	case forms.Image, forms.Audio, forms.Video, forms.File:
		return newUnserved()
	default:
		if n.Has("multiline") {
			return newLongText(q)
		}
		return newText(q)
	}
}

func (q *question) Key() string { return q.view.Key }

func (q *question) Update(v session.View) {
	if v.Value != q.view.Value {
		q.told = ""
	}
	q.view = v
	tail := ""
	if v.Required && !v.ReadOnly {
		tail = "required"
	}
	q.label.SetTextAndTail(v.Label, tail)
	q.hint.SetText(v.Hint)
	show(q.hint, v.Hint != "")
	show(q.control, !v.ReadOnly)
	show(q.reading, v.ReadOnly)
	q.control.show(v)
	q.reading.show(v)
	q.footer.show(v)
	q.nudge.update()
	q.judge()
}

func (q *question) FocusFirst(k Keyboard) {
	if !q.view.ReadOnly {
		q.control.focus(k)
	}
}

func (q *question) SetError(message string) {
	q.told = message
	q.judge()
}

// judge shows what is wrong. A problem that arises while the person is still typing waits until they leave; one that
// they came to mend stays in sight until it is mended.
func (q *question) judge() {
	message := q.told
	if p := q.view.Problem; message == "" && p != nil && (!q.inUse || q.warning.Visible()) {
		message = p.Message
	}
	if message == q.warning.Content() && q.warning.Visible() == (message != "") {
		return
	}
	q.warning.SetText(message)
	show(q.warning, message != "")
	q.Refresh()
}

// typed takes a new answer from the control.
func (q *question) typed(value string) {
	if value == q.view.Value {
		return
	}
	q.told, q.view.Value = "", value
	q.footer.show(q.view)
	if q.events.Changed != nil {
		q.events.Changed(q.view.Key, value)
	}
	q.nudge.update()
	q.judge()
}

// entered and left are called by the parts of the control as the keyboard comes and goes.
func (q *question) entered() {
	q.inUse = true
	tell(q.events.Opened, q.view.Key)
	if q.events.Focused != nil {
		q.events.Focused(q)
	}
}

func (q *question) left() {
	q.inUse = false
	tell(q.events.Closed, q.view.Key)
	q.nudge.update()
	q.judge()
}

func (q *question) next() { tell(q.events.Next, q.view.Key) }

func (q *question) prev() { tell(q.events.Prev, q.view.Key) }

// show shows or hides an object; one that stands as it should costs nothing.
func show(o fyne.CanvasObject, on bool) {
	switch {
	case on && !o.Visible():
		o.Show()
	case !on && o.Visible():
		o.Hide()
	}
}
