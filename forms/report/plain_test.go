package report_test

import (
	"strings"
	"testing"

	"plumbline/forms/report"
	"plumbline/forms/report/reporttest"
)

func TestWriteText(t *testing.T) {
	for name, form := range map[string]*reporttest.Form{"evaluation": reporttest.Evaluation(), "shapes": shapes()} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			if err := report.WriteText(&out, report.Evaluation(form, meta())); err != nil {
				t.Fatal(err)
			}
			golden(t, name+".md", out.String())
		})
	}
}
