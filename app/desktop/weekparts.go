package desktop

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms/schedule"
)

// head names the week, with the way to a new visit beside it.
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

// newTools makes the ways from the week to everything about it.
func (s *weekScreen) newTools() *fyne.Container {
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
