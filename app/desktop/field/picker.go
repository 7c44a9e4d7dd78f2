package field

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms"
	"plumbline/forms/session"
)

// pickerShows is how many choices are in sight at once.
const pickerShows = 8

// picker is the control for a select with more choices than can stand side by side: a box to type a few letters into, and
// the choices that have them. Up and Down go through those, Enter takes one, and of several also takes it back; Backspace
// in the empty box takes back the one chosen last.
type picker struct {
	widget.BaseWidget
	question *question
	multiple bool

	offered []forms.Choice
	chosen  []string // names, in list order
	told    *look.Text
	box     *box
	rows    *fyne.Container // of the choices in sight
	more    *look.Text
	column  *fyne.Container

	open    bool  // choices are in sight
	matches []int // indices of the choices that have the letters
	at      int   // of the matches, where the cursor is
}

var _ control = (*picker)(nil)

func newPicker(q *question, multiple bool) *picker {
	p := &picker{question: q, multiple: multiple, told: look.NewText("", look.Body), more: look.NewText("", look.QuietText), box: &box{}}
	p.box.init(q, func(string) { p.search(true) })
	p.box.ExtendBaseWidget(p.box)
	p.box.entry.onKey = p.typedKey
	p.box.entry.moved = func(focused bool) {
		p.box.ring.Shown(focused)
		switch {
		case !focused:
			p.box.entry.set("")
			p.search(false)
		case q.view.Node.Has("minimal"):
			p.search(true)
		}
	}
	p.rows = look.NewColumn(4)
	p.column = look.NewColumn(8, p.told, p.box, p.rows, p.more)
	p.ExtendBaseWidget(p)
	return p
}

func (p *picker) show(v session.View) {
	chosen := strings.Fields(v.Value)
	if slices.EqualFunc(p.offered, v.Choices, sameOption) && slices.Equal(p.chosen, chosen) {
		return
	}
	p.offered, p.chosen = v.Choices, chosen
	p.box.entry.SetPlaceHolder(fmt.Sprintf("Type to find one of %d", len(p.offered)))
	p.tell()
	p.search(p.open)
}

// tell says what is chosen.
func (p *picker) tell() {
	var labels []string
	for _, name := range p.chosen {
		if c, ok := (&forms.List{Choices: p.offered}).Choice(name); ok {
			name = c.Label.In(p.question.events.Language)
		}
		labels = append(labels, name)
	}
	p.told.SetStyle(look.Strong)
	p.told.SetText(strings.Join(labels, "; "))
	show(p.told, len(labels) > 0)
}

// search finds the choices that have each of the words typed.
func (p *picker) search(open bool) {
	words := strings.Fields(strings.ToLower(p.box.entry.Text))
	p.open, p.at, p.matches = open, 0, nil
	for i, c := range p.offered {
		text := strings.ToLower(c.Label.In(p.question.events.Language) + " " + c.Name)
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			p.matches = append(p.matches, i)
		}
	}
	p.draw()
}

// draw shows the matches round the cursor.
func (p *picker) draw() {
	p.rows.Objects = nil
	first := min(max(p.at-pickerShows/2, 0), max(len(p.matches)-pickerShows, 0))
	for n := first; p.open && n < min(first+pickerShows, len(p.matches)); n++ {
		p.rows.Add(newPickerRow(p, n))
	}
	words := ""
	switch rest := len(p.matches) - pickerShows; {
	case p.open && len(p.matches) == 0:
		words = "None of the choices has those letters."
	case p.open && rest > 0:
		words = fmt.Sprintf("and %d more: go on with Down, or type more letters", rest)
	}
	p.more.SetText(words)
	show(p.more, words != "")
	show(p.rows, len(p.rows.Objects) > 0)
	p.rows.Refresh()
	p.column.Refresh()
	p.question.Refresh()
}

// typedKey goes through the matches, and takes one.
func (p *picker) typedKey(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyDown:
		if !p.open {
			p.search(true)
			return true
		}
		p.move(p.at + 1)
	case fyne.KeyUp:
		p.move(p.at - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if !p.open || len(p.matches) == 0 {
			return false // on to the next question
		}
		p.take(p.offered[p.matches[p.at]].Name)
	case fyne.KeyBackspace:
		if p.box.entry.Text != "" || len(p.chosen) == 0 {
			return false
		}
		p.answer(p.chosen[:len(p.chosen)-1])
	default:
		return false
	}
	return true
}

func (p *picker) move(to int) {
	if to >= 0 && to < len(p.matches) {
		p.at = to
		p.draw()
	}
}

// take chooses something, or takes it back; the box is then empty for the next.
func (p *picker) take(name string) {
	chosen := []string{name}
	if p.multiple {
		chosen = slices.Clone(p.chosen)
		if i := slices.Index(chosen, name); i >= 0 {
			chosen = slices.Delete(chosen, i, i+1)
		} else {
			chosen = append(chosen, name)
		}
	}
	p.box.entry.set("")
	p.search(false)
	p.answer(chosen)
}

// answer tells the question what is chosen now.
func (p *picker) answer(chosen []string) {
	p.chosen = slices.Clone(chosen)
	p.tell()
	p.question.typed(strings.Join(p.chosen, " "))
	p.question.Refresh()
}

func (p *picker) focus(k Keyboard) { p.box.focus(k) }

// HeightFor implements look.Flexible.
func (p *picker) HeightFor(width float32) float32 { return look.HeightFor(p.column, width) }

// CreateRenderer implements fyne.Widget.
func (p *picker) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.column) }

// pickerRow is one choice in sight, which the mouse can take. A press outside the box takes the keyboard from it, and with
// that the rows away, before a tap could arrive: so the press itself counts.
type pickerRow struct {
	widget.BaseWidget
	chip  *chip
	taken func() // called once
}

var (
	_ fyne.Tappable     = (*pickerRow)(nil)
	_ desktop.Mouseable = (*pickerRow)(nil)
	_ look.Flexible     = (*pickerRow)(nil)
)

func newPickerRow(p *picker, match int) *pickerRow {
	c := p.offered[p.matches[match]]
	r := &pickerRow{
		chip:  newChip(c, c.Label.In(p.question.events.Language), p.multiple, 0),
		taken: sync.OnceFunc(func() { p.take(c.Name) }),
	}
	r.chip.set(slices.Contains(p.chosen, c.Name), match == p.at)
	r.ExtendBaseWidget(r)
	return r
}

// MouseDown takes the choice.
func (r *pickerRow) MouseDown(*desktop.MouseEvent) { r.taken() }

// MouseUp does nothing.
func (r *pickerRow) MouseUp(*desktop.MouseEvent) {}

// Tapped takes the choice, where there is a tap without a press, as on a touch screen.
func (r *pickerRow) Tapped(*fyne.PointEvent) { r.taken() }

// MinSize leaves the width to the page: a long choice wraps.
func (r *pickerRow) MinSize() fyne.Size {
	return fyne.NewSize(look.Px(look.Target), r.chip.HeightFor(max(r.Size().Width, look.Px(look.Target))))
}

// HeightFor implements look.Flexible.
func (r *pickerRow) HeightFor(width float32) float32 { return r.chip.HeightFor(width) }

// CreateRenderer implements fyne.Widget.
func (r *pickerRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.chip) }
