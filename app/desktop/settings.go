package desktop

import (
	"context"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/sync/client"
)

// settled is what the settings change in a vault. Desk has it.
type settled interface {
	Training() bool
	Profile() workbench.Profile
	SetProfile(ctx context.Context, who workbench.Profile) error
	Idle() time.Duration
	SetIdle(ctx context.Context, idle time.Duration) error
	ChangePassphrase(old, fresh []byte) error
	Synchronised
}

// settingsWays are what the settings take from the window.
type settingsWays struct {
	folder     string // where the vault is
	judge      func(passphrase string) workbench.Verdict
	appearance func() Appearance
	wear       func(Appearance) error
	idle       func() // the idle time has changed
	open       func(path string) error
	now        func() time.Time
	exports    string // the folder that exports go to
}

// settingsScreen is who works here, how the window looks, when it locks, and where everything is kept.
type settingsScreen struct {
	host       Host
	desk       settled
	ways       settingsWays
	content    *look.Page
	name, role *textBox
	old        *textBox
	fresh      *newPassphrase
	change     *look.Button
	busy       *busyLine
	centre     *centrePart
}

func newSettingsScreen(host Host, desk settled, ways settingsWays) *settingsScreen {
	s := &settingsScreen{
		host: host, desk: desk, ways: ways,
		name: newTextBox("Your name", "As histories and reports should show it. What you wrote before keeps the name it was written under."),
		role: newTextBox("Your role", "Such as Team Manager."),
		old:  newTextBox("Your passphrase now", "").secret(),
		busy: newBusyLine("Sealing the vault’s key with the new passphrase."),
	}
	s.fresh = newNewPassphrase("New passphrase", ways.judge)
	s.centre = newCentrePart(host, desk, ways.now, ways.exports)
	s.content = newSheet(placeSettings, "They are kept on this laptop.",
		s.profile(), s.centre.content, s.looks(), s.locking(), s.passphrase(), s.whereabouts())
	for _, b := range slices.Concat(s.fresh.boxes(), s.centre.boxes(), []*textBox{s.name, s.role, s.old}) {
		b.entry.entered = func() { s.content.Reveal(b.content) }
	}
	s.centre.changed = s.content.Refresh
	return s
}

// part is a card of settings that belong together.
func part(heading string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	return look.NewCard(look.NewColumn(16, append([]fyne.CanvasObject{look.NewText(heading, look.Title)}, objects...)...))
}

func (s *settingsScreen) profile() fyne.CanvasObject {
	who := s.desk.Profile()
	s.name.entry.SetText(who.Name)
	s.role.entry.SetText(who.Role)
	return part("Who works here", s.name.content, s.role.content,
		newActions(look.NewButton("Keep name and role", look.Secondary, s.keepProfile)))
}

func (s *settingsScreen) keepProfile() {
	who := workbench.Profile{Name: s.name.text(), Role: s.role.text()}
	s.name.wrong("")
	if who.Name == "" {
		s.name.wrong("Give your name: histories and reports say who wrote what.")
		s.host.Focus(s.name.entry)
		return
	}
	s.host.Background(func(ctx context.Context) error { return s.desk.SetProfile(ctx, who) }, func(err error) {
		if err != nil {
			s.host.Trouble(err)
			return
		}
		s.host.Say("Name and role are kept.")
	})
}

// looks offers the colours and the sizes of text.
func (s *settingsScreen) looks() fyne.CanvasObject {
	now := s.ways.appearance()
	sizes, percents := []string{}, []int{100, 125, 150, 175, 200}
	size := 0
	for i, p := range percents {
		sizes = append(sizes, strconv.Itoa(p)+" %")
		if p <= now.Percent {
			size = i
		}
	}
	wear := func(change func(*Appearance)) {
		a := s.ways.appearance()
		change(&a)
		s.host.Trouble(s.ways.wear(a))
	}
	modes := newChips([]string{"As the system", "Light", "Dark"}, int(now.Mode), func(i int) {
		wear(func(a *Appearance) { a.Mode = look.Mode(i) })
	})
	text := newChips(sizes, size, func(i int) { wear(func(a *Appearance) { a.Percent = percents[i] }) })
	return part("How the window looks",
		look.NewColumn(8, look.NewText("Colours", look.Strong), modes.content),
		look.NewColumn(8, look.NewText("Size of text", look.Strong), text.content))
}

// locking offers the time after which the vault locks by itself.
func (s *settingsScreen) locking() fyne.CanvasObject {
	names, minutes, chosen := []string{}, []int{2, 5, 10, 15, 30}, 0
	for i, m := range minutes {
		names = append(names, strconv.Itoa(m)+" minutes")
		if time.Duration(m)*time.Minute <= s.desk.Idle() {
			chosen = i
		}
	}
	return part("When the vault locks by itself",
		look.NewText("After this long without a key or the pointer, the window goes blank and the vault closes. Ctrl+L does it at once.", look.Body),
		newChips(names, chosen, func(i int) { s.setIdle(time.Duration(minutes[i]) * time.Minute) }).content)
}

func (s *settingsScreen) setIdle(idle time.Duration) {
	s.host.Background(func(ctx context.Context) error { return s.desk.SetIdle(ctx, idle) }, func(err error) {
		if err != nil {
			s.host.Trouble(err)
			return
		}
		s.ways.idle()
	})
}

// passphrase offers to change it, except for training vaults, which everybody can open.
func (s *settingsScreen) passphrase() fyne.CanvasObject {
	if s.desk.Training() {
		return part("Passphrase", look.NewText("A training vault opens without one, for it holds invented people alone.", look.Body))
	}
	s.change = look.NewButton("Change the passphrase", look.Secondary, s.changePassphrase)
	return part("Passphrase", s.old.content, s.fresh.content,
		look.NewText("Nobody can recover a forgotten passphrase yet.", look.QuietText),
		s.busy.content, newActions(s.change))
}

func (s *settingsScreen) changePassphrase() {
	s.old.wrong("")
	if s.change.Disabled() {
		return
	}
	if s.old.text() == "" {
		s.old.wrong("Type the passphrase that opens this vault now.")
		s.host.Focus(s.old.entry)
		return
	}
	fresh, ok := s.fresh.take(s.host)
	if !ok {
		return
	}
	old := []byte(s.old.text())
	s.wait(true)
	s.host.Background(func(context.Context) error {
		defer clear(old)
		defer clear(fresh)
		return s.desk.ChangePassphrase(old, fresh)
	}, s.changed)
}

func (s *settingsScreen) changed(err error) {
	s.wait(false)
	if err != nil {
		s.old.wrong(workbench.Sentence(err))
		s.host.Focus(s.old.entry)
		return
	}
	s.forget()
	s.host.Say("The passphrase is changed. The old one does not open the vault any more.")
}

func (s *settingsScreen) wait(on bool) {
	s.busy.show(on)
	if on {
		s.change.Disable()
	} else {
		s.change.Enable()
	}
	s.content.Refresh()
}

// forget empties the boxes for passphrases.
func (s *settingsScreen) forget() {
	s.old.entry.SetText("")
	s.fresh.clear()
}

func (s *settingsScreen) whereabouts() fyne.CanvasObject {
	return part("Where everything is kept",
		look.NewText("In this folder, sealed. Copy the whole folder to keep a second copy, while Plumbline is closed.", look.Body),
		look.NewText(s.ways.folder, look.Strong),
		newActions(look.NewButton("Show the folder", look.Secondary, func() {
			if err := s.ways.open(s.ways.folder); err != nil {
				s.host.Say("No program on this laptop opened the folder.")
			}
		})))
}

// Title implements Screen.
func (s *settingsScreen) Title() string { return placeSettings }

// Content implements Screen.
func (s *settingsScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *settingsScreen) Focus() {
	s.host.Focus(s.name.entry)
	s.centre.read()
}

// synced tells of a new status of the synchronisation.
func (s *settingsScreen) synced(status client.Status) { s.centre.synced(status) }

// Leave forgets what was typed.
func (s *settingsScreen) Leave() error {
	s.forget()
	return nil
}
