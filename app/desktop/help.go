package desktop

import (
	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
)

// helpScreen tells the keys, and how what is written is kept.
type helpScreen struct {
	host    Host
	content *look.Page
	back    *look.Button
	parts   []*passage
}

// helpLine is one key of the help page and what it does.
type helpLine struct{ shown, does string }

// helpPart is a table of the help page.
type helpPart struct {
	title string
	lines []helpLine
}

// helpParts are the tables of the help page, in order. They are read from the tables that the keys go by.
func helpParts() []helpPart {
	window := helpPart{title: "Keys"}
	for _, k := range keys() {
		window.lines = append(window.lines, helpLine{k.shown, k.does})
	}
	typed := helpPart{title: "In a notebook: what you can type"}
	for _, s := range noteSigns() {
		typed.lines = append(typed.lines, helpLine{s.typed, s.does})
	}
	return []helpPart{
		window, typed, noteHelp("In a notebook: keys in the line", lineKeys()), noteHelp("In a notebook: keys in the notes", listKeys()),
	}
}

func noteHelp(title string, table []noteKey) helpPart {
	part := helpPart{title: title}
	for _, k := range table {
		part.lines = append(part.lines, helpLine{k.shown, k.does})
	}
	return part
}

func newHelpScreen(host Host) *helpScreen {
	s := &helpScreen{host: host, back: look.NewButton("Back", look.Secondary, host.Back)}
	parts := []fyne.CanvasObject{newActions(s.back)}
	for _, p := range helpParts() {
		s.parts = append(s.parts, newHelpTable(p))
	}
	s.parts = append(s.parts, newPassage(look.NewText("What happens to what you write", look.Heading2),
		"Every answer is saved within half a second, sealed, on this laptop. The line at the foot of the window "+
			"says when the last one was. There is no button to save, and closing the window loses nothing.",
		"When nobody is at the window for a while, it goes blank and the vault locks. Settings say after how long."))
	parts = append(parts, newReadingColumn(func() *look.Page { return s.content }, s.parts))
	s.content = newSheet("Help", "Everything in Plumbline can be done from the keyboard. Tab reads on.", parts...)
	s.back.OnFocused = func() { s.content.Reveal(s.back) }
	return s
}

// newHelpTable is a table of the page that the keyboard can come to.
func newHelpTable(p helpPart) *passage {
	table := look.NewColumn(10)
	said := p.title
	for _, l := range p.lines {
		table.Add(look.NewBeside(16, look.NewText(l.does, look.Body), look.NewLabel(l.shown, look.Strong)))
		said += ". " + l.shown + ": " + l.does
	}
	return newPassageOf(said, look.NewColumn(12, look.NewText(p.title, look.Heading2), look.NewCard(table)))
}

// Title implements Screen.
func (s *helpScreen) Title() string { return "Help" }

// Content implements Screen.
func (s *helpScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *helpScreen) Focus() { s.host.Focus(s.back) }

// Leave implements Screen.
func (s *helpScreen) Leave() error { return nil }
