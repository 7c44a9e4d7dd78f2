package desktop

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// approveScreen asks why a draft may be used.
type approveScreen struct {
	host    Host
	desk    formKeeper
	version workbench.FormVersion
	content *look.Page
	reason  *textBox
	approve *look.Button
}

func newApproveScreen(host Host, desk formKeeper, v workbench.FormVersion) *approveScreen {
	s := &approveScreen{
		host: host, desk: desk, version: v,
		reason: newTextBox("Why may it be used?", "A sentence, such as who agreed to it and when. It is kept with the form.").tall(4),
	}
	s.reason.guarded(desk.Marks, func() { s.content.Refresh() })
	s.approve = look.NewButton("Approve it", look.Primary, s.submit)
	s.content = newSheet("Approve this version", joined(v.Title, versionWords(v), sizeWords(v)),
		look.NewText("From now on, new records are started on it. Those that are under way stay on their version until somebody moves them.", look.Body),
		s.reason.content,
		newActions(s.approve, look.NewButton("Not yet", look.Plain, host.Back)),
	)
	return s
}

func (s *approveScreen) submit() {
	reason := strings.TrimSpace(s.reason.text())
	if reason == "" {
		s.reason.wrong(workbench.Sentence(workbench.ErrNeedsFormReason))
		s.host.Focus(s.reason.entry)
		return
	}
	s.host.Background(func(ctx context.Context) error { return s.desk.ApproveForm(ctx, s.version.Hash, reason) }, func(err error) {
		if err != nil {
			s.reason.wrong(workbench.Sentence(err))
			return
		}
		s.host.Back()
		s.host.Say("Approved. New records are started on it.")
	})
}

// Title implements Screen.
func (s *approveScreen) Title() string { return "Approve a form" }

// Content implements Screen.
func (s *approveScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *approveScreen) Focus() { s.host.Focus(s.reason.entry) }

// Leave implements Screen.
func (s *approveScreen) Leave() error { return nil }
