package workbench

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"plumbline/forms"
	"plumbline/forms/schedule"
	"plumbline/forms/workflow"
	"plumbline/sync/replica"
)

// The forms of the library that a Practice Week is planned and summed up with.
const (
	VisitForm   = "practice_week_visit"
	PlanForm    = "practice_week_plan"
	discussForm = "practice_week_reflection"
	sumUpForm   = "practice_week_summary"
)

// visitRegister is of an observation: the id of the visit that it was begun from.
const visitRegister = "_visit"

// Week reads the visits and the plan of the week that a day is in, as they stand in this vault. Visits that have no day yet
// are in every week. Times are in the location of the program.
func (d *Desk) Week(ctx context.Context, day time.Time) (schedule.Week, error) {
	all, err := d.weeks(ctx)
	if err != nil {
		return schedule.Week{}, err
	}
	return all.week(schedule.Monday(day.In(d.bench.env.Location))), nil
}

// NearestWeek is the Monday of the week to show first: the present one where something is planned in it, else the next one
// in which something is, else the last one, else the present one after all.
func (d *Desk) NearestWeek(ctx context.Context) (time.Time, error) {
	now := schedule.Monday(d.bench.env.Now().In(d.bench.env.Location))
	all, err := d.weeks(ctx)
	if err != nil {
		return now, err
	}
	mondays := all.mondays()
	i, here := slices.BinarySearchFunc(mondays, now, time.Time.Compare)
	switch {
	case here || len(mondays) == 0:
		return now, nil
	case i < len(mondays):
		return mondays[i], nil
	default:
		return mondays[i-1], nil
	}
}

// Visit reads one visit, or returns replica.ErrNotFound.
func (d *Desk) Visit(ctx context.Context, id string) (schedule.Visit, error) {
	all, err := d.weeks(ctx)
	if err != nil {
		return schedule.Visit{}, err
	}
	return all.visit(id)
}

// weeks is everything in a vault that is about Practice Weeks.
type weeks struct {
	lists    map[string][]forms.Choice // of the library, by name
	visits   []schedule.Visit          // in the order of schedule.Sort
	plans    []plannedWeek             // the first made first
	observed []observed                // the first begun first
	talks    []talk
}

// plannedWeek is one plan, and the week that it is of.
type plannedWeek struct {
	record uuid.UUID
	open   bool // it takes answers
	monday time.Time
	plan   schedule.Plan
}

// weeks is everything, as it stands now.
func (d *Desk) weeks(ctx context.Context) (weeks, error) {
	all := weeks{lists: map[string][]forms.Choice{}}
	for _, list := range []string{"team", "ps", "theme"} {
		all.lists[list] = d.choices(list)
	}
	var err error
	if all.visits, err = recall(ctx, d, VisitForm, d.visit); err != nil {
		return weeks{}, err
	}
	if all.observed, err = recall(ctx, d, d.Observation(), d.observed); err != nil {
		return weeks{}, err
	}
	plans, err := recall(ctx, d, PlanForm, kept.plan)
	if err != nil {
		return weeks{}, err
	}
	talks, err := recall(ctx, d, discussForm, kept.talk)
	if err != nil {
		return weeks{}, err
	}
	all.plans, all.talks = slices.Concat(plans...), slices.Concat(talks...)
	for _, o := range all.observed {
		i := slices.IndexFunc(all.visits, func(v schedule.Visit) bool { return v.ID == o.visit })
		if i < 0 || o.state == workflow.Withdrawn {
			continue
		}
		all.visits[i].Notebooks++
		if o.agreed == "" {
			all.visits[i].Unagreed++
		}
	}
	schedule.Sort(all.visits)
	return all, nil
}

// visit finds a visit by its id; the error is replica.ErrNotFound.
func (a weeks) visit(id string) (schedule.Visit, error) {
	i := slices.IndexFunc(a.visits, func(v schedule.Visit) bool { return v.ID == id })
	if i < 0 {
		return schedule.Visit{}, fmt.Errorf("workbench: visit %q: %w", id, replica.ErrNotFound)
	}
	return a.visits[i], nil
}

// week is what there is of one week.
func (a weeks) week(monday time.Time) schedule.Week {
	w := schedule.Week{Monday: monday, Plan: schedule.Plan{Travel: schedule.DefaultTravel}}
	planned := false
	for _, p := range a.plans {
		switch {
		case !p.monday.Equal(monday):
		case !planned:
			w.Plan, planned = p.plan, true
		default:
			w.Plan = joint(w.Plan, p.plan)
		}
	}
	if planned {
		w.Plan.Teams = orAll(w.Plan.Teams, a.lists["team"])
		w.Plan.Standards = orAll(w.Plan.Standards, a.lists["ps"])
	}
	for _, v := range a.visits {
		if v.Day.IsZero() || w.Holds(v.Day) {
			w.Visits = append(w.Visits, v)
		}
	}
	for _, o := range a.observed {
		if w.Holds(o.day) && o.counts(a.visits) {
			for _, n := range o.notes {
				w.Seen = union(w.Seen, n.Standards)
			}
		}
	}
	return w
}

// joint is two plans of one week, made apart, as one.
func joint(a, b schedule.Plan) schedule.Plan {
	a.Observers = append(slices.Clone(a.Observers), b.Observers...)
	for into, from := range map[*[]schedule.Named][]schedule.Named{&a.Teams: b.Teams, &a.Standards: b.Standards, &a.Themes: b.Themes} {
		for _, n := range from {
			if !slices.Contains(*into, n) {
				*into = append(slices.Clone(*into), n)
			}
		}
	}
	a.Travel = max(a.Travel, b.Travel)
	return a
}

// orAll is every choice of a list where none is chosen, except the one for what the list does not have.
func orAll(chosen []schedule.Named, all []forms.Choice) []schedule.Named {
	if len(chosen) > 0 {
		return chosen
	}
	for _, c := range all {
		if c.Name != "other" {
			chosen = append(chosen, schedule.Named{Name: c.Name, Label: c.Label.In(forms.Untranslated)})
		}
	}
	return chosen
}

// mondays are those of the weeks of which there is a plan, a visit or an observation, in order.
func (a weeks) mondays() []time.Time {
	var out []time.Time
	add := func(day time.Time) {
		if !day.IsZero() {
			out = append(out, schedule.Monday(day))
		}
	}
	for _, p := range a.plans {
		add(p.monday)
	}
	for _, v := range a.visits {
		if v.Standing() {
			add(v.Day)
		}
	}
	for _, o := range a.observed {
		add(o.day)
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.CompactFunc(out, time.Time.Equal)
}
