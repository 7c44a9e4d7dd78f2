package qa_test

import (
	"strings"
	"testing"
	"time"

	"plumbline/forms/qa"
	"plumbline/forms/xmltree"
	"plumbline/forms/xpath"
)

const form = `<model>
	<instance><data><begun>2026-12-23</begun><none/><word>soon</word></data></instance>
	<instance id="days"><root><item><date>2026-01-01</date></item><item><date>2026-11-25</date></item><item><date>2026-12-31</date></item></root></instance>
	<instance id="names"><root><item><name>2026-01-01</name></item><item><name>2026-12-31</name></item></root></instance>
	<instance id="empty"><root/></instance>
	<instance id="age_band"><root><item><name>unborn</name></item><item><name>0_4</name></item><item><name>5_10</name></item><item><name>18_25</name></item></root></instance>
	<instance id="old"><root><item><name>to_4</name></item><item><name>18_</name></item><item><name>18_plus</name></item></root></instance>
</model>`

func TestFunctions(t *testing.T) {
	document, err := xmltree.Parse([]byte(form))
	if err != nil {
		t.Fatal(err)
	}
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, expression, want string
		told                   string // a part of it
	}{
		{"over Christmas", "qa:working-days(//begun, 2)", "2026-12-29", ""},
		{"from a number of days", "qa:working-days(date('2026-11-20') + 1, 1)", "2026-11-23", ""},
		{"from a time", "qa:working-days('2026-06-30T23:30:00Z', 1)", "2026-07-02", ""},
		{"back", "qa:working-days('2026-11-24', -2)", "2026-11-20", ""},
		{"none", "qa:working-days('2026-11-21', 0)", "2026-11-21", ""},
		{"a fraction", "qa:working-days('2026-11-23', 1.9)", "2026-11-24", ""},
		{"compared with a date", "qa:working-days('2026-11-23', 1) < date('2026-11-25')", "true", ""},
		{"the calendar by its name", "qa:working-days(//begun, 2, 'england')", "2026-12-29", ""},
		{"a calendar of the form", "qa:working-days('2026-11-24', 2, 'days')", "2026-11-27", ""},
		{"a calendar whose days are names", "qa:working-days('2026-11-24', 2, 'names')", "2026-11-26", ""},
		{"a blank calendar", "qa:working-days('2026-11-24', 2, //none)", "2026-11-26", ""},
		{"past the calendar", "qa:working-days('2026-11-24', 2000)", "", "past the last bank holiday"},
		{"past all numbers", "qa:working-days('2026-11-24', 1 div 0)", "", "past the last bank holiday"},
		{"a calendar without days", "qa:working-days('2026-11-24', 2, 'empty')", "", "past the last bank holiday"},
		{"no such calendar", "qa:working-days('2026-11-24', 2, 'wales')", "", `the list "wales", which the form has not`},
		{"no date", "qa:working-days(//word, 2)", "", `"soon", which is no date`},
		{"a blank date", "qa:working-days(//none, 2)", "", ""},
		{"a blank number", "qa:working-days(//begun, //none)", "", ""},

		{"the first day", "qa:age-band('2026-11-24', '2026-11-24')", "0_4", ""},
		{"before birth", "qa:age-band('2026-11-25', '2026-11-24')", "unborn", ""},
		{"the day before a birthday", "qa:age-band('2021-11-25', '2026-11-24')", "0_4", ""},
		{"a birthday", "qa:age-band('2021-11-24', '2026-11-24')", "5_10", ""},
		{"born on a leap day", "qa:age-band('2016-02-29', '2021-02-28')", "0_4", ""},
		{"born on a leap day, a day later", "qa:age-band('2016-02-29', '2021-03-01')", "5_10", ""},
		{"another list", "qa:age-band('1950-01-01', today(), 'old')", "18_plus", ""},
		{"an age that no choice covers", "qa:age-band('2012-01-01', '2026-11-24')", "", `no choice of the list "age_band" that covers the age of 14`},
		{"no such list", "qa:age-band('2012-01-01', '2026-11-24', 'bands')", "", `the list "bands", which the form has not`},
		{"a birthday that is no date", "qa:age-band(true(), '2026-11-24')", "", "which is no date"},
		{"no birthday", "qa:age-band(//none, '2026-11-24')", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e, err := xpath.Compile(tt.expression, xpath.Options{Functions: qa.Functions()})
			if err != nil {
				t.Fatal(err)
			}
			told := ""
			world := xmltree.World{Document: document, Clock: func() time.Time { return time.Date(2026, time.November, 24, 9, 0, 0, 0, london) }}
			got := e.Text(&xpath.Context{Node: document, Root: document, World: world, Problem: func(words string) { told = words }})
			if got != tt.want || !strings.Contains(told, tt.told) || (told == "") != (tt.told == "") {
				t.Errorf("got %q and is told %q, want %q and %q", got, told, tt.want, tt.told)
			}
		})
	}
}

func TestWrongCallsAreRefusedInWords(t *testing.T) {
	for _, tt := range []struct{ expression, want string }{
		{"qa:working-days(.)", "qa:working-days() needs at least 2 arguments, and has 1. (at character 1)"},
		{"qa:age-band(., ., ., .)", "qa:age-band() takes at most 3 arguments, and has 4. (at character 1)"},
		{"qa:working-day(., 2)", "There is no function qa:working-day(). Check how it is spelt. (at character 1)"},
	} {
		t.Run(tt.expression, func(t *testing.T) {
			if _, err := xpath.Compile(tt.expression, xpath.Options{Functions: qa.Functions()}); err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestOthersTakePrecedence(t *testing.T) {
	own := xpath.Function{Min: 0, Max: 0}
	all := qa.With(map[string]xpath.Function{"qa:age-band": own, "qa:more": own})
	if len(all) != 3 || all["qa:age-band"].Max != 0 || len(qa.Functions()) != 2 {
		t.Errorf("got %d functions", len(all))
	}
}
