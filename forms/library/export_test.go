package library_test

import (
	"bytes"
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/session"
	"plumbline/forms/xform"
	"plumbline/forms/xlsform"
)

// written is a form as its author would write it.
func written(t *testing.T, def *forms.Definition) string {
	t.Helper()
	var out strings.Builder
	if err := xlsform.WriteMarkdown(&out, def); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestEveryFormIsTheSameAsAWorkbook(t *testing.T) {
	eachForm(t, func(t *testing.T, def *forms.Definition) {
		t.Parallel()
		var workbook bytes.Buffer
		if err := xlsform.WriteXLSX(&workbook, def); err != nil {
			t.Fatal(err)
		}
		again, report := xlsform.Read(def.ID+".xlsx", workbook.Bytes())
		for _, found := range append(report.Errors, report.Warnings...) {
			t.Error(found)
		}
		if again == nil || written(t, again) != written(t, def) {
			t.Error("it is another form when it comes back")
		}
	})
}

func TestEveryFormIsAnXForm(t *testing.T) {
	eachForm(t, func(t *testing.T, def *forms.Definition) {
		t.Parallel()
		var document bytes.Buffer
		if err := xform.Write(&document, def); err != nil {
			t.Fatal(err)
		}
		again, report, err := xform.Read(def.ID+".xml", document.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range append(report.Errors, report.Warnings...) {
			t.Error(found)
		}
		if _, err := session.Compile(again, nil); err != nil {
			t.Error(err)
		}
		if len(asked(again)) != len(asked(def)) {
			t.Errorf("%d questions, and %d when it comes back", len(asked(def)), len(asked(again)))
		}
	})
}
