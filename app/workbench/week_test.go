package workbench

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/forms/schedule"
	"plumbline/sync/replica"
)

// tuesday is a day of the Practice Week of these tests.
func tuesday() time.Time { return time.Date(2026, time.October, 13, 9, 0, 0, 0, time.UTC) }

// visiting plans a visit: what is not said is as PlanVisit leaves it.
func visiting(t *testing.T, d *Desk, answers ...string) string {
	t.Helper()
	w, err := d.PlanVisit(t.Context(), tuesday())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range append([]string{"visit_from=10:00:00", "team=forest", "observed=home_visit", "week_theme=voice"}, answers...) {
		name, value, _ := strings.Cut(a, "=")
		set(t, w, name, value)
	}
	check(t, w.Close())
	return w.ID().String()
}

// observing takes notes on a visit.
func observing(t *testing.T, d *Desk, visit string, lines ...string) *Work {
	t.Helper()
	w, err := d.ObserveVisit(t.Context(), visit)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		check(t, w.Notebook().Type(line))
		if _, err := w.Notebook().Keep(); err != nil {
			t.Fatal(err)
		}
	}
	check(t, w.Flush())
	return w
}

func weekOf(t *testing.T, d *Desk) schedule.Week {
	t.Helper()
	w, err := d.Week(t.Context(), tuesday())
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestAVisitIsReadAsItWasPlanned(t *testing.T) {
	d := sit(t, laptop(t))
	id := visiting(t, d, "visit_minutes=90", "visit_place=Civic centre", "visit_practitioner=JT", "family_ref=TR-20417",
		"standards_aim=1 3", "visit_consent=given", "consent_from=young_person", "consent_asker=team_manager", "may_quote=yes")
	v, ok := weekOf(t, d).Visit(id)
	if !ok {
		t.Fatal("the week does not have it")
	}
	got := fmt.Sprintf("%s %s–%s %s|%s|%s|%s|%s|%s %s %s %v|%d", v.Observer, v.Begin.Format("02 15:04"), v.End.Format("15:04"), v.Place,
		v.Team.Label, v.Practitioner, v.Family, v.Theme.Label, v.Consent, v.ConsentFrom.Label, v.ConsentBy.Label, v.MayQuote, len(v.Aims))
	want := "A. Evaluator 13 10:00–11:30 Civic centre|Forest of Dean|JT|TR-20417|Child's voice|given The young person Team Manager true|2"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(v.Disputed) > 0 || v.Cancelled {
		t.Errorf("disputed %v, cancelled %v", v.Disputed, v.Cancelled)
	}
}

func TestMoveVisit(t *testing.T) {
	for _, tt := range []struct {
		name          string
		days, minutes int
		want          string
	}{
		{"a day later", 1, 0, "Wed 10:00"},
		{"a day earlier", -1, 0, "Mon 10:00"},
		{"a quarter of an hour later", 0, 15, "Tue 10:15"},
		{"not before its day begins", 0, -10000, "Tue 00:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := sit(t, laptop(t))
			id := visiting(t, d)
			before, _ := weekOf(t, d).Visit(id)
			check(t, d.MoveVisit(t.Context(), id, tt.days, tt.minutes))
			v, _ := weekOf(t, d).Visit(id)
			if got := v.Begin.Format("Mon 15:04"); got != tt.want {
				t.Errorf("it is at %s, want %s", got, tt.want)
			}
			if !v.Changed.After(before.Changed) {
				t.Error("it has not changed")
			}
		})
	}
	d := sit(t, laptop(t))
	id := visiting(t, d, "visit_from=")
	if err := d.MoveVisit(t.Context(), id, 0, 15); !errors.Is(err, ErrNoDay) || !Foreseen(err) {
		t.Errorf("without a time: %v", err)
	}
	if err := d.MoveVisit(t.Context(), "no such", 1, 0); !errors.Is(err, replica.ErrNotFound) {
		t.Errorf("no such visit: %v", err)
	}
}

func TestAPlanIsMeasuredAgainst(t *testing.T) {
	d := sit(t, laptop(t))
	w, err := d.PlanWeek(t.Context(), tuesday())
	if err != nil {
		t.Fatal(err)
	}
	for path, answer := range map[string]string{
		"plan_themes": "voice", "plan_teams": "forest stroud", "plan_standards": "1 2",
		"observers/1/plan_observer": "A. Evaluator", "observers/1/plan_observer_role": "group_manager",
	} {
		set(t, w, path, answer)
	}
	set(t, w, "observers/2/plan_observer", "P. Artner")
	check(t, w.Close())
	again, err := d.PlanWeek(t.Context(), tuesday().AddDate(0, 0, 3))
	if err != nil || again.ID() != w.ID() {
		t.Errorf("another plan was begun: %v", err)
	}
	id := visiting(t, d, "standards_aim=1")
	week := weekOf(t, d)
	if v, _ := week.Visit(id); v.Role.Name != "group_manager" || v.Theme.Name != "voice" {
		t.Errorf("the visit begins with %+v", v)
	}
	var says []string
	for _, g := range week.Gaps() {
		says = append(says, g.Says)
	}
	want := "No visit yet for P. Artner.|No visit yet to Stroud and Berkeley Vale.|Nobody looks yet at 2 Starting well."
	if got := strings.Join(says, "|"); got != want {
		t.Errorf("gaps %s\nwant %s", got, want)
	}
	observing(t, d, id, "+ begins at once #2")
	if gaps := weekOf(t, d).Gaps(); len(gaps) != 2 {
		t.Errorf("after a note of standard 2: %+v", gaps)
	}
}

func TestObserveVisitGoesOn(t *testing.T) {
	d := sit(t, laptop(t))
	id := visiting(t, d, "visit_consent=given", "consent_from=family", "observer_role=director")
	w := observing(t, d, id, "+ listens #1")
	for name, want := range map[string]string{
		"team": "forest", "week_theme": "voice", "observed": "home_visit", "observation_consent": "family", "observer_role": "director",
		"date_held": "2026-10-13",
	} {
		if got := value(t, w, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	check(t, w.Close())
	again := observing(t, d, id)
	if again.ID() != w.ID() || len(again.Notebook().Notes()) != 1 {
		t.Error("another notebook was begun")
	}
	if v, _ := weekOf(t, d).Visit(id); v.Notebooks != 1 {
		t.Errorf("the visit has %d notebooks", v.Notebooks)
	}
	if _, err := d.ObserveVisit(t.Context(), uuid.NewString()); !errors.Is(err, replica.ErrNotFound) {
		t.Errorf("no such visit: %v", err)
	}
}

func TestNotesWithoutConsentAreSaid(t *testing.T) {
	d := sit(t, laptop(t))
	w := observing(t, d, visiting(t, d), "+ listens #1")
	if found := weekOf(t, d).Conflicts(); len(found) != 1 || found[0].Kind != schedule.ConsentMissing {
		t.Errorf("before anybody says who agreed: %+v", found)
	}
	set(t, w, "observation_consent", "family")
	check(t, w.Close())
	if found := weekOf(t, d).Conflicts(); len(found) != 0 {
		t.Errorf("once the observation says so: %+v", found)
	}
}

func TestNearestWeek(t *testing.T) {
	d := sit(t, laptop(t))
	nearest := func() string {
		m, err := d.NearestWeek(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return m.Format(time.DateOnly)
	}
	this := schedule.Monday(time.Now().In(d.bench.env.Location)).Format(time.DateOnly)
	if got := nearest(); got != this {
		t.Errorf("with nothing planned: %s", got)
	}
	id := visiting(t, d, "visit_on=2031-04-09")
	if got := nearest(); got != "2031-04-07" {
		t.Errorf("with a week to come: %s", got)
	}
	check(t, d.MoveVisit(t.Context(), id, -10*365, 0))
	if got := nearest(); got != "2021-04-05" {
		t.Errorf("with a week long ago: %s", got)
	}
}

func TestPlacesThatTellWhoIsMetAreLeftOut(t *testing.T) {
	d := sit(t, laptop(t))
	visiting(t, d, "visit_place=at Kayleigh Marsh's home, GL1 2ED", "family_ref=TR-20417", "visit_practitioner=JT-77")
	visiting(t, d, "visit_place=Civic centre", "visit_from=14:00:00")
	var out bytes.Buffer
	if _, err := d.Calendar("My week", weekOf(t, d).Visits).WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"Kayleigh", "GL1", "TR-20417", "JT-77"} {
		if strings.Contains(strings.ReplaceAll(out.String(), "\r\n ", ""), secret) {
			t.Errorf("the calendar says %s", secret)
		}
	}
	if !strings.Contains(out.String(), "LOCATION:Civic centre") {
		t.Error("the other place is missing")
	}
}
