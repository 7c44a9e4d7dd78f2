package report_test

import (
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/report"
	"plumbline/forms/report/reporttest"
)

func TestEveryAnswerThatStandsIsPrinted(t *testing.T) {
	form := reporttest.Evaluation()
	m := meta()
	m.Disputed = map[string][]report.Statement{}
	for _, part := range []string{forms.PartGrade, forms.PartReason} {
		key := form.Definition().Marked(part)[0].Key()
		v, _ := form.View(key)
		other := "Seen by nobody."
		if part == forms.PartGrade {
			other = "inadequate"
		}
		m.Disputed[key] = []report.Statement{{Who: "A. Evaluator", Value: v.Value}, {Who: "M. Moderator", Value: other}}
	}
	text := printed(report.Evaluation(form, m))
	for _, want := range []string{"Answers still to decide", "A. Evaluator: ", "M. Moderator: Seen by nobody.", " or Inadequate", "Not decided yet"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the report", want)
		}
	}
}
