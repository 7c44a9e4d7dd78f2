package workbench

import (
	"errors"
	"fmt"
	"testing"
)

// BenchmarkWeek reads a week of forty visits, with an observation of fifteen notes from each, and sums it up.
func BenchmarkWeek(b *testing.B) {
	d, _ := trained(b)
	for i := range 40 {
		if err := plannedAndSeen(b, d, i); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("timetable", func(b *testing.B) {
		for b.Loop() {
			w, err := d.Week(b.Context(), tuesday())
			if err != nil || len(w.Visits) != 40 {
				b.Fatal(len(w.Visits), err)
			}
			w.Conflicts()
		}
	})
	b.Run("digest", func(b *testing.B) {
		for b.Loop() {
			g, err := d.WeekDigest(b.Context(), tuesday())
			if err != nil || g.Notes != 600 {
				b.Fatal(g.Notes, err)
			}
		}
	})
}

func plannedAndSeen(b *testing.B, d *Desk, n int) error {
	w, err := d.PlanVisit(b.Context(), tuesday().AddDate(0, 0, n%4-1))
	if err != nil {
		return err
	}
	for _, a := range []answer{{"visit_from", fmt.Sprintf("%02d:00:00", 8+n%9)}, {"team", "forest"}, {"observed", "home_visit"}, {"week_theme", "voice"}} {
		err = errors.Join(err, w.setNamed(a))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return err
	}
	o, err := d.ObserveVisit(b.Context(), w.ID().String())
	if err != nil {
		return err
	}
	for i := range 15 {
		err = errors.Join(err, o.Notebook().Type(fmt.Sprintf("+ sits on the floor and lets him choose %d #%d", i, 1+i%10)))
		_, kept := o.Notebook().Keep()
		err = errors.Join(err, kept)
	}
	return errors.Join(err, o.Close())
}
