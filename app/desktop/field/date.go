package field

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms/session"
)

// The boxes of a date, by index.
const (
	dayBox = iota
	monthBox
	yearBox
	dateBoxes
)

// date is the control for a day of the calendar: a box each for day, month and year. A box that is full hands the
// keyboard on; a whole date pasted into any box fills all three; what is not a date yet is kept as it was typed.
type date struct {
	widget.BaseWidget
	question *question
	told     func() // the date has changed
	boxes    [dateBoxes]*box
	row      *fyne.Container
}

func newDate(q *question) *date {
	d := &date{question: q}
	d.told = func() { q.typed(d.stored()) }
	d.ExtendBaseWidget(d)
	d.row = &fyne.Container{Layout: dateRow{}}
	for i, name := range []string{"Day", "Month", "Year"} {
		b := &box{}
		b.init(q, d.changed)
		b.ExtendBaseWidget(b)
		b.entry.SetPlaceHolder(name)
		b.entry.replace = true
		b.entry.onRune = func(r rune) bool { return d.typedRune(i, r) }
		b.entry.onKey = func(k *fyne.KeyEvent) bool { return d.typedKey(i, k) }
		d.boxes[i] = b
		d.row.Objects = append(d.row.Objects, b)
	}
	return d
}

func (d *date) text(i int) string { return d.boxes[i].entry.Text }

func (d *date) stored() string { return composeDate(d.text(dayBox), d.text(monthBox), d.text(yearBox)) }

func (d *date) show(v session.View) { d.put(v.Value) }

// put shows a stored date, leaving alone what already says the same.
func (d *date) put(stored string) {
	if d.stored() != stored {
		d.fill(splitDate(stored))
	}
}

func (d *date) fill(parts [dateBoxes]string) {
	for i, b := range d.boxes {
		b.entry.set(parts[i])
	}
}

func (d *date) focus(k Keyboard) { k.Focus(d.boxes[dayBox].entry) }

// changed takes what stands in a box now: a part, or a whole date that was pasted.
func (d *date) changed(text string) {
	if iso, ok := parseDate(text); ok {
		d.fill(splitDate(iso))
		d.goTo(yearBox)
	}
	d.told()
}

// typedRune takes the keys that end a part, and t for today.
func (d *date) typedRune(i int, r rune) bool {
	switch {
	case strings.ContainsRune("/-. ", r):
		if d.text(i) != "" {
			d.goTo(i + 1)
		}
		return true
	case (r == 't' || r == 'T') && d.text(i) == "" && d.question.events.Today != nil:
		d.fill(splitDate(d.question.events.Today().Format("2006-01-02")))
		d.told()
		d.goTo(yearBox)
		return true
	case unicode.IsDigit(r):
		e := d.boxes[i].entry
		e.Entry.TypedRune(r)
		if atEnd := e.CursorColumn == utf8.RuneCountInString(e.Text); atEnd && partFull(i, e.Text) {
			d.goTo(i + 1)
			d.boxes[i+1].entry.handed = true
		}
		return true
	default:
		return false
	}
}

// partFull reports whether no further digit can belong to a part.
func partFull(i int, text string) bool {
	switch i {
	case dayBox:
		return len(text) == 2 || len(text) == 1 && text > "3"
	case monthBox:
		return len(text) == 2 || len(text) == 1 && text > "1"
	default:
		return false
	}
}

// typedKey goes back from an empty box.
func (d *date) typedKey(i int, k *fyne.KeyEvent) bool {
	if k.Name == fyne.KeyBackspace && d.text(i) == "" && i > dayBox {
		d.goTo(i - 1)
		return true
	}
	return false
}

// goTo moves the keyboard to another box.
func (d *date) goTo(i int) {
	c := look.CanvasOf(d.boxes[dayBox].entry)
	if i < 0 || i >= dateBoxes || c == nil || c.Focused() == fyne.Focusable(d.boxes[i].entry) {
		return
	}
	c.Focus(d.boxes[i].entry)
}

// HeightFor implements look.Flexible.
func (d *date) HeightFor(float32) float32 { return d.row.MinSize().Height }

// CreateRenderer implements fyne.Widget.
func (d *date) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(d.row) }

// dateRow sets the three boxes side by side, narrower where there is less room.
type dateRow struct{}

const dateGap = 12

func (dateRow) widths() [dateBoxes]float32 { return [dateBoxes]float32{68, 84, 92} }

func (l dateRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	boxes := size.Width - look.Px(2*dateGap)
	designed := float32(0)
	for _, w := range l.widths() {
		designed += look.Px(w)
	}
	share, x := min(boxes/designed, 1), float32(0)
	for i, w := range l.widths() {
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(look.Px(w)*share, size.Height))
		x += look.Px(w)*share + look.Px(dateGap)
	}
}

func (l dateRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(look.Px(2*dateGap), 0)
	for _, o := range objects {
		least := o.MinSize()
		size = fyne.NewSize(size.Width+least.Width, max(size.Height, least.Height))
	}
	return size
}
