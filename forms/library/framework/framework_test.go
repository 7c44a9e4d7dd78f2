package framework_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"plumbline/forms/library"
	"plumbline/forms/library/framework"
)

var opened = sync.OnceValues(library.New)

func load(t testing.TB) (*framework.Framework, *library.Library) {
	t.Helper()
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	f, err := framework.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	return f, l
}

func TestEveryActivityIsCovered(t *testing.T) {
	f, l := load(t)
	rows := f.Coverage(l)
	if len(rows) != 44 {
		t.Errorf("%d activities, want the 44 of the framework", len(rows))
	}
	for i, r := range rows {
		if r.Number != i+1 {
			t.Errorf("row %d is numbered %d", i+1, r.Number)
		}
		for _, short := range r.Short {
			t.Errorf("%d %s: %s", r.Number, r.Activity.Name, short)
		}
	}
	if !framework.Covered(rows) {
		t.Error("not covered")
	}
}

func TestEveryFormServesAnActivity(t *testing.T) {
	f, l := load(t)
	for _, info := range l.Forms() {
		if !slices.ContainsFunc(f.Activities, func(a framework.Activity) bool { return slices.Contains(a.Forms, info.ID) }) {
			t.Errorf("%s serves none", info.ID)
		}
	}
}

func TestCoverageSaysWhatIsShort(t *testing.T) {
	whole := func() framework.Activity {
		return framework.Activity{ID: "a", Forms: []string{"dip_audit"}, Completes: []string{"someone"}, Answers: []string{"someone"}}
	}
	for _, tt := range []struct {
		name   string
		change func(*framework.Activity)
		want   string
	}{
		{"nothing", func(*framework.Activity) {}, ""},
		{"no form", func(a *framework.Activity) { a.Forms = nil }, "no form"},
		{"a form that is not there", func(a *framework.Activity) { a.Forms = []string{"nothing"} }, `the form "nothing" is not there`},
		{"nobody who completes it", func(a *framework.Activity) { a.Completes = nil }, "nobody completes it"},
		{"nobody who answers for it", func(a *framework.Activity) { a.Answers = nil }, "nobody answers for it"},
		{"a role that is not there", func(a *framework.Activity) { a.Informed = []string{"nobody"} }, `the role "nobody" is not there`},
		{"no place in the timetable", func(a *framework.Activity) { a.Timetabled = true }, "no entry in the timetable"},
		{"a clock that is not there", func(a *framework.Activity) { a.Clocks = []string{"none"} }, `the clock "none" is not there`},
		{"a report that is not there", func(a *framework.Activity) { a.Reports = []string{"none"} }, `the report "none" is not there`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, l := load(t)
			a := whole()
			tt.change(&a)
			f := &framework.Framework{
				Activities: []framework.Activity{a}, Roles: []framework.Role{{ID: "someone", Name: "Somebody"}},
				Retention: []framework.Retention{{ID: "qa_working_paper", Years: 6}},
			}
			rows := f.Coverage(l)
			if got := strings.Join(rows[0].Short, "; "); got != tt.want {
				t.Errorf("short of %q, want %q", got, tt.want)
			}
			if framework.Covered(rows) != (tt.want == "") {
				t.Errorf("covered: %v", framework.Covered(rows))
			}
			if tt.want != "" && !strings.Contains(framework.Table(rows), "| **"+tt.want+"** |") {
				t.Errorf("the table does not say so:\n%s", framework.Table(rows))
			}
		})
	}
	f, l := load(t)
	f.Retention = nil
	if rows := f.Coverage(l); !strings.Contains(strings.Join(rows[0].Short, "; "), "practice_evaluation does not say how long it is kept") {
		t.Errorf("without retention classes, short of %v", rows[0].Short)
	}
}

// TestTimetable holds the file to the framework's own timetable, month by month.
func TestTimetable(t *testing.T) {
	f, _ := load(t)
	const (
		cycle  = ", Early Help Audit, Dip Audit, Fostering Practice Evaluation"
		clinic = ", Performance clinic"
		crs    = ", Conference and Reviewing Service Summary, Practice Quality Learning Group"
		qprm   = ", Quality Performance and Review meeting"
		brief  = ", Cracking quality briefing"
		report = "Performance clinic, Quarterly assurance report"
	)
	for m, want := range map[time.Month]string{
		time.January:   "Practice Evaluation (cic_0_11)" + cycle + clinic + qprm + brief,
		time.February:  "Practice Evaluation (cp_cin_11_18)" + cycle + clinic + crs + brief,
		time.March:     report,
		time.April:     "Practice Evaluation (cp_cin_0_11)" + cycle + ", Practice week" + clinic + qprm + brief,
		time.May:       "Practice Evaluation (cic_cl_11_25)" + cycle + clinic + crs + brief,
		time.June:      report,
		time.July:      "Practice Evaluation (cp_cin_11_18)" + cycle + clinic + qprm + brief,
		time.August:    "Practice Evaluation (cic_0_11)" + cycle + clinic + crs + brief,
		time.September: report,
		time.October:   "Practice Evaluation (cin_cp_new)" + cycle + ", Practice week" + clinic + qprm + brief,
		time.November:  "Practice Evaluation (cic_cl_11_25)" + cycle + clinic + crs + brief,
		time.December:  report,
	} {
		t.Run(m.String(), func(t *testing.T) {
			var got []string
			for _, e := range f.In(m) {
				name := e.Name
				if c := e.Cohort(m); c != "" {
					name += " (" + c + ")"
				}
				got = append(got, name)
			}
			if strings.Join(got, ", ") != want {
				t.Errorf("%s\nwant %s", strings.Join(got, ", "), want)
			}
		})
	}
}

// TestListsAgreeWithTheTimetable holds what forms choose from to the timetable.
func TestListsAgreeWithTheTimetable(t *testing.T) {
	f, l := load(t)
	activities, err := l.List("activity")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range f.Activities {
		e, planned := f.Entry(a.ID)
		if planned != a.Timetabled {
			t.Errorf("%s: the timetable has it: %v; it should: %v", a.ID, planned, a.Timetabled)
		}
		c, _ := activities.Choice(a.ID)
		var months []string
		for _, m := range e.Months() {
			months = append(months, fmt.Sprint(int(m)))
		}
		if planned && c.Columns["months"] != strings.Join(months, " ") {
			t.Errorf("%s: the list has the months %s, the timetable %v", a.ID, c.Columns["months"], months)
		}
	}
	cycles, err := l.List("cycle")
	if err != nil {
		t.Fatal(err)
	}
	e, _ := f.Entry("practice_evaluation")
	for m := time.January; m <= time.December; m++ {
		i := slices.IndexFunc(cycles.Choices, func(c choice) bool { return c.Columns["month"] == fmt.Sprint(int(m)) })
		if cohort := e.Cohort(m); (i >= 0) != (cohort != "") || i >= 0 && cycles.Choices[i].Columns["cohort"] != cohort {
			t.Errorf("%s: the timetable has %q, and the cycles differ", m, cohort)
		}
	}
}

func TestNamesLeadSomewhere(t *testing.T) {
	f, l := load(t)
	used, running := map[string]bool{}, map[string]bool{}
	for _, a := range f.Activities {
		for _, id := range slices.Concat(a.Completes, a.Answers, a.Consulted, a.Informed) {
			used[id] = true
		}
		for _, id := range a.Clocks {
			running[id] = true
		}
	}
	for _, e := range f.Timetable {
		for _, id := range e.Activities {
			if _, ok := f.Activity(id); !ok {
				t.Errorf("%s is for %q, which is no activity", e.Name, id)
			}
		}
	}
	for _, c := range f.Clocks {
		if _, ok := f.Role(c.Who); !ok || !running[c.ID] || c.Name == "" || c.Starts == "" {
			t.Errorf("the clock %s binds nobody, runs nowhere or does not say what starts it: %+v", c.ID, c)
		}
		if !slices.Contains([]string{"framework", "law", "local"}, c.Basis) {
			t.Errorf("the clock %s rests on %q", c.ID, c.Basis)
		}
	}
	for _, r := range f.Roles {
		if !used[r.ID] || r.Name == "" || r.Part == "" {
			t.Errorf("the role %s has no part in any activity, or does not say which: %+v", r.ID, r)
		}
		if r.Choice != "" && !chosen(t, l, "role", r.Choice) && !chosen(t, l, "signatory", r.Choice) {
			t.Errorf("no form knows the role %s as %q", r.ID, r.Choice)
		}
	}
	for _, k := range f.Retention {
		if k.Years <= 0 || k.From == "" || k.Name == "" {
			t.Errorf("the retention class %s says too little: %+v", k.ID, k)
		}
	}
}

func chosen(t *testing.T, l *library.Library, list, name string) bool {
	t.Helper()
	choices, err := l.List(list)
	if err != nil {
		t.Fatal(err)
	}
	_, ok := choices.Choice(name)
	return ok
}

// TestDocumentation holds docs/framework.md to the data.
func TestDocumentation(t *testing.T) {
	f, l := load(t)
	content, err := os.ReadFile("../../../docs/framework.md")
	if err != nil {
		t.Fatal(err)
	}
	timetable, err := f.TimetableTable(l)
	if err != nil {
		t.Fatal(err)
	}
	for name, table := range map[string]string{"coverage": framework.Table(f.Coverage(l)), "timetable": timetable, "clocks": f.ClocksTable()} {
		if !strings.Contains(string(content), "\n\n"+table+"\n") {
			t.Errorf("docs/framework.md does not have the %s as it is now:\n%s", name, table)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	l, err := opened()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := framework.Load(l); err != nil {
			b.Fatal(err)
		}
	}
}
