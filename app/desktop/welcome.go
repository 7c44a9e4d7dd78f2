package desktop

import (
	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
)

// welcomeScreen is the first page of a first start: what the program is, and two ways in.
type welcomeScreen struct {
	host    Host
	content fyne.CanvasObject
	create  *look.Button
}

func newWelcomeScreen(host Host, to gateway) *welcomeScreen {
	s := &welcomeScreen{host: host, create: look.NewButton("Create your vault", look.Primary, to.create)}
	s.content = newMiddleSheet(
		look.NewColumn(8,
			look.NewText("Welcome to Plumbline", look.Heading1),
			look.NewText("Quality assurance in children’s social care: practice evaluations written with the record beside you, "+
				"with or without a network.", look.Body)),
		look.NewCard(look.NewColumn(12,
			look.NewText("Begin your own work", look.Title),
			look.NewText("Everything you write is kept in a vault on this laptop, sealed with a passphrase that you choose.", look.Body),
			newActions(s.create))),
		look.NewCard(look.NewColumn(12,
			look.NewText("Look round first", look.Title),
			look.NewText("A training vault with invented people. What you make in it is marked as training, on screen and in every PDF.", look.Body),
			newActions(look.NewButton("Try it with training data", look.Secondary, to.train)))),
	)
	return s
}

// Title implements Screen.
func (s *welcomeScreen) Title() string { return "Welcome" }

// Content implements Screen.
func (s *welcomeScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *welcomeScreen) Focus() { s.host.Focus(s.create) }

// Leave implements Screen.
func (s *welcomeScreen) Leave() error { return nil }
