package workbench

import (
	"slices"
	"testing"

	"github.com/google/uuid"

	"plumbline/sync/replica"
)

func TestEvaluationsLeaveOutWhatAWeekShows(t *testing.T) {
	d := sit(t, laptop(t))
	var want []uuid.UUID
	for range 3 {
		v, err := d.PlanVisit(t.Context(), tuesday())
		check(t, err)
		check(t, v.Close())
		w := start(t, d)
		want = append([]uuid.UUID{w.ID()}, want...)
		check(t, w.Close())
	}
	for _, tt := range []struct {
		name  string
		query replica.Query
		want  []uuid.UUID
	}{
		{"all", replica.Query{}, want},
		{"the first page", replica.Query{Limit: 2}, want[:2]},
		{"the next page", replica.Query{Limit: 2, Offset: 2}, want[2:]},
		{"a page that ends with the last", replica.Query{Limit: 1, Offset: 2}, want[2:]},
		{"after the last", replica.Query{Limit: 2, Offset: 3}, nil},
		{"another state", replica.Query{State: "complete", Limit: 2}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rows, err := d.Evaluations(t.Context(), tt.query)
			check(t, err)
			var got []uuid.UUID
			for _, r := range rows {
				got = append(got, r.ID)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
