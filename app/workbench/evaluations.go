package workbench

import (
	"context"

	"plumbline/sync/replica"
)

// OfWeek reports whether records of a form are shown in their Practice Week, and are no evaluations.
func OfWeek(formID string) bool { return formID == VisitForm || formID == PlanForm }

// Evaluations lists what Records does, without the records that OfWeek tells of. Limit and Offset count those that are left.
func (d *Desk) Evaluations(ctx context.Context, q replica.Query) ([]replica.Row, error) {
	var out []replica.Row
	skip, page := max(q.Offset, 0), q
	page.Offset = 0
	if q.Limit > 0 {
		page.Limit = skip + q.Limit
	}
	for {
		rows, err := d.Records(ctx, page)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			switch {
			case OfWeek(r.FormID):
			case skip > 0:
				skip--
			default:
				out = append(out, r)
			}
			if q.Limit > 0 && len(out) == q.Limit {
				return out, nil
			}
		}
		if page.Limit <= 0 || len(rows) < page.Limit {
			return out, nil
		}
		page.Offset += len(rows)
	}
}
