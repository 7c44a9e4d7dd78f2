// Package field shows the nodes of an open form: one widget for each type of question, all built on one base that gives
// it label, hint, error, footer and focus.
//
// A field does not know the session. It is made from a View, tells its Events what a person does, and is given a new
// View whenever the session says that one has changed; typing in one field refreshes no other. Everything is done by
// keyboard alone:
//
//	Tab, Shift+Tab        next, previous place the keyboard can be; also out of long text
//	Enter                 next question; a new line in long text, where Shift+Enter goes on
//	Ctrl+Down, Ctrl+Up    next, previous question, from anywhere
//	1 to 9                choose that option
//	arrows, Space         move over options, choose one; Space on a chosen one, or Delete, takes it back; in an order,
//	                      Space takes one up and sets it down
//	t                     today in an empty date, now in an empty time
//
// Everything here belongs to the toolkit's goroutine.
package field

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms"
	"plumbline/forms/guard"
	"plumbline/forms/session"
)

// Field is one node of a form on the page.
type Field interface {
	fyne.CanvasObject
	look.Flexible

	// Key is the key of the node.
	Key() string

	// Update shows the node as it is now. What a person is typing is left alone while the view says the same. It does
	// not show or hide the field itself: that is the page's part.
	Update(v session.View)

	// FocusFirst gives the keyboard to the first part of the field that takes it, and does nothing where none does.
	FocusFirst(k Keyboard)

	// SetError shows a message under the field until the answer changes, or until SetError(""). It is for what a View's
	// Problem does not say, such as a missing answer; a Problem shows by itself once the keyboard has left the field.
	SetError(message string)
}

// Keyboard is what moves the keyboard to an object: a canvas, or a window that stands in front of one.
type Keyboard interface{ Focus(to fyne.Focusable) }

// Events are what a field tells its page, and what it asks of it. Any of them may be left out.
type Events struct {
	// Changed is called after each key press that changes the answer, with its stored form.
	Changed func(key, value string)
	// Opened is called when the keyboard comes to the field, Closed when it leaves. Going from one part of a field to
	// another is a Closed and an Opened.
	Opened, Closed func(key string)
	// Next and Prev are asked to move the keyboard to the next and the previous question.
	Next, Prev func(key string)
	// Focused is called after Opened: the page scrolls the field into view.
	Focused func(f Field)
	// Described is called when the keyboard comes to an option, or one is chosen, so that its meaning can be shown.
	Described func(key string, c forms.Choice)

	// Marks tells what in a text may tell who somebody is; nil looks at nothing.
	Marks func(text string) []guard.Mark

	// Language is the form's language in which options are shown.
	Language string
	// Today is the day that the key t enters in a date; nil makes the key nothing special.
	Today func() time.Time
}

func tell(f func(key string), key string) {
	if f != nil {
		f(key)
	}
}

// New returns the field for a view. What nobody is asked is a field that is never seen; a group or repeat is its heading.
func New(v session.View, ev Events) Field {
	switch v.Node.Kind {
	case forms.Group, forms.Repeat, forms.Note:
		return newNote(v)
	case forms.Calculate, forms.Hidden, forms.Meta:
		return newUnseen(v.Key)
	default:
		return newQuestion(v, ev)
	}
}

// unseen is the field of a node that is not shown.
type unseen struct {
	widget.BaseWidget
	key string
}

func newUnseen(key string) *unseen {
	u := &unseen{key: key}
	u.ExtendBaseWidget(u)
	u.Hide()
	return u
}

func (u *unseen) Key() string               { return u.key }
func (u *unseen) Update(session.View)       {}
func (u *unseen) FocusFirst(Keyboard)       {}
func (u *unseen) SetError(string)           {}
func (u *unseen) HeightFor(float32) float32 { return 0 }
func (u *unseen) Show()                     {} // never seen, whatever the page does with its rows
func (u *unseen) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(&fyne.Container{})
}
