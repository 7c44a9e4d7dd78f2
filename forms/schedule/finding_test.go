package schedule_test

import (
	"strings"
	"testing"

	"plumbline/forms/schedule"
)

func TestConflicts(t *testing.T) {
	with := func(words string, change func(*schedule.Visit)) schedule.Visit {
		v := visit(t, strings.Fields(words)[0], strings.Join(strings.Fields(words)[1:], " "))
		change(&v)
		return v
	}
	plain := func(words string) schedule.Visit { return with(words, func(*schedule.Visit) {}) }
	jt := func(v *schedule.Visit) { v.Practitioner = "JT" }
	family := func(v *schedule.Visit) { v.Family = "TR-20417" }
	for _, tt := range []struct {
		name   string
		visits []schedule.Visit
		kind   schedule.Kind
		about  string
		says   string
	}{
		{"nothing", []schedule.Visit{plain("a Tue 10:00 60 A @X"), plain("b Tue 11:30 60 A @Y")}, "", "", ""},
		{
			"one observer, two places",
			[]schedule.Visit{plain("a Tue 10:00 60 A @Civic centre"), plain("b Tue 10:30 60 a @Shire hall")},
			schedule.TwoAtOnce, "a b", "A has two visits at once on Tuesday 13 October: Civic centre from 10:00 to 11:00, and Shire hall from 10:30.",
		},
		{"two observers at once", []schedule.Visit{plain("a Tue 10:00 60 A @X"), plain("b Tue 10:00 60 B @X")}, "", "", ""},
		{
			"too far",
			[]schedule.Visit{plain("a Tue 10:00 60 A @Civic centre"), plain("b Tue 11:10 60 A @Shire hall")},
			schedule.TooFar, "a b", "A has 10 minutes on Tuesday 13 October to get from Civic centre to Shire hall. The plan allows 30 minutes.",
		},
		{"one after the other in one place", []schedule.Visit{plain("a Tue 10:00 60 A @Civic Centre"), plain("b Tue 11:00 60 A @civic centre")}, "", "", ""},
		{
			"practitioner twice",
			[]schedule.Visit{with("a Tue 10:00 60 A @X", jt), with("b Tue 15:00 60 B @X", jt)},
			schedule.PractitionerTwice, "a b", "The practitioner JT is observed twice on Tuesday 13 October, by A and by B.",
		},
		{"practitioner on two days", []schedule.Visit{with("a Tue 10:00 60 A @X", jt), with("b Wed 15:00 60 B @X", jt)}, "", "", ""},
		{
			"family twice",
			[]schedule.Visit{with("a Tue 10:00 60 A @X", family), with("b Tue 15:00 60 A @X", family)},
			schedule.FamilyTwice, "a b", "The family TR-20417 is visited twice on Tuesday 13 October, by A.",
		},
		{
			"refused",
			[]schedule.Visit{with("a Tue 10:00 60 A @X", func(v *schedule.Visit) { v.Consent = schedule.Refused })},
			schedule.ConsentRefused, "a", "The answer to the visit of A to Forest of Dean on Tuesday 13 October was no.",
		},
		{
			"notes without consent",
			[]schedule.Visit{with("a Tue 10:00 60 A @X", func(v *schedule.Visit) { v.Consent, v.Unagreed = schedule.Asked, 1 })},
			schedule.ConsentMissing, "a", "Notes were taken on the visit of A to Forest of Dean on Tuesday 13 October, and no consent is noted.",
		},
		{
			"disagreed",
			[]schedule.Visit{with("a Tue 10:00 60 A @X", func(v *schedule.Visit) { v.Disputed = []string{"day", "time"} })},
			schedule.Disagreed, "a", "Several people changed the visit of A to Forest of Dean on Tuesday 13 October: day and time.",
		},
		{"no time", []schedule.Visit{plain("a Tue - - A @X")}, schedule.NoTime, "a", "The visit of A to Forest of Dean has no day or no time yet."},
		{"cancelled", []schedule.Visit{plain("a Tue 10:00 60 A @X"), with("b Tue 10:00 60 A @Y", func(v *schedule.Visit) { v.Cancelled = true })}, "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found := week(t, tt.visits...).Conflicts()
			if tt.kind == "" {
				if len(found) > 0 {
					t.Errorf("found %+v", found)
				}
				return
			}
			if len(found) != 1 {
				t.Fatalf("found %+v", found)
			}
			f := found[0]
			if f.Kind != tt.kind || strings.Join(f.Visits, " ") != tt.about || f.Says != tt.says || f.Do == "" {
				t.Errorf("found %+v", f)
			}
		})
	}
}

func TestGaps(t *testing.T) {
	named := func(words ...string) []schedule.Named {
		var out []schedule.Named
		for _, w := range words {
			out = append(out, schedule.Named{Name: strings.ToLower(w), Label: w})
		}
		return out
	}
	done := visit(t, "a", "Tue 10:00 60 A. Evaluator @X")
	done.Theme, done.Aims, done.Team = named("Voice")[0], named("1"), named("Forest")[0]
	w := week(t, done)
	w.Plan.Observers = []schedule.Observer{{Name: "a. evaluator"}, {Name: "B. Moderator"}}
	w.Plan.Teams, w.Plan.Themes, w.Plan.Standards = named("Forest", "Stroud", "Cheltenham"), named("Voice"), named("1", "2", "3", "4")
	w.Seen = []string{"3"}
	var says []string
	for _, g := range w.Gaps() {
		says = append(says, g.Says)
		if g.Do == "" {
			t.Errorf("%q does not say what to do", g.Says)
		}
	}
	want := "No visit yet for B. Moderator.|No visit yet to Stroud and Cheltenham.|Nobody looks yet at 2 and 4."
	if got := strings.Join(says, "|"); got != want {
		t.Errorf("gaps %s\nwant %s", got, want)
	}
	w.Visits[0].Cancelled = true
	if got := w.Gaps(); len(got) != 4 || got[1].Kind != schedule.NoTheme {
		t.Errorf("with the visit cancelled: %+v", got)
	}
}

func BenchmarkConflicts(b *testing.B) {
	var visits []schedule.Visit
	for i := range 100 {
		day := []string{"Mon", "Tue", "Wed", "Thu", "Fri"}[i%5]
		visits = append(visits, visit(b, string(rune(0x100+i)), day+" 10:00 60 "+string(rune('A'+i%12))+" @X"))
	}
	w := week(b, visits...)
	for b.Loop() {
		w.Conflicts()
	}
}
