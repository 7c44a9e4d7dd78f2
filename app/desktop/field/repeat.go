package field

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

// RepeatEvents are what a card of a repeat asks of its page. Any of them may be left out.
type RepeatEvents struct {
	// Remove takes the instance out; the page then calls SetRemoved, and keeps the card where it is.
	Remove func(instance string)
	// Undo puts a removed instance back; the page then calls SetRemoved(false).
	Undo func(instance string)
	// Move moves the instance by -1, up, or 1, down.
	Move func(instance string, by int)
	// Focused is called when the keyboard comes to one of the card's buttons: the page scrolls the card into view.
	Focused func(card *RepeatCard)
}

var _ look.Flexible = (*RepeatCard)(nil)

// RepeatCard holds the fields of one instance of a repeat, with what can be done with it.
type RepeatCard struct {
	widget.BaseWidget
	instance string
	events   RepeatEvents

	title            *look.Text
	up, down, remove *look.Button
	gone             *look.Text // stands in for the rest after a removal
	undo             *look.Button
	present, absent  *fyne.Container
	panel            *look.Panel
}

// NewRepeatCard returns a card round the fields of an instance, given by its key.
func NewRepeatCard(instance, title string, content fyne.CanvasObject, ev RepeatEvents) *RepeatCard {
	c := &RepeatCard{instance: instance, events: ev, title: look.NewText(title, look.Title), gone: look.NewText("", look.Body)}
	c.up = c.button("Move up", func() { c.move(-1) })
	c.down = c.button("Move down", func() { c.move(1) })
	c.remove = c.button("Remove", func() { c.ask(ev.Remove) })
	c.undo = c.button("Undo", func() { c.ask(ev.Undo) })
	// Plain buttons have room round their words, which would set the first one in from the edge.
	buttons := look.NewInset(look.Insets{Left: -8}, look.NewFlow(8, c.up, c.down, c.remove))
	c.present = look.NewColumn(16, c.title, content, buttons)
	c.absent = look.NewBeside(16, c.gone, c.undo)
	c.absent.Hide()
	c.panel = look.NewCard(look.NewColumn(0, c.present, c.absent))
	c.ExtendBaseWidget(c)
	return c
}

func (c *RepeatCard) button(label string, tapped func()) *look.Button {
	b := look.NewButton(label, look.Plain, tapped)
	b.OnFocused = func() {
		if c.events.Focused != nil {
			c.events.Focused(c)
		}
	}
	return b
}

func (c *RepeatCard) move(by int) {
	if c.events.Move != nil {
		c.events.Move(c.instance, by)
	}
}

func (c *RepeatCard) ask(what func(instance string)) {
	if what != nil {
		what(c.instance)
	}
}

// Instance is the key of the instance.
func (c *RepeatCard) Instance() string { return c.instance }

// SetTitle names the instance, such as "Action 2".
func (c *RepeatCard) SetTitle(title string) { c.title.SetText(title) }

// SetPlace says where the instance stands among count, counted from 0: the first cannot go up, nor the last down.
func (c *RepeatCard) SetPlace(index, count int) {
	enable(c.up, index > 0)
	enable(c.down, index < count-1)
}

// SetReadOnly takes the buttons away, or gives them back.
func (c *RepeatCard) SetReadOnly(on bool) {
	for _, b := range []*look.Button{c.up, c.down, c.remove} {
		show(b, !on)
	}
	c.panel.Refresh()
}

// SetRemoved shows in place of the instance that it is removed, with the way back, and hands the keyboard to that; or
// shows the instance again.
func (c *RepeatCard) SetRemoved(removed bool) {
	c.gone.SetText(c.title.Content() + " is removed.")
	show(c.present, !removed)
	show(c.absent, removed)
	c.panel.Refresh()
	on := look.CanvasOf(c)
	switch {
	case on == nil:
	case removed:
		on.Focus(c.undo)
	case on.Focused() == fyne.Focusable(c.undo):
		on.Focus(c.remove)
	}
}

func enable(b *look.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// HeightFor implements look.Flexible.
func (c *RepeatCard) HeightFor(width float32) float32 { return c.panel.HeightFor(width) }

// CreateRenderer implements fyne.Widget.
func (c *RepeatCard) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.panel) }
