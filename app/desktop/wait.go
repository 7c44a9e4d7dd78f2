package desktop

import (
	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
)

// waitScreen stands while something is prepared that the person asked for.
type waitScreen struct {
	content fyne.CanvasObject
	busy    *busyLine
}

func newWaitScreen(heading, words string) *waitScreen {
	s := &waitScreen{busy: newBusyLine(words)}
	s.busy.show(true)
	s.content = newMiddleSheet(look.NewText(heading, look.Heading1), s.busy.content)
	return s
}

// Title implements Screen.
func (s *waitScreen) Title() string { return "One moment" }

// Content implements Screen.
func (s *waitScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *waitScreen) Focus() {}

// Leave implements Screen.
func (s *waitScreen) Leave() error {
	s.busy.show(false)
	return nil
}
