package workbench

import (
	"slices"
	"strings"
	"testing"

	"plumbline/forms"
)

// TestFormsReadOtherRecords holds what a form reads of the training records against what stands in them.
func TestFormsReadOtherRecords(t *testing.T) {
	d, err := laptop(t).Train(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Lock() }()

	records, err := d.Table(t.Context(), form)
	if err != nil {
		t.Fatal(err)
	}
	var grades []string
	for _, r := range records.Rows {
		grades = append(grades, r["overall_grade"])
	}
	slices.Sort(grades)
	if !slices.Equal(grades, []string{"good", "inadequate", "outstanding", "requires_improvement"}) {
		t.Errorf("the complete evaluations have grades %v", grades)
	}

	actions, err := d.Table(t.Context(), "actions")
	if err != nil {
		t.Fatal(err)
	}
	if len(actions.Rows) < 5 || !slices.Contains(actions.Columns, "due") {
		t.Fatalf("%d actions with %v", len(actions.Rows), actions.Columns)
	}
	seen := map[string]bool{}
	for _, a := range actions.Rows {
		if a["label"] == "" || a["owner"] == "" || a["state"] != "open" || seen[a["name"]] {
			t.Errorf("an action says %v", a)
		}
		seen[a["name"]] = true
	}
	counts, err := d.Entities(t.Context())
	if err != nil || counts["actions"] != len(actions.Rows) {
		t.Errorf("lists %v (%v)", counts, err)
	}
	content, err := d.attachment("jr://file-csv/actions.csv")
	if err != nil || len(content) == 0 {
		t.Errorf("as a file: %d bytes, %v", len(content), err)
	}
	if nothing, err := d.Table(t.Context(), "never_written"); err != nil || len(nothing.Rows) != 0 {
		t.Errorf("a list that nothing wrote to: %v, %v", nothing, err)
	}
}

// TestAFollowUpReadsWhatThereIs opens every form that reads other records, and wants nothing unread.
func TestAFollowUpReadsWhatThereIs(t *testing.T) {
	d, err := laptop(t).Train(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Lock() }()
	readers := 0
	for _, info := range d.bench.Library().Forms() {
		def, err := d.bench.Form(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(def.Sources, func(s forms.Source) bool { return strings.HasPrefix(s.URL, "jr://file-csv/") }) {
			continue
		}
		readers++
		w, err := d.Start(t.Context(), info.ID)
		if err != nil {
			t.Fatalf("%s: %v", info.ID, err)
		}
		if missing := w.session.Unread(); len(missing) != 0 {
			t.Errorf("%s could not read %v", info.ID, missing)
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}
	if readers == 0 {
		t.Error("no form of the library reads other records")
	}
}
