package report_test

import (
	"strings"
	"testing"

	"plumbline/forms/report"
	"plumbline/forms/report/reporttest"
)

func TestSinceLastYear(t *testing.T) {
	form := reporttest.Fill("Declaration", nil, reporttest.Group("g", "Leadership",
		reporttest.Text("same", "Agreed", "Two walks."), reporttest.Text("unseen", "Not looked at", "Two walks."),
		reporttest.Text("changed", "Changed", "Three walks."), reporttest.Text("cleared", "Cleared", ""),
		reporttest.Text("fresh", "New", "A form of our own."),
	))
	m := meta()
	m.Earlier = map[string]report.Earlier{
		"g/same": {Value: "Two walks.", Agreed: true}, "g/unseen": {Value: "Two walks."},
		"g/changed": {Value: "Two\nwalks.", Agreed: true}, "g/cleared": {Value: "A walk.", Agreed: true},
	}
	said := printed(report.Evaluation(form, m))
	for _, want := range []string{
		"? Agreed\n  Two walks.\n  (As last year.)\n",
		"? Not looked at\n  Two walks.\n  (As last year. Nobody has looked at it yet since it was taken over.)\n",
		"? Changed\n  Three walks.\n  (Changed since last year. It was: Two walks.)\n",
		"? Cleared\n  <Not answered>\n  (Changed since last year. It was: A walk.)\n",
		"? New\n  A form of our own.\n\n",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the report does not say\n%s\nbut\n%s", want, said)
		}
	}
}
