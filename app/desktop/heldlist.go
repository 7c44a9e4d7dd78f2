package desktop

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/uuid"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// heldKeeper is what is needed to decide what the centre keeps until somebody does. Desk has it.
type heldKeeper interface {
	marker
	Held(ctx context.Context) ([]workbench.HeldAction, error)
	DecideHeld(ctx context.Context, change uuid.UUID, take bool, reason string) error
}

// heldListScreen lists what waits at the centre for a manager's decision.
type heldListScreen struct {
	host    Host
	desk    heldKeeper
	now     func() time.Time
	content *listPage
	list    *rows
	words   *look.Text
	busy    *busyLine
	back    *look.Button
	all     []workbench.HeldAction
}

func newHeldListScreen(host Host, desk heldKeeper, now func() time.Time) *heldListScreen {
	s := &heldListScreen{
		host: host, desk: desk, now: now, words: look.NewText("", look.Body),
		busy: newBusyLine("Asking the centre."), back: look.NewButton("Back", look.Plain, host.Back),
	}
	s.list = newRows(func() int { return len(s.all) }, func() row {
		return newLineRow(func(i int) line { return s.line(s.all[i]) }, s.open)
	}, func(int) {}, s.open)
	head := look.NewColumn(16,
		look.NewBeside(16, look.NewText(heldTitle, look.Heading1), s.back),
		look.NewText("The centre keeps what came too late, or from someone without the right to it, until a manager decides. Nothing is lost meanwhile.", look.Body),
		s.busy.content, s.words)
	foot := newFoot(look.NewColumn(0))
	foot.Hide()
	list := newBand(look.Surface, look.Line, s.list)
	s.content = newListPage(head, list, foot)
	s.back.OnFocused = func() { s.content.Reveal(head) }
	s.list.entered = func() { s.content.Reveal(list) }
	return s
}

const heldTitle = "Waiting for a decision"

func (s *heldListScreen) line(a workbench.HeldAction) line {
	l := line{head: heldAbout(a), below: joined(a.Who, when(a.Received, s.now()), a.Why), side: "Decide"}
	if a.Own {
		l.side = "Yours"
	}
	return l
}

// heldAbout names the record that a held action is about.
func heldAbout(a workbench.HeldAction) string {
	if about := joined(a.Reference, a.Title); about != "" {
		return about
	}
	return "A record that is not on this laptop"
}

func (s *heldListScreen) open(i int) { s.host.Over(newHeldScreen(s.host, s.desk, s.all[i], s.now)) }

// Focus asks the centre anew.
func (s *heldListScreen) Focus() {
	s.host.Focus(s.back)
	s.busy.show(true)
	s.words.Hide()
	var all []workbench.HeldAction
	s.host.Background(func(ctx context.Context) (err error) {
		all, err = s.desk.Held(ctx)
		return err
	}, func(err error) {
		s.busy.show(false)
		if err != nil {
			s.host.Trouble(err)
			s.content.settle()
			return
		}
		s.show(all)
	})
}

func (s *heldListScreen) show(all []workbench.HeldAction) {
	s.all = all
	s.list.current = min(max(s.list.current, 0), len(all)-1)
	s.words.SetText(count(len(all), "decision waits.", "decisions wait."))
	if len(all) == 0 {
		s.words.SetText("Nothing waits. Everything that reached the centre was taken.")
	}
	s.words.Show()
	s.list.reload()
	s.content.settle()
	if len(all) > 0 && s.host.Focused() == fyne.Focusable(s.back) {
		s.host.Focus(s.list)
	}
}

// Title implements Screen.
func (s *heldListScreen) Title() string { return heldTitle }

// Content implements Screen.
func (s *heldListScreen) Content() fyne.CanvasObject { return s.content }

// Leave implements Screen.
func (s *heldListScreen) Leave() error { return nil }
