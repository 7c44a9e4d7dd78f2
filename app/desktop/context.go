package desktop

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/session"
)

// contextPane is the right pane of the form screen: what helps with the question that the keyboard is in, or how its
// answer came to be.
type contextPane struct {
	form    *Form
	content *look.Page
	column  *fyne.Container
	history *look.Button
	key     string // of the question shown; "" for none
}

func newContextPane(f *Form) *contextPane {
	p := &contextPane{form: f, column: look.NewColumn(20)}
	p.history = look.NewButton("History of this answer", look.Plain, p.showHistory)
	p.content = look.NewPage(look.NewInset(look.Insets{Top: 24, Right: 20, Bottom: 24, Left: 20}, p.column))
	return p
}

// clear leaves the pane empty.
func (p *contextPane) clear() {
	p.key = ""
	p.fill()
}

// show tells what helps with a question: the practice standards that it evidences, and what its grades mean.
func (p *contextPane) show(v session.View) {
	if p.key == v.Key {
		return
	}
	p.key = v.Key
	var blocks []fyne.CanvasObject
	list := p.form.work.Session().Definition().Lists["ps"]
	for _, code := range v.Node.Standards() {
		if c, ok := list.Choice(code); ok {
			blocks = append(blocks, block("Practice standard "+code, c.Columns["text"]))
		}
	}
	if v.Guidance != "" {
		blocks = append(blocks, block("About this question", v.Guidance))
	}
	if v.Node.Has("grade") {
		blocks = append(blocks, grades(v.Choices))
	}
	blocks = append(p.notes(v), blocks...)
	if v.Node.Kind.Asked() {
		blocks = append(blocks, p.history)
	}
	p.fill(blocks...)
}

func (p *contextPane) fill(blocks ...fyne.CanvasObject) {
	p.column.Objects = blocks
	p.column.Refresh()
	p.content.Resize(p.content.Size())
	p.content.ScrollToTop()
	p.content.Refresh()
}

func block(title, text string) fyne.CanvasObject {
	return look.NewColumn(4, look.NewText(title, look.SmallStrong), look.NewText(text, look.Small).In(look.Ink))
}

// grades lists what each grade means, with the tests that tell it from its neighbours.
func grades(choices []forms.Choice) fyne.CanvasObject {
	out := look.NewColumn(12, look.NewText("What the grades mean", look.SmallStrong))
	for _, c := range choices {
		g, ok := look.GradeOf(c)
		if !ok || c.Columns["descriptor"] == "" {
			continue
		}
		head := look.NewHanging(8, look.NewGradeBadge(g), look.NewText(c.Label.In(forms.Untranslated), look.Strong).In(g.Tone.Colour()))
		body := look.NewColumn(4, head, look.NewText(c.Columns["descriptor"], look.Small).In(look.Ink))
		if tests := c.Columns["tests"]; tests != "" {
			body.Add(look.NewText(tests, look.Small))
		}
		out.Add(body)
	}
	return out
}

// showHistory tells how the answer came to be, newest first.
func (p *contextPane) showHistory() {
	key := p.key
	var entries []workbench.Entry
	p.form.host.Background(func(ctx context.Context) (err error) {
		entries, err = p.form.work.History(ctx, key)
		return err
	}, func(err error) {
		if err != nil {
			p.form.host.Trouble(err)
			return
		}
		if p.key == key {
			p.fill(p.told(entries)...)
		}
	})
}

func (p *contextPane) told(entries []workbench.Entry) []fyne.CanvasObject {
	blocks := []fyne.CanvasObject{look.NewText("History of this answer", look.Strong)}
	if len(entries) == 0 {
		blocks = append(blocks, look.NewText("Nobody has answered it yet.", look.QuietText))
	}
	if p.form.work.Row().Partial {
		blocks = append(blocks, look.NewText("What came before is at the centre. It comes here by itself when there is a network.", look.QuietText))
	}
	now := p.form.work.Now()
	for i := len(entries) - 1; i >= 0; i-- {
		e := entries[i]
		blocks = append(blocks, look.NewColumn(4,
			look.NewText(e.At.In(now.Location()).Format("2 January 2006, 15:04:05")+" · "+e.Who, look.SmallStrong),
			look.NewText(quoted(e.After), look.Small).In(look.Ink),
			look.NewText("Before: "+quoted(e.Before), look.Small)))
		if len(e.Between) > 0 {
			var between []string
			for _, b := range e.Between {
				between = append(between, quoted(b))
			}
			blocks = append(blocks, look.NewText("Decided between "+strings.Join(between, " and ")+".", look.Small))
		}
	}
	key := p.key
	return append(blocks, look.NewButton("Back to what helps", look.Plain, func() {
		p.key = ""
		if v, ok := p.form.work.Session().View(key); ok {
			p.show(v)
		}
	}))
}

func quoted(answer string) string {
	if strings.TrimSpace(answer) == "" {
		return "blank"
	}
	return "“" + answer + "”"
}

// holds reports whether an object is one of the pane's own.
func (p *contextPane) holds(o fyne.Focusable) bool {
	for _, own := range p.focusable() {
		if own == o {
			return true
		}
	}
	return false
}

func (p *contextPane) focusFirst() bool {
	own := p.focusable()
	if len(own) == 0 || fyne.CurrentApp().Driver().CanvasForObject(p.content) == nil {
		return false
	}
	p.form.host.Focus(own[0])
	return true
}

func (p *contextPane) focusable() []fyne.Focusable {
	var out []fyne.Focusable
	for _, o := range p.column.Objects {
		if f, ok := o.(fyne.Focusable); ok {
			out = append(out, f)
		}
	}
	return out
}
