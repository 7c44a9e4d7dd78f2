package library

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"plumbline/forms"
	"plumbline/forms/session"
	"plumbline/forms/workflow"
	"plumbline/forms/xlsform"
)

// Blocks whose tests answer what they read.
const (
	workingDays        = "working_days"
	workingDaysBetween = "working_days_between"
	calendarMonths     = "calendar_months"
)

// answered are what blocks read and tests of theirs answer.
func answered() map[string][]string {
	return map[string][]string{
		workingDays:        {"clock_start", "clock_days"},
		workingDaysBetween: {"span_start", "span_end"},
		calendarMonths:     {"months_start", "months_count"},
	}
}

// asks are what blocks read and do not ask themselves: forms that include them give it.
func asks() []string {
	return []string{
		"record_about", "record_team", "record_date", "section_letters", "overall_grade", "immediate_risk", "reason",
		"actions_needed", "date_evaluated", "date_held", "willing", "reply_to",
	}
}

// included is a form of nothing but a block and what it reads.
func included(t *testing.T, block string) *forms.Definition {
	t.Helper()
	files := fstest.MapFS{}
	for _, pattern := range []string{"blocks/*.md", "lists/*.md"} {
		found, err := fs.Glob(embedded, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range found {
			content, err := fs.ReadFile(embedded, name)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = &fstest.MapFile{Data: content}
		}
	}
	form := func(given []string) []byte {
		rows := "| survey | type | name |\n| | include | " + block + " |\n"
		if names := answered()[block]; names != nil {
			rows = survey + "| | include | " + block + " |\n"
			for _, name := range names {
				rows += "| | text | " + name + " | " + name + " |\n"
			}
		}
		for _, name := range given {
			rows += "| | hidden | " + name + " |\n"
		}
		files["a_form.md"] = &fstest.MapFile{Data: []byte(settings + rows)}
		l, err := open(files)
		if err != nil {
			t.Fatal(err)
		}
		source, err := l.Source("a_form")
		if err != nil {
			t.Fatal(err)
		}
		return source
	}
	own := string(form(nil))
	var given []string
	for _, name := range asks() {
		if !strings.Contains(own, " | "+name+" |") {
			given = append(given, name)
		}
	}
	def, report := xlsform.Read("a_form.md", form(given))
	for _, found := range append(report.Errors, report.Warnings...) {
		t.Error(found)
	}
	if def == nil {
		t.FailNow()
	}
	return def
}

func TestBlocksStandByThemselves(t *testing.T) {
	files, err := fs.Glob(embedded, "blocks/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		block := strings.TrimSuffix(strings.TrimPrefix(file, "blocks/"), ".md")
		t.Run(block, func(t *testing.T) {
			if _, err := session.Compile(included(t, block), nil); err != nil {
				t.Error(err)
			}
		})
	}
}

// opened opens a form on a day.
func openOn(t *testing.T, def *forms.Definition, today time.Time) *session.Session {
	t.Helper()
	n := 0
	s, err := session.New(def, session.Env{
		Now: func() time.Time { return today }, Location: time.UTC,
		NewID: func() string { n++; return fmt.Sprintf("i%d", n) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func value(t *testing.T, s *session.Session, key string) string {
	t.Helper()
	v, ok := s.View(key)
	if !ok {
		t.Fatalf("there is no %s", key)
	}
	return v.Value
}

func answer(t *testing.T, s *session.Session, key, value string) {
	t.Helper()
	if _, err := s.Set(key, value); err != nil {
		t.Fatalf("%s: %v", key, err)
	}
}

func TestWorkingDays(t *testing.T) {
	s := openOn(t, included(t, workingDays), time.Date(2026, time.June, 1, 9, 0, 0, 0, time.UTC))
	last := time.Date(2028, time.December, 31, 0, 0, 0, 0, time.UTC)
	for _, days := range []int{1, 2, 5, 10, 15, 20, 30} {
		answer(t, s, "clock_days", fmt.Sprint(days))
		for day := time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC); day.Before(last); day = day.AddDate(0, 0, 3) {
			answer(t, s, "clock_start", day.Format(time.DateOnly))
			due, err := workflow.AddWorkingDays(day, days)
			switch got := value(t, s, "clock_due"); {
			case err != nil || due.After(last):
				if got != "" || value(t, s, "clock_known") != "no" {
					t.Fatalf("%d working days from %s: %q, where the list of bank holidays has ended", days, day.Format(time.DateOnly), got)
				}
			case got != due.Format(time.DateOnly):
				t.Fatalf("%d working days from %s: %q, want %s", days, day.Format(time.DateOnly), got, due.Format(time.DateOnly))
			}
		}
	}
}

func TestWorkingDaysBetween(t *testing.T) {
	s := openOn(t, included(t, workingDaysBetween), time.Date(2026, time.June, 1, 9, 0, 0, 0, time.UTC))
	for day := time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2028; day = day.AddDate(0, 0, 5) {
		answer(t, s, "span_start", day.Format(time.DateOnly))
		for _, days := range []int{0, 1, 2, 3, 9, 40, 300} {
			end := day.AddDate(0, 0, days)
			answer(t, s, "span_end", end.Format(time.DateOnly))
			want, err := workflow.WorkingDaysBetween(day, end)
			if err != nil {
				t.Fatal(err)
			}
			if got := value(t, s, "span_days"); got != fmt.Sprint(want) {
				t.Fatalf("from %s to %s: %q working days, want %d", day.Format(time.DateOnly), end.Format(time.DateOnly), got, want)
			}
		}
	}
}

func TestQuarter(t *testing.T) {
	for _, tt := range []struct{ end, start, number, year string }{
		{"2026-03-31", "2026-01-01", "4", "2025"},
		{"2026-06-30", "2026-04-01", "1", "2026"},
		{"2026-09-30", "2026-07-01", "2", "2026"},
		{"2026-12-31", "2026-10-01", "3", "2026"},
		{"2024-03-31", "2024-01-01", "4", "2023"},
	} {
		t.Run(tt.end, func(t *testing.T) {
			s := openOn(t, included(t, "quarter"), time.Date(2027, time.June, 1, 9, 0, 0, 0, time.UTC))
			answer(t, s, "quarter_end", tt.end)
			if v, _ := s.View("quarter_end"); v.Problem != nil {
				t.Error(v.Problem.Message)
			}
			for key, want := range map[string]string{"quarter_start": tt.start, "quarter_number": tt.number, "quarter_year": tt.year} {
				if got := value(t, s, key); got != want {
					t.Errorf("%s is %q, want %q", key, got, want)
				}
			}
			for _, other := range []string{tt.end[:8] + "29", tt.start} {
				answer(t, s, "quarter_end", other)
				if v, _ := s.View("quarter_end"); v.Problem == nil {
					t.Errorf("a quarter may end on %s", other)
				}
			}
		})
	}
}
