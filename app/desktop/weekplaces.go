package desktop

import (
	"context"
	"time"

	"plumbline/app/workbench"
	"plumbline/forms/schedule"
)

// practiceWeek shows the place.
func (s *Shell) practiceWeek() {
	s.place(placePracticeWeek, func() Screen {
		var w *weekScreen
		w = newWeekScreen(s, s.desk, s.desk.Profile().Name, weekWays{
			add: func(day time.Time) {
				s.fetch(func(ctx context.Context) (Record, error) { return s.desk.BeginVisit(ctx, day) }, s.fill)
			},
			plan: func(day time.Time) {
				s.fetch(func(ctx context.Context) (Record, error) { return s.desk.BeginPlan(ctx, day) }, s.fill)
			},
			open: func(visit string) { s.visit(w.week, visit) }, observe: s.observe, sum: s.sumUp,
			calendar: s.calendar, observations: s.observations, now: s.in.Now,
		})
		return w
	})
}

// visit shows one visit over its week.
func (s *Shell) visit(week schedule.Week, id string) {
	s.Over(newVisitScreen(s, s.desk, week, id, visitWays{
		observe: s.observe, calendar: s.calendar,
		change:  func(visit string) { s.openVisit(visit, s.fill) },
		takeOut: func(visit string) { s.openVisit(visit, func(r Record) { s.Over(newTakeOutScreen(s, r)) }) },
	}))
}

// openVisit opens the record of a visit.
func (s *Shell) openVisit(visit string, then func(Record)) {
	s.fetch(func(ctx context.Context) (Record, error) {
		id, err := workbench.VisitID(visit)
		if err != nil {
			return nil, err
		}
		return s.desk.Resume(ctx, id)
	}, then)
}

// observe shows the notebook of the observation of a visit.
func (s *Shell) observe(visit string) {
	s.fetch(func(ctx context.Context) (Record, error) { return s.desk.Observe(ctx, visit) }, s.note)
}

// sumUp shows what somebody saw on a day, or everybody in the week of the day.
func (s *Shell) sumUp(observer string, day time.Time) {
	s.Over(newDigestScreen(s, s.desk, observer, day, digestWays{
		export: func(g workbench.Digest) {
			ways := s.files()
			ways.write = func(ctx context.Context, path string) error { return s.desk.ExportDigest(ctx, g, path) }
			s.Over(newWriteScreen(s, writeAbout{
				heading: "Export as PDF", below: g.Heading(), name: g.FileName(),
				hint: "The file holds what observers wrote, unsealed. Keep it where only those who need it can read it.",
			}, ways))
		},
		write: func(g workbench.Digest) {
			s.fetch(func(ctx context.Context) (Record, error) { return s.desk.BeginSummary(ctx, g) }, s.fill)
		},
	}))
}

func (s *Shell) calendar(name string, visits []schedule.Visit) {
	s.Over(newCalendarScreen(s, s.desk, name, visits, s.files()))
}

// files is what pages that write files take from the window, still without what they write.
func (s *Shell) files() writeWays {
	return writeWays{folder: s.in.Exports, browse: s.browse, open: s.in.Open}
}
