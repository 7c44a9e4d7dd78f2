package desktop

import (
	"slices"

	"plumbline/app/desktop/field"
	"plumbline/forms/session"
)

// toAgree counts, by section, the answers from last year that nobody has confirmed.
func (f *Form) toAgree() map[string]int {
	out := map[string]int{}
	for _, t := range f.work.ToAgree() {
		out[f.work.SectionOf(t.Key)]++
	}
	return out
}

// agreeTo confirms answers from last year, and draws that.
func (f *Form) agreeTo(keys ...string) bool {
	if err := f.work.Agree(keys...); err != nil {
		f.host.Trouble(err)
		return false
	}
	f.apply(session.Delta{Changed: keys})
	return true
}

// agree confirms one answer from last year, and goes on to the next of the section that waits.
func (f *Form) agree(key string) {
	if !f.agreeTo(key) {
		return
	}
	waiting := f.page.toAgree()
	if len(waiting) == 0 {
		f.page.focus(key)
		f.host.Say("Every answer from last year is confirmed in this section.")
		return
	}
	order := f.page.all()
	at := slices.Index(order, key)
	next := slices.IndexFunc(waiting, func(k string) bool { return slices.Index(order, k) > at })
	f.page.focus(waiting[max(next, 0)])
}

// agreeHere confirms the answer that the person is at.
func (f *Form) agreeHere() {
	if t, ok := f.work.TakenAt(f.context.key); !ok || t.Agreed || !f.work.Editable() {
		f.host.Say("There is nothing from last year to confirm here.")
		return
	}
	f.agree(f.context.key)
}

// agreeToSection confirms what is left of the section shown.
func (f *Form) agreeToSection() {
	if f.agreeTo(f.page.toAgree()...) {
		f.middle.focusEnd()
		f.host.Say("Every answer from last year is confirmed in this section. Ctrl+Z takes that back.")
	}
}

// toAgree lists the questions of the page whose answers from last year wait to be confirmed, in form order.
func (p *sectionPage) toAgree() []string {
	if !p.form.work.Editable() {
		return nil
	}
	var out []string
	for _, t := range p.form.work.ToAgree() {
		if p.taken[t.Key] != nil {
			out = append(out, t.Key)
		}
	}
	return out
}

// atMark shows the question of a mark that the keyboard has come to.
func (p *sectionPage) atMark(m *takenMark) {
	p.form.middle.content.Reveal(m.row)
	if v, ok := p.form.work.Session().View(m.key); ok {
		p.form.context.show(v)
	}
}

// remark draws every mark anew: what others confirm changes no answer.
func (p *sectionPage) remark() {
	for key := range p.taken {
		if v, ok := p.form.work.Session().View(key); ok {
			p.show(key, v.Relevant)
		}
	}
}

// reveal scrolls to a question, and to its mark where it has one.
func (p *sectionPage) reveal(f field.Field) {
	if m := p.taken[f.Key()]; m != nil {
		p.form.middle.content.Reveal(m.row)
		return
	}
	p.form.middle.content.Reveal(f)
}

// show shows or hides a question, with its mark, and reports whether rows moved.
func (p *sectionPage) show(key string, relevant bool) (moved bool) {
	moved = visible(p.fields[key], relevant)
	m := p.taken[key]
	if m == nil {
		return moved
	}
	if t, ok := p.form.work.TakenAt(key); ok {
		moved = m.show(t, p.form.work.Editable()) || moved
	}
	return visible(m.row, relevant) || moved
}
