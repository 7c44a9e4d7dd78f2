package desktop

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// vaultMaker makes a vault. Vaults has it.
type vaultMaker interface {
	Create(ctx context.Context, who workbench.Profile, passphrase []byte) (Desk, error)
	Judge(passphrase string) workbench.Verdict
}

// createScreen makes a vault: who works in it, and the passphrase that opens it.
type createScreen struct {
	host       Host
	vaults     vaultMaker
	enter      func(Desk)
	content    *look.Page
	name, role *textBox
	passphrase *newPassphrase
	create     *look.Button
	busy       *busyLine
	problem    *look.Warning
}

func newCreateScreen(host Host, vaults vaultMaker, enter func(Desk)) *createScreen {
	s := &createScreen{
		host: host, vaults: vaults, enter: enter,
		name:       newTextBox("Your name", "As histories and reports should show it."),
		role:       newTextBox("Your role", "Such as Team Manager. You can leave this empty."),
		passphrase: newNewPassphrase("Passphrase", vaults.Judge),
		busy:       newBusyLine("Sealing your new vault. This takes a second or two."),
		problem:    look.NewWarning(""),
	}
	s.create = look.NewButton("Create the vault", look.Primary, s.submit)
	s.problem.Hide()
	s.content = newMiddleSheet(
		look.NewColumn(6,
			look.NewText("Create your vault", look.Heading1),
			look.NewText("It is kept on this laptop alone.", look.QuietText)),
		s.name.content, s.role.content, s.passphrase.content,
		look.NewBanner(look.NotePanel, "Nobody can recover a forgotten passphrase yet",
			"Not your support desk, and not the people who wrote the program. Keep it in a password manager, or on paper where you keep your keys."),
		look.NewColumn(8, s.problem, s.busy.content, newActions(s.create, look.NewButton("Back", look.Plain, host.Back))),
	)
	for _, b := range append(s.passphrase.boxes(), s.name, s.role) {
		s.reveal(b)
		b.entry.OnSubmitted = func(string) { s.submit() }
	}
	return s
}

// reveal scrolls to a box when the keyboard comes to it.
func (s *createScreen) reveal(b *textBox) { b.entry.entered = func() { s.content.Reveal(b.content) } }

// submit makes the vault, or says what is missing and goes there.
func (s *createScreen) submit() {
	s.name.wrong("")
	shown(s.problem, false)
	if strings.TrimSpace(s.name.text()) == "" {
		s.name.wrong("Give your name: histories and reports say who wrote what.")
		s.host.Focus(s.name.entry)
		return
	}
	passphrase, ok := s.passphrase.take(s.host)
	if !ok || s.create.Disabled() {
		return
	}
	s.wait(true)
	who := workbench.Profile{Name: s.name.text(), Role: s.role.text()}
	var desk Desk
	s.host.Background(func(ctx context.Context) (err error) {
		defer clear(passphrase)
		desk, err = s.vaults.Create(ctx, who, passphrase)
		return err
	}, func(err error) {
		s.wait(false)
		if err != nil {
			s.problem.SetText(workbench.Sentence(err))
			s.problem.Show()
			s.content.Refresh()
			return
		}
		s.enter(desk)
	})
}

func (s *createScreen) wait(on bool) {
	s.busy.show(on)
	if on {
		s.create.Disable()
	} else {
		s.create.Enable()
	}
	s.content.Refresh()
}

// Title implements Screen.
func (s *createScreen) Title() string { return "Create your vault" }

// Content implements Screen.
func (s *createScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *createScreen) Focus() { s.host.Focus(s.name.entry) }

// Leave forgets what was typed.
func (s *createScreen) Leave() error {
	s.passphrase.clear()
	return nil
}
