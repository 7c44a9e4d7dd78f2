package workbench

import (
	"bytes"
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/report"
)

// canaries are what no export for others may hold, in a text that could stand in any answer.
const (
	canaryText = "Kayleigh Okafor said so; ring 07700 900123, GL1 2EH, born 4.12.2019. Dr Nguyen, NHS 943 476 5919, a.b@example.org."
	canaryKept = "Asked Kayleigh."
)

func canaries() []string {
	return []string{"Kayleigh", "Okafor", "07700", "GL1 2EH", "4.12.2019", "Nguyen", "943 476", "a.b@"}
}

// fillTexts answers every free text that is asked now, in all groups and in one instance of each repeat.
func fillTexts(t *testing.T, w *Work, container, text string) (filled int) {
	t.Helper()
	for _, key := range w.session.Children(container) {
		v, ok := w.session.View(key)
		switch {
		case !ok || !v.Relevant || v.ReadOnly && !v.Node.Kind.Container():
		case v.Node.Kind == forms.Repeat:
			if len(w.session.Instances(key)) == 0 && !v.Fixed {
				if _, _, err := w.Add(key); err != nil {
					t.Fatal(err)
				}
			}
			for _, instance := range w.session.Instances(key) {
				filled += fillTexts(t, w, instance, text)
			}
		case v.Node.Kind == forms.Group:
			filled += fillTexts(t, w, key, text)
		case v.Node.Kind == forms.String:
			if _, err := w.Set(key, text); err != nil {
				t.Fatal(err)
			}
			filled++
		}
	}
	return filled
}

func exportText(t *testing.T, w *Work, purpose report.Purpose) string {
	t.Helper()
	doc, err := w.Report(t.Context(), purpose)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := report.WriteText(&out, doc); err != nil {
		t.Fatal(err)
	}
	return out.String() + doc.Title + doc.Subject + doc.Running + doc.Footer + w.FileNameFor(purpose)
}

// TestExportsForOthersHideWhoSomebodyIs fills every text of every form with what identifies somebody.
func TestExportsForOthersHideWhoSomebodyIs(t *testing.T) {
	d := sit(t, laptop(t))
	for _, info := range d.Forms() {
		t.Run(info.ID, func(t *testing.T) {
			w, err := d.Start(t.Context(), info.ID)
			if err != nil {
				t.Fatal(err)
			}
			if fillTexts(t, w, "", canaryText) == 0 {
				return // a form without free text
			}
			check(t, w.Notebook().Type(canaryText))
			if _, err := w.Notebook().Keep(); err != nil {
				t.Fatal(err)
			}
			others, team := exportText(t, w, report.ForOthers), exportText(t, w, report.ForTeam)
			for _, c := range canaries() {
				if strings.Contains(others, c) {
					at := strings.Index(others, c)
					t.Errorf("the export for others holds %q: … %q …", c, others[max(0, at-80):min(len(others), at+80)])
				}
				if !strings.Contains(team, c) {
					t.Errorf("the export for the team lacks %q", c)
				}
			}
		})
	}
}

func TestExportsSayWhatIsCovered(t *testing.T) {
	w := start(t, sit(t, laptop(t)))
	set(t, w, "judgement/develop/1/develop_what", "Ask earlier.")
	if got := exportText(t, w, report.ForOthers); strings.Contains(got, coveredWords) {
		t.Error("a report that covers nothing says that it does")
	}
	set(t, w, "judgement/develop/1/develop_what", canaryKept)
	got := exportText(t, w, report.ForOthers)
	for _, want := range []string{coveredWords, "Asked \\[name\\]."} {
		if !strings.Contains(got, want) && !strings.Contains(got, strings.ReplaceAll(want, "\\", "")) {
			t.Errorf("the report lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(exportText(t, w, report.ForTeam), coveredWords) {
		t.Error("a report for the team says that something is covered")
	}
}

// TestMarksOfOthersAreHidden holds that what was marked where an answer was given stays covered where the lists differ.
func TestMarksOfOthersAreHidden(t *testing.T) {
	w := start(t, sit(t, laptop(t)))
	h := w.hide(&report.Meta{})
	if got := h.cover("Ask zed or Kayleigh", []Marked{{"name", 4, 7}, {"name", 11, 19}, {"name", 50, 60}, {"name", 1, 30}}); got != "Ask [name] or [name]" {
		t.Errorf("got %q", got)
	}
}

func TestConflictsAreHiddenFromOthers(t *testing.T) {
	_, _, mine := disputed(t)
	if got := exportText(t, mine, report.ForOthers); strings.Contains(got, "Evaluator:") {
		t.Errorf("the report tells who wrote what:\n%s", got)
	}
}

func TestMarksOfWhatIsDecidedStay(t *testing.T) {
	_, _, mine := disputed(t)
	conflicts, err := mine.Conflicts(t.Context())
	if err != nil || len(conflicts) != 1 {
		t.Fatal(conflicts, err)
	}
	if _, err := mine.Decide(t.Context(), conflicts[0].Path, canaryKept); err != nil {
		t.Fatal(err)
	}
	if got := again(t, mine).Marked(conflicts[0].Path); len(got) != 1 {
		t.Errorf("marked %v, want one name", got)
	}
}
