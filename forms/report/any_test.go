package report_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plumbline/forms"
	"plumbline/forms/report"
	"plumbline/forms/report/reporttest"
)

// kinds are what a person answers.
func kinds() []forms.Kind {
	return []forms.Kind{
		forms.String, forms.Integer, forms.Decimal, forms.Date, forms.Time, forms.DateTime, forms.SelectOne, forms.SelectMultiple,
		forms.Rank, forms.Acknowledge, forms.GeoPoint, forms.Image, forms.Note,
	}
}

// parts are what nodes may be for.
func parts() []string {
	return []string{
		"", "", "", forms.PartReference, forms.PartCohort, forms.PartTeam, forms.PartDate, forms.PartFrom, forms.PartTo, forms.PartGrade,
		forms.PartReason, forms.PartStrengths, forms.PartDevelop, forms.PartActions, forms.PartWho, forms.PartWhat, forms.PartBy,
		forms.PartAuditor, forms.PartPriority, forms.PartFamily, forms.PartCount, "unheard of",
	}
}

// items draws some nodes of a form.
func items(t *rapid.T, depth int) []reporttest.Item {
	var out []reporttest.Item
	for i := range rapid.IntRange(0, 4).Draw(t, "items") {
		name := fmt.Sprintf("n%d", i)
		label := rapid.SampledFrom([]string{"", "Label", "A label that is rather longer than the others?", "**Strong**"}).Draw(t, "label")
		out = append(out, item(t, depth, name, label).
			Part(rapid.SampledFrom(parts()).Draw(t, "part")).
			Standards(rapid.SampledFrom([]string{"", "1", "2 3"}).Draw(t, "standards")).
			As(rapid.SampledFrom([]string{"", "grade", "prompt"}).Draw(t, "appearance")))
	}
	return out
}

func item(t *rapid.T, depth int, name, label string) reporttest.Item {
	what := rapid.IntRange(0, 5).Draw(t, "what")
	switch {
	case depth > 0 && what == 0:
		return reporttest.Group(name, label, items(t, depth-1)...)
	case depth > 0 && what == 1:
		instance := items(t, depth-1)
		return reporttest.Repeat(name, label, [][]reporttest.Item{instance, instance}[:rapid.IntRange(0, 2).Draw(t, "instances")]...)
	default:
		value := rapid.SampledFrom([]string{"", "good", "good 1", "2026-11-20", "12", "text", "two\n- lines", " ", strings.Repeat("long ", 80)}).Draw(t, "value")
		if kind := rapid.IntRange(0, 1).Draw(t, "unique"); kind == 1 {
			return reporttest.Text(name, label, fmt.Sprintf("answer %d.", rapid.IntRange(1, 1<<30).Draw(t, "number")))
		}
		list := rapid.SampledFrom([]string{"grade", "digit", "missing"}).Draw(t, "list")
		return reporttest.Choose(rapid.SampledFrom(kinds()).Draw(t, "kind"), name, label, list, value)
	}
}

// everyAnswer checks that no answer is lost, wherever it stands and whatever it is for.
func everyAnswer(t *rapid.T, form *reporttest.Form, text string) {
	for key, v := range form.Views() {
		if v.Relevant && v.Node.Kind == forms.String && strings.HasPrefix(v.Value, "answer ") && !strings.Contains(text, v.Value) {
			t.Fatalf("%q, the answer to %s, is not in the report:\n%s", v.Value, key, text)
		}
	}
}

func TestAnyForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lists := []*forms.List{reporttest.Grades(), reporttest.List("digit", "1", "One", "2", "Two", "3", "Three")}
		form := reporttest.Fill("Any", lists, items(t, 3)...)
		m := meta()
		m.State = rapid.SampledFrom([]string{"complete", "withdrawn", ""}).Draw(t, "state")
		doc := report.Evaluation(form, m)
		everyAnswer(t, form, printed(doc))
		level := 0
		for _, b := range doc.Blocks {
			switch b := b.(type) {
			case report.Heading:
				if b.Level < 1 || b.Level > min(level+1, 6) || b.Text == "" {
					t.Fatalf("heading %q of level %d after level %d", b.Text, b.Level, level)
				}
				level = b.Level
			case report.Judgement:
				level = 2
			case report.Table:
				for _, row := range b.Rows {
					if len(row) != len(b.Columns) {
						t.Fatalf("%d cells in a table of %d columns", len(row), len(b.Columns))
					}
				}
			case report.Questions:
				if len(b) == 0 {
					t.Fatal("questions without a question")
				}
			case report.List:
				if len(b.Items) == 0 {
					t.Fatal("a list without items")
				}
			}
		}
	})
}
