package desktop

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms/schedule"
)

// weekWays are where the page of a week leads to.
type weekWays struct {
	add          func(day time.Time)
	plan         func(day time.Time)
	open         func(visit string)
	observe      func(visit string)
	sum          func(observer string, day time.Time) // "" for everybody, in the week of the day
	calendar     func(name string, visits []schedule.Visit)
	observations func()
	now          func() time.Time
}

var _ Commanded = (*weekScreen)(nil)

// weekScreen is the timetable of a Practice Week: the person's own day, the days as columns, and beside them what stands
// against the visits as planned and what nobody looks at yet.
type weekScreen struct {
	host Host
	desk weekKeeper
	who  string // as the person who works here is called
	ways weekWays

	content *look.Page
	column  *fyne.Container
	add     *look.Button
	cards   [][]*visitCard // by day, in order
	week    schedule.Week
	at      string // id of the visit that the keyboard is to go to; "" for none
}

func newWeekScreen(host Host, desk weekKeeper, who string, ways weekWays) *weekScreen {
	s := &weekScreen{host: host, desk: desk, who: who, ways: ways, column: look.NewColumn(18)}
	s.add = s.button("Add a visit", look.Primary, func() { ways.add(s.day()) })
	s.content = look.NewPage(look.NewInset(look.Insets{Top: 24, Right: 28, Bottom: 24, Left: 28}, s.column))
	return s
}

func (s *weekScreen) button(label string, weight look.Weight, do func()) *look.Button {
	b := look.NewButton(label, weight, do)
	b.OnFocused = func() { s.content.Reveal(b) }
	return b
}

// read reads the week of a day, or the nearest one for the zero time, shows it, and then does what follows; nil for nothing.
func (s *weekScreen) read(day time.Time, then func()) {
	var week schedule.Week
	s.host.Background(func(ctx context.Context) (err error) {
		if day.IsZero() {
			if day, err = s.desk.NearestWeek(ctx); err != nil {
				return err
			}
		}
		week, err = s.desk.Week(ctx, day)
		return err
	}, func(err error) {
		if err != nil {
			s.host.Trouble(err)
			return
		}
		s.show(week)
		if then != nil {
			then()
		}
	})
}

// show draws a week, and puts the keyboard where it was.
func (s *weekScreen) show(week schedule.Week) {
	s.week = week
	conflicts, gaps := week.Conflicts(), week.Gaps()
	s.column.Objects = []fyne.CanvasObject{s.head(), s.tools()}
	if own := s.ownDay(); own != nil {
		s.column.Add(own)
	}
	s.column.Add(newBesidePane(s.timetable(conflicts), s.findings(conflicts, gaps)))
	s.column.Add(look.NewText("Arrows go from visit to visit, and Enter opens one. < and > move it by a day, – and + by a quarter of an hour.", look.Small))
	s.column.Refresh()
	s.content.Resize(s.content.Size())
	s.content.Refresh()
	if card := s.card(s.at); card != nil {
		s.host.Focus(card)
		return
	}
	s.host.Focus(s.add)
	s.content.ScrollToTop()
}

func (s *weekScreen) head() fyne.CanvasObject {
	var themes []string
	for _, t := range s.week.Plan.Themes {
		themes = append(themes, t.Label)
	}
	standing := 0
	for _, v := range s.week.Visits {
		if v.Standing() {
			standing++
		}
	}
	return look.NewBeside(16, look.NewColumn(4,
		look.NewText(placePracticeWeek, look.Heading1),
		look.NewText(joined(workbench.Days(s.week.Monday, s.week.Monday.AddDate(0, 0, 4)), strings.Join(themes, ", "),
			count(standing, "visit", "visits")), look.QuietText)), s.add)
}

// tools are the ways from the week to everything about it.
func (s *weekScreen) tools() fyne.CanvasObject {
	to := func(days int) func() {
		return func() { s.at = ""; s.read(s.week.Monday.AddDate(0, 0, days), nil) }
	}
	return look.NewFlow(8,
		s.button("← Week before", look.Plain, to(-7)), s.button("Week after →", look.Plain, to(7)),
		s.button("Plan of the week", look.Secondary, func() { s.ways.plan(s.week.Monday) }),
		s.button("Observations", look.Secondary, s.ways.observations),
		s.button("My day", look.Secondary, func() { s.ways.sum(s.who, s.day()) }),
		s.button("The week summed up", look.Secondary, func() { s.ways.sum("", s.week.Monday) }),
		s.button("Calendar file", look.Secondary, func() {
			s.ways.calendar(placePracticeWeek+", "+s.who, s.week.Of(s.who))
		}),
	)
}

// day is the day that the person is at: today where the week has it, else its Monday.
func (s *weekScreen) day() time.Time {
	now := s.ways.now()
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, s.week.Monday.Location())
	if s.week.Holds(today) {
		return today
	}
	return s.week.Monday
}

// ownDay is the person's own visits of the day, or of the next day of the week on which they have some; nil for none.
func (s *weekScreen) ownDay() fyne.CanvasObject {
	from := s.day()
	var own []schedule.Visit
	for _, v := range s.week.Of(s.who) {
		if v.Standing() && !v.Day.Before(from) && (len(own) == 0 || v.Day.Equal(own[0].Day)) {
			own = append(own, v)
		}
	}
	if len(own) == 0 {
		return nil
	}
	list := look.NewColumn(4, look.NewText("Your "+own[0].Day.Format("Monday"), look.Heading2))
	for _, v := range own {
		consent, _ := consentWords(v.Consent)
		l := newLink(joined(hours(v), v.Team.Label, v.Observed.Label), joined(v.Place, consent), func() { s.ways.open(v.ID) })
		l.focused = func() { s.content.Reveal(l) }
		words := "Observe"
		if v.Notebooks > 0 {
			words = "Go on"
		}
		if v.Consent == schedule.Refused {
			list.Add(l)
			continue
		}
		list.Add(look.NewBeside(12, l, s.button(words, look.Secondary, func() { s.ways.observe(v.ID) })))
	}
	return look.NewCard(list)
}

// timetable sets the days side by side.
func (s *weekScreen) timetable(conflicts []schedule.Finding) fyne.CanvasObject {
	about := map[string]bool{}
	for _, f := range conflicts {
		for _, id := range f.Visits {
			about[id] = true
		}
	}
	days := s.week.Days()
	if undated := s.undated(); len(undated) > 0 {
		days = append(days, schedule.Day{Visits: undated})
	}
	s.cards = nil
	var columns []fyne.CanvasObject
	for i, day := range days {
		heading := "No day yet"
		if !day.Date.IsZero() {
			heading = day.Date.Format("Mon 2 January")
		}
		column, cards := look.NewColumn(8, look.NewText(heading, look.SmallStrong)), []*visitCard{}
		for j, v := range day.Visits {
			card := newVisitCard(v, schedule.Same(v.Observer, s.who), about[v.ID])
			card.open = func() { s.at = v.ID; s.ways.open(v.ID) }
			card.key = func(e *fyne.KeyEvent) bool { return s.step(i, j, e.Name) }
			card.rune = func(r rune) { s.move(v, r) }
			card.entered = func() { s.at = v.ID; s.content.Reveal(card) }
			cards = append(cards, card)
			column.Add(card)
		}
		if len(day.Visits) == 0 {
			column.Add(look.NewText("No visits", look.Small))
		}
		s.cards = append(s.cards, cards)
		columns = append(columns, column)
	}
	return newAbreast(118, 10, columns...)
}

func (s *weekScreen) undated() []schedule.Visit {
	var out []schedule.Visit
	for _, v := range s.week.Visits {
		if v.Standing() && v.Day.IsZero() {
			out = append(out, v)
		}
	}
	return out
}

// findings say what to look at, each in a sentence with what to do.
func (s *weekScreen) findings(conflicts, gaps []schedule.Finding) fyne.CanvasObject {
	part := func(heading, none string, found []schedule.Finding) fyne.CanvasObject {
		column := look.NewColumn(10, look.NewText(heading, look.Heading2))
		for _, f := range found {
			if len(f.Visits) == 0 {
				column.Add(look.NewColumn(2, look.NewText(f.Says, look.SmallStrong), look.NewText(f.Do, look.Small)))
				continue
			}
			l := newLink(f.Says, f.Do, func() { s.at = f.Visits[0]; s.ways.open(s.at) })
			l.focused = func() { s.content.Reveal(l) }
			column.Add(l)
		}
		if len(found) == 0 {
			column.Add(look.NewText(none, look.Small))
		}
		return column
	}
	none := "The plan is met: every team, standard and observer has a visit."
	if len(s.week.Plan.Teams) == 0 {
		none = "Write the plan of the week, and it says here what nobody looks at yet."
	}
	return look.NewColumn(24,
		part("To settle", "Nothing stands against the visits as they are planned.", conflicts), part("Not covered yet", none, gaps))
}

// step moves the keyboard from one visit to another: along a day, or to the nearest of another day.
func (s *weekScreen) step(day, visit int, key fyne.KeyName) bool {
	by := 1
	switch key {
	case fyne.KeyUp, fyne.KeyDown:
		if key == fyne.KeyUp {
			by = -1
		}
		if next := visit + by; next >= 0 && next < len(s.cards[day]) {
			s.host.Focus(s.cards[day][next])
		}
		return true
	case fyne.KeyLeft, fyne.KeyRight:
		if key == fyne.KeyLeft {
			by = -1
		}
		for next := day + by; next >= 0 && next < len(s.cards); next += by {
			if n := len(s.cards[next]); n > 0 {
				s.host.Focus(s.cards[next][min(visit, n-1)])
				break
			}
		}
		return true
	}
	return false
}

// shifts are the keys that move a visit: days, and minutes.
func shifts(r rune) (days, minutes int) {
	switch r {
	case '<', ',':
		return -1, 0
	case '>', '.':
		return 1, 0
	case '-', '–':
		return 0, -15
	case '+', '=':
		return 0, 15
	}
	return 0, 0
}

// move moves a visit as a key asks.
func (s *weekScreen) move(v schedule.Visit, r rune) {
	days, minutes := shifts(r)
	if days == 0 && minutes == 0 {
		return
	}
	s.at = v.ID
	s.host.Background(func(ctx context.Context) error { return s.desk.MoveVisit(ctx, v.ID, days, minutes) }, func(err error) {
		if err != nil {
			s.host.Trouble(err)
			return
		}
		day := s.week.Monday
		if !v.Day.IsZero() {
			day = v.Day.AddDate(0, 0, days)
		}
		s.read(day, func() {
			if now, ok := s.week.Visit(v.ID); ok {
				s.host.Say("Moved to " + whenWords(now) + ".")
			}
		})
	})
}

// whenWords are the day of a visit, and the time where it has one.
func whenWords(v schedule.Visit) string {
	if v.Begin.IsZero() {
		return v.Day.Format("Monday 2 January")
	}
	return v.Begin.Format("Monday 2 January, 15:04")
}

// card finds the card of a visit; nil for none.
func (s *weekScreen) card(id string) *visitCard {
	for _, c := range slices.Concat(s.cards...) {
		if c.visit.ID == id {
			return c
		}
	}
	return nil
}

// Title implements Screen.
func (s *weekScreen) Title() string { return placePracticeWeek }

// Content implements Screen.
func (s *weekScreen) Content() fyne.CanvasObject { return s.content }

// Focus reads the week anew.
func (s *weekScreen) Focus() { s.read(s.week.Monday, nil) }

// Leave implements Screen.
func (s *weekScreen) Leave() error { return nil }

// Command implements Commanded.
func (s *weekScreen) Command(c Command) bool {
	if c == CommandNew {
		s.add.OnTapped()
		return true
	}
	return false
}
