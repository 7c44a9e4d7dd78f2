package desktop

import (
	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/session"
)

// notes offers the notes that have gone into no question yet, for the one that the person is at: choosing one puts its
// words into the answer. It is nil where there are none, or where the question takes no text.
func (p *contextPane) notes(v session.View) []fyne.CanvasObject {
	book := p.form.work.Notebook()
	if book == nil || v.Node.Kind != forms.String || v.ReadOnly || !p.form.work.Editable() {
		return nil
	}
	unused := p.form.work.Unused()
	if len(unused) == 0 {
		return nil
	}
	out := []fyne.CanvasObject{look.NewColumn(2, look.NewText("Your notes", look.Strong),
		look.NewText("F6 goes to them. Enter puts one into the answer; a drag puts it into any. The others stay with the record.", look.Small))}
	about := noteWords{book: book}
	for i, n := range unused {
		n.Used = "" // it went into an answer, and was taken out again
		l := newLink(n.Said(), joined(n.At.Format("15:04"), n.Tag.Word(), about.labels(n)), func() { p.take(n, v.Key, i) })
		l.focused = func() { p.content.Reveal(l) }
		l.drag = p.dragging(n)
		out = append(out, l)
	}
	return out
}

// take puts a note into the answer of a question, and the keyboard on the note that comes next.
func (p *contextPane) take(n workbench.Note, key string, at int) {
	delta, err := p.form.work.UseNote(n.ID, key)
	if err != nil {
		p.form.host.Trouble(err)
		return
	}
	p.form.apply(delta)
	v, ok := p.form.work.Session().View(key)
	if !ok {
		return
	}
	p.key = ""
	p.show(v)
	if links := p.links(); len(links) > 0 {
		p.form.host.Focus(links[min(at, len(links)-1)])
	} else {
		p.form.page.focus(key)
	}
}

// links are the notes that are offered.
func (p *contextPane) links() []*link {
	var out []*link
	for _, o := range p.column.Objects {
		if l, ok := o.(*link); ok {
			out = append(out, l)
		}
	}
	return out
}
