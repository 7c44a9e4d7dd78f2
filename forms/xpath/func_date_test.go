package xpath_test

import (
	"testing"
	"time"

	"plumbline/forms/xpath"
)

func TestDates(t *testing.T) {
	for _, row := range []struct{ name, src, want string }{
		{"today", "today()", "2026-11-23"},
		{"now", "now()", "2026-11-23T08:20:00.000+00:00"},
		{"days of a date", "number('1970-01-02')", "1"},
		{"days of an instant", "number('1970-01-02T12:00:00+06:00')", "1.25"},
		{"days of a time here", "number('2026-07-01T01:00') = number('2026-07-01T00:00Z')", "true"},
		{"days between", "'2026-03-30' - '2026-03-28'", "2"},
		{"age", "int((today() - '2011-11-24') div 365.25)", "14"},
		{"a week on", "date(today() + 7)", "2026-11-30"},
		{"over the change of clocks", "date('2026-03-28' + 1)", "2026-03-29"},
		{"number", "date(0)", "1970-01-01"},
		{"number from an answer", "date(days)", "1970-01-11"},
		{"fraction", "date(0.5)", "1970-01-01T13:00:00.000+01:00"},
		{"with its time", "date('2026-07-01T10:00:00Z')", "2026-07-01T11:00:00.000+01:00"},
		{"date and time", "date-time('2026-07-01')", "2026-07-01"},
		{"digits left out", "date('2026-7-1')", "2026-07-01"},
		{"blank", "date('')", ""},
		{"truth value", "date(true())", ""},
		{"no date", "date('soon')", "Invalid Date"},
		{"no day of the calendar", "date('2026-02-30')", "Invalid Date"},
		{"no date is false", "boolean(date('soon'))", "false"},
		{"far away", "date(99999999)", "Invalid Date"},
		{"decimal", "decimal-date-time('1970-01-11')", "10"},
		{"decimal of blank", "decimal-date-time('')", ""},
		{"time of day", "decimal-time('06:00')", "0.25"},
		{"time of day with offset", "decimal-time('06:00:00.000-06:00')", "0.5"},
		{"time of day of a date", "decimal-time('2026-07-01T11:00:00Z')", "0.5"},
		{"no time of day", "decimal-time('24:00')", ""},
		{"format", "format-date('2026-03-01', '%Y %y %m %n %d %e %b %a')", "2026 26 03 3 01 1 Mar Sun"},
		{"format of a time", "format-date-time('2026-03-01T09:05:07.089', '%H %h %M %S %3')", "09 9 05 07 089"},
		{"unknown codes", "format-date('2026-03-01', '100 %% %q %')", "100 %% %q %"},
		{"format of a number", "format-date(0, '%d/%m/%Y')", "01/01/1970"},
		{"format of blank", "format-date('', '%Y')", ""},
		{"format of no date", "format-date('soon', '%Y')", ""},
		{"format of a truth value", "format-date(true(), '%Y')", ""},
		{"as a script writes it", "format-date('Wed Jul 01 2026 11:00:00 GMT+0100 (BST)', '%H:%M %a')", "11:00 Wed"},
	} {
		t.Run(row.name, func(t *testing.T) {
			e, err := xpath.Compile(row.src, xpath.Options{})
			if err != nil {
				t.Fatal(err)
			}
			c := contextOf(t, "<data><days>10</days></data>")
			c.World = &world{zone: london(t)}
			if got := e.Text(c); got != row.want {
				t.Errorf("%s: got %q, want %q", row.src, got, row.want)
			}
		})
	}
}

func london(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestDatesSpeakTheLanguage(t *testing.T) {
	c := contextOf(t, "<data/>")
	c.World = &world{zone: time.UTC, months: [12]string{2: "mars"}, days: [7]string{0: "dim."}}
	e, err := xpath.Compile("format-date('2026-03-01', '%a %e %b')", xpath.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := e.Text(c); got != "dim. 1 mars" {
		t.Errorf("got %q", got)
	}
}

func TestParseDate(t *testing.T) {
	zone := time.FixedZone("", 3600)
	for _, row := range []struct {
		src   string
		want  string // RFC 3339, "" for no date
		timed bool
	}{
		{"2026-03-01", "2026-03-01T00:00:00Z", false},
		{"2026-03-01T10:11", "2026-03-01T10:11:00+01:00", true},
		{"2026-03-01T10:11:12", "2026-03-01T10:11:12+01:00", true},
		{"2026-03-01T10:11:12.5Z", "2026-03-01T11:11:12+01:00", true},
		{"2026-03-01T23:30:00-01:30", "2026-03-02T02:00:00+01:00", true},
		{"2026-03-01T10:11:12+0100", "2026-03-01T10:11:12+01:00", true},
		{"", "", false},
		{"2026", "", false},
		{"2026-3-01", "", false},
		{"2026-02-29", "", false},
		{"2024-02-29", "2024-02-29T00:00:00Z", false},
		{"2026-13-01", "", false},
		{"2026-03-01 10:11", "", false},
		{"2026-03-01T", "", false},
		{"2026-03-01T25:00", "", false},
		{"2026-03-01T10:61", "", false},
		{"2026-03-01T10:11:60", "", false},
		{"2026-03-01T10:11:12.", "", false},
		{"2026-03-01T10:11:12+15:00", "", false},
		{"2026-03-01T10:11:12Z!", "", false},
	} {
		t.Run(row.src, func(t *testing.T) {
			got, timed, ok := xpath.ParseDate(row.src, zone)
			if ok != (row.want != "") || timed != row.timed {
				t.Fatalf("got %v, timed %v, ok %v", got, timed, ok)
			}
			if ok && got.Format(time.RFC3339) != row.want {
				t.Errorf("got %s, want %s", got.Format(time.RFC3339), row.want)
			}
		})
	}
}
