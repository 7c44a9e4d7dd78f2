package library_test

import (
	"bytes"
	"slices"
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

// rules are the questions of a form with what decides on them, as far as every format says it in the same way.
func rules(def *forms.Definition) []string {
	var out []string
	for _, n := range asked(def) {
		line := n.Path + " " + n.Kind.String()
		expressions := []string{n.Relevant, n.Constraint, n.Required, n.ReadOnly}
		if n.Items == nil { // of choices from a file, an XForm has the filter among the nodes of the file
			expressions = append(expressions, n.ChoiceFilter)
		}
		for _, expression := range expressions {
			line += " | " + strings.Join(strings.Fields(expression), " ")
		}
		if list := def.ListOf(n); list != nil {
			for _, c := range list.Choices {
				line += " " + c.Name
			}
		}
		out = append(out, line)
	}
	return out
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
		if before, after := rules(def), rules(again); !slices.Equal(before, after) {
			t.Errorf("it comes back with other questions or rules:\n%s\nand not\n%s", strings.Join(after, "\n"), strings.Join(before, "\n"))
		}
	})
}
