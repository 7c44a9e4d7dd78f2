package desktop

import (
	"cmp"
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/google/uuid"

	"plumbline/app/desktop/look"
	"plumbline/sync/replica"
)

// placePracticeWeek is the name of the place and the title of its screen.
const placePracticeWeek = "Practice Week"

// titleObservations is the title of the list of observations.
const titleObservations = "Observations"

// observationsOf finds the records of one form.
type observationsOf struct {
	finder
	form string
}

// Records implements finder.
func (o observationsOf) Records(ctx context.Context, q replica.Query) ([]replica.Row, error) {
	q.FormID = o.form
	return o.finder.Records(ctx, q)
}

// practiceWeekScreen lists the observations, and begins new ones.
type practiceWeekScreen struct {
	host    Host
	now     func() time.Time
	observe func(id uuid.UUID)
	content *listPage
	found   *listing
	list    *rows
	empty   *look.Text
	begin   *look.Button
}

// newPracticeWeekScreen lists the records of a form; begin starts one, observe goes on with one.
func newPracticeWeekScreen(host Host, records finder, now func() time.Time, begin func(), observe func(uuid.UUID)) *practiceWeekScreen {
	s := &practiceWeekScreen{host: host, now: now, observe: observe}
	s.found = &listing{host: host, records: records, changed: s.show}
	s.begin = look.NewButton("Observe", look.Primary, begin)
	s.list = newRows(func() int { return len(s.found.rows) }, s.row, func(int) {}, s.openAt)
	s.list.seen = s.found.near
	s.empty = look.NewText("No observations yet. Observe opens a notebook: one line to type in, and everything is kept as you write.", look.QuietText)
	head := look.NewColumn(6,
		look.NewBeside(16, look.NewText(titleObservations, look.Heading1), s.begin),
		look.NewText("Write while you are in the room, and put it into the form afterwards. Observe with consent alone.", look.QuietText), s.empty)
	foot := newFoot(look.NewText("Enter opens the notebook of an observation.", look.Small))
	s.content = newListPage(head, container.NewStack(newBand(look.Surface, look.Line, s.list)), foot)
	return s
}

func (s *practiceWeekScreen) row() row {
	return newRecordRow(func(i int) recordLine {
		r := s.found.rows[i]
		l := lineOf(r, nil, s.now())
		l.reference, l.title, l.about = r.Created.In(s.now().Location()).Format("2 January, 15:04"), cmp.Or(r.Team, "No team yet"), r.Cohort
		return l
	}, func(i int, open bool) {
		s.host.Focus(s.list)
		s.list.at(i)
		if open {
			s.openAt(i)
		}
	})
}

func (s *practiceWeekScreen) openAt(i int) {
	if i >= 0 && i < len(s.found.rows) {
		s.observe(s.found.rows[i].ID)
	}
}

func (s *practiceWeekScreen) show() {
	shown(s.empty, len(s.found.rows) == 0)
	shown(s.list, len(s.found.rows) > 0)
	s.list.reload()
	s.content.settle()
}

// Title implements Screen.
func (s *practiceWeekScreen) Title() string { return titleObservations }

// Content implements Screen.
func (s *practiceWeekScreen) Content() fyne.CanvasObject { return s.content }

// Focus reads the list anew.
func (s *practiceWeekScreen) Focus() {
	s.host.Focus(s.begin)
	s.found.look("", "")
}

// Leave implements Screen.
func (s *practiceWeekScreen) Leave() error { return nil }

// Command implements Commanded.
func (s *practiceWeekScreen) Command(c Command) bool {
	if c == CommandNew {
		s.begin.OnTapped()
		return true
	}
	return false
}

// observations shows the list of observations over the week.
func (s *Shell) observations() {
	form := s.desk.Observation()
	s.Over(newPracticeWeekScreen(s, observationsOf{s.desk, form}, s.in.Now,
		func() { s.fetch(func(ctx context.Context) (Record, error) { return s.desk.Begin(ctx, form) }, s.note) },
		func(id uuid.UUID) {
			s.fetch(func(ctx context.Context) (Record, error) { return s.desk.Resume(ctx, id) }, s.note)
		}))
}

// note shows the notebook of a record over the list. A record without one is shown as a form.
func (s *Shell) note(record Record) {
	work, ok := record.(NotebookWork)
	if !ok {
		s.fill(record)
		return
	}
	if !s.leave(1) {
		s.Trouble(record.Close())
		return
	}
	ways := noteWays{fill: func() { s.open(record.ID()) }}
	if record.Row().FormID == s.desk.Observation() {
		ways.reflect = func() { s.reflect(work, record.ID()) }
	}
	s.filling = filling{record, newNotebookScreen(s, work, &glow{chosen: s.in.Appearance}, ways)}
	s.Over(s.filling.screen)
}

// reflect begins a reflective discussion of an observation, as notes. What was written is saved first, for what a discussion
// carries is read from the vault.
func (s *Shell) reflect(work NotebookWork, observation uuid.UUID) {
	s.fetch(func(ctx context.Context) (Record, error) {
		if err := work.Flush(); err != nil {
			return nil, err
		}
		return s.desk.Reflect(ctx, observation)
	}, s.note)
}
