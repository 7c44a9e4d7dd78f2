package workflow_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plumbline/forms/workflow"
)

func day(t *testing.T, iso string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAddWorkingDays(t *testing.T) {
	for _, tt := range []struct {
		name, from string
		n          int
		want       string
	}{
		{"over Easter", "2025-04-16", 2, "2025-04-22"},
		{"over Christmas", "2025-12-23", 2, "2025-12-29"},
		{"a rapid review over New Year", "2025-12-24", 15, "2026-01-19"},
		{"two days before Good Friday", "2026-04-01", 2, "2026-04-07"},
		{"the day before Good Friday", "2026-04-02", 2, "2026-04-08"},
		{"starting on Easter Saturday", "2026-04-04", 2, "2026-04-08"},
		{"over two May holidays", "2026-05-01", 15, "2026-05-26"},
		{"no holiday at all", "2026-07-03", 15, "2026-07-24"},
		{"Boxing Day on a Saturday", "2026-12-24", 2, "2026-12-30"},
		{"Christmas on a Saturday", "2027-12-23", 2, "2027-12-29"},
		{"New Year's Day on a Saturday", "2027-12-31", 2, "2028-01-05"},
		{"over Easter 2028", "2028-04-12", 2, "2028-04-18"},
		{"none", "2026-11-21", 0, "2026-11-21"},
		{"five back from a Monday", "2026-11-23", -5, "2026-11-16"},
		{"one back over Easter", "2026-04-07", -1, "2026-04-02"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := workflow.AddWorkingDays(day(t, tt.from), tt.n)
			if err != nil || got.Format(time.DateOnly) != tt.want {
				t.Errorf("%s and %d working days: %s, %v; want %s", tt.from, tt.n, got.Format(time.DateOnly), err, tt.want)
			}
		})
	}
}

func TestWorkingDaysBetween(t *testing.T) {
	for _, tt := range []struct {
		name, from, to string
		want           int
	}{
		{"the same day", "2026-11-20", "2026-11-20", 0},
		{"over a weekend", "2026-11-20", "2026-11-23", 1},
		{"into a weekend", "2026-11-20", "2026-11-22", 0},
		{"over Easter", "2026-04-02", "2026-04-08", 2},
		{"backwards", "2026-04-08", "2026-04-02", -2},
		{"a whole year", "2025-12-31", "2026-12-31", 253},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := workflow.WorkingDaysBetween(day(t, tt.from), day(t, tt.to))
			if err != nil || got != tt.want {
				t.Errorf("%d working days, %v; want %d", got, err, tt.want)
			}
		})
	}
}

func TestWhereTheClockStandsDoesNotMatter(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]time.Time{
		"a minute before midnight":      time.Date(2026, time.July, 3, 23, 59, 0, 0, london),
		"the hour that summer time has": time.Date(2026, time.July, 3, 0, 30, 0, 0, london),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := workflow.AddWorkingDays(at, 1)
			if want := time.Date(2026, time.July, 6, 0, 0, 0, 0, london); err != nil || !got.Equal(want) {
				t.Errorf("%v, %v; want %v", got, err, want)
			}
		})
	}
}

func TestACountNeverGuessesHolidays(t *testing.T) {
	for name, count := range map[string]func() error{
		"a term that ends beyond": func() error { _, err := workflow.AddWorkingDays(day(t, "2028-12-22"), 15); return err },
		"a term before the start": func() error { _, err := workflow.AddWorkingDays(day(t, "2024-01-03"), -5); return err },
		"days in between": func() error {
			_, err := workflow.WorkingDaysBetween(day(t, "2028-12-22"), day(t, "2029-01-31"))
			return err
		},
		"without end": func() error { _, err := workflow.AddWorkingDays(day(t, "2026-01-01"), 1<<40); return err },
	} {
		t.Run(name, func(t *testing.T) {
			if err := count(); !errors.Is(err, workflow.ErrBeyondCalendar) {
				t.Errorf("%v, want ErrBeyondCalendar", err)
			}
		})
	}
}

func TestCountingUndoesAdding(t *testing.T) {
	c, err := workflow.England()
	if err != nil {
		t.Fatal(err)
	}
	start := day(t, "2024-06-01")
	rapid.Check(t, func(rt *rapid.T) {
		from := start.AddDate(0, 0, rapid.IntRange(0, 1400).Draw(rt, "day"))
		n := rapid.IntRange(-80, 80).Draw(rt, "n")
		to, err := c.AddWorkingDays(from, n)
		if err != nil {
			rt.Fatal(err)
		}
		if n != 0 {
			if working, err := c.Working(to); err != nil || !working {
				rt.Fatalf("a term ends on %s: %v, %v", to.Format(time.DateOnly), working, err)
			}
		}
		if got, err := c.WorkingDaysBetween(from, to); err != nil || got != n {
			rt.Fatalf("from %s to %s: %d, %v; want %d", from.Format(time.DateOnly), to.Format(time.DateOnly), got, err, n)
		}
	})
}

// TestBankHolidaysFollowTheirRules works every holiday out anew: the year's days that are none on a weekday are exactly
// the eight of the Banking and Financial Dealings Act 1971 and common law, no other day having been proclaimed.
func TestBankHolidaysFollowTheirRules(t *testing.T) {
	c, err := workflow.England()
	if err != nil {
		t.Fatal(err)
	}
	first, last := c.Years()
	for year := first; year <= last; year++ {
		ruled := ruledHolidays(year)
		for d := date(year, time.January, 1); d.Year() == year; d = d.AddDate(0, 0, 1) {
			working, err := c.Working(d)
			if err != nil {
				t.Fatal(err)
			}
			weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
			if want := !weekend && !ruled[d]; working != want {
				t.Errorf("%s is a working day: %v, want %v", d.Format("Monday 2 January 2006"), working, want)
			}
		}
	}
}

func date(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

func ruledHolidays(year int) map[time.Time]bool {
	easter := easterSunday(year)
	days := []time.Time{
		easter.AddDate(0, 0, -2), easter.AddDate(0, 0, 1),
		monday(date(year, time.May, 1)), monday(date(year, time.May, 25)), monday(date(year, time.August, 25)),
	}
	out := map[time.Time]bool{}
	for _, d := range days {
		out[d] = true
	}
	for _, d := range []time.Time{date(year, time.January, 1), date(year, time.December, 25), date(year, time.December, 26)} {
		for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday || out[d] {
			d = d.AddDate(0, 0, 1)
		}
		out[d] = true
	}
	return out
}

// monday is the first Monday from a day on.
func monday(d time.Time) time.Time {
	for d.Weekday() != time.Monday {
		d = d.AddDate(0, 0, 1)
	}
	return d
}

// easterSunday follows the algorithm of Meeus, Jones and Butcher.
func easterSunday(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	n := h + l - 7*((a+11*h+22*l)/451) + 114
	return date(year, time.Month(n/31), n%31+1)
}

func TestParseCalendarSaysWhatIsWrong(t *testing.T) {
	for name, content := range map[string]string{
		"nothing":      "",
		"no header":    "2026-12-25,Christmas Day\n2026-12-28,Boxing Day\n",
		"no holidays":  "date,holiday\n",
		"no date":      "date,holiday\n25/12/2026,Christmas Day\n",
		"no such day":  "date,holiday\n2026-02-30,Leap Day\n",
		"three fields": "date,holiday\n2026-12-25,Christmas Day,x\n",
	} {
		t.Run(name, func(t *testing.T) {
			if c, err := workflow.ParseCalendar([]byte(content)); err == nil {
				t.Errorf("read as %v", c)
			}
		})
	}
}

func FuzzParseCalendar(f *testing.F) {
	f.Add([]byte("date,holiday\n2026-12-25,Christmas Day\n"))
	f.Add([]byte("date,holiday\n9999-12-31,\"a \"\"quoted\"\" day\"\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		c, err := workflow.ParseCalendar(content)
		if err != nil {
			return
		}
		first, _ := c.Years()
		if _, err := c.Working(date(first, time.January, 1)); err != nil {
			t.Errorf("a year that the calendar covers: %v", err)
		}
	})
}

func BenchmarkAddWorkingDays(b *testing.B) {
	from := date(2026, time.March, 2)
	for b.Loop() {
		if _, err := workflow.AddWorkingDays(from, 45); err != nil {
			b.Fatal(err)
		}
	}
}
