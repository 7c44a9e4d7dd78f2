package desktop

import (
	"context"

	"fyne.io/fyne/v2"
	"github.com/google/uuid"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/sync/replica"
)

// formMover moves a record to the version of its form that is in use. Desk has it.
type formMover interface {
	PlanFormMove(ctx context.Context, id uuid.UUID) (workbench.FormMove, error)
	MoveForm(ctx context.Context, id uuid.UUID) error
}

// moveWays are what the page for moving a record does.
type moveWays struct {
	move    func(context.Context) error
	changes func() // shows what changed in the form
}

// moveScreen tells what moving a record to a newer version of its form would do, and does it.
type moveScreen struct {
	host    Host
	ways    moveWays
	content *look.Page
	move    *look.Button
}

func newMoveScreen(host Host, row replica.Row, plan workbench.FormMove, ways moveWays) *moveScreen {
	s := &moveScreen{host: host, ways: ways}
	s.move = look.NewButton("Move it", look.Primary, s.submit)
	var passages []*passage
	for _, a := range plan.Answers {
		passages = append(passages, answerPassage(a))
	}
	words := "Every answer stays as it is, at its question."
	if len(passages) > 0 {
		words = "Every answer stays as it is, but for what is listed here."
	}
	s.content = newSheet("Move to "+versionWords(plan.To), joined(subject(row), row.Title, "now "+versionWords(plan.From)),
		look.NewText(words, look.Body),
		newActions(s.move, look.NewButton("What changed in the form", look.Secondary, ways.changes), look.NewButton("Keep it as it is", look.Plain, host.Back)),
		newReadingColumn(func() *look.Page { return s.content }, passages))
	s.move.OnFocused = func() { s.content.ScrollToTop() }
	return s
}

func (s *moveScreen) submit() {
	if s.move.Disabled() {
		return
	}
	s.move.Disable()
	s.host.Background(s.ways.move, func(err error) {
		s.move.Enable()
		if err != nil {
			s.host.Trouble(err)
			return
		}
		s.host.Back()
		s.host.Say("Moved to the newer version.")
	})
}

// Title implements Screen.
func (s *moveScreen) Title() string { return "Move to a newer version" }

// Content implements Screen.
func (s *moveScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *moveScreen) Focus() { s.host.Focus(s.move) }

// Leave implements Screen.
func (s *moveScreen) Leave() error { return nil }
