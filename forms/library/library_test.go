package library_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/library"
)

func TestForms(t *testing.T) {
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Forms()) == 0 {
		t.Fatal("no forms")
	}
	for _, info := range l.Forms() {
		t.Run(info.ID, func(t *testing.T) {
			def, err := l.Form(info.ID)
			if err != nil {
				t.Fatal(err)
			}
			if def.ID != info.ID || def.Title != info.Title || def.Version != info.Version {
				t.Errorf("listed as %+v, read as %s, %s, %s", info, def.ID, def.Title, def.Version)
			}
			source, err := l.Source(info.ID)
			if err != nil {
				t.Fatal(err)
			}
			if sum := sha256.Sum256(source); def.Hash != hex.EncodeToString(sum[:]) {
				t.Errorf("the hash %s is not that of the source", def.Hash)
			}
			clear(source)
			if again, err := l.Source(info.ID); err != nil || len(again) == 0 || again[0] == 0 {
				t.Error("who asks for the source can change it")
			}
		})
	}
}

func TestFormsSayHowTheyAreUsed(t *testing.T) {
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	for _, info := range l.Forms() {
		t.Run(info.ID, func(t *testing.T) {
			def := form(t, info.ID)
			if info.Purpose == "" || info.CompletedBy == "" || info.HowOften == "" || info.Minutes <= 0 || info.Minutes > 480 {
				t.Errorf("its settings do not say what it is for, who completes it, how often or how long that takes: %+v", info)
			}
			for list, name := range map[string]string{"audience": info.Audience, "retention": info.Retention, "sensitivity": info.Sensitivity} {
				choices, err := l.List(list)
				if err != nil {
					t.Fatal(err)
				}
				if _, ok := choices.Choice(name); !ok {
					t.Errorf("its %s is %q, which the list does not have", list, name)
				}
			}
			for _, language := range info.DraftLanguages {
				if !slices.Contains(def.Languages, language) {
					t.Errorf("%s is a draft, and the form is not in it", language)
				}
			}
			if len(def.Marked(forms.PartStrengths)) == 0 {
				t.Error("it has no place for strengths")
			}
			if def.Setting("organisation") == "" || def.Setting("namespaces") == "" {
				t.Error("it lacks the settings of every form")
			}
		})
	}
}

// TestWhatIsToldOfAChildStaysWithTheTeam holds what describes one child's life or work to being marked as identifying.
func TestWhatIsToldOfAChildStaysWithTheTeam(t *testing.T) {
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	for _, info := range l.Forms() {
		for _, n := range asked(form(t, info.ID)) {
			told := n.Kind == forms.String && (strings.HasPrefix(n.Name, "evidence_") || n.Name == "feedback_words" || n.Name == "risk_told")
			if info.Sensitivity == "child" && (told || strings.HasSuffix(n.Name, "_ref")) && n.Bind["qa:pii"] != "yes" {
				t.Errorf("%s: %s is not marked as identifying", info.ID, n.Key())
			}
		}
	}
}

func TestUnknownForm(t *testing.T) {
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Form("dip_audit_of_nothing"); !errors.Is(err, library.ErrUnknownForm) {
		t.Errorf("Form: %v", err)
	}
	if _, err := l.Source("../practice_evaluation"); !errors.Is(err, library.ErrUnknownForm) {
		t.Errorf("Source: %v", err)
	}
}

func TestList(t *testing.T) {
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.List("dip_audits_of_nothing"); !errors.Is(err, library.ErrUnknownList) {
		t.Errorf("List: %v", err)
	}
	activities, err := l.List("activity")
	if err != nil {
		t.Fatal(err)
	}
	week, _ := activities.Choice("practice_week")
	if len(activities.Choices) != 44 || week.Label.In("") != "Practice Week" || week.Columns["months"] != "4 10" {
		t.Errorf("%d activities, among them %+v", len(activities.Choices), week)
	}
	if first := l.Forms()[0].ID; first != practiceEvaluation {
		t.Errorf("the first form is %s", first)
	}
	for _, c := range activities.Choices {
		for _, id := range strings.Fields(c.Columns["forms"]) {
			if _, err := l.Form(id); err != nil {
				t.Errorf("%s is served by %s: %v", c.Name, id, err)
			}
		}
	}
	if want := []string{"months", "how_often", "forms"}; !slices.Equal(activities.Extra, want) {
		t.Errorf("columns %v, want %v", activities.Extra, want)
	}
	grades, err := l.List("grade")
	if err != nil {
		t.Fatal(err)
	}
	if def := form(t, practiceEvaluation).Lists["grade"]; !reflect.DeepEqual(grades.Choices, def.Choices) {
		t.Errorf("the list %+v is not that of the forms %+v", grades.Choices, def.Choices)
	}
}

// eachForm runs a check on every form of the library.
func eachForm(t *testing.T, check func(t *testing.T, def *forms.Definition)) {
	t.Helper()
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	for _, info := range l.Forms() {
		t.Run(info.ID, func(t *testing.T) { check(t, form(t, info.ID)) })
	}
}

// asked returns the questions of a form.
func asked(def *forms.Definition) []*forms.Node {
	var out []*forms.Node
	def.Root.Walk(func(n *forms.Node) bool {
		if n.Kind.Asked() {
			out = append(out, n)
		}
		return true
	})
	return out
}

func TestEveryQuestionCanBeAnswered(t *testing.T) {
	eachForm(t, func(t *testing.T, def *forms.Definition) {
		names := map[string]int{}
		for _, n := range asked(def) {
			names[n.Name]++
			label := n.Label.In(def.Language)
			switch {
			case label == "":
				t.Errorf("%s has no label", n.Key())
			case n.Kind.Select() && n.Items == nil && len(def.ListOf(n).Choices) < 2:
				t.Errorf("%s offers nothing to choose from", n.Key())
			case n.Hint.Empty() && !n.Kind.Select() && !strings.HasSuffix(label, "?"):
				t.Errorf("%s does not say what is asked for", n.Key())
			case n.Has("multiline") && n.Bind["qa:words"] == "":
				t.Errorf("%s does not say how many words are enough", n.Key())
			case n.Constraint != "" && n.ConstraintMessage.Empty():
				t.Errorf("%s does not say what is wrong with an answer", n.Key())
			}
		}
		for name, n := range names {
			if n > 1 {
				t.Errorf("%d questions are called %s", n, name)
			}
		}
	})
}

// TestEveryQuestionEvidencesAStandard lets those off that are about the record and not about practice.
func TestEveryQuestionEvidencesAStandard(t *testing.T) {
	eachForm(t, func(t *testing.T, def *forms.Definition) {
		evidenced := map[string]bool{}
		for _, n := range asked(def) {
			for _, code := range n.Standards() {
				evidenced[code] = true
				if _, ok := def.Lists["ps"].Choice(code); !ok {
					t.Errorf("%s evidences standard %q, which there is not", n.Key(), code)
				}
			}
			section, _, _ := strings.Cut(n.Key(), "/")
			about := section == "header" || section == "helper" || section == "welcome" || n.Bind["qa:part"] != "" || n.Parent.Kind == forms.Repeat
			if len(n.Standards()) == 0 && !about {
				t.Errorf("%s evidences no standard", n.Key())
			}
		}
		if def.ID == practiceEvaluation && len(evidenced) != 10 {
			t.Errorf("evidence for the standards %v only", evidenced)
		}
	})
}

func TestGradesShowByLetterShapeAndWord(t *testing.T) {
	eachForm(t, func(t *testing.T, def *forms.Definition) {
		for _, n := range asked(def) {
			if !n.Has("grade") {
				continue
			}
			letters := map[string]bool{}
			for _, c := range def.Lists[n.List].Choices {
				letter := c.Columns["letter"]
				if c.Columns["descriptor"] == "" || c.Columns["tone"] == "" {
					t.Errorf("%s: %s lacks its descriptor or tone", n.Key(), c.Name)
				}
				if letter != "" && (letters[letter] || c.Columns["shape"] == "" || c.Columns["tests"] == "" || c.Columns["tone"] != c.Name) {
					t.Errorf("%s: %s lacks a letter of its own, a shape, tests or its tone", n.Key(), c.Name)
				}
				letters[letter] = true
			}
		}
	})
}

func TestTheFrameworkIsCarried(t *testing.T) {
	def := form(t, practiceEvaluation)
	var months []int
	for _, c := range def.Lists["cycle"].Choices {
		if c.Name == "outside" {
			continue
		}
		month, err := strconv.Atoi(c.Columns["month"])
		if err != nil {
			t.Errorf("cycle %s: %v", c.Name, err)
		}
		months = append(months, month)
		if _, ok := def.Lists["cohort"].Choice(c.Columns["cohort"]); !ok {
			t.Errorf("cycle %s looks at the cohort %q, which there is not", c.Name, c.Columns["cohort"])
		}
	}
	if want := []int{1, 2, 4, 5, 7, 8, 10, 11}; !slices.Equal(months, want) {
		t.Errorf("cycles in months %v, want %v", months, want)
	}
	for _, c := range def.Lists["cohort"].Choices {
		for column, list := range map[string]string{"ages": "age_band", "statuses": "status"} {
			for _, name := range strings.Fields(c.Columns[column]) {
				if _, ok := def.Lists[list].Choice(name); !ok {
					t.Errorf("cohort %s: %s names %q, which there is not", c.Name, column, name)
				}
			}
		}
	}
	for i := 1; i <= 10; i++ {
		if c, _ := def.Lists["ps"].Choice(fmt.Sprint(i)); c.Columns["text"] == "" {
			t.Errorf("practice standard %d has no wording", i)
		}
	}
	for _, part := range []string{
		forms.PartReference, forms.PartCohort, forms.PartTeam, forms.PartDate, forms.PartFrom, forms.PartTo, forms.PartGrade,
		forms.PartReason, forms.PartStrengths, forms.PartDevelop, forms.PartActions, forms.PartWho, forms.PartWhat,
		forms.PartBy, forms.PartAuditor,
	} {
		if len(def.Marked(part)) == 0 {
			t.Errorf("no question is marked as %s", part)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := library.New(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkForm(b *testing.B) {
	for b.Loop() {
		l, err := library.New()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := l.Form(practiceEvaluation); err != nil {
			b.Fatal(err)
		}
	}
}
