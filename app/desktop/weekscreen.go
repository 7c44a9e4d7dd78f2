package desktop

import (
	"context"
	"reflect"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
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

var (
	_ Commanded = (*weekScreen)(nil)
	_ overtaken = (*weekScreen)(nil)
	_ ticking   = (*weekScreen)(nil)
)

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
	tools   *fyne.Container
	cards   [][]*visitCard // by day, in order
	week    schedule.Week
	at      string // id of the visit that the keyboard is to go to; "" for none
	stale   bool   // records have changed since the week was read
}

func newWeekScreen(host Host, desk weekKeeper, who string, ways weekWays) *weekScreen {
	s := &weekScreen{host: host, desk: desk, who: who, ways: ways, column: look.NewColumn(18)}
	s.add = s.button("Add a visit", look.Primary, func() { ways.add(s.day()) })
	s.content = look.NewPage(look.NewInset(look.Insets{Top: 24, Right: 28, Bottom: 24, Left: 28}, s.column))
	s.tools = s.newTools()
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

// overtaken notes that records have changed. The week is read anew within a second, however many change meanwhile.
func (s *weekScreen) overtaken() { s.stale = true }

// tick implements ticking.
func (s *weekScreen) tick(time.Time) {
	if s.stale {
		s.stale = false
		s.follow()
	}
}

// follow reads the week anew, and draws it where it is another.
func (s *weekScreen) follow() {
	var week schedule.Week
	s.host.Background(func(ctx context.Context) (err error) {
		week, err = s.desk.Week(ctx, s.week.Monday)
		return err
	}, func(err error) {
		if err == nil && week.Monday.Equal(s.week.Monday) && !reflect.DeepEqual(week, s.week) {
			focused := s.host.Focused()
			if _, on := focused.(*visitCard); !on {
				s.at = ""
			}
			s.show(week)
			if b, on := focused.(*look.Button); on && slices.Contains(s.tools.Objects, fyne.CanvasObject(b)) {
				s.host.Focus(b)
			}
		}
	})
}

// show draws a week, and puts the keyboard on the visit where it was.
func (s *weekScreen) show(week schedule.Week) {
	s.week = week
	conflicts, gaps := week.Conflicts(), week.Gaps()
	s.column.Objects = []fyne.CanvasObject{s.head(), s.tools}
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
