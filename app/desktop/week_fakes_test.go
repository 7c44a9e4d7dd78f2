package desktop

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"plumbline/app/workbench"
	"plumbline/forms/schedule"
	"plumbline/sync/replica"
)

// fakeWeek is the Practice Weeks of a vault in memory.
type fakeWeek struct {
	week    schedule.Week
	digest  workbench.Digest
	weekErr error
	began   []string // what was begun, in words
}

func (f *fakeWeek) Week(_ context.Context, day time.Time) (schedule.Week, error) {
	week := f.week
	week.Monday = schedule.Monday(day)
	week.Visits = nil
	for _, v := range f.week.Visits {
		if v.Day.IsZero() || week.Holds(v.Day) {
			week.Visits = append(week.Visits, v)
		}
	}
	schedule.Sort(week.Visits)
	return week, f.weekErr
}

func (f *fakeWeek) NearestWeek(context.Context) (time.Time, error) {
	return schedule.Monday(noon()), f.weekErr
}

func (f *fakeWeek) MoveVisit(_ context.Context, id string, days, minutes int) error {
	i := slices.IndexFunc(f.week.Visits, func(v schedule.Visit) bool { return v.ID == id })
	v := &f.week.Visits[i]
	if v.Begin.IsZero() {
		return workbench.ErrNoDay
	}
	by := time.Duration(minutes) * time.Minute
	v.Day, v.Begin, v.End = v.Day.AddDate(0, 0, days), v.Begin.AddDate(0, 0, days).Add(by), v.End.AddDate(0, 0, days).Add(by)
	return nil
}

func (f *fakeWeek) Calendar(name string, visits []schedule.Visit) schedule.Calendar {
	return schedule.Calendar{Name: name, Now: noon(), Visits: visits}
}

func (f *fakeWeek) DayDigest(_ context.Context, observer string, day time.Time) (workbench.Digest, error) {
	g := f.digest
	g.Observer, g.From, g.To = observer, day, day
	return g, f.weekErr
}

func (f *fakeWeek) WeekDigest(_ context.Context, day time.Time) (workbench.Digest, error) {
	g := f.digest
	g.From, g.To = day, day.AddDate(0, 0, 4)
	return g, f.weekErr
}

func (f *fakeWeek) ExportDigest(_ context.Context, g workbench.Digest, file string) error {
	return workbench.ReplaceFile(file, []byte(g.Heading()))
}

func (d *fakeDesk) beginning(what string) (Record, error) {
	d.began = append(d.began, what)
	return d.Begin(context.Background(), what)
}

func (d *fakeDesk) BeginVisit(_ context.Context, day time.Time) (Record, error) {
	return d.beginning("visit on " + day.Format(time.DateOnly))
}

func (d *fakeDesk) BeginPlan(_ context.Context, day time.Time) (Record, error) {
	return d.beginning("plan of " + day.Format(time.DateOnly))
}

func (d *fakeDesk) Observe(_ context.Context, visit string) (Record, error) {
	return d.beginning("observation of " + visit)
}

func (d *fakeDesk) BeginSummary(_ context.Context, g workbench.Digest) (Record, error) {
	return d.beginning("summary of " + g.Heading())
}

// sampleWeek is a week of three observers: "Tue 10:00 60 who|team|what|place|consent".
func sampleWeek() schedule.Week {
	monday := schedule.Monday(noon())
	w := schedule.Week{Monday: monday, Plan: schedule.Plan{
		Travel: schedule.DefaultTravel, Themes: []schedule.Named{{Name: "voice", Label: "Child’s voice"}},
		Observers: []schedule.Observer{{Name: "A. Evaluator"}, {Name: "B. Director"}, {Name: "C. Councillor"}, {Name: "P. Artner"}},
		Teams:     []schedule.Named{{Name: "Forest of Dean", Label: "Forest of Dean"}, {Name: "Cheltenham", Label: "Cheltenham"}, {Name: "Tewkesbury", Label: "Tewkesbury"}},
		Standards: []schedule.Named{{Name: "1", Label: "1 Voices and experiences"}, {Name: "7", Label: "7 The best parent"}},
	}}
	for i, line := range []string{
		"0 10:00 90 A. Evaluator|Forest of Dean|A home visit|at the family’s home|given",
		"0 14:00 60 A. Evaluator|MASH and assessment|Duty or the front door|Shire hall|staff_only",
		"0 11:00 60 B. Director|Forest of Dean|Supervision|Coleford office|staff_only",
		"1 09:30 60 B. Director|Stroud and Berkeley Vale|A home visit|at the family’s home|refused",
		"1 13:00 120 A. Evaluator|Care team 0–11|A child’s meeting or review|Civic centre|asked",
		"2 10:00 60 C. Councillor|Cheltenham|Group work|The Hub|given",
		"2 10:30 60 C. Councillor|Early help|A team meeting|Shire hall|staff_only",
		"3 15:00 60 A. Evaluator|Fostering|A panel|Shire hall|staff_only",
	} {
		w.Visits = append(w.Visits, sampleVisit(monday, i, line))
	}
	schedule.Sort(w.Visits)
	return w
}

func sampleVisit(monday time.Time, n int, line string) schedule.Visit {
	head := strings.SplitN(line, " ", 4)
	rest := strings.Split(head[3], "|")
	var days, long int
	fmt.Sscan(head[0], &days)
	fmt.Sscan(head[2], &long)
	at, err := time.Parse("15:04", head[1])
	if err != nil {
		panic(err)
	}
	v := schedule.Visit{
		ID: fmt.Sprintf("00000000-0000-7000-8000-00000000000%d", n), Observer: rest[0], Day: monday.AddDate(0, 0, days),
		Team: schedule.Named{Name: rest[1], Label: rest[1]}, Observed: schedule.Named{Name: rest[2], Label: rest[2]}, Place: rest[3],
		Consent: schedule.Consent(rest[4]), Theme: schedule.Named{Name: "voice", Label: "Child’s voice"},
		Aims: []schedule.Named{{Name: "1", Label: "1 Voices and experiences"}},
	}
	v.Begin = v.Day.Add(time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute)
	v.End = v.Begin.Add(time.Duration(long) * time.Minute)
	if v.Consent == schedule.Given {
		v.ConsentFrom, v.ConsentOn = schedule.Named{Label: "The family"}, monday.AddDate(0, 0, -6)
		v.ConsentBy = schedule.Named{Label: "Team Manager"}
	}
	return v
}

// sampleDigest is what a week of notes comes to.
func sampleDigest() workbench.Digest {
	line := func(tag workbench.NoteTag, said string) workbench.DigestLine {
		return workbench.DigestLine{Tag: tag, Said: said}
	}
	return workbench.Digest{
		Visits: sampleWeek().Visits[:2], Observations: 8, Discussions: 3, Observers: 4, Teams: 7, Notes: 31, Withheld: 2, Without: 1,
		Standards: []workbench.Tally{
			{Of: schedule.Named{Label: "1 Voices and experiences"}, Notes: 14, Observations: 7, Teams: 6, Lines: []workbench.DigestLine{
				line(workbench.NoteStrength, "Sits on the floor at once. Lets him choose the game before any question."),
				line(workbench.NoteStrength, "The child’s own drawing is on the plan."),
				line(workbench.NoteQuote, "“You always ask me and then it’s the same.”"),
				line(workbench.NoteWorry, "Nobody asks the older sister."),
			}},
			{Of: schedule.Named{Label: "9 Cultural competence"}, Notes: 5, Observations: 3, Teams: 3, Lines: []workbench.DigestLine{
				line(workbench.NoteQuestion, "Who chose the interpreter?"), line(workbench.NoteAction, "Ask for an interpreter who is not family."),
			}},
		},
		Themes: []workbench.Tally{{Of: schedule.Named{Label: "Child’s voice"}, Notes: 24}, {Of: schedule.Named{Label: "Neglect"}, Notes: 7}},
		Loose:  workbench.Tally{Notes: 2, Observations: 1, Lines: []workbench.DigestLine{line(workbench.NotePlain, "The waiting room is warm and has toys.")}},
	}
}

// Evaluations are all records that are no visit and no plan.
func (d *fakeDesk) Evaluations(ctx context.Context, q replica.Query) ([]replica.Row, error) {
	rows, err := d.Records(ctx, q)
	return slices.DeleteFunc(rows, func(r replica.Row) bool { return workbench.OfWeek(r.FormID) }), err
}
