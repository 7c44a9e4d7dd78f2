package desktop

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/field"
	"plumbline/app/desktop/look"
	"plumbline/forms/session"
)

// repeatPanel is a repeat on a page: its instances as cards, and a way to add one. Cards are made once and kept, so
// that reordering moves them and a removed one stays in its place with the way back, until the page is shown anew.
type repeatPanel struct {
	page    *sectionPage
	key     string
	name    string
	content *fyne.Container
	cards   *fyne.Container
	byKey   map[string]*field.RepeatCard
	removed []string // instances whose card still offers the way back
	add     *look.Button
}

func newRepeatPanel(p *sectionPage, v session.View) *repeatPanel {
	r := &repeatPanel{page: p, key: v.Key, name: each(v), cards: look.NewColumn(16), byKey: map[string]*field.RepeatCard{}}
	r.add = look.NewButton("Add: "+r.name, look.Secondary, r.grow)
	r.add.OnFocused = func() { p.form.middle.content.Reveal(r.add) }
	head := look.NewColumn(4)
	if v.Key != p.key {
		head.Add(look.NewText(v.Label, look.Heading2))
	}
	if v.Hint != "" {
		head.Add(look.NewText(v.Hint, look.QuietText))
	}
	r.content = look.NewColumn(12, head, r.cards, look.NewFlow(12, r.add))
	visible(r.content, v.Relevant)
	r.update()
	return r
}

// each is what the form calls one instance, in the column bind::qa:each; the label of the whole where it has none, and
// then its name.
func each(v session.View) string {
	for _, name := range []string{v.Node.Bind["qa:each"], v.Label} {
		if name != "" {
			return name
		}
	}
	return v.Node.Name
}

// update draws the instances in their order, and the removed ones where they last stood.
func (r *repeatPanel) update() {
	instances := r.page.form.work.Session().Instances(r.key)
	r.removed = slices.DeleteFunc(r.removed, func(key string) bool { return slices.Contains(instances, key) })
	shown := slices.Clone(instances)
	for _, key := range r.removed {
		shown = slices.Insert(shown, min(max(0, r.place(key)), len(shown)), key)
	}
	r.cards.Objects = nil
	n := 0
	for _, key := range shown {
		card := r.card(key)
		gone := slices.Contains(r.removed, key)
		if !gone {
			n++
			card.SetTitle(fmt.Sprintf("%s %d", r.name, n))
			card.SetPlace(n-1, len(instances))
		}
		card.SetReadOnly(!r.open())
		r.cards.Objects = append(r.cards.Objects, card)
	}
	visible(r.add, r.open())
}

// open reports whether instances may be added and removed by hand.
func (r *repeatPanel) open() bool {
	v, _ := r.page.form.work.Session().View(r.key)
	return r.page.form.work.Editable() && !v.Fixed
}

// place is where the card of an instance stands now.
func (r *repeatPanel) place(key string) int {
	return slices.IndexFunc(r.cards.Objects, func(o fyne.CanvasObject) bool {
		return o.(*field.RepeatCard).Instance() == key
	})
}

func (r *repeatPanel) card(instance string) *field.RepeatCard {
	if card := r.byKey[instance]; card != nil {
		return card
	}
	body := look.NewColumn(20)
	r.page.fill(body, r.page.form.work.Session().Children(instance))
	card := field.NewRepeatCard(instance, r.name, body, field.RepeatEvents{
		Remove:  r.remove,
		Undo:    r.restore,
		Move:    r.move,
		Focused: func(c *field.RepeatCard) { r.page.form.middle.content.Reveal(c) },
	})
	r.byKey[instance] = card
	return card
}

func (r *repeatPanel) grow() {
	form := r.page.form
	instance, delta, err := form.work.Add(r.key)
	if err != nil {
		form.host.Trouble(err)
		return
	}
	form.apply(delta)
	if keys := r.page.inside(instance); len(keys) > 0 {
		r.page.focus(keys[0])
	}
}

func (r *repeatPanel) remove(instance string) {
	at := r.place(instance)
	r.edit(func() (session.Delta, error) { return r.page.form.work.Remove(instance) }, func() {
		r.removed = append(r.removed, instance)
		r.cards.Objects = slices.Insert(r.cards.Objects, min(max(0, at), len(r.cards.Objects)), fyne.CanvasObject(r.byKey[instance]))
		r.byKey[instance].SetRemoved(true)
	})
}

func (r *repeatPanel) restore(instance string) {
	at := r.place(instance)
	r.edit(func() (session.Delta, error) { return r.page.form.work.Restore(instance, at) }, func() {
		r.byKey[instance].SetRemoved(false)
	})
}

func (r *repeatPanel) move(instance string, by int) {
	at := slices.Index(r.page.form.work.Session().Instances(r.key), instance)
	r.edit(func() (session.Delta, error) { return r.page.form.work.Move(instance, at+by) }, func() {})
}

// edit runs an edit of the instances, draws it, and finishes the cards.
func (r *repeatPanel) edit(change func() (session.Delta, error), finish func()) {
	form := r.page.form
	delta, err := change()
	if err != nil {
		form.host.Trouble(err)
		return
	}
	form.apply(delta)
	finish()
	form.middle.relayout()
}

// relevant shows or hides the repeat and reports whether that moved rows.
func (r *repeatPanel) relevant(on bool) bool { return visible(r.content, on) }
