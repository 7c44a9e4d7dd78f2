package desktop

import (
	"context"
	"time"

	"plumbline/app/workbench"
	"plumbline/forms/schedule"
)

// weekKeeper plans and sums up Practice Weeks. Desk has it.
type weekKeeper interface {
	Week(ctx context.Context, day time.Time) (schedule.Week, error)
	// NearestWeek is the Monday of the week to show first.
	NearestWeek(ctx context.Context) (time.Time, error)
	MoveVisit(ctx context.Context, id string, days, minutes int) error
	Calendar(name string, visits []schedule.Visit) schedule.Calendar
	DayDigest(ctx context.Context, observer string, day time.Time) (workbench.Digest, error)
	WeekDigest(ctx context.Context, day time.Time) (workbench.Digest, error)
	ExportDigest(ctx context.Context, g workbench.Digest, file string) error

	BeginVisit(ctx context.Context, day time.Time) (Record, error)
	BeginPlan(ctx context.Context, day time.Time) (Record, error)
	// Observe goes on with the observation of a visit, or begins it.
	Observe(ctx context.Context, visit string) (Record, error)
	// BeginSummary starts the form in which somebody says what a digest means.
	BeginSummary(ctx context.Context, g workbench.Digest) (Record, error)
}

var _ weekKeeper = openDesk{}

// BeginVisit implements weekKeeper.
func (d openDesk) BeginVisit(ctx context.Context, day time.Time) (Record, error) {
	return d.record(d.PlanVisit(ctx, day))
}

// BeginPlan implements weekKeeper.
func (d openDesk) BeginPlan(ctx context.Context, day time.Time) (Record, error) {
	return d.record(d.PlanWeek(ctx, day))
}

// Observe implements weekKeeper.
func (d openDesk) Observe(ctx context.Context, visit string) (Record, error) {
	return d.record(d.ObserveVisit(ctx, visit))
}

// BeginSummary implements weekKeeper.
func (d openDesk) BeginSummary(ctx context.Context, g workbench.Digest) (Record, error) {
	return d.record(d.SumUp(ctx, g))
}
