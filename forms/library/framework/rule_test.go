package framework_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plumbline/forms"
	"plumbline/forms/library/framework"
	"plumbline/forms/workflow"
)

type choice = forms.Choice

func england(t testing.TB) *workflow.Calendar {
	t.Helper()
	c, err := workflow.England()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDue(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, rule, start, want string }{
		{"two working days over Easter", "2 working days", "2026-04-02", "2026-04-08"},
		{"one working day", "1 working day", "2026-11-20", "2026-11-23"},
		{"a week", "7 days", "2026-10-24", "2026-10-31"},
		{"28 days over the end of summer time", "28 days", "2026-10-12", "2026-11-09"},
		{"20 weeks", "20 weeks", "2026-01-05", "2026-05-25"},
		{"six months", "6 months", "2026-03-14", "2026-09-14"},
		{"six months into a shorter one", "6 months", "2026-08-31", "2027-02-28"},
		{"six months into a leap year", "6 months", "2027-08-31", "2028-02-29"},
		{"each month", "each month", "2026-01-31", "2026-02-28"},
		{"each month, from its first day", "each month", "2026-12-01", "2027-01-31"},
		{"each quarter", "each quarter", "2026-02-10", "2026-06-30"},
		{"each quarter, over the new year", "each quarter", "2026-10-01", "2027-03-31"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := framework.ParseRule(tt.rule)
			if err != nil {
				t.Fatal(err)
			}
			start, err := time.ParseInLocation(time.DateOnly, tt.start, london)
			if err != nil {
				t.Fatal(err)
			}
			due, err := r.Due(start.Add(9*time.Hour), england(t))
			if err != nil || due.Format(time.DateTime) != tt.want+" 00:00:00" || due.Location() != london {
				t.Errorf("%s from %s: %v, %v; want %s", tt.rule, tt.start, due, err, tt.want)
			}
		})
	}
}

func TestDueNeverGuesses(t *testing.T) {
	beyond := time.Date(2040, time.January, 1, 0, 0, 0, 0, time.UTC)
	if due, err := (framework.Rule{N: 2, Unit: framework.WorkingDays}).Due(beyond, england(t)); !errors.Is(err, workflow.ErrBeyondCalendar) {
		t.Errorf("%v, %v", due, err)
	}
	if due, err := (framework.Rule{N: 2}).Due(beyond, england(t)); err == nil {
		t.Errorf("a rule without a unit: %v", due)
	}
}

func TestParseRuleRefuses(t *testing.T) {
	for _, s := range []string{"", "2", "days", "0 days", "-1 days", "two days", "2 fortnights", "each week", "2  days", "1001 days"} {
		if r, err := framework.ParseRule(s); err == nil {
			t.Errorf("%q is read as %v", s, r)
		}
	}
}

func TestRulesAreWrittenAsTheyAreRead(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := framework.Rule{N: rapid.IntRange(1, 1000).Draw(rt, "n"), Unit: framework.Unit(rapid.IntRange(1, 6).Draw(rt, "unit"))}
		if r.Unit == framework.EachMonth || r.Unit == framework.EachQuarter {
			r.N = 1
		}
		if again, err := framework.ParseRule(r.String()); err != nil || again != r {
			rt.Fatalf("%q is read as %v, %v", r, again, err)
		}
	})
}

func FuzzParseRule(f *testing.F) {
	f.Add("15 working days")
	f.Add("each quarter")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := framework.ParseRule(s)
		if err != nil {
			return
		}
		if again, err := framework.ParseRule(r.String()); err != nil || again != r {
			t.Errorf("%q is read as %v, written as %q and read as %v, %v", s, r, r, again, err)
		}
	})
}

// TestFormsRunTheSameClocks holds what forms calculate to the clocks.
func TestFormsRunTheSameClocks(t *testing.T) {
	f, l := load(t)
	for _, tt := range []struct{ clock, form, question, days string }{
		{"group_manager_review", "concern", "header/clock_days", "2"},
		{"evaluate_again", "concern", "header/months_count", "3"},
		{"serious_incident_notification", "serious_incident_notification", "header/clock_days", "5"},
		{"rapid_review", "rapid_review", "header/clock_days", "15"},
		{"practice_review", "practice_review_tracker", "header/months_count", "6"},
		{"section_11_again", "section_11_declaration", "moderation/months_count", "3"},
		{"regulation_45_copy", "regulation_45_review", "header/copy_due", "28"},
	} {
		t.Run(tt.clock, func(t *testing.T) {
			def, err := l.Form(tt.form)
			if err != nil {
				t.Fatal(err)
			}
			c, ok := f.Clock(tt.clock)
			n := def.Node(tt.question)
			if !ok || n == nil {
				t.Fatalf("there is no clock %s, or no %s", tt.clock, tt.question)
			}
			if !strings.Contains(n.Calculation, tt.days) || !strings.Contains(c.Rule.String(), tt.days) {
				t.Errorf("the form counts %q, and the rule is %q", n.Calculation, c.Rule)
			}
		})
	}
	def, err := l.Form("escalation")
	if err != nil {
		t.Fatal(err)
	}
	for _, stage := range def.Lists["escalation_stage"].Choices {
		c, ok := f.Clock("escalation_" + stage.Name)
		days := stage.Columns["days"]
		if (days != "") != ok || ok && !strings.Contains(c.Rule.String(), days+" ") {
			t.Errorf("stage %s has %q working days in the form, and the rule %q", stage.Name, days, c.Rule)
		}
	}
}
