package desktop

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms/guard"
	"plumbline/sync/replica"
)

// withdrawal is a record that can be withdrawn. Record has it.
type withdrawal interface {
	Row() replica.Row
	Withdraw(reason string) error
	// Marks is what in a text may tell who somebody is.
	Marks(text string) []guard.Mark
	Close() error
}

// withdrawScreen asks why an evaluation should not count, and closes it.
type withdrawScreen struct {
	host     Host
	record   withdrawal
	content  *look.Page
	reason   *textBox
	withdraw *look.Button
}

func newWithdrawScreen(host Host, record withdrawal) *withdrawScreen {
	s := &withdrawScreen{
		host: host, record: record,
		reason: newTextBox("Why?", "A sentence. It is kept in the record’s history.").tall(4),
	}
	s.reason.guarded(record.Marks, func() { s.content.Refresh() })
	s.withdraw = look.NewButton("Withdraw it", look.Primary, s.submit)
	row := record.Row()
	s.content = newSheet("Withdraw this evaluation", joined(row.Reference, row.Title, row.Team),
		look.NewText("A withdrawn evaluation counts nowhere and takes no more answers. Nothing is deleted: it can still be read here.", look.Body),
		s.reason.content,
		newActions(s.withdraw, look.NewButton("Keep it", look.Plain, host.Back)),
	)
	return s
}

func (s *withdrawScreen) submit() {
	reason := strings.TrimSpace(s.reason.text())
	if reason == "" {
		s.reason.wrong(workbench.Sentence(workbench.ErrNeedsReason))
		s.host.Focus(s.reason.entry)
		return
	}
	s.host.Background(func(context.Context) error { return s.record.Withdraw(reason) }, func(err error) {
		if err != nil {
			s.reason.wrong(workbench.Sentence(err))
			return
		}
		s.host.Back()
		s.host.Say("Withdrawn. It is still here to read.")
	})
}

// Title implements Screen.
func (s *withdrawScreen) Title() string { return "Withdraw an evaluation" }

// Content implements Screen.
func (s *withdrawScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *withdrawScreen) Focus() { s.host.Focus(s.reason.entry) }

// Leave closes the record.
func (s *withdrawScreen) Leave() error { return s.record.Close() }
