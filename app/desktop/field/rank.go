package field

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms"
	"plumbline/forms/session"
)

var (
	_ control            = (*rank)(nil)
	_ fyne.Focusable     = (*rank)(nil)
	_ fyne.Tappable      = (*rank)(nil)
	_ fyne.Shortcutable  = (*rank)(nil)
	_ desktop.Cursorable = (*rank)(nil)
)

// rank is the control for putting choices in an order. Up and Down go through them; Space takes one up, and then Up and
// Down carry it until Space or Enter sets it down; a number carries it to that place. Delete takes the order back. The
// arrows at the right of each do the same for the mouse.
type rank struct {
	widget.BaseWidget
	question *question
	order    []forms.Choice // as shown
	bars     []*rankBar
	column   *fyne.Container
	ring     look.Ring
	ranked   bool // the person has given an order; else it is that of the form
	at       int  // the bar that the cursor is on
	carrying bool
	focused  bool
}

func newRank(q *question) *rank {
	r := &rank{question: q, column: look.NewColumn(8), ring: look.NewRing()}
	r.ExtendBaseWidget(r)
	return r
}

func (r *rank) show(v session.View) {
	order := slices.Clone(v.Choices)
	names := strings.Fields(v.Value)
	slices.SortStableFunc(order, func(a, b forms.Choice) int { return placeIn(names, a.Name) - placeIn(names, b.Name) })
	ranked := v.Value != ""
	if ranked != r.ranked || !slices.EqualFunc(order, r.order, sameOption) {
		r.order, r.ranked = order, ranked
		r.build()
	}
}

// placeIn is where a name stands; behind all others where it does not.
func placeIn(names []string, name string) int {
	if i := slices.Index(names, name); i >= 0 {
		return i
	}
	return len(names)
}

// build makes as many bars as there are choices, and has them show the order.
func (r *rank) build() {
	for len(r.bars) < len(r.order) {
		bar := newRankBar()
		r.bars = append(r.bars, bar)
	}
	r.bars = r.bars[:len(r.order)]
	r.at = max(min(r.at, len(r.order)-1), 0)
	r.column.Objects = nil
	for _, bar := range r.bars {
		r.column.Objects = append(r.column.Objects, bar)
	}
	r.mark()
	r.column.Refresh()
	r.question.Refresh()
}

func (r *rank) mark() {
	for i, bar := range r.bars {
		place := 0
		if r.ranked {
			place = i + 1
		}
		bar.set(place, r.order[i].Label.In(r.question.events.Language), r.carrying && i == r.at)
	}
	r.circle()
}

func (r *rank) circle() {
	on := r.focused && r.at < len(r.bars)
	if on {
		r.ring.Around(r.bars[r.at].Position(), r.bars[r.at].Size())
	}
	r.ring.Shown(on)
}

// carry moves the choice at the cursor to a place, and tells the order.
func (r *rank) carry(to int) {
	to = max(min(to, len(r.order)-1), 0)
	if len(r.order) == 0 || to == r.at && r.ranked {
		return
	}
	moved := r.order[r.at]
	r.order = slices.Insert(slices.Delete(r.order, r.at, r.at+1), to, moved)
	r.at, r.ranked = to, true
	r.mark()
	var names []string
	for _, c := range r.order {
		names = append(names, c.Name)
	}
	r.question.typed(strings.Join(names, " "))
}

// pick takes the choice at the cursor up, or sets it down. The first time, that alone makes the present order the answer.
func (r *rank) pick() {
	r.carrying = !r.carrying
	if !r.ranked {
		r.carry(r.at)
	}
	r.mark()
}

func (r *rank) clear() {
	r.carrying = false
	r.question.typed("")
	v := r.question.view
	r.show(v)
	r.mark()
}

func (r *rank) focus(k Keyboard) { k.Focus(r) }

// HeightFor implements look.Flexible.
func (r *rank) HeightFor(width float32) float32 { return look.HeightFor(r.column, width) }
