package desktop

import (
	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// newPassphrase asks for a passphrase that is not in use yet: twice while it is hidden, with its strength in words.
type newPassphrase struct {
	content       *fyne.Container
	first, second *textBox
	strength      *strength
	show          *look.Button
	shown         bool
	judge         func(string) workbench.Verdict
}

func newNewPassphrase(label string, judge func(string) workbench.Verdict) *newPassphrase {
	p := &newPassphrase{
		first:    newTextBox(label, "At least 12 characters. Length counts for more than odd signs. You can paste it.").secret(),
		second:   newTextBox("The same again", "").secret(),
		strength: newStrength(),
		judge:    judge,
	}
	p.show = look.NewButton("Show what I type", look.Plain, p.toggle)
	p.first.entry.OnChanged = func(text string) {
		p.first.wrong("")
		p.strength.show(text, judge(text))
	}
	p.second.entry.OnChanged = func(string) { p.second.wrong("") }
	p.content = look.NewColumn(12, look.NewColumn(8, p.first.content, p.strength.content, newActions(p.show)), p.second.content)
	return p
}

func (p *newPassphrase) boxes() []*textBox { return []*textBox{p.first, p.second} }

// toggle shows or hides what is typed. What is in sight need not be typed twice.
func (p *newPassphrase) toggle() {
	p.shown = !p.shown
	p.first.reveal(p.shown)
	p.show.SetLabel("Show what I type")
	if p.shown {
		p.show.SetLabel("Hide what I type")
	}
	shown(p.second.content, !p.shown)
	p.content.Refresh()
}

// take returns the passphrase, or says what is wrong with it, goes there and reports false.
func (p *newPassphrase) take(host Host) ([]byte, bool) {
	text := p.first.text()
	if v := p.judge(text); !v.OK {
		p.first.wrong(v.Words)
		p.strength.silence()
		host.Focus(p.first.entry)
		return nil, false
	}
	if !p.shown && text != p.second.text() {
		p.second.wrong("The two are not the same. Type it again, or choose “Show what I type” to see it.")
		host.Focus(p.second.entry)
		return nil, false
	}
	return []byte(text), true
}

// clear empties both boxes.
func (p *newPassphrase) clear() {
	p.first.entry.SetText("")
	p.second.entry.SetText("")
}
