package desktop

import (
	"errors"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/sync/seal"
)

// troubleScreen stands where a vault cannot be opened: what happened, what is safe, what to do.
type troubleScreen struct {
	host    Host
	content fyne.CanvasObject
	again   *look.Button
}

// troubleWays are what a person can do about it.
type troubleWays struct {
	folder string // where the vault is
	again  func()
	show   func() // opens the folder
	train  func()
}

func newTroubleScreen(host Host, err error, ways troubleWays) *troubleScreen {
	s := &troubleScreen{host: host, again: look.NewButton("Try again", look.Primary, ways.again)}
	s.content = newMiddleSheet(
		look.NewText(troubleHeading(err), look.Heading1),
		look.NewText(workbench.Sentence(err), look.Body),
		look.NewColumn(4, look.NewText("The vault is in this folder", look.SmallStrong), look.NewText(ways.folder, look.Body)),
		newActions(s.again, look.NewButton("Show the folder", look.Secondary, ways.show),
			look.NewButton("Open the training vault instead", look.Plain, ways.train)),
	)
	return s
}

// troubleHeading names what happened in a few words.
func troubleHeading(err error) string {
	for _, t := range []struct {
		is    error
		words string
	}{
		{seal.ErrInUse, "This vault is open already"},
		{seal.ErrNewerFormat, "This vault needs a newer Plumbline"},
		{seal.ErrDamaged, "Part of this vault cannot be read"},
		{seal.ErrReadOnly, "This folder cannot be written to"},
		{seal.ErrFull, "The disk is full"},
		{seal.ErrNoVault, "There is no vault here"},
	} {
		if errors.Is(err, t.is) {
			return t.words
		}
	}
	return "The vault did not open"
}

// Title implements Screen.
func (s *troubleScreen) Title() string { return "The vault did not open" }

// Content implements Screen.
func (s *troubleScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *troubleScreen) Focus() { s.host.Focus(s.again) }

// Leave implements Screen.
func (s *troubleScreen) Leave() error { return nil }
