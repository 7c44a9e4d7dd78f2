package workbench

import (
	"errors"
	"fmt"
	"testing"
)

// BenchmarkWeek reads a week, with an observation from each visit, and sums it up: a week of forty visits, and one in which
// four observers go on a hundred visits each and write fifty notes in each.
func BenchmarkWeek(b *testing.B) {
	for _, size := range []struct{ visits, notes int }{{40, 15}, {400, 50}} {
		b.Run(fmt.Sprintf("visits=%d", size.visits), func(b *testing.B) {
			d, _ := trained(b)
			for i := range size.visits {
				if err := plannedAndSeen(b, d, i, size.notes); err != nil {
					b.Fatal(err)
				}
			}
			benchmarkWeek(b, d, size.visits, size.visits*size.notes)
		})
	}
}

func benchmarkWeek(b *testing.B, d *Desk, visits, notes int) {
	b.Run("timetable for the first time", func(b *testing.B) {
		for b.Loop() {
			d.recalled.with = nil
			if _, err := d.Week(b.Context(), tuesday()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("timetable", func(b *testing.B) {
		for b.Loop() {
			w, err := d.Week(b.Context(), tuesday())
			if err != nil || len(w.Visits) != visits {
				b.Fatal(len(w.Visits), err)
			}
		}
	})
	b.Run("timetable after a change", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			w, err := d.PlanVisit(b.Context(), tuesday().AddDate(0, 1, 0))
			if err != nil {
				b.Fatal(err)
			}
			if err := w.Close(); err != nil {
				b.Fatal(err)
			}
			if _, err := d.Week(b.Context(), tuesday()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("digest", func(b *testing.B) {
		for b.Loop() {
			g, err := d.WeekDigest(b.Context(), tuesday())
			if err != nil || g.Notes != notes {
				b.Fatal(g.Notes, err)
			}
		}
	})
}

func plannedAndSeen(b *testing.B, d *Desk, n, notes int) error {
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
	book := NewNotebook(NotebookEnv{
		Now: o.Now, NewID: func() string { return d.bench.env.NewID().String() },
		Put: o.putNotes, Hurry: func() {}, Standards: d.choices("ps"),
	}, nil)
	for i := range notes {
		err = errors.Join(err, book.Type(fmt.Sprintf("+ sits on the floor and lets him choose %d #%d", i, 1+i%10)))
		_, kept := book.Keep()
		err = errors.Join(err, kept)
	}
	return errors.Join(err, o.Close())
}
