package desktop

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/field"
	"plumbline/app/desktop/look"
	"plumbline/forms"
	"plumbline/forms/session"
)

// sectionPage is one section's questions. Its rows are made once, then shown and hidden.
type sectionPage struct {
	form    *Form
	key     string
	content *fyne.Container
	title   *look.Text
	where   *look.Text
	fields  map[string]field.Field
	head    *takenHead
	taken   map[string]*takenMark // by the key of a question whose answer was taken over
	groups  map[string]*fyne.Container
	repeats map[string]*repeatPanel
}

func newSectionPage(f *Form, key string) *sectionPage {
	p := &sectionPage{
		form: f, key: key, title: look.NewText("", look.Heading1), where: look.NewText("", look.QuietText),
		fields: map[string]field.Field{}, taken: map[string]*takenMark{}, groups: map[string]*fyne.Container{}, repeats: map[string]*repeatPanel{},
	}
	p.head = newTakenHead(f.agreeToSection)
	p.head.agree.OnFocused = func() { f.middle.content.Reveal(p.head.content) }
	p.content = look.NewColumn(28, look.NewColumn(4, p.title, p.where, p.head.content))
	v, _ := f.work.Session().View(key)
	if v.Node != nil && v.Node.Kind == forms.Repeat {
		p.content.Add(p.repeat(v))
	} else {
		p.fill(p.content, f.work.Members(key))
	}
	return p
}

// fill adds a row for each node that a person sees.
func (p *sectionPage) fill(into *fyne.Container, keys []string) {
	for _, child := range keys {
		v, ok := p.form.work.Session().View(child)
		if !ok || !seen(v.Node.Kind) {
			continue
		}
		switch v.Node.Kind {
		case forms.Group:
			group := look.NewColumn(28)
			if v.Label != "" {
				group.Add(look.NewText(v.Label, look.Heading2))
			}
			p.fill(group, p.form.work.Session().Children(child))
			group.Hidden = !v.Relevant
			p.groups[child] = group
			into.Add(group)
		case forms.Repeat:
			into.Add(p.repeat(v))
		default:
			into.Add(p.field(v))
		}
	}
}

// seen reports whether nodes of a kind are on the page at all.
func seen(k forms.Kind) bool { return k.Container() || k.Asked() || k == forms.Note }

func (p *sectionPage) repeat(v session.View) fyne.CanvasObject {
	r := newRepeatPanel(p, v)
	p.repeats[v.Key] = r
	return r.content
}

func (p *sectionPage) field(v session.View) fyne.CanvasObject {
	f := field.New(p.shown(v), field.Events{
		Changed: p.form.answer,
		Opened:  p.form.opened,
		Closed:  p.form.closed,
		Next:    func(key string) { p.step(key, 1) },
		Prev:    func(key string) { p.step(key, -1) },
		Focused: p.reveal,
		Today:   p.form.work.Now,
		Marks:   p.form.work.Marks,
	})
	p.fields[v.Key] = f
	var row fyne.CanvasObject = f
	if _, taken := p.form.work.TakenAt(v.Key); taken {
		m := newTakenMark(v.Key, f, p.form.agree)
		m.agree.OnFocused = func() { p.atMark(m) }
		p.taken[v.Key], row = m, m.row
	}
	p.show(v.Key, v.Relevant)
	return row
}

// visible shows or hides an object, and reports whether that is news.
func visible(o fyne.CanvasObject, on bool) (changed bool) {
	if o.Visible() == on {
		return false
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
	return true
}

// shown is a view as this page shows it: numbered, and nothing can be answered while the record is closed.
func (p *sectionPage) shown(v session.View) session.View {
	v.Label = p.form.numbered(v)
	v.ReadOnly = v.ReadOnly || !p.form.work.Editable()
	return v
}

// update draws everything on the page anew.
func (p *sectionPage) update() {
	all := p.form.sections.all
	if i := p.form.sections.index(p.key); i >= 0 {
		p.title.SetText(all[i].Title)
		where := fmt.Sprintf("Section %d of %d", i+1, len(all))
		if back := p.form.work.Session().Definition().Setting("look_back"); back != "" {
			where += " · look at the last " + back
		}
		p.where.SetText(where)
	}
	for key, f := range p.fields {
		if v, ok := p.form.work.Session().View(key); ok {
			f.Update(p.shown(v))
			f.SetError(p.missing(v))
			p.show(key, v.Relevant)
		}
	}
	p.head.show(len(p.toAgree()))
}

// apply draws what an edit changed on this page.
func (p *sectionPage) apply(delta session.Delta) {
	moved := false
	for _, key := range delta.Repeats {
		if r := p.repeats[key]; r != nil {
			r.update()
			moved = true
		}
	}
	for _, key := range delta.Changed {
		moved = p.applyTo(key) || moved
	}
	if p.head.show(len(p.toAgree())) || moved {
		p.form.middle.relayout()
	}
}

// applyTo draws one changed node and reports whether rows moved.
func (p *sectionPage) applyTo(key string) (moved bool) {
	v, ok := p.form.work.Session().View(key)
	if !ok {
		return false
	}
	if r := p.repeats[key]; r != nil {
		return r.relevant(v.Relevant)
	}
	if g := p.groups[key]; g != nil {
		return visible(g, v.Relevant)
	}
	f := p.fields[key]
	if f == nil {
		return false
	}
	f.Update(p.shown(v))
	f.SetError(p.missing(v))
	return p.show(key, v.Relevant)
}

// missing is what to say of a blank answer: nothing before completing was tried.
func (p *sectionPage) missing(v session.View) string {
	if !p.form.asked || !v.Required || v.Value != "" || !v.Relevant {
		return ""
	}
	for _, problem := range p.form.work.Session().ProblemsIn(v.Key) {
		return problem.Message
	}
	return ""
}

// all lists the questions on the page that can be come to now, in order.
func (p *sectionPage) all() []string {
	if v, ok := p.form.work.Session().View(p.key); ok && v.Node.Kind == forms.Repeat {
		return p.keys(p.key)
	}
	return p.among(p.form.work.Members(p.key))
}

// keys lists those in a group or a repeat.
func (p *sectionPage) keys(container string) []string {
	s := p.form.work.Session()
	v, ok := s.View(container)
	if !ok || !v.Relevant {
		return nil
	}
	if v.Node.Kind == forms.Repeat {
		if instances := s.Instances(container); instances != nil {
			var out []string
			for _, instance := range instances {
				out = append(out, p.inside(instance)...)
			}
			return out
		}
	}
	return p.inside(container)
}

func (p *sectionPage) inside(container string) []string {
	return p.among(p.form.work.Session().Children(container))
}

func (p *sectionPage) among(keys []string) []string {
	var out []string
	for _, child := range keys {
		v, ok := p.form.work.Session().View(child)
		switch {
		case !ok || !v.Relevant:
		case v.Node.Kind.Container():
			out = append(out, p.keys(child)...)
		case field.Served(v.Node.Kind) && !v.ReadOnly && p.fields[child] != nil:
			out = append(out, child)
		}
	}
	return out
}

// step moves the keyboard from a question to the one after or before it; after the last, to the way on.
func (p *sectionPage) step(key string, by int) {
	keys := p.all()
	at := slices.Index(keys, key) + by
	switch {
	case at < 0:
	case at < len(keys):
		p.focus(keys[at])
	default:
		p.form.middle.focusEnd()
	}
}

func (p *sectionPage) focusFirst() bool {
	if keys := p.all(); len(keys) > 0 {
		p.focus(keys[0])
		return true
	}
	for _, r := range p.repeats {
		p.form.host.Focus(r.add)
		return r.add.Visible()
	}
	return false
}

func (p *sectionPage) focus(key string) {
	if f := p.fields[key]; f != nil {
		f.FocusFirst(p.form.host)
	}
}
