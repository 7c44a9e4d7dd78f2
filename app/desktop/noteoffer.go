package desktop

import (
	"fmt"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/forms/guard"
)

// marker looks in texts.
type marker interface {
	// Marks is what in a text may tell who somebody is.
	Marks(text string) []guard.Mark
}

// markOffer says of a text what in it may tell who somebody is, why, and what to write instead. It blocks nothing, and says
// nothing more of what a person has left.
type markOffer struct {
	replace func(guard.Mark)
	left    func()
	key     string          // which key takes the offer, as a sentence; "" for none
	content *fyne.Container // hidden where there is nothing to say
	mark    guard.Mark      // that it speaks of; zero for none
	passed  map[string]bool // words that may stay
	use     *look.Button
	leave   *look.Button
}

// newMarkOffer makes an offer: replace writes what is offered in place of a mark, left is told that a mark may stay.
func newMarkOffer(replace func(guard.Mark), left func()) *markOffer {
	o := &markOffer{replace: replace, left: left, content: look.NewColumn(0), passed: map[string]bool{}}
	o.use = look.NewButton("", look.Secondary, func() { o.take() })
	o.leave = look.NewButton("Leave it", look.Plain, o.pass)
	o.content.Hide()
	return o
}

// show speaks of the first mark that may not stay, and reports whether that is news.
func (o *markOffer) show(marks []guard.Mark) bool {
	var m guard.Mark
	for _, one := range marks {
		if !o.passed[one.Text] {
			m = one
			break
		}
	}
	if m == o.mark {
		return false
	}
	o.mark = m
	o.content.Objects = nil
	if m.Text != "" {
		o.use.SetLabel(markLabel(m))
		o.content.Add(look.NewBanner(look.NotePanel, markTitle(m), m.Why+" "+o.key+"Nothing is blocked.", look.NewFlow(8, o.use, o.leave)))
	}
	shown(o.content, m.Text != "")
	o.content.Refresh()
	return true
}

// take writes what is offered, and reports whether anything was.
func (o *markOffer) take() bool {
	if o.mark.Text == "" {
		return false
	}
	o.replace(o.mark)
	return true
}

// pass lets the words stay.
func (o *markOffer) pass() {
	o.passed[o.mark.Text] = true
	o.show(nil)
	o.left()
}

func markTitle(m guard.Mark) string {
	return fmt.Sprintf("“%s” looks like %s.", m.Text, m.Kind.Words())
}

func markLabel(m guard.Mark) string {
	if m.Spare {
		return "Take it out"
	}
	return "Use “" + m.Instead + "”"
}

// finished are the marks of a text that are no longer being typed: a word at its end may still go on.
func finished(marks []guard.Mark, text string) []guard.Mark {
	var out []guard.Mark
	for _, m := range marks {
		if m.End < len(text) {
			out = append(out, m)
		}
	}
	return out
}
