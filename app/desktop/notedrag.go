package desktop

import (
	"fyne.io/fyne/v2"

	"plumbline/app/desktop/field"
	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms"
)

// noteDrag is a note on its way, under the pointer, into a question.
type noteDrag struct {
	over    func(at fyne.Position) // told where the pointer is, on the window
	drop    func(at fyne.Position) // let go there
	at      fyne.Position
	stopped bool // the note goes nowhere, whatever the pointer does until it is let go
}

var _ fyne.Draggable = (*link)(nil)

// Dragged carries the note that a link stands for; a link that stands for none stays where it is.
func (l *link) Dragged(e *fyne.DragEvent) {
	if l.drag != nil && !l.drag.stopped {
		l.drag.at = e.AbsolutePosition
		l.drag.over(e.AbsolutePosition)
	}
}

// DragEnd lets go of the note.
func (l *link) DragEnd() {
	if l.drag == nil {
		return
	}
	if !l.drag.stopped {
		l.drag.drop(l.drag.at)
	}
	l.drag.stopped = false
}

// questionAt is the key of the question in sight, at a place on the window, that takes a note; "" for none.
func (f *Form) questionAt(at fyne.Position) string {
	if f.page == nil || !within(f.middle.content, at) {
		return ""
	}
	for key, o := range f.page.fields {
		v, ok := f.work.Session().View(key)
		if ok && takesNotes(v.Node.Kind, v.ReadOnly) && visibleField(o) && within(o, at) {
			return key
		}
	}
	return ""
}

func takesNotes(k forms.Kind, readOnly bool) bool { return k == forms.String && !readOnly }

func visibleField(o field.Field) bool { return o.Visible() && look.CanvasOf(o) != nil }

// within reports whether a place on the window is on an object.
func within(o fyne.CanvasObject, at fyne.Position) bool {
	from := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	to := from.AddXY(o.Size().Width, o.Size().Height)
	return at.X >= from.X && at.Y >= from.Y && at.X < to.X && at.Y < to.Y
}

// dragging carries a note over the questions: its first words go with the pointer, the bottom line says where it would go,
// and letting go puts it there. Esc leaves it where it was.
func (p *contextPane) dragging(n workbench.Note) *noteDrag {
	const nowhere = "-" // no question has such a key
	over := nowhere
	d, card := &noteDrag{}, (*noteCard)(nil)
	stop := func() {
		over, card, d.stopped = nowhere, nil, true
		p.form.host.Say("")
	}
	d.over = func(at fyne.Position) {
		if card == nil {
			card = newNoteCard(n.Said())
		}
		p.form.host.Carry(card, at, stop)
		if key := p.form.questionAt(at); key != over {
			over = key
			p.form.host.Say(p.dropWords(key))
		}
	}
	d.drop = func(at fyne.Position) {
		over, card = nowhere, nil
		p.form.host.PutDown()
		p.form.host.Say("")
		if key := p.form.questionAt(at); key != "" {
			p.drop(n.ID, key)
		}
	}
	return d
}

func (p *contextPane) dropWords(key string) string {
	if v, ok := p.form.work.Session().View(key); ok && key != "" {
		return "Let go to put the note into “" + v.Label + "”."
	}
	return "Drag the note onto a question that takes text. Esc leaves it where it was."
}

// drop puts a note into the answer of a question, and the keyboard there.
func (p *contextPane) drop(id, key string) {
	delta, err := p.form.work.UseNote(id, key)
	if err != nil {
		p.form.host.Trouble(err)
		return
	}
	p.form.apply(delta)
	p.key = ""
	p.form.page.focus(key)
	if v, ok := p.form.work.Session().View(key); ok {
		p.show(v)
	}
}
