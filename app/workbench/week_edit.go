package workbench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/forms/schedule"
	"plumbline/forms/workflow"
	"plumbline/sync/replica"
)

// ErrNoDay says that a visit has no day yet, or no time, and so cannot be moved from there.
var ErrNoDay = errors.New("workbench: visit has no day or time")

// weekSentences are those of planning a week.
func weekSentences() []sentence {
	return []sentence{{ErrNoDay, "This visit has no day or no time yet. Open it and say when it is; then it can be moved."}}
}

// answer is a question by its name, and what to answer.
type answer struct{ name, value string }

// PlanVisit begins a visit on a day, of the person who works here, on the theme of the week's plan. The caller closes it.
func (d *Desk) PlanVisit(ctx context.Context, day time.Time) (*Work, error) {
	week, err := d.Week(ctx, day)
	if err != nil {
		return nil, err
	}
	who := d.Profile().Name
	answers := []answer{{"visit_on", day.Format(time.DateOnly)}, {"visit_observer", who}}
	if len(week.Plan.Themes) == 1 {
		answers = append(answers, answer{"week_theme", week.Plan.Themes[0].Name})
	}
	for _, o := range week.Plan.Observers {
		if schedule.Same(o.Name, who) {
			answers = append(answers, answer{"observer_role", o.Role})
		}
	}
	return d.startWith(ctx, VisitForm, answers)
}

// PlanWeek opens the plan of the week that a day is in, the first made where several were made apart, or begins one. The
// caller closes it.
func (d *Desk) PlanWeek(ctx context.Context, day time.Time) (*Work, error) {
	all, err := d.weeks(ctx)
	if err != nil {
		return nil, err
	}
	monday := schedule.Monday(day.In(d.bench.env.Location))
	for _, p := range all.plans {
		if p.open && p.monday.Equal(monday) {
			return d.Open(ctx, p.record)
		}
	}
	return d.startWith(ctx, PlanForm, []answer{{"plan_from", monday.Format(time.DateOnly)}})
}

// startWith starts a record with answers; blank ones are left to the person.
func (d *Desk) startWith(ctx context.Context, form string, answers []answer) (*Work, error) {
	w, err := d.Start(ctx, form)
	if err != nil {
		return nil, err
	}
	for _, a := range answers {
		if a.value == "" {
			continue
		}
		if err := w.setNamed(a); err != nil {
			return nil, errors.Join(err, w.Close())
		}
	}
	return w, w.Flush()
}

func (w *Work) setNamed(a answer) error {
	key, err := w.Locate(a.name)
	if err != nil {
		return err
	}
	_, err = w.Set(key, a.value)
	return err
}

// MoveVisit moves a visit by whole days and minutes, durably. It stays within its day where it is moved by minutes. Errors
// are ErrNoDay, ErrClosedRecord and replica.ErrNotFound.
func (d *Desk) MoveVisit(ctx context.Context, id string, days, minutes int) error {
	record, err := VisitID(id)
	if err != nil {
		return err
	}
	w, err := d.Open(ctx, record)
	if err != nil {
		return err
	}
	return errors.Join(w.moveVisit(days, minutes), w.Close())
}

func (w *Work) moveVisit(days, minutes int) error {
	day, err := time.Parse(time.DateOnly, w.namedAnswer("visit_on"))
	if err != nil {
		return ErrNoDay
	}
	answers := []answer{{"visit_on", day.AddDate(0, 0, days).Format(time.DateOnly)}}
	if minutes != 0 {
		at, err := time.Parse("15:04", first(w.namedAnswer("visit_from"), len("15:04")))
		if err != nil {
			return ErrNoDay
		}
		of := min(max(at.Hour()*60+at.Minute()+minutes, 0), 24*60-1)
		answers = append(answers, answer{"visit_from", fmt.Sprintf("%02d:%02d:00", of/60, of%60)})
	}
	for _, a := range answers {
		if w.namedAnswer(a.name) == a.value {
			continue
		}
		if err := w.setNamed(a); err != nil {
			return err
		}
	}
	return nil
}

// first is at most so many bytes of a text from its start.
func first(text string, n int) string { return text[:min(n, len(text))] }

func (w *Work) namedAnswer(name string) string {
	key, err := w.Locate(name)
	if err != nil {
		return ""
	}
	v, _ := w.session.View(key)
	return v.Value
}

// ObserveVisit goes on with the observation that the person who works here began from a visit, or begins one with what the
// visit says. The caller closes it. The error is replica.ErrNotFound where there is no such visit.
func (d *Desk) ObserveVisit(ctx context.Context, id string) (*Work, error) {
	all, err := d.weeks(ctx)
	if err != nil {
		return nil, err
	}
	v, err := all.visit(id)
	if err != nil {
		return nil, err
	}
	for _, o := range slices.Backward(all.observed) {
		if o.visit == id && o.state == workflow.InProgress && by(o.author, d.Profile().Name) {
			return d.Open(ctx, o.record)
		}
	}
	answers := []answer{{"observer_role", v.Role.Name}, {"week_theme", v.Theme.Name}, {"observed", v.Observed.Name}, {"observation_consent", consented(v)}}
	if name, other := strings.CutPrefix(v.Team.Name, otherTeam); other && name != "" {
		answers = append(answers, answer{"team", "other"}, answer{"team_other", v.Team.Label})
	} else {
		answers = append(answers, answer{"team", v.Team.Name})
	}
	if now := d.bench.env.Now(); !v.Day.IsZero() && !v.Day.After(now) {
		answers = append(answers, answer{"date_held", v.Day.Format(time.DateOnly)})
	}
	w, err := d.startWith(ctx, d.Observation(), answers)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	from := w.register(visitRegister, id)
	w.mu.Unlock()
	w.note([]pending{from})
	return w, w.Flush()
}

// consented is how the form of an observation says what a visit says of consent; "" where it is not known yet.
func consented(v schedule.Visit) string {
	switch v.Consent {
	case schedule.Given:
		return v.ConsentFrom.Name
	case schedule.Refused:
		return "declined"
	case schedule.StaffOnly:
		return "staff_only"
	default:
		return ""
	}
}

// Calendar is visits for other programs to read, with places in which the guard sees nobody's name or address; others are
// left out. from and to are as in schedule.Calendar.
func (d *Desk) Calendar(name string, visits []schedule.Visit) schedule.Calendar {
	c := schedule.Calendar{Name: name, Now: d.bench.env.Now(), Visits: slices.Clone(visits)}
	for i, v := range c.Visits {
		if len(d.bench.guard.Check(v.Place)) > 0 {
			c.Visits[i].Place = ""
		}
	}
	return c
}

// SumUp begins the form in which a person says what a digest means, with what the digest knows: the days, the theme and
// the numbers. The caller closes it.
func (d *Desk) SumUp(ctx context.Context, g Digest) (*Work, error) {
	answers := []answer{{"summary_of", "week"}, {"week_from", g.From.Format(time.DateOnly)}, {"week_to", g.To.Format(time.DateOnly)}}
	if g.Observer != "" {
		answers = []answer{
			{"summary_of", "day"},
			{"day", g.From.Format(time.DateOnly)},
			{"day_observations", fmt.Sprint(g.Observations)},
			{"day_discussions", fmt.Sprint(g.Discussions)},
		}
	}
	if len(g.Themes) == 1 {
		answers = append(answers, answer{"week_theme", g.Themes[0].Of.Name})
	}
	return d.startWith(ctx, sumUpForm, answers)
}

// VisitID reads the id of a visit; the error is replica.ErrNotFound for what is none.
func VisitID(id string) (uuid.UUID, error) {
	parsed, err := uuid.Parse(id)
	if err != nil {
		return parsed, fmt.Errorf("workbench: visit %q: %w", id, replica.ErrNotFound)
	}
	return parsed, nil
}
