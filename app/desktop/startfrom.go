package desktop

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/uuid"

	"plumbline/app/desktop/look"
	"plumbline/sync/replica"
)

// startingFrom starts records from earlier ones. Desk has it.
type startingFrom interface {
	StartableFrom(ctx context.Context, formID string) ([]replica.Row, error)
	BeginFrom(ctx context.Context, earlier uuid.UUID) (Record, error)
}

// startFromWays are where the page leads to.
type startFromWays struct {
	empty func()
	from  func(earlier uuid.UUID)
	now   func() time.Time
}

// startFromScreen asks whether a record starts empty or from an earlier one of the same form.
type startFromScreen struct {
	host    Host
	ways    startFromWays
	content *listPage
	search  *keyEntry
	none    *look.Text
	empty   *look.Button
	list    *rows
	hold    *fyne.Container
	all     []replica.Row
	found   []replica.Row
}

// fewEarlier is how many earlier records are looked over without a search.
const fewEarlier = 6

func newStartFromScreen(host Host, earlier []replica.Row, ways startFromWays) *startFromScreen {
	s := &startFromScreen{
		host: host, ways: ways, all: earlier, found: earlier,
		none: look.NewText("No earlier one has all of those words.", look.QuietText),
	}
	s.empty = look.NewButton("Start empty", look.Secondary, ways.empty)
	back := look.NewButton("Back", look.Plain, host.Back)
	s.search = newSearch("a reference, a team", s.look)
	s.list = newRows(func() int { return len(s.found) }, func() row {
		return newLineRow(func(i int) line { return s.line(s.found[i]) }, s.open)
	}, func(int) {}, s.open)
	s.search.leadTo(host, s.list)
	search := newRinged(s.search)
	head := look.NewColumn(16,
		look.NewBeside(16, look.NewColumn(6,
			look.NewText("Start from last year?", look.Heading1),
			look.NewText(earlier[0].Title, look.QuietText)), back),
		look.NewText("Answers that seldom change are taken over, and each waits until you have said that it is still true, or changed it. Dates, figures and signatures are asked anew.", look.Body),
		newActions(s.empty), search, s.none)
	shown(search, len(earlier) > fewEarlier)
	s.none.Hide()
	foot := newFoot(look.NewColumn(0))
	foot.Hide()
	list := newBand(look.Surface, look.Line, s.list)
	s.hold = newHugging(s.list, list)
	s.content = newListPage(head, s.hold, foot)
	for _, b := range []*look.Button{s.empty, back} {
		b.OnFocused = func() { s.content.Reveal(head) }
	}
	s.search.entered = func() { s.content.Reveal(head) }
	s.list.entered = func() { s.content.Reveal(list) }
	return s
}

// line is an earlier record in the words of the list.
func (s *startFromScreen) line(r replica.Row) line {
	words := "Start from the one of " + r.Edited.In(s.ways.now().Location()).Format("2 January 2006")
	if r.Reference == "" {
		return line{head: words, below: joined(r.Cohort, r.Team)}
	}
	return line{head: r.Reference, below: joined(words, r.Cohort, r.Team)}
}

// look finds the earlier records that have each word of the search.
func (s *startFromScreen) look() {
	s.found = nil
	for _, r := range s.all {
		if hasWords(joined(r.Reference, r.Cohort, r.Team), s.search.Text) {
			s.found = append(s.found, r)
		}
	}
	shown(s.none, len(s.found) == 0)
	shown(s.hold, len(s.found) > 0)
	s.list.reload()
	s.hold.Refresh()
	s.content.settle()
}

func (s *startFromScreen) open(i int) { s.ways.from(s.found[i].ID) }

// Title implements Screen.
func (s *startFromScreen) Title() string { return "Start from last year" }

// Content implements Screen.
func (s *startFromScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *startFromScreen) Focus() { s.host.Focus(s.list) }

// Leave implements Screen.
func (s *startFromScreen) Leave() error { return nil }

// Command implements Commanded.
func (s *startFromScreen) Command(c Command) bool {
	if c != CommandFind || len(s.all) <= fewEarlier {
		return false
	}
	s.host.Focus(s.search)
	return true
}

// begin starts a record of a form, or asks first whether it starts from an earlier one where it may.
func (s *Shell) begin(formID string) {
	var earlier []replica.Row
	s.Background(func(ctx context.Context) (err error) {
		earlier, err = s.desk.StartableFrom(ctx, formID)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			s.Trouble(err)
		case len(earlier) == 0:
			s.beginEmpty(formID)
		default:
			s.Over(newStartFromScreen(s, earlier, startFromWays{
				empty: func() { s.beginEmpty(formID) }, from: s.beginFrom, now: s.in.Now,
			}))
		}
	})
}

func (s *Shell) beginEmpty(formID string) {
	s.fetch(func(ctx context.Context) (Record, error) { return s.desk.Begin(ctx, formID) }, s.fill)
}

func (s *Shell) beginFrom(earlier uuid.UUID) {
	s.fetch(func(ctx context.Context) (Record, error) { return s.desk.BeginFrom(ctx, earlier) }, s.fill)
}
