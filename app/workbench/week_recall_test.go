package workbench

import (
	"testing"

	"github.com/google/uuid"

	"plumbline/forms/schedule"
)

// TestAWeekIsReadAnewWhereSomethingChanged reads a week between changes, and wants each to be in it.
func TestAWeekIsReadAnewWhereSomethingChanged(t *testing.T) {
	d := sit(t, laptop(t))
	id := visiting(t, d, "visit_observer=B. Observer")
	alter := func(name, value string) {
		w, err := d.Open(t.Context(), uuid.MustParse(id))
		check(t, err)
		set(t, w, name, value)
		check(t, w.Close())
	}
	for _, step := range []struct {
		name string
		do   func()
		want schedule.Visit
	}{
		{"as it was planned", func() {}, schedule.Visit{Observer: "B. Observer", Consent: schedule.ToAsk}},
		{"read again", func() {}, schedule.Visit{Observer: "B. Observer", Consent: schedule.ToAsk}},
		{"another observer", func() { alter("visit_observer", "C. Observer") }, schedule.Visit{Observer: "C. Observer", Consent: schedule.ToAsk}},
		{"consent", func() { alter("visit_consent", "given") }, schedule.Visit{Observer: "C. Observer", Consent: schedule.Given}},
		{"an observation", func() { observing(t, d, id) }, schedule.Visit{Observer: "C. Observer", Consent: schedule.Given, Notebooks: 1}},
	} {
		step.do()
		visits := weekOf(t, d).Visits
		if len(visits) != 1 {
			t.Fatalf("%s: the week has %d visits, want 1", step.name, len(visits))
		}
		if v := visits[0]; v.Observer != step.want.Observer || v.Consent != step.want.Consent || v.Notebooks != step.want.Notebooks {
			t.Errorf("%s: got %+v, want %+v", step.name, v, step.want)
		}
	}
}
