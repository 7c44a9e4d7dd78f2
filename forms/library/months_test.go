package library

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// monthsOn is the same day so many months on, or the last day of a month that is shorter.
func monthsOn(day time.Time, months int) time.Time {
	first := time.Date(day.Year(), day.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, min(day.Day(), first.AddDate(0, 1, -1).Day())-1)
}

func TestCalendarMonths(t *testing.T) {
	s := openOn(t, included(t, calendarMonths), time.Date(2026, time.June, 1, 9, 0, 0, 0, time.UTC))
	due := func(start, months string) string {
		answer(t, s, "months_start", start)
		answer(t, s, "months_count", months)
		return value(t, s, "months_due")
	}
	for _, tt := range []struct{ name, start, months, want string }{
		{"half a year", "2026-03-14", "6", "2026-09-14"},
		{"over the new year", "2026-08-31", "6", "2027-02-28"},
		{"into a leap year", "2027-08-31", "6", "2028-02-29"},
		{"a year", "2028-02-29", "12", "2029-02-28"},
		{"into December", "2026-06-30", "6", "2026-12-30"},
		{"none", "2026-06-30", "0", "2026-06-30"},
		{"no day yet", "", "6", ""},
		{"no months yet", "2026-06-30", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := due(tt.start, tt.months); got != tt.want {
				t.Errorf("%s months from %s: %q, want %q", tt.months, tt.start, got, tt.want)
			}
		})
	}
	rapid.Check(t, func(rt *rapid.T) {
		start := time.Date(2024, time.January, rapid.IntRange(1, 2000).Draw(rt, "day"), 0, 0, 0, 0, time.UTC)
		months := rapid.IntRange(0, 60).Draw(rt, "months")
		want := monthsOn(start, months).Format(time.DateOnly)
		if got := due(start.Format(time.DateOnly), fmt.Sprint(months)); got != want {
			rt.Fatalf("%d months from %s: %q, want %q", months, start.Format(time.DateOnly), got, want)
		}
	})
}
