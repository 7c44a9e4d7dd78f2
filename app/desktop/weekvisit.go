package desktop

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/forms/schedule"
)

// visitWays are where the page of a visit leads to.
type visitWays struct {
	observe  func(visit string)
	change   func(visit string)
	calendar func(name string, visits []schedule.Visit)
	takeOut  func(visit string)
}

// visitScreen is one visit: what it is, what stands against it, and what can be done with it.
type visitScreen struct {
	host    Host
	desk    weekKeeper
	week    schedule.Week
	visit   schedule.Visit
	ways    visitWays
	content *look.Page
	column  *fyne.Container
	moves   [4]*look.Button
	pressed int // of the moves, the one that was pressed last; -1 for none
}

func newVisitScreen(host Host, desk weekKeeper, week schedule.Week, id string, ways visitWays) *visitScreen {
	s := &visitScreen{host: host, desk: desk, week: week, ways: ways, column: look.NewColumn(20), pressed: -1}
	s.visit, _ = week.Visit(id)
	s.content = look.NewPage(look.NewInset(look.Insets{Top: 32, Right: 36, Bottom: 32, Left: 36}, look.NewMeasure(s.column)))
	return s
}

func (s *visitScreen) button(label string, weight look.Weight, do func()) *look.Button {
	b := look.NewButton(label, weight, do)
	b.OnFocused = func() { s.content.Reveal(b) }
	return b
}

// show draws the visit as it stands, and puts the keyboard on what one does most.
func (s *visitScreen) show() {
	v := s.visit
	s.column.Objects = []fyne.CanvasObject{look.NewColumn(6,
		look.NewText(visitHeading(v), look.Heading1), look.NewText(joined(visitDay(v), v.Observer), look.QuietText))}
	for _, f := range s.week.Conflicts() {
		if slices.Contains(f.Visits, v.ID) {
			s.column.Add(look.NewBanner(look.NotePanel, f.Says, f.Do))
		}
	}
	s.column.Add(look.NewCard(s.facts()))
	first := s.actions()
	s.column.Refresh()
	s.content.Resize(s.content.Size())
	s.content.Refresh()
	if s.pressed >= 0 {
		s.host.Focus(s.moves[s.pressed])
		return
	}
	s.host.Focus(first)
}

// actions add what can be done with the visit, and return what one does most. Where somebody said no, nobody observes.
func (s *visitScreen) actions() fyne.Focusable {
	v, back := s.visit, s.button("Back", look.Plain, s.host.Back)
	if v.Cancelled {
		s.column.Add(look.NewBanner(look.NotePanel, "Taken out", "This visit does not take place. Its history stays."))
		s.column.Add(newActions(s.calendarButton(), back))
		return back
	}
	words := "Observe"
	if v.Notebooks > 0 {
		words = "Go on with the notebook"
	}
	first, change := s.button(words, look.Primary, func() { s.ways.observe(v.ID) }), s.button("Change it", look.Secondary, func() { s.ways.change(v.ID) })
	if v.Consent == schedule.Refused {
		first, change = s.button("Change it", look.Primary, func() { s.ways.change(v.ID) }), nil
	}
	row := look.NewFlow(12, first)
	if change != nil {
		row.Add(change)
	}
	row.Add(s.calendarButton())
	row.Add(s.button("Take it out", look.Plain, func() { s.ways.takeOut(v.ID) }))
	row.Add(back)
	s.column.Add(row)
	s.column.Add(look.NewColumn(8, look.NewText("Move it", look.Strong), s.movers()))
	return first
}

func (s *visitScreen) calendarButton() *look.Button {
	return s.button("Calendar file", look.Secondary, func() { s.ways.calendar(visitHeading(s.visit), []schedule.Visit{s.visit}) })
}

// movers are the buttons that move the visit.
func (s *visitScreen) movers() fyne.CanvasObject {
	rows := []*fyne.Container{look.NewFlow(8), look.NewFlow(8)}
	for i, m := range []struct {
		label         string
		days, minutes int
	}{{"← A day earlier", -1, 0}, {"A day later →", 1, 0}, {"← 15 minutes earlier", 0, -15}, {"15 minutes later →", 0, 15}} {
		s.moves[i] = s.button(m.label, look.Secondary, func() { s.pressed = i; s.move(m.days, m.minutes) })
		rows[i/2].Add(s.moves[i])
	}
	return look.NewColumn(8, rows[0], rows[1])
}

// move moves the visit, durably.
func (s *visitScreen) move(days, minutes int) {
	day := s.visit.Day.AddDate(0, 0, days)
	s.read(day, func(ctx context.Context) error { return s.desk.MoveVisit(ctx, s.visit.ID, days, minutes) }, func() {
		s.host.Say("Moved to " + whenWords(s.visit) + ".")
	})
}

// read does something first, then reads the week of a day and shows the visit in it, and then does what follows.
func (s *visitScreen) read(day time.Time, first func(context.Context) error, then func()) {
	var week schedule.Week
	s.host.Background(func(ctx context.Context) error {
		if err := first(ctx); err != nil {
			return err
		}
		var err error
		week, err = s.desk.Week(ctx, day)
		return err
	}, func(err error) {
		if err != nil {
			s.host.Trouble(err)
			return
		}
		if v, ok := week.Visit(s.visit.ID); ok {
			s.week, s.visit = week, v
		}
		s.show()
		then()
	})
}

// Title implements Screen.
func (s *visitScreen) Title() string { return "Visit" }

// Content implements Screen.
func (s *visitScreen) Content() fyne.CanvasObject { return s.content }

// Focus reads it anew.
func (s *visitScreen) Focus() {
	s.show()
	day := s.visit.Day
	if day.IsZero() {
		day = s.week.Monday
	}
	s.read(day, func(context.Context) error { return nil }, func() {})
}

// Leave implements Screen.
func (s *visitScreen) Leave() error { return nil }

// newTakeOutScreen asks why a visit does not take place.
func newTakeOutScreen(host Host, record withdrawal) *withdrawScreen {
	s := newWithdrawScreen(host, record)
	s.withdraw.SetLabel("Take it out")
	s.content = newSheet("Take this visit out", joined(record.Row().Team, record.Row().Title),
		look.NewText("It does not take place, and leaves the timetable. Nothing is deleted: its history stays, and a calendar that has it is told.", look.Body),
		s.reason.content, newActions(s.withdraw, look.NewButton("Keep it", look.Plain, host.Back)))
	return s
}
