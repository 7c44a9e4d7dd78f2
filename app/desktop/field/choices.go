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
	_ control            = (*choices)(nil)
	_ fyne.Focusable     = (*choices)(nil)
	_ fyne.Tappable      = (*choices)(nil)
	_ fyne.Shortcutable  = (*choices)(nil)
	_ desktop.Hoverable  = (*choices)(nil)
	_ desktop.Cursorable = (*choices)(nil)
)

// choices is the control for selects: options side by side, one place for Tab, a cursor that moves over them. Its
// options only draw; keys and mouse come here.
type choices struct {
	widget.BaseWidget
	question *question
	multiple bool
	own      []forms.Choice // what is offered whatever the view says; nil for what the view does

	offered []forms.Choice
	manner  manner
	chips   []*chip
	rows    fyne.CanvasObject // the chips
	meaning *look.Text        // the descriptor of a grade
	content *fyne.Container
	ring    look.Ring

	chosen  []string // names; those that are not offered now are kept
	at      int      // the option that the cursor is on
	hovered int      // the option under the mouse; -1 for none
	focused bool
}

func newChoices(q *question, multiple bool) *choices {
	c := &choices{
		question: q, multiple: multiple, hovered: -1, ring: look.NewRing(),
		meaning: look.NewText("", look.QuietText), content: look.NewColumn(8),
	}
	c.arrange()
	c.ExtendBaseWidget(c)
	return c
}

func (c *choices) show(v session.View) {
	if c.own != nil {
		v.Choices = c.own
	}
	if !slices.EqualFunc(c.offered, v.Choices, sameOption) {
		c.offer(v.Choices)
	}
	if chosen := strings.Fields(v.Value); !slices.Equal(chosen, c.chosen) {
		c.chosen = chosen
		if i := slices.IndexFunc(c.offered, c.has); i >= 0 && !c.focused {
			c.at = i
		}
	}
	c.mark()
}

func sameOption(a, b forms.Choice) bool {
	return a.Name == b.Name && a.Label.In("") == b.Label.In("") && len(a.Label) == len(b.Label)
}

// arrange stands the options as the form says.
func (c *choices) arrange() {
	if c.manner.columns > 0 {
		c.rows = newGrid(c.manner.columns, c.chips)
	} else {
		c.rows = look.NewFlow(12, objects(c.chips)...)
	}
	c.content.Objects = []fyne.CanvasObject{c.rows, c.meaning}
	c.content.Refresh()
}

// offer builds the options anew.
func (c *choices) offer(offered []forms.Choice) {
	c.offered, c.chips, c.at, c.hovered = offered, nil, 0, -1
	c.manner = mannerOf(c.question.view.Node, offered)
	for i, o := range offered {
		key := 0
		if len(offered) <= 9 {
			key = i + 1
		}
		c.chips = append(c.chips, newChipIn(c.manner, o, o.Label.In(c.question.events.Language), c.multiple, key))
	}
	c.arrange()
}

func (c *choices) has(o forms.Choice) bool { return slices.Contains(c.chosen, o.Name) }

// mark draws what is chosen, where the cursor is, and what the grade there means.
func (c *choices) mark() {
	for i, chip := range c.chips {
		chip.set(c.has(c.offered[i]), i == c.hovered)
	}
	before := c.meaning.Content()
	c.meaning.SetText(c.descriptor())
	show(c.meaning, c.meaning.Content() != "")
	if before != c.meaning.Content() {
		c.question.Refresh()
	}
	c.circle()
}

// descriptor is what the grade under the cursor means, or the chosen one when the keyboard is elsewhere.
func (c *choices) descriptor() string {
	i := c.at
	if !c.focused {
		i = slices.IndexFunc(c.offered, c.has)
	}
	if i < 0 || i >= len(c.offered) || c.offered[i].Columns["descriptor"] == "" {
		return ""
	}
	o := c.offered[i]
	return o.Label.In(c.question.events.Language) + ": " + o.Columns["descriptor"]
}

// circle puts the ring round the option that the cursor is on.
func (c *choices) circle() {
	on := c.focused && c.at < len(c.chips)
	if on {
		chip := c.chips[c.at]
		c.ring.Around(chip.Position().Add(c.rows.Position()), chip.Size())
	}
	c.ring.Shown(on)
}

// toggle chooses an option, or takes it back when it is chosen already.
func (c *choices) toggle(i int) {
	if i < 0 || i >= len(c.offered) {
		return
	}
	c.at = i
	if c.has(c.offered[i]) {
		c.take(i)
	} else {
		c.choose(i)
	}
}

func (c *choices) choose(i int) {
	if !c.multiple {
		c.answer([]string{c.offered[i].Name})
		if c.manner.quick {
			c.question.next()
		}
		return
	}
	if !c.has(c.offered[i]) {
		c.answer(append(slices.Clone(c.chosen), c.offered[i].Name))
	}
}

func (c *choices) take(i int) {
	name := c.offered[i].Name
	c.answer(slices.DeleteFunc(slices.Clone(c.chosen), func(n string) bool { return n == name }))
}

// answer tells the question what is chosen now, in list order; names that are not offered come last.
func (c *choices) answer(chosen []string) {
	place := func(name string) int {
		i := slices.IndexFunc(c.offered, func(o forms.Choice) bool { return o.Name == name })
		if i < 0 {
			return len(c.offered)
		}
		return i
	}
	slices.SortStableFunc(chosen, func(a, b string) int { return place(a) - place(b) })
	c.chosen = chosen
	c.mark()
	c.question.typed(strings.Join(chosen, " "))
	c.describe()
}

func (c *choices) describe() {
	if told := c.question.events.Described; told != nil && c.at < len(c.offered) {
		told(c.question.view.Key, c.offered[c.at])
	}
}

func (c *choices) focus(k Keyboard) { k.Focus(c) }
