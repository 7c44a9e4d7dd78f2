package session_test

import (
	"regexp"
	"testing"
	"time"

	"plumbline/forms"
	"plumbline/forms/session"
)

func TestUUIDsAreOfVersion4(t *testing.T) {
	shape := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	s := begin(t, definition(calculate("one", "uuid()"), calculate("two", "once(uuid())"), text("three", dynamic("uuid()"))))
	seen := map[string]bool{}
	for _, key := range []string{"one", "two", "three"} {
		id := view(t, s, key).Value
		if !shape.MatchString(id) || seen[id] {
			t.Errorf("%s is %q", key, id)
		}
		seen[id] = true
	}
}

// TestWhatIsVolatileIsWorkedOutWithWhatItStandsIn answers a question while the clock goes on.
func TestWhatIsVolatileIsWorkedOutWithWhatItStandsIn(t *testing.T) {
	at := now
	e := env()
	e.Now = func() time.Time { return at }
	s, err := session.New(definition(
		text("a"),
		calculate("began", "once(now())"),
		calculate("beside", "if(../a = '', now(), now())"),
		calculate("alone", "now()"),
		calculate("drawn", "if(../a = '', 1, random())"),
		repeat("r", calculate("id", "once(uuid())"), calculate("number", "once(random())")),
	), e)
	if err != nil {
		t.Fatal(err)
	}
	const first, later = "2026-11-20T09:30:00.000+00:00", "2026-11-20T10:30:00.000+00:00"
	r := s.Instances("r")[0]
	id, number := view(t, s, r+"/id").Value, view(t, s, r+"/number").Value
	at = at.Add(time.Hour)
	answer(t, s, "a", "x")
	for key, want := range map[string]string{"began": first, "beside": later, "alone": first} {
		if got := view(t, s, key).Value; got != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
	}
	drawn := view(t, s, "drawn").Value
	if drawn == "1" || drawn == number {
		t.Errorf("drawn is %s, and another number %s", drawn, number)
	}
	other, _, err := s.Add("r")
	if err != nil {
		t.Fatal(err)
	}
	if view(t, s, r+"/id").Value != id || view(t, s, r+"/number").Value != number {
		t.Error("what once() gave has changed")
	}
	if view(t, s, other+"/id").Value == id {
		t.Error("two instances have one id")
	}
}

func TestOwnFunctionsInRepeats(t *testing.T) {
	s := begin(t, list(definition(
		repeat("r", question(forms.Date, "on"), question(forms.Date, "born"),
			calculate("due", "qa:working-days(../on, 2)"), calculate("band", "qa:age-band(../born, ../on)")),
		calculate("bands", "join(',', /data/r/band)"), calculate("first", "qa:working-days(/data/r/on, 1)"),
		calculate("late", "count(/data/r[due > '2026-12-01'])"),
	), "age_band", choice("0_4", "Under 5"), choice("5_10", "5 to 10"), choice("11_plus", "11 and over")))
	one := s.Instances("r")[0]
	two, _, err := s.Add("r")
	if err != nil {
		t.Fatal(err)
	}
	answer(t, s, one+"/on", "2026-12-24")
	answer(t, s, one+"/born", "2020-12-25")
	answer(t, s, two+"/on", "2026-11-20")
	answer(t, s, two+"/born", "2010-12-25")
	hold := func(want map[string]string) {
		t.Helper()
		for key, value := range want {
			reads(t, s, key, value)
		}
	}
	hold(map[string]string{
		one + "/due": "2026-12-30", two + "/due": "2026-11-24", one + "/band": "5_10", two + "/band": "11_plus",
		"bands": "5_10,11_plus", "first": "2026-12-29", "late": "1",
	})
	if _, err := s.Remove(one); err != nil {
		t.Fatal(err)
	}
	hold(map[string]string{"bands": "11_plus", "first": "2026-11-23", "late": "0"})
}
