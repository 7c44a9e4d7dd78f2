package workbench

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"plumbline/forms/schedule"
)

// scheduled is a week's timetable with what stands against it, for tests to compare.
func scheduled(w schedule.Week) string {
	var out strings.Builder
	for _, v := range w.Visits {
		fmt.Fprintln(&out, v.ID, v.Observer, v.Begin.Format(time.DateTime), v.End.Format(time.TimeOnly), v.Place, v.Team.Name,
			v.Consent, v.Cancelled, v.Disputed, v.Notebooks, v.Sequence())
	}
	for _, f := range slices.Concat(w.Conflicts(), w.Gaps()) {
		fmt.Fprintln(&out, f.Kind, f.Says)
	}
	return out.String()
}

// TestAWeekApart has four observers plan a week together, go their ways without a network, and come together again.
func TestAWeekApart(t *testing.T) {
	c := newCentre(t)
	var desks []*Desk
	for _, name := range []string{"a.evaluator", "b.director", "c.councillor", "p.artner"} {
		desks = append(desks, c.join(t, name))
	}
	// One plans; everybody has the plan before the network goes.
	agreed := []string{"visit_consent=given", "consent_from=family", "may_quote=yes"}
	var visits []string
	for i, d := range desks {
		visits = append(visits, visiting(t, desks[0], append(slices.Clone(agreed),
			"visit_observer="+d.Profile().Name, fmt.Sprintf("visit_on=2026-10-%d", 12+i), "team="+[]string{"forest", "stroud"}[i%2])...))
	}
	exchange(t, desks...)
	c.cut.Store(true)

	taken := 0
	for i, d := range desks {
		var lines []string
		for n := range 5 + i {
			lines = append(lines, fmt.Sprintf("%s note %d of %d #%d", []string{"+", "-", "?", "!", `"`}[n%5], n, i, 1+(n+i)%4))
		}
		taken += len(lines)
		check(t, observing(t, d, visits[i], lines...).Close())
		visiting(t, d, "visit_on=2026-10-16", fmt.Sprintf("visit_from=1%d:00:00", i), "visit_place=Civic centre") // each adds one
	}
	// The same visit is moved by two, to different days, and its place changed by a third.
	check(t, desks[1].MoveVisit(t.Context(), visits[3], -1, 0))
	check(t, desks[2].MoveVisit(t.Context(), visits[3], 1, 0))
	record, err := VisitID(visits[3])
	check(t, err)
	w := reopen(t, desks[3], record)
	set(t, w, "visit_place", "Shire hall")
	check(t, w.Close())

	c.cut.Store(false)
	for range 3 { // each sends, each receives, and what nobody answers is settled
		exchange(t, desks...)
	}
	want, digest := scheduled(weekOf(t, desks[0])), digestWords(digested(t, desks[0]))
	var pdf []byte
	for i, d := range desks {
		week, g := weekOf(t, d), digested(t, d)
		if got := scheduled(week); got != want {
			t.Errorf("laptop %d has the schedule\n%s\nand not\n%s", i, got, want)
		}
		if len(week.Visits) != 8 {
			t.Errorf("laptop %d has %d visits", i, len(week.Visits))
		}
		v, _ := week.Visit(visits[3])
		if !slices.Equal(v.Disputed, []string{"the day"}) || v.Place != "Shire hall" {
			t.Errorf("laptop %d: disputed %v, at %s", i, v.Disputed, v.Place)
		}
		if got := digestWords(g); got != digest {
			t.Errorf("laptop %d sums up\n%s\nand not\n%s", i, got, digest)
		}
		if got, want := tallied(g), recount(t, d, "2026-10-12", "2026-10-18"); !maps.Equal(got, want) || want["all"] != taken {
			t.Errorf("laptop %d: summed up %v, recounted %v, %d taken", i, got, want, taken)
		}
		file, err := d.DigestPDF(g)
		if err != nil || i > 0 && !bytes.Equal(file, pdf) {
			t.Errorf("laptop %d prints another summary: %v", i, err)
		}
		pdf = file
	}
	decideOnce(t, desks, visits[3])
}

// decideOnce has one observer decide on which day a visit is, and everybody hear of it.
func decideOnce(t *testing.T, desks []*Desk, visit string) {
	t.Helper()
	record, err := VisitID(visit)
	check(t, err)
	w := reopen(t, desks[3], record)
	conflicts, err := w.Conflicts(t.Context())
	if err != nil || len(conflicts) != 1 || len(conflicts[0].Versions) != 2 {
		t.Fatalf("conflicts %+v, %v", conflicts, err)
	}
	before, _ := weekOf(t, desks[0]).Visit(visit)
	if _, err := w.Decide(t.Context(), conflicts[0].Path, "2026-10-16"); err != nil {
		t.Fatal(err)
	}
	check(t, w.Close())
	exchange(t, desks[3], desks[0])
	after, _ := weekOf(t, desks[0]).Visit(visit)
	if len(after.Disputed) > 0 || after.Day.Day() != 16 || after.Sequence() <= before.Sequence() {
		t.Errorf("decided: %v, on %s, number %d after %d", after.Disputed, after.Day, after.Sequence(), before.Sequence())
	}
}
