package report_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"plumbline/forms"
	"plumbline/forms/report"
	"plumbline/forms/report/reporttest"
)

var update = flag.Bool("update", false, "write golden files anew")

// meta is what reports of tests say about their record.
func meta() report.Meta {
	return report.Meta{
		RecordID: "0193f2c0-7a11-7c3e-9b1d-5a2e6f0c4417", Version: 3, State: "complete",
		ContentHash:  "7c1e09af55d2b34602d1c09be4477a90c3fd5b6e1182aa64f09d7b21c4e8350f",
		Organisation: "Gloucestershire Children\u2019s Social Care", Edited: time.Date(2026, time.November, 23, 16, 5, 0, 0, time.UTC),
	}
}

func TestEvaluation(t *testing.T) {
	draft, withdrawn := meta(), meta()
	draft.State, draft.Version, draft.Training = "in_progress", 0, true
	withdrawn.State = "withdrawn"
	for _, tt := range []struct {
		name string
		form *reporttest.Form
		meta report.Meta
	}{
		{"practice evaluation", reporttest.Evaluation(), meta()},
		{"nothing answered in a training draft", reporttest.Blank(), draft},
		{"every shape of a form, withdrawn", shapes(), withdrawn},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := strings.ReplaceAll(strings.ReplaceAll(tt.name, ",", ""), " ", "_") + ".txt"
			golden(t, file, printed(report.Evaluation(tt.form, tt.meta)))
		})
	}
}

// golden compares with a golden file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the report differs from %s; run with -update and look at the difference\n%s", file, got)
	}
}

// shapes is a form with what practice evaluations do not have.
func shapes() *reporttest.Form {
	return reporttest.Fill("Shapes of forms", []*forms.List{reporttest.Grades(), reporttest.List("colour", "r", "Red", "g", "Green", "b", "Blue")},
		reporttest.Text("loose", "A question outside every section", "Answered"),
		reporttest.Group("grades", "Two grades",
			reporttest.Choose(forms.SelectOne, "first", "First grade", "grade", "good").As("grade"),
			reporttest.Choose(forms.SelectOne, "second", "Second grade", "grade", "inadequate").As("grade"),
			reporttest.Choose(forms.SelectOne, "gone", "A choice that is in no list", "colour", "yellow"),
		),
		reporttest.Group("kinds", "**Kinds** of <b>answers</b>",
			reporttest.Choose(forms.Rank, "rank", "In which order?", "colour", "b r g"),
			reporttest.Ask(forms.Time, "time", "At what time?", "14:05:00.000+01:00"),
			reporttest.Ask(forms.DateTime, "moment", "When exactly?", "2026-11-20T14:05:00.000+00:00"),
			reporttest.Ask(forms.Date, "day", "On which day?", "not a day"),
			reporttest.Ask(forms.Acknowledge, "ok", "I have read it", "OK"),
			reporttest.Ask(forms.Decimal, "number", "How many?", "2.5"),
			reporttest.Text("lines", "What happened?", "First.\n\n- one\n- two\nThen - not a list."),
			reporttest.Ask(forms.Calculate, "hidden", "", "42"),
			reporttest.Ask(forms.Note, "prompt", "Look again.", "").As("prompt"),
		),
		reporttest.Group("notes", "Only a note", reporttest.Ask(forms.Note, "note", "For whoever fills this in.", "")),
		reporttest.Group("results", "A note with a result", reporttest.Ask(forms.Note, "sum", "${ /data/kinds/number } in all", "")),
		reporttest.Group("outer", "Groups in groups",
			reporttest.Group("plain", "", reporttest.Text("a", "In a group without a name", "Yes")),
			reporttest.Group("inner", "Inner", reporttest.Group("innermost", "Innermost", reporttest.Text("b", "Deep down", ""))),
			reporttest.Group("empty", "Nothing in it"),
		),
		reporttest.Group("repeats", "Repeats",
			reporttest.Repeat("none", "No instance"),
			reporttest.Repeat("one", "One question", []reporttest.Item{reporttest.Text("q", "What?", "This")}, []reporttest.Item{reporttest.Text("q", "What?", "")}),
			reporttest.Repeat("wide", "Many questions", many("1"), many(""), many("2")),
			reporttest.Repeat("long", "Long answers", []reporttest.Item{
				reporttest.Text("a", "A", strings.Repeat("word ", 60)), reporttest.Text("b", "B", "b"), reporttest.Text("c", "C", "c"),
			}),
		),
		reporttest.Group("off", "Not relevant", reporttest.Text("x", "Never shown", "secret")).Irrelevant(),
		reporttest.Text("quiet", "Strengths", "He is heard.").Part(forms.PartStrengths).Standards("1 2"),
		reporttest.Text("said", "What his nan said", "Come on time.").Part("family"),
	)
}

// many are more questions than a table has columns for.
func many(answer string) []reporttest.Item {
	var out []reporttest.Item
	for _, name := range []string{"a", "b", "c", "d", "e", "f"} {
		out = append(out, reporttest.Text(name, "Question "+name, answer))
	}
	return out
}

func TestHeadingsGoDownOneByOne(t *testing.T) {
	for name, form := range map[string]*reporttest.Form{"evaluation": reporttest.Evaluation(), "blank": reporttest.Blank(), "shapes": shapes()} {
		t.Run(name, func(t *testing.T) {
			level := 0
			for _, b := range report.Evaluation(form, meta()).Blocks {
				var now int
				switch b := b.(type) {
				case report.Heading:
					now = b.Level
				case report.Judgement:
					now = 2
				default:
					continue
				}
				if now > level+1 {
					t.Errorf("a heading of level %d after one of level %d", now, level)
				}
				level = now
			}
		})
	}
}

func TestEveryAnswerStandsOnce(t *testing.T) {
	form := reporttest.Evaluation()
	text := printed(report.Evaluation(form, meta()))
	form.Definition().Root.Walk(func(n *forms.Node) bool {
		v, ok := form.View(n.Key())
		if ok && n.Kind == forms.String && v.Relevant && len(v.Value) > 20 {
			if got := strings.Count(text, strings.Split(v.Value, "\n")[0]); got != 1 {
				t.Errorf("the answer to %s stands there %d times", v.Key, got)
			}
		}
		return true
	})
}

func TestStandards(t *testing.T) {
	for _, tt := range []struct {
		name  string
		codes []string
		want  string
	}{
		{"none", nil, ""},
		{"one", []string{"4"}, "Standard 4"},
		{"several", []string{"1", "8", "10"}, "Standards 1, 8, 10"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := report.StandardsInWords(tt.codes); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestMarks(t *testing.T) {
	for _, tt := range []struct {
		name, state string
		training    bool
		want        []string
	}{
		{"complete", "complete", false, nil},
		{"draft", "in_progress", false, []string{"Draft, not complete"}},
		{"a state that nobody knows", "", false, []string{"Draft, not complete"}},
		{"withdrawn", "withdrawn", false, []string{"Withdrawn"}},
		{"complete in training", "complete", true, []string{"Training data \u2013 invented"}},
		{"draft in training", "in_progress", true, []string{"Training data \u2013 invented", "Draft, not complete"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := meta()
			m.State, m.Training = tt.state, tt.training
			if got := report.Evaluation(reporttest.Blank(), m).Marks; !slices.Equal(got, tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func BenchmarkEvaluation(b *testing.B) {
	form := reporttest.Evaluation()
	for b.Loop() {
		report.Evaluation(form, meta())
	}
}
