package desktop

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// heldScreen shows what somebody did that the centre keeps, and has it taken or left out.
type heldScreen struct {
	host    Host
	desk    heldKeeper
	action  workbench.HeldAction
	content *look.Page
	reason  *textBox
	take    *look.Button
	leave   *look.Button
	back    *look.Button
	busy    *busyLine
}

func newHeldScreen(host Host, desk heldKeeper, a workbench.HeldAction, now func() time.Time) *heldScreen {
	s := &heldScreen{
		host: host, desk: desk, action: a, busy: newBusyLine("Telling the centre."),
		reason: newTextBox("Why?", "A sentence. Whoever wrote it is told. It is needed to leave it out.").tall(3),
		back:   look.NewButton("Not now", look.Plain, host.Back),
	}
	s.reason.guarded(desk.Marks, func() { s.content.Refresh() })
	s.take = look.NewButton("Take it", look.Primary, func() { s.decide(true) })
	s.leave = look.NewButton("Leave it out", look.Secondary, func() { s.decide(false) })
	location := now().Location()
	said := look.NewColumn(12)
	for _, answer := range a.Answers {
		text := look.NewText(answer.Text, look.Body)
		if answer.Text == "" {
			text = look.NewText("Left blank", look.QuietText)
		}
		said.Add(look.NewColumn(2, look.NewText(answer.Label, look.SmallStrong), text))
	}
	const stamp = "Monday 2 January, 15:04"
	about := []fyne.CanvasObject{
		look.NewText(a.Why+" Written by "+a.Who+" on "+a.At.In(location).Format(stamp)+"; at the centre since "+a.Received.In(location).Format(stamp)+".", look.Body),
		look.NewCard(said),
	}
	if a.Own {
		s.back.SetLabel("Back")
		about = append(about, look.NewText("You wrote this, so somebody else decides. It is safe at the centre.", look.Body), newActions(s.back))
	} else {
		about = append(about, s.reason.content, s.busy.content, newActions(s.take, s.leave, s.back))
	}
	s.content = newSheet("Take this into the record?", heldAbout(a), about...)
	for _, b := range []*look.Button{s.take, s.leave, s.back} {
		b.OnFocused = func() { s.content.Reveal(b) }
	}
	s.reason.entry.entered = func() { s.content.Reveal(s.reason.content) }
	return s
}

func (s *heldScreen) decide(take bool) {
	if s.take.Disabled() {
		return
	}
	s.wait(true)
	s.host.Background(func(ctx context.Context) error {
		return s.desk.DecideHeld(ctx, s.action.Change, take, s.reason.text())
	}, func(err error) {
		s.wait(false)
		switch {
		case errors.Is(err, workbench.ErrNeedsReason):
			s.reason.wrong(workbench.Sentence(err))
			s.host.Focus(s.reason.entry)
		case err != nil:
			s.host.Trouble(err)
		case take:
			s.host.Back()
			s.host.Say("Taken into the record, as " + s.action.Who + " wrote it.")
		default:
			s.host.Back()
			s.host.Say("Left out. " + s.action.Who + " is told why.")
		}
	})
}

func (s *heldScreen) wait(on bool) {
	s.busy.show(on)
	enabled(s.take, !on)
	enabled(s.leave, !on)
	s.content.Refresh()
}

// Title implements Screen.
func (s *heldScreen) Title() string { return heldTitle }

// Content implements Screen.
func (s *heldScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *heldScreen) Focus() {
	if s.action.Own {
		s.host.Focus(s.back)
		return
	}
	s.host.Focus(s.take)
}

// Leave implements Screen.
func (s *heldScreen) Leave() error { return nil }
