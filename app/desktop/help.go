package desktop

import (
	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
)

// helpScreen tells the keys, and how what is written is kept.
type helpScreen struct {
	host    Host
	content fyne.CanvasObject
	back    *look.Button
}

func newHelpScreen(host Host) *helpScreen {
	s := &helpScreen{host: host, back: look.NewButton("Back", look.Secondary, host.Back)}
	table := look.NewColumn(10)
	for _, k := range keys() {
		table.Add(look.NewBeside(16, look.NewText(k.does, look.Body), look.NewLabel(k.shown, look.Strong)))
	}
	s.content = newSheet("Help", "Everything in Plumbline can be done from the keyboard.",
		newActions(s.back),
		look.NewText("Keys", look.Heading2),
		look.NewCard(table),
		look.NewText("What happens to what you write", look.Heading2),
		look.NewText("Every answer is saved within half a second, sealed, on this laptop. The line at the foot of the window "+
			"says when the last one was. There is no button to save, and closing the window loses nothing.", look.Body),
		look.NewText("When nobody is at the window for a while, it goes blank and the vault locks. Settings say after how long.", look.Body),
	)
	return s
}

// Title implements Screen.
func (s *helpScreen) Title() string { return "Help" }

// Content implements Screen.
func (s *helpScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *helpScreen) Focus() { s.host.Focus(s.back) }

// Leave implements Screen.
func (s *helpScreen) Leave() error { return nil }
