package desktop

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/sync/seal"
)

// press presses a key as the toolkit reports it: to the object that has the keyboard, else to the window.
func (s *stage) press(name fyne.KeyName) {
	e := &fyne.KeyEvent{Name: name}
	if f := s.window.Canvas().Focused(); f != nil {
		f.TypedKey(e)
		return
	}
	s.window.Canvas().OnTypedKey()(e)
}

// hold presses a key together with Ctrl. The test driver's canvas takes shortcuts but cannot be sent one, so this asks the
// table of keys; the tour sends real ones.
func (s *stage) hold(name fyne.KeyName) {
	for _, k := range keys() {
		if k.name == name && k.modifier == fyne.KeyModifierControl {
			s.shell.command(k.command)
		}
	}
}

func (s *stage) list() *evaluationsScreen { return s.shell.stack[0].(*evaluationsScreen) }

func (s *stage) wantTitle(t *testing.T, want string) {
	t.Helper()
	if got := s.title(); got != want {
		t.Fatalf("the page is %q, want %q", got, want)
	}
}

func TestFirstStartCreatesAVault(t *testing.T) {
	newTestApp(t)
	s := newStage(&fakeVaults{}, &fakeDesk{idle: time.Minute})
	s.wantTitle(t, "Welcome")
	s.press(fyne.KeyReturn)
	s.wantTitle(t, "Create your vault")
	c := s.shell.stack.top().(*createScreen)

	c.submit()
	if c.name.problem.Content() == "" || s.window.Canvas().Focused() != c.name.entry {
		t.Error("a missing name is not said, or the keyboard is not there")
	}
	test.Type(c.name.entry, "A. Evaluator")
	test.Type(c.passphrase.first.entry, "short")
	c.submit()
	if c.passphrase.first.problem.Content() == "" {
		t.Error("a weak passphrase is not said")
	}
	test.Type(c.passphrase.first.entry, " but not any more")
	test.Type(c.passphrase.second.entry, "something else")
	c.submit()
	if c.passphrase.second.problem.Content() == "" {
		t.Error("two that differ are not said")
	}
	c.passphrase.toggle()
	c.submit()
	s.wantTitle(t, "Evaluations")
	if s.vaults.made.Name != "A. Evaluator" || s.vaults.passphrase == "" {
		t.Errorf("made a vault for %+v", s.vaults.made)
	}
	if c.passphrase.first.text() != "" {
		t.Error("the passphrase is still in its box")
	}
}

func TestUnlock(t *testing.T) {
	for _, c := range []struct {
		name  string
		err   error
		typed string
		title string
		says  string
	}{
		{"right", nil, testPassphrase, "Evaluations", ""},
		{"wrong", nil, "something else", "Unlock", workbench.Sentence(seal.ErrWrongPassphrase)},
		{"nothing typed", nil, "", "Unlock", "Type the passphrase that you chose for this vault."},
		{"in use", seal.ErrInUse, testPassphrase, "The vault did not open", ""},
		{"damaged", seal.ErrDamaged, testPassphrase, "The vault did not open", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			newTestApp(t)
			s := newStage(&fakeVaults{has: true, passphrase: testPassphrase, err: c.err}, &fakeDesk{idle: time.Minute})
			u := s.shell.stack.top().(*unlockScreen)
			test.Type(u.passphrase.entry, c.typed)
			s.press(fyne.KeyReturn)
			s.wantTitle(t, c.title)
			if got := u.passphrase.problem.Content(); got != c.says {
				t.Errorf("it says %q, want %q", got, c.says)
			}
		})
	}
}

func TestUnlockCountsTheDelayDown(t *testing.T) {
	newTestApp(t)
	s := newStage(&fakeVaults{has: true, passphrase: testPassphrase, err: &seal.WaitError{Remaining: 2 * time.Second}}, &fakeDesk{idle: time.Minute})
	u := s.shell.stack.top().(*unlockScreen)
	test.Type(u.passphrase.entry, testPassphrase)
	u.submit()
	if !u.unlock.Disabled() {
		t.Fatal("another attempt is offered at once")
	}
	s.vaults.err = nil
	s.now = s.now.Add(time.Second)
	s.shell.tick()
	if !u.unlock.Disabled() {
		t.Fatal("another attempt is offered too early")
	}
	s.now = s.now.Add(2 * time.Second)
	s.shell.tick()
	if u.unlock.Disabled() || u.passphrase.problem.Visible() {
		t.Fatal("no other attempt is offered after the delay")
	}
	u.submit()
	s.wantTitle(t, "Evaluations")
}

func TestIdleLocksAndUnlockReturnsToTheSamePlace(t *testing.T) {
	s := newTestStage(t, sampleRows())
	s.shell.open(s.list().found.rows[2].ID)
	s.wantTitle(t, "Practice Evaluation")
	form := s.shell.stack.top().(*fakeForm)
	form.place = "judgement"

	s.now = s.now.Add(9*time.Minute + 45*time.Second)
	s.shell.tick()
	if s.shell.bottom.warning == "" || s.desk.locked > 0 {
		t.Fatal("no warning before the lock")
	}
	s.shell.Touch()
	if s.shell.bottom.warning != "" {
		t.Fatal("the warning stays although somebody is there")
	}
	s.now = s.now.Add(10 * time.Minute)
	s.shell.tick()
	s.wantTitle(t, "Unlock")
	if s.desk.locked != 1 || !form.record.closed {
		t.Fatal("the vault is not locked, or the record not closed")
	}
	if s.shell.rail.content.Visible() || s.shell.bottom.content.Visible() {
		t.Error("the window is not blank")
	}

	test.Type(s.shell.stack.top().(*unlockScreen).passphrase.entry, testPassphrase)
	s.press(fyne.KeyReturn)
	s.wantTitle(t, "Practice Evaluation")
	again := s.shell.stack.top().(*fakeForm)
	if again.record.ID() != form.record.ID() || again.place != "judgement" {
		t.Errorf("back at %v of %v", again.place, again.record.ID())
	}
}

func TestTheFirstKeyAfterASleepLocksAndDoesNothingElse(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(*stage, *notebookScreen)
	}{
		{"a letter", func(s *stage, _ *notebookScreen) { s.strike("x") }},
		{"Enter", func(s *stage, _ *notebookScreen) { s.press(fyne.KeyReturn) }},
		{"a shortcut of the line", func(s *stage, _ *notebookScreen) { s.strike("<Ctrl+Return>") }},
		{"a shortcut of the window", func(s *stage, _ *notebookScreen) { s.hold(fyne.KeyF) }},
		{"a letter at a note", func(s *stage, n *notebookScreen) { s.window.Canvas().Focus(n.list); s.strike("j") }},
		{"Delete at a note", func(s *stage, n *notebookScreen) { s.window.Canvas().Focus(n.list); s.press(fyne.KeyDelete) }},
		{"the pointer", func(s *stage, _ *notebookScreen) { s.shell.Touch(); s.shell.tick() }},
		{"saving", func(s *stage, n *notebookScreen) { s.shell.Saving(n.work.SaveStatus()); s.shell.tick() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			newTestApp(t)
			noted([]string{"one", "two"}, func(s *stage, n *notebookScreen) {
				n.line.SetText("thre")
				s.now = s.now.Add(11 * time.Minute)
				c.do(s, n)
				s.wantTitle(t, "Unlock")
				if line, _ := n.book.Line(); s.desk.locked != 1 || line != "thre" || texts(n) != "one | two" {
					t.Errorf("locked %d times, the line is %q, the notes are %q", s.desk.locked, line, texts(n))
				}
			})()
		})
	}
}

func TestAPageThatCannotBeSavedIsNotLeft(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(*stage)
	}{
		{"going back", func(s *stage) { s.press(fyne.KeyEscape) }},
		{"going to another place", func(s *stage) { s.shell.settings() }},
		{"locking", func(s *stage) { s.hold(fyne.KeyL) }},
		{"being idle", func(s *stage) { s.now = s.now.Add(time.Hour); s.shell.tick() }},
		{"closing the window", func(s *stage) { s.shell.quit() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newTestStage(t, sampleRows())
			s.shell.open(s.list().found.rows[0].ID)
			s.desk.opened[0].closeErr = seal.ErrFull
			s.shell.tick()
			c.do(s)
			s.wantTitle(t, "Practice Evaluation")
			if s.desk.locked > 0 || s.shell.ctx.Err() != nil {
				t.Error("the vault was locked, or the window closed")
			}
			if got := s.shell.banner.words; got != workbench.Sentence(seal.ErrFull) {
				t.Errorf("it says %q", got)
			}
			s.desk.opened[0].closeErr = nil
			c.do(s)
			if c.name == "going back" {
				c.do(s) // the first closed the banner
			}
			if s.title() == "Practice Evaluation" && s.shell.ctx.Err() == nil {
				t.Error("the page is not left although it can be saved now")
			}
		})
	}
}

func TestClosingTheWindowLocksFirst(t *testing.T) {
	s := newTestStage(t, sampleRows())
	s.shell.open(s.list().found.rows[0].ID)
	s.shell.quit()
	if s.desk.locked != 1 || !s.desk.opened[0].closed || s.shell.ctx.Err() == nil {
		t.Error("closed without saving, locking or ending what runs")
	}
}

func TestAVaultThatCannotBeClosedStaysInUse(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(*stage)
	}{
		{"locking", func(s *stage) { s.shell.Lock() }},
		{"closing the window", func(s *stage) { s.shell.quit() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newTestStage(t, sampleRows())
			s.shell.settings()
			s.desk.lockErr = seal.ErrFull
			c.do(s)
			s.wantTitle(t, "Evaluations")
			if s.shell.banner.words == "" || s.shell.ctx.Err() != nil {
				t.Error("it does not say why, or the window is closed")
			}
			s.press(fyne.KeyF6)
			s.desk.lockErr = nil
			c.do(s)
			if s.desk.locked != 1 {
				t.Error("not locked when that can be done again")
			}
		})
	}
}

func TestKeysWorkWhereverTheKeyboardIs(t *testing.T) {
	for _, at := range []struct {
		name  string
		focus func(*stage) fyne.Focusable
	}{
		{"nowhere", func(*stage) fyne.Focusable { return nil }},
		{"in the list", func(s *stage) fyne.Focusable { return s.list().list }},
		{"in the search box", func(s *stage) fyne.Focusable { return s.list().search }},
		{"on a button", func(s *stage) fyne.Focusable { return s.list().begin }},
		{"on a filter", func(s *stage) fyne.Focusable { return s.list().filter.chips[1] }},
		{"in the rail", func(s *stage) fyne.Focusable { return s.shell.rail.items[1] }},
	} {
		for _, key := range []struct {
			name  string
			press func(*stage)
			title string
		}{
			{"F1", func(s *stage) { s.press(fyne.KeyF1) }, "Help"},
			{"F1, Esc", func(s *stage) { s.press(fyne.KeyF1); s.press(fyne.KeyEscape) }, "Evaluations"},
			{"Ctrl+N", func(s *stage) { s.hold(fyne.KeyN) }, "Practice Evaluation"},
			{"Ctrl+L", func(s *stage) { s.hold(fyne.KeyL) }, "Unlock"},
		} {
			t.Run(at.name+" "+key.name, func(t *testing.T) {
				s := newTestStage(t, sampleRows())
				s.shell.Focus(at.focus(s))
				key.press(s)
				s.wantTitle(t, key.title)
			})
		}
	}
}

func TestF6MovesBetweenRailAndPage(t *testing.T) {
	s := newTestStage(t, sampleRows())
	s.shell.Focus(s.list().list)
	s.press(fyne.KeyF6)
	if s.shell.Focused() != fyne.Focusable(s.shell.rail.items[0]) {
		t.Fatalf("the keyboard is at %T, not where one is in the rail", s.shell.Focused())
	}
	s.press(fyne.KeyDown)
	s.press(fyne.KeyF6)
	if s.shell.Focused() != fyne.Focusable(s.list().list) {
		t.Fatalf("the keyboard is at %T, not in the list", s.shell.Focused())
	}
}

func TestTheScreenOnTopGetsCommandsFirst(t *testing.T) {
	s := newTestStage(t, sampleRows())
	s.shell.open(s.list().found.rows[0].ID)
	form := s.shell.stack.top().(*fakeForm)
	s.shell.command(CommandNext)
	s.shell.command(CommandFind)
	if !slices.Equal(form.got, []Command{CommandNext, CommandFind}) {
		t.Errorf("the form got %v", form.got)
	}
	s.wantTitle(t, "Evaluations")
	if s.shell.Focused() != fyne.Focusable(s.list().search) {
		t.Error("Ctrl+F did not reach the search box")
	}
}

func TestTroubleIsSaidUntilClosed(t *testing.T) {
	s := newTestStage(t, sampleRows())
	s.shell.Trouble(nil)
	if s.shell.banner.content.Visible() {
		t.Fatal("a banner for no trouble")
	}
	s.shell.Trouble(errors.New("secret words from deep inside"))
	if said := s.shell.banner.words; said == "" || strings.Contains(said, "secret") {
		t.Fatalf("it says %q", said)
	}
	s.press(fyne.KeyEscape)
	if s.shell.banner.content.Visible() {
		t.Error("Esc does not close the banner")
	}
	s.wantTitle(t, "Evaluations")
}

func TestBottomLineSaysTheWorstFirst(t *testing.T) {
	at := time.Date(2026, time.November, 23, 10, 42, 7, 0, time.UTC)
	for _, c := range []struct {
		name   string
		status workbench.SaveStatus
		said   string
		want   string
	}{
		{"nothing written yet", workbench.SaveStatus{}, "", "Everything saved · sealed on this laptop"},
		{"saved", workbench.SaveStatus{At: at}, "", "Saved 10:42:07 · sealed on this laptop"},
		{"waiting", workbench.SaveStatus{State: workbench.Waiting, At: at}, "", "Saving the last words …"},
		{"something happened", workbench.SaveStatus{At: at}, "Exported a.pdf", "Exported a.pdf"},
		{
			"unsaved goes before that",
			workbench.SaveStatus{State: workbench.Unsaved, At: at, Err: seal.ErrFull},
			"Exported a.pdf",
			"Not saved since 10:42:07, and tried again every few seconds. " + workbench.Sentence(seal.ErrFull),
		},
		{
			"unsaved from the first",
			workbench.SaveStatus{State: workbench.Unsaved, Err: seal.ErrFull},
			"",
			"Not saved yet, and tried again every few seconds. " + workbench.Sentence(seal.ErrFull),
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newTestStage(t, nil)
			s.shell.Say(c.said)
			s.shell.Saving(c.status)
			if got := s.shell.bottom.left.Content(); got != c.want {
				t.Errorf("it says %q, want %q", got, c.want)
			}
		})
	}
}

func TestTrainingIsSaidOnEveryPage(t *testing.T) {
	newTestApp(t)
	s := newStage(&fakeVaults{}, &fakeDesk{idle: time.Minute, rows: sampleRows()})
	s.shell.train()
	for _, page := range []func(){func() {}, s.shell.settings, s.shell.help, s.shell.evaluations} {
		page()
		if !s.shell.ribbon.Visible() {
			t.Errorf("no ribbon on %s", s.title())
		}
	}
	s.shell.Lock()
	if s.shell.ribbon.Visible() {
		t.Error("the ribbon stays while the vault is locked")
	}
}

func TestSettingsReachTheVault(t *testing.T) {
	s := newTestStage(t, nil)
	s.shell.settings()
	set := s.shell.stack.top().(*settingsScreen)
	set.name.entry.SetText("B. Reviewer")
	set.keepProfile()
	set.setIdle(5 * time.Minute)
	if s.desk.who.Name != "B. Reviewer" || s.desk.idle != 5*time.Minute || s.shell.idle.limit != 5*time.Minute {
		t.Errorf("kept %+v, %v, %v", s.desk.who, s.desk.idle, s.shell.idle.limit)
	}
	set.old.entry.SetText("not this one")
	set.fresh.first.entry.SetText("a new one that is long")
	set.fresh.second.entry.SetText("a new one that is long")
	set.changePassphrase()
	if got := set.old.problem.Content(); got != workbench.Sentence(seal.ErrWrongPassphrase) {
		t.Errorf("it says %q", got)
	}
}

func TestWardrobeKeepsTheAppearance(t *testing.T) {
	app := newTestApp(t)
	w := wardrobe{app}
	if got := w.now(); got != (Appearance{look.FollowSystem, 100}) {
		t.Errorf("before any choice: %+v", got)
	}
	if err := w.wear(Appearance{look.Dark, 150}); err != nil {
		t.Fatal(err)
	}
	if got := w.now(); got != (Appearance{look.Dark, 150}) {
		t.Errorf("kept %+v", got)
	}
	app.Preferences().SetInt(prefPercent, 100000)
	if got := w.now().Percent; got != 200 {
		t.Errorf("a preference out of range gives %d %%", got)
	}
}
