package field

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms/session"
)

// clock is the control for a time of day: one box that takes a time as people write it. The key t enters the time now.
type clock struct {
	line
	typed func(stored string)
}

const clockWidth = 104

func newClock(q *question, typed func(stored string)) *clock {
	c := &clock{typed: typed}
	c.widest = clockWidth
	c.init(q, func(text string) { c.typed(composeTime(text)) })
	c.entry.SetPlaceHolder("hh:mm")
	c.entry.onRune = func(r rune) bool {
		now := q.events.Today
		if r != 't' && r != 'T' || c.entry.Text != "" || now == nil {
			return false
		}
		c.entry.set(now().Format("15:04"))
		c.typed(c.stored())
		return true
	}
	c.ExtendBaseWidget(c)
	return c
}

func (c *clock) stored() string { return composeTime(c.entry.Text) }

func (c *clock) show(v session.View) { c.put(v.Value) }

// put shows a stored time, leaving alone what already says the same.
func (c *clock) put(stored string) {
	if text := shownTime(stored); c.stored() != stored && c.entry.Text != text {
		c.entry.set(text)
	}
}

// dateTime is the control for a day with a time: the boxes of a date, and one for the time.
type dateTime struct {
	widget.BaseWidget
	date  *date
	clock *clock
	row   *fyne.Container
}

func newDateTime(q *question) *dateTime {
	d := &dateTime{date: newDate(q)}
	told := func() { q.typed(composeDateTime(d.date.stored(), d.clock.stored())) }
	d.clock = newClock(q, func(string) { told() })
	d.date.told = told
	d.row = &fyne.Container{Layout: dateTimeRow{}, Objects: []fyne.CanvasObject{d.date, d.clock}}
	d.ExtendBaseWidget(d)
	return d
}

func (d *dateTime) show(v session.View) {
	if composeDateTime(d.date.stored(), d.clock.stored()) == v.Value {
		return
	}
	day, time := splitDateTime(v.Value)
	d.date.put(day)
	d.clock.put(time)
}

func (d *dateTime) focus(k Keyboard) { d.date.focus(k) }

// HeightFor implements look.Flexible.
func (d *dateTime) HeightFor(width float32) float32 {
	return dateTimeRow{}.height(d.row.Objects, width)
}

// CreateRenderer implements fyne.Widget.
func (d *dateTime) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(d.row) }

// dateTimeRow sets a time beside a date, or below it where there is no room.
type dateTimeRow struct{}

func (dateTimeRow) dateWidth() float32 {
	width := float32(0)
	for _, w := range (dateRow{}).widths() {
		width += look.Px(w)
	}
	return width + look.Px(2*dateGap)
}

func (l dateTimeRow) beside(width float32) bool {
	return width >= l.dateWidth()+look.Px(2*dateGap+clockWidth)
}

func (l dateTimeRow) height(objects []fyne.CanvasObject, width float32) float32 {
	row := objects[0].MinSize().Height
	if l.beside(width) {
		return row
	}
	return 2*row + look.Px(dateGap)
}

func (l dateTimeRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	row := objects[0].MinSize().Height
	at := fyne.NewPos(l.dateWidth()+look.Px(2*dateGap), 0)
	if !l.beside(size.Width) {
		at = fyne.NewPos(0, row+look.Px(dateGap))
	}
	place(objects[0], fyne.NewPos(0, 0), fyne.NewSize(min(size.Width, l.dateWidth()), row))
	place(objects[1], at, fyne.NewSize(min(size.Width, look.Px(clockWidth)), row))
}

func (l dateTimeRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[0].MinSize()
	return fyne.NewSize(max(least.Width, objects[1].MinSize().Width), least.Height)
}
