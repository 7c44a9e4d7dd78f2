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

func TestEveryStateThatStandsIsPrinted(t *testing.T) {
	m := meta()
	m.States = []report.Statement{{Who: "A. Evaluator", Value: "complete"}, {Who: "M. Moderator", Value: "withdrawn"}}
	doc := report.Evaluation(reporttest.Evaluation(), m)
	if text := printed(doc); !strings.Contains(text, "Complete (A. Evaluator) or Withdrawn (M. Moderator), still to decide") {
		t.Error("the report tells one state alone")
	}
	if !strings.Contains(strings.Join(doc.Marks, " "), "still to decide") {
		t.Errorf("pages are marked %q", doc.Marks)
	}
}
