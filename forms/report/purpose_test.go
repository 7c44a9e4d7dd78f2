package report_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plumbline/forms"
	"plumbline/forms/report"
	"plumbline/forms/report/reporttest"
	"plumbline/forms/session"
	"plumbline/forms/xlsform"
)

// audits are invented records: so many of each team and grade, all but one in the quarter.
func audits() []map[string]string {
	var out []map[string]string
	for _, of := range []struct {
		unit, grade, themes string
		number              int
	}{
		{"stroud", "good", "voice", 9},
		{"stroud", "fair", "voice drift", 7},
		{"stroud", "poor", "drift", 2},
		{"forest", "good", "", 12},
		{"forest", "fair", "plan", 6},
		{"forest", "poor", "plan", 8},
	} {
		for range of.number {
			out = append(out, map[string]string{"unit": of.unit, "grade": of.grade, "themes": of.themes, "day": "2026-05-04", "worker": "w1"})
		}
	}
	return append(out, map[string]string{"unit": "stroud", "grade": "poor", "day": "2026-07-01", "worker": "w2"})
}

// counted is what the tables of testdata/quarter.md look at.
func counted() map[string]report.Counted {
	grades := &forms.List{Name: "grade", Choices: []forms.Choice{
		{Name: "good", Label: forms.Plain("Good")}, {Name: "fair", Label: forms.Plain("Fair")}, {Name: "poor", Label: forms.Plain("Poor")},
	}}
	return map[string]report.Counted{"audit": {Records: audits(), Questions: map[string]report.Grouping{
		"grade": {Label: "Grade", Choices: grades}, "unit": {Label: "Team"}, "themes": {Label: "Theme"},
		"worker": {Label: "Worker", Identifying: true},
	}}}
}

func quarter(t *testing.T) *session.Session {
	t.Helper()
	source, err := os.ReadFile("testdata/quarter.md")
	if err != nil {
		t.Fatal(err)
	}
	form, err := xlsform.ReadMarkdown("quarter", source)
	if err != nil {
		t.Fatal(err)
	}
	s, err := session.New(form, session.Env{Now: time.Now, Location: time.UTC, NewID: func() string { return "id" }})
	if err != nil {
		t.Fatal(err)
	}
	for _, answer := range [][2]string{
		{"header/ref", "TR-20417"},
		{"header/team", "Stroud"},
		{"header/from", "2026-04-01"},
		{"header/to", "2026-06-30"},
		{"counts/done", "44"},
		{"counts/good", "38"},
		{"counts/poor", "4"},
		{"counts/fair", "2"},
		{"counts/complaints", "1"},
		{"words/story", "He was found by his nan."},
		{"words/thoughts", "I would have gone at once."},
		{"words/message", "Ring first."},
	} {
		if _, err := s.Set(answer[0], answer[1]); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestPurposes(t *testing.T) {
	for name, purpose := range map[string]report.Purpose{"team": report.ForTeam, "others": report.ForOthers} {
		t.Run(name, func(t *testing.T) {
			m := meta()
			m.For, m.Counted = purpose, counted()
			golden(t, "quarter_"+name+".txt", printed(report.Evaluation(quarter(t), m)))
		})
	}
}

// TestOthersReadNothingOfIt looks for what may not leave the team in everything that a report says.
func TestOthersReadNothingOfIt(t *testing.T) {
	m := meta()
	m.For, m.Counted = report.ForOthers, counted()
	doc := report.Evaluation(quarter(t), m)
	var text strings.Builder
	if err := report.WriteText(&text, doc); err != nil {
		t.Fatal(err)
	}
	said := text.String() + printed(doc)
	for _, secret := range []string{"TR-20417", "his nan", "gone at once", "Stroud", "w1", m.RecordID, "are 8.", "7c1e09af"} {
		if strings.Contains(said, secret) {
			t.Errorf("others read %q:\n%s", secret, said)
		}
	}
	for _, words := range []string{"Ring first.", "fewer than 5", "44", "answers are left out"} {
		if !strings.Contains(said, words) {
			t.Errorf("others do not read %q", words)
		}
	}
}

// TestTablesSayWhatIsThere counts the records by hand and looks for every figure in the tables that the team reads.
func TestTablesSayWhatIsThere(t *testing.T) {
	m := meta()
	m.Counted = counted()
	said := printed(report.Evaluation(quarter(t), m))
	grades, both := map[string]int{}, map[string]int{}
	for _, r := range audits() {
		if r["day"] <= "2026-06-30" {
			grades[r["grade"]]++
			both[r["unit"]+" "+r["grade"]]++
		}
	}
	for _, row := range []string{
		fmt.Sprintf("| Good | %d |", grades["good"]), fmt.Sprintf("| Fair | %d |", grades["fair"]), fmt.Sprintf("| Poor | %d |", grades["poor"]),
		fmt.Sprintf("| *All* | %d |", grades["good"]+grades["fair"]+grades["poor"]),
		fmt.Sprintf("| stroud | %d | %d | %d | %d |", both["stroud good"], both["stroud fair"], both["stroud poor"],
			both["stroud good"]+both["stroud fair"]+both["stroud poor"]),
		fmt.Sprintf("| forest | %d | %d | %d |", both["forest good"], both["forest fair"], both["forest poor"]),
	} {
		if !strings.Contains(said, row) {
			t.Errorf("no row %s in\n%s", row, said)
		}
	}
}

// TestWhatIsNotForReadersIsNowhere marks answers at random, in groups and repeats too, and looks for them in the report.
func TestWhatIsNotForReadersIsNowhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var hidden, private, open []string
		mark := func(item reporttest.Item, answer string) reporttest.Item {
			switch rapid.IntRange(0, 2).Draw(t, "mark") {
			case 0:
				hidden = append(hidden, answer)
				return item.Identifying()
			case 1:
				private = append(private, answer)
				return item.Private()
			default:
				open = append(open, answer)
				return item
			}
		}
		n := 0
		text := func() reporttest.Item {
			n++
			answer := fmt.Sprintf("answer %d.", 1000+n)
			part := rapid.SampledFrom([]string{"", forms.PartReason, forms.PartStrengths, forms.PartFamily, forms.PartWhat}).Draw(t, "part")
			return mark(reporttest.Text(fmt.Sprintf("q%d", n), "A question", answer).Part(part), answer)
		}
		form := reporttest.Fill("Any", nil, text(), reporttest.Group("g", "A group", text(), text()),
			reporttest.Repeat("r", "A repeat", []reporttest.Item{text(), text()}))
		for purpose, never := range map[report.Purpose][]string{report.ForTeam: private, report.ForOthers: append(private, hidden...)} {
			m := meta()
			m.For = purpose
			said := printed(report.Evaluation(form, m))
			for _, answer := range never {
				if strings.Contains(said, answer) {
					t.Fatalf("%q is in the report for purpose %d", answer, purpose)
				}
			}
			for _, answer := range open {
				if !strings.Contains(said, answer) {
					t.Fatalf("%q is not in the report for purpose %d:\n%s", answer, purpose, said)
				}
			}
			if len(never) > 0 != strings.Contains(said, "left out, because of who may read") {
				t.Fatalf("%d answers are left out, and the report says:\n%s", len(never), said)
			}
		}
	})
}
