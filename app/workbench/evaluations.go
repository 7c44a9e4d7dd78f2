package workbench

import (
	"context"
	"slices"

	"plumbline/sync/replica"
)

// OfWeek reports whether records of a form are shown in their Practice Week, and are no evaluations.
func OfWeek(formID string) bool { return formID == VisitForm || formID == PlanForm }

// Evaluations lists what Records does, without the records that OfWeek tells of.
func (d *Desk) Evaluations(ctx context.Context, q replica.Query) ([]replica.Row, error) {
	q.Except = append(slices.Clip(q.Except), VisitForm, PlanForm)
	return d.Records(ctx, q)
}
