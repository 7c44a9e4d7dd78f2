package xpath_test

import (
	"testing"

	"plumbline/forms/xpath"
)

func TestProblemsAreTold(t *testing.T) {
	const source = `<data><day>soon</day><r/><r/></data>`
	for _, row := range []struct {
		expression, value, want string
	}{
		{"date(day)", "Invalid Date", `date() is given "soon", which is no date. Dates are written year, month, day: 2026-11-23.`},
		{"decimal-date-time(day)", "", `decimal-date-time() is given "soon", which is no date. Dates are written year, month, day: 2026-11-23.`},
		{"/data[date(day) = 1]/r", "", `date() is given "soon", which is no date. Dates are written year, month, day: 2026-11-23.`},
		{"uuid(day)", "", "uuid() makes texts of 1 to 4096 characters. Give it a number of them."},
		{"position(r)", "1", "position() is asked about several questions at once. The first is taken."},
		{"distance(day)", "", `distance() is given something that is no points, as "51.5 -0.1; 51.6 -0.2".`},
		{"geofence(day, '0 0')", "false", "geofence() is given something else than a point and a shape that ends where it begins."},
		{"date('')", "", ""},
		{"decimal-date-time(r)", "", ""},
		{"date('2026-11-23')", "2026-11-23", ""},
	} {
		t.Run(row.expression, func(t *testing.T) {
			e, err := xpath.Compile(row.expression, xpath.Options{})
			if err != nil {
				t.Fatal(err)
			}
			c := contextOf(t, source)
			if got := e.Text(c); got != row.value {
				t.Errorf("without anybody to tell: %q, want %q", got, row.value)
			}
			told := ""
			c.Problem = func(words string) { told = words }
			if got := e.Text(c); got != row.value || told != row.want {
				t.Errorf("got %q and is told %q, want %q and %q", got, told, row.value, row.want)
			}
		})
	}
}
