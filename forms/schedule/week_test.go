package schedule_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plumbline/forms/schedule"
)

// london is where the clock goes forward and back.
func london(t testing.TB) *time.Location {
	t.Helper()
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// visit is one of the week of 12 October 2026: "Tue 10:00 60 A. Evaluator @Civic centre".
func visit(t testing.TB, id, words string) schedule.Visit {
	t.Helper()
	fields := strings.SplitN(words, " ", 4)
	day := slices.Index([]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}, fields[0])
	date := time.Date(2026, time.October, 12+day, 0, 0, 0, 0, london(t))
	v := schedule.Visit{ID: id, Day: date, Consent: schedule.Given, Team: schedule.Named{Name: "forest", Label: "Forest of Dean"}}
	v.Observer, v.Place, _ = strings.Cut(fields[3], " @")
	if fields[1] != "-" {
		at, err := time.Parse("15:04", fields[1])
		if err != nil {
			t.Fatal(err)
		}
		long, err := time.ParseDuration(fields[2] + "m")
		if err != nil {
			t.Fatal(err)
		}
		v.Begin = date.Add(time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute)
		v.End = v.Begin.Add(long)
	}
	return v
}

func week(t testing.TB, visits ...schedule.Visit) schedule.Week {
	t.Helper()
	schedule.Sort(visits)
	return schedule.Week{
		Monday: time.Date(2026, time.October, 12, 0, 0, 0, 0, london(t)), Visits: visits,
		Plan: schedule.Plan{Travel: schedule.DefaultTravel},
	}
}

func ids(visits []schedule.Visit) string {
	var out []string
	for _, v := range visits {
		out = append(out, v.ID)
	}
	return strings.Join(out, " ")
}

func TestMonday(t *testing.T) {
	for _, tt := range []struct{ name, day, want string }{
		{"a Monday", "2026-10-12", "2026-10-12"},
		{"a Wednesday", "2026-10-14", "2026-10-12"},
		{"a Sunday", "2026-10-18", "2026-10-12"},
		{"over the end of a year", "2027-01-01", "2026-12-28"},
		{"the day on which the clock goes back", "2026-10-25", "2026-10-19"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			day, err := time.ParseInLocation(time.DateOnly, tt.day, london(t))
			if err != nil {
				t.Fatal(err)
			}
			if got := schedule.Monday(day.Add(17 * time.Hour)); got.Format(time.DateOnly) != tt.want || got.Hour() != 0 {
				t.Errorf("Monday is %s, want %s", got, tt.want)
			}
		})
	}
}

func TestDays(t *testing.T) {
	gone := visit(t, "gone", "Tue 09:00 60 A. Evaluator")
	gone.Cancelled = true
	w := week(t, visit(t, "late", "Tue 14:00 60 A. Evaluator"), visit(t, "open", "Tue - - A. Evaluator"),
		visit(t, "early", "Tue 09:30 60 B. Moderator"), visit(t, "weekend", "Sat 10:00 60 B. Moderator"), gone)
	days := w.Days()
	if len(days) != 6 || ids(days[1].Visits) != "early late open" || ids(days[5].Visits) != "weekend" {
		t.Errorf("%d days, Tuesday %q", len(days), ids(days[1].Visits))
	}
	if got := ids(w.Of("a.  evaluator")); got != "gone late open" {
		t.Errorf("A. Evaluator has %q", got)
	}
	if got := strings.Join(w.Observers(), "|"); got != "A. Evaluator|B. Moderator" {
		t.Errorf("observers %q", got)
	}
	if _, ok := w.Visit("late"); !ok {
		t.Error("late is not found")
	}
	if _, ok := w.Visit("never"); ok {
		t.Error("a visit is found that there is not")
	}
}

// TestSortIsTheSameFromAnyOrder holds laptops to one timetable.
func TestSortIsTheSameFromAnyOrder(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var visits []schedule.Visit
		for i := range rapid.IntRange(0, 8).Draw(r, "visits") {
			day := rapid.SampledFrom([]string{"Mon", "Tue"}).Draw(r, "day")
			at := rapid.SampledFrom([]string{"-", "09:00", "14:00"}).Draw(r, "time")
			visits = append(visits, visit(t, string(rune('a'+i)), day+" "+at+" 60 "+rapid.SampledFrom([]string{"A", "B"}).Draw(r, "observer")))
		}
		shuffled := rapid.Permutation(visits).Draw(r, "order")
		schedule.Sort(visits)
		schedule.Sort(shuffled)
		if ids(visits) != ids(shuffled) {
			r.Fatalf("%s and %s", ids(visits), ids(shuffled))
		}
	})
}
