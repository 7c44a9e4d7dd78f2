package query_test

import (
	"encoding/csv"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plumbline/forms/library/query"
	"plumbline/forms/session"
	"plumbline/forms/xlsform"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		name, line string
		want       query.Query
	}{
		{"a count of everything", "count dip_audit", query.Query{Source: "dip_audit"}},
		{
			"a period and an answer",
			"count practice_evaluation where date_evaluated from ${quarter_start} to ${quarter_end} and overall_grade is good or outstanding",
			query.Query{Source: "practice_evaluation", Where: []query.Condition{
				{"date_evaluated", query.Between, []string{"${quarter_start}", "${quarter_end}"}},
				{"overall_grade", query.Is, []string{"good", "outstanding"}},
			}},
		},
		{
			"a sum", "sum referrals of lado_dashboard where quarter_end after 2026-03-31",
			query.Query{Sum: "referrals", Source: "lado_dashboard", Where: []query.Condition{
				{"quarter_end", query.After, []string{"2026-03-31"}},
			}},
		},
		{
			"what is not", "count actions where due before /data/day and state is not verified or not_taken",
			query.Query{Source: "actions", Where: []query.Condition{
				{"due", query.Before, []string{"/data/day"}},
				{"state", query.IsNot, []string{"verified", "not_taken"}},
			}},
		},
		{
			"a table", "count themes where team is ../row_team by theme and kind",
			query.Query{
				Source: "themes",
				Where:  []query.Condition{{"team", query.Is, []string{"../row_team"}}},
				By:     []string{"theme", "kind"},
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := query.Parse(tt.line)
			if err != nil || !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%+v, %v; want %+v", got, err, tt.want)
			}
			if got.String() != tt.line {
				t.Errorf("written as %q", got)
			}
		})
	}
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	for _, tt := range []struct{ name, line, says string }{
		{"nothing", "", `"count" or "sum"`},
		{"another verb", "list strengths", `"count" or "sum"`},
		{"no form", "count", "the name of a form"},
		{"no form of a sum", "sum referrals", `"of"`},
		{"no condition", "count actions where", "the name of a question"},
		{"no comparison", "count actions where state", `follows "state"`},
		{"another comparison", "count actions where state = open", `"=" follows "state"`},
		{"half a period", "count actions where due from 2026-01-01", `"to" and a value`},
		{"two days", "count actions where due before 2026-01-01 or 2026-02-01", `"or" comes after the end`},
		{"no value", "count actions where state is", "no value"},
		{"a value in quotes", "count actions where state is 'open'", "no value"},
		{"a form with a slash", "count ../actions", "the name of a form"},
		{"no group", "count themes by", "the name of a question"},
		{"more after the end", "count themes by theme where kind is strength", `"where" comes after the end`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if q, err := query.Parse(tt.line); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%+v, %v; want an error with %s", q, err, tt.says)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add("count practice_evaluation where date_evaluated from ${a} to ${b} and overall_grade is not good or x by cohort and team")
	f.Add("sum n of f where a is ../../b and c before 2026-01-01")
	f.Fuzz(func(t *testing.T, line string) {
		q, err := query.Parse(line)
		if err != nil {
			return
		}
		if again, err := query.Parse(q.String()); err != nil || !reflect.DeepEqual(again, q) {
			t.Errorf("%q is read as %+v, and %q as %+v, %v", line, q, q.String(), again, err)
		}
	})
}

func records() []map[string]string {
	return []map[string]string{
		{"day": "2026-01-31", "grade": "good", "team": "stroud", "themes": "voice drift", "n": "2"},
		{"day": "2026-02-01", "grade": "good", "team": "forest", "themes": "voice", "n": "3"},
		{"day": "2026-02-28", "grade": "inadequate", "team": "stroud", "themes": "", "n": ""},
		{"day": "2026-03-01", "grade": "outstanding", "team": "stroud", "themes": "drift", "n": "5"},
		{"day": "", "grade": "", "team": "", "themes": "", "n": "7"},
	}
}

// answers stand for what the form that asks holds.
func answers(reference string) string {
	return map[string]string{"${from}": "2026-02-01", "${to}": "2026-02-28", "${team}": "stroud"}[reference]
}

func TestRun(t *testing.T) {
	for _, tt := range []struct {
		name, line string
		want       []query.Row
	}{
		{"everything", "count f", []query.Row{{nil, 5}}},
		{"a period has both its ends", "count f where day from ${from} to ${to}", []query.Row{{nil, 2}}},
		{"before, and blank is on no day", "count f where day before ${from}", []query.Row{{nil, 1}}},
		{"after", "count f where day after ${to}", []query.Row{{nil, 1}}},
		{"one of two answers", "count f where grade is good or inadequate", []query.Row{{nil, 3}}},
		{"neither of two, blank among them", "count f where grade is not good or inadequate", []query.Row{{nil, 2}}},
		{"one of several answers", "count f where themes is drift", []query.Row{{nil, 2}}},
		{"an answer of the form that asks", "count f where team is ${team}", []query.Row{{nil, 3}}},
		{"nothing found", "count f where team is cheltenham", []query.Row{{nil, 0}}},
		{"a sum passes over what is no number", "sum n of f where team is stroud", []query.Row{{nil, 7}}},
		{"nothing answered yet", "count f where day after ${nowhere}", nil},
		{
			"a table, the largest first", "count f by team",
			[]query.Row{{[]string{"stroud"}, 3}, {[]string{""}, 1}, {[]string{"forest"}, 1}},
		},
		{
			"a record in several groups", "count f where themes is voice or drift by themes and team",
			[]query.Row{
				{[]string{"drift", "stroud"}, 2}, {[]string{"voice", "forest"}, 1}, {[]string{"voice", "stroud"}, 1},
			},
		},
		{"an empty table", "count f where grade is bad by team", []query.Row{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q, err := query.Parse(tt.line)
			if err != nil {
				t.Fatal(err)
			}
			if got := q.Run(records(), answers); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestATableIsNoFigure(t *testing.T) {
	q, err := query.Parse("count themes by theme")
	if err != nil {
		t.Fatal(err)
	}
	if x, err := q.XPath(); err == nil {
		t.Errorf("written as %s", x)
	}
}

// TestFormsCalculateWhatIsRun holds the two readings of a query together.
func TestFormsCalculateWhatIsRun(t *testing.T) {
	for _, line := range []string{
		"count f", "sum n of f", "count f where day from ${from} to ${to}", "sum n of f where day before ${to} and grade is good",
		"count f where day after 2026-02-01 and grade is not good or bad", "count f where themes is a or b and team is ${team}",
	} {
		t.Run(line, func(t *testing.T) {
			q, err := query.Parse(line)
			if err != nil {
				t.Fatal(err)
			}
			form := asking(t, q)
			rapid.Check(t, func(rt *rapid.T) {
				found := drawRecords(rt)
				given := map[string]string{
					"from": drawDay(rt, "from"), "to": drawDay(rt, "to"), "team": rapid.SampledFrom([]string{"", "a", "b"}).Draw(rt, "team"),
				}
				want := ""
				rows := q.Run(found, func(r string) string { return given[strings.Trim(r, "${}")] })
				if len(found) > 0 && len(rows) > 0 {
					want = strconv.FormatFloat(rows[0].Figure, 'f', -1, 64)
				}
				if got := calculated(rt, form, found, given); got != want {
					rt.Fatalf("a form calculates %q, want %q", got, want)
				}
			})
		})
	}
}

// asking is a form whose one calculation is a query.
func asking(t *testing.T, q query.Query) *session.Form {
	t.Helper()
	x, err := q.XPath()
	if err != nil {
		t.Fatal(err)
	}
	source := "| survey | type | name | label | calculation |\n| | csv-external | f |\n"
	for _, name := range []string{"from", "to", "team"} {
		source += "| | text | " + name + " | " + name + " |\n"
	}
	def, report := xlsform.Read("a.md", []byte(source+"| | calculate | figure | | "+x+" |\n"))
	for _, found := range report.Errors {
		t.Error(found)
	}
	if def == nil {
		t.FailNow()
	}
	form, err := session.Compile(def, nil)
	if err != nil {
		t.Fatal(err)
	}
	return form
}

func columns() []string { return []string{"name", "day", "grade", "team", "themes", "n"} }

func drawDay(rt *rapid.T, label string) string {
	return rapid.SampledFrom([]string{"", "2026-01-31", "2026-02-01", "2026-02-02", "2026-12-31"}).Draw(rt, label)
}

func drawRecords(rt *rapid.T) []map[string]string {
	out := make([]map[string]string, rapid.IntRange(0, 6).Draw(rt, "records"))
	for i := range out {
		out[i] = map[string]string{
			"name": fmt.Sprintf("r%d", i), "day": drawDay(rt, "day"),
			"grade":  rapid.SampledFrom([]string{"", "good", "bad", "none"}).Draw(rt, "grade"),
			"team":   rapid.SampledFrom([]string{"", "a", "b"}).Draw(rt, "of team"),
			"themes": rapid.SampledFrom([]string{"", "a", "b", "a c", "c b", "c"}).Draw(rt, "themes"),
			"n":      rapid.SampledFrom([]string{"", "0", "1", "12"}).Draw(rt, "n"),
		}
	}
	return out
}

func calculated(rt *rapid.T, form *session.Form, found []map[string]string, given map[string]string) string {
	var table strings.Builder
	w := csv.NewWriter(&table)
	rows := [][]string{columns()}
	for _, record := range found {
		var row []string
		for _, column := range columns() {
			row = append(row, record[column])
		}
		rows = append(rows, row)
	}
	if err := w.WriteAll(rows); err != nil {
		rt.Fatal(err)
	}
	s, err := form.New(session.Env{
		Now: func() time.Time { return time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC) }, Location: time.UTC,
		NewID:      func() string { return "i" },
		Attachment: func(string) ([]byte, error) { return []byte(table.String()), nil },
	})
	if err != nil {
		rt.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if _, err := s.Set(name, given[name]); err != nil {
			rt.Fatal(err)
		}
	}
	v, _ := s.View("figure")
	return v.Value
}

func BenchmarkRun(b *testing.B) {
	q, err := query.Parse("count f where day from ${from} to ${to} and grade is good by themes and team")
	if err != nil {
		b.Fatal(err)
	}
	var many []map[string]string
	for range 2000 {
		many = append(many, records()...)
	}
	for b.Loop() {
		q.Run(many, answers)
	}
}
