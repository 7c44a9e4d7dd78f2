package desktop

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/sync/seal"
)

// unlocker opens the vault. Vaults has it.
type unlocker interface {
	Unlock(ctx context.Context, passphrase []byte) (Desk, error)
}

// unlockScreen asks for the passphrase.
type unlockScreen struct {
	host       Host
	vaults     unlocker
	to         gateway
	now        func() time.Time
	content    *look.Page
	passphrase *textBox
	unlock     *look.Button
	show       *look.Button
	busy       *busyLine
	shown      bool
	until      time.Time // no attempt before then; zero: at once
}

func newUnlockScreen(host Host, vaults unlocker, to gateway, now func() time.Time) *unlockScreen {
	s := &unlockScreen{
		host: host, vaults: vaults, to: to, now: now,
		passphrase: newTextBox("Passphrase", "").secret(),
		busy:       newBusyLine("Opening your vault. This takes a second."),
	}
	s.unlock = look.NewButton("Unlock", look.Primary, s.submit)
	s.show = look.NewButton("Show what I type", look.Plain, s.toggle)
	s.passphrase.entry.OnSubmitted = func(string) { s.submit() }
	s.content = newMiddleSheet(
		look.NewColumn(6,
			look.NewText("Unlock your vault", look.Heading1),
			look.NewText("What you wrote is sealed on this laptop. Your passphrase opens it.", look.QuietText)),
		s.passphrase.content,
		s.busy.content,
		newActions(s.unlock, s.show),
		newActions(look.NewButton("Open the training vault instead", look.Plain, to.train)),
	)
	return s
}

func (s *unlockScreen) toggle() {
	s.shown = !s.shown
	s.passphrase.reveal(s.shown)
	s.show.SetLabel("Show what I type")
	if s.shown {
		s.show.SetLabel("Hide what I type")
	}
}

// submit opens the vault with what is typed.
func (s *unlockScreen) submit() {
	if s.unlock.Disabled() {
		return
	}
	if s.passphrase.text() == "" {
		s.passphrase.wrong("Type the passphrase that you chose for this vault.")
		return
	}
	s.wait(true)
	passphrase := []byte(s.passphrase.text())
	var desk Desk
	s.host.Background(func(ctx context.Context) (err error) {
		defer clear(passphrase)
		desk, err = s.vaults.Unlock(ctx, passphrase)
		return err
	}, func(err error) {
		s.wait(false)
		if err != nil {
			s.refused(err)
			return
		}
		s.to.enter(desk)
	})
}

// refused says why the vault did not open: here when another try may help, else on a page of its own.
func (s *unlockScreen) refused(err error) {
	var wait *seal.WaitError
	switch {
	case errors.As(err, &wait):
		s.until = s.now().Add(wait.Remaining)
		s.unlock.Disable()
	case errors.Is(err, seal.ErrWrongPassphrase):
		s.passphrase.entry.SetText("")
	default:
		s.to.trouble(err)
		return
	}
	s.passphrase.wrong(workbench.Sentence(err))
	s.host.Focus(s.passphrase.entry)
}

// tick counts the seconds down until the next attempt.
func (s *unlockScreen) tick(now time.Time) {
	if s.until.IsZero() {
		return
	}
	if left := s.until.Sub(now); left > 0 {
		s.passphrase.wrong(workbench.Sentence(&seal.WaitError{Remaining: left}))
		return
	}
	s.until = time.Time{}
	s.unlock.Enable()
	s.passphrase.wrong("")
}

func (s *unlockScreen) wait(on bool) {
	s.busy.show(on)
	if on {
		s.passphrase.wrong("")
		s.unlock.Disable()
	} else {
		s.unlock.Enable()
	}
	s.content.Refresh()
}

// Title implements Screen.
func (s *unlockScreen) Title() string { return "Unlock" }

// Content implements Screen.
func (s *unlockScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *unlockScreen) Focus() { s.host.Focus(s.passphrase.entry) }

// Leave forgets what was typed.
func (s *unlockScreen) Leave() error {
	s.passphrase.entry.SetText("")
	return nil
}
