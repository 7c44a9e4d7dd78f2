package workbench

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"plumbline/forms/report"
	"plumbline/forms/workflow"
	"plumbline/sync/replica"
)

// reportOf is what a record says to the readers of a purpose, as text.
func reportOf(t *testing.T, w *Work, purpose report.Purpose) string {
	t.Helper()
	doc, err := w.Report(t.Context(), purpose)
	check(t, err)
	var out bytes.Buffer
	check(t, report.WriteText(&out, doc))
	return out.String()
}

// TestReportsCountRecords counts the grades of the training evaluations record by record, and looks for the counts in a
// quarterly report.
func TestReportsCountRecords(t *testing.T) {
	d, err := laptop(t).Train(t.Context())
	check(t, err)
	defer func() { _ = d.Lock() }()
	rows, err := d.Records(t.Context(), replica.Query{FormID: form, State: workflow.Complete})
	check(t, err)
	grades, newest := map[string]string{}, ""
	for _, row := range rows {
		w, err := d.Open(t.Context(), row.ID)
		check(t, err)
		day, grade := inWords(t, w, "date_evaluated"), inWords(t, w, "overall_grade")
		grades[day] = grade
		newest = max(newest, day)
	}
	w, err := d.Start(t.Context(), "qprm_record")
	check(t, err)
	set(t, w, "date_held", "2030-01-15") // the quarter before it has none
	if said := reportOf(t, w, report.ForTeam); !strings.Contains(said, "None were found.") {
		t.Errorf("an empty quarter is counted as\n%s", said)
	}
	set(t, w, "date_held", quarterAfter(newest))
	said := reportOf(t, w, report.ForTeam)
	totals, number := map[string]int{}, 0
	for day, grade := range grades {
		if quarterAfter(day) == quarterAfter(newest) {
			totals[grade]++
			number++
		}
	}
	const want = "| Cohort | Requires improvement | Inadequate | All |\n|---|---|---|---|\n"
	bottom := fmt.Sprintf("| All | %d | %d | %d |\n", totals["Requires improvement"], totals["Inadequate"], number)
	if number == 0 || !strings.Contains(said, want) || !strings.Contains(said, bottom) {
		t.Errorf("of %v the report says\n%s", totals, said)
	}
	if others := reportOf(t, w, report.ForOthers); !strings.Contains(others, "_fewer than 5_") || strings.Contains(others, "| 1 |") {
		t.Errorf("others read\n%s", others)
	}
}

// inWords is an answer in words.
func inWords(t *testing.T, w *Work, question string) string {
	t.Helper()
	key, err := w.Locate(question)
	check(t, err)
	v, _ := w.Session().View(key)
	return Answer(v)
}

// quarterAfter is a day in the quarter after that of a day.
func quarterAfter(day string) string {
	var year, month int
	_, _ = fmt.Sscanf(day, "%d-%d", &year, &month)
	month = (month-1)/3*3 + 5
	return fmt.Sprintf("%04d-%02d-15", year+(month-1)/12, (month-1)%12+1)
}

func TestPrivateAnswersStayInTheirRecord(t *testing.T) {
	d := sit(t, laptop(t))
	bring(t, d, `
| survey |
|  | type | name | label | bind::qa:share | bind::qa:pii |
|  | text | said | What did you see? | | |
|  | text | own  | What do you think yourself? | private | |
|  | text | who  | Who was there? | | yes |
| settings |
|  | form_title | form_id | version |
|  | Home visit | visit   | 1       |
`)
	w, err := d.Start(t.Context(), "visit")
	check(t, err)
	set(t, w, "said", "An open door")
	set(t, w, "own", "Too late")
	set(t, w, "who", "His nan")
	if _, err := w.Complete(); err != nil {
		t.Fatal(err)
	}
	table, err := d.Table(t.Context(), "visit")
	check(t, err)
	if row := table.Rows[0]; row["own"] != "" || row["said"] != "An open door" || row["who"] != "His nan" {
		t.Errorf("other forms read %v", row)
	}
	extract, left, err := d.Extract(t.Context(), "visit", report.ForOthers)
	check(t, err)
	if row := extract.Rows[0]; row["who"] != "" || row["said"] != "An open door" || strings.Join(left, " ") != "who" {
		t.Errorf("others read %v, without %v", row, left)
	}
	for purpose, want := range map[report.Purpose][2]bool{report.ForTeam: {true, false}, report.ForOthers: {false, false}} {
		said := reportOf(t, w, purpose)
		if strings.Contains(said, "His nan") != want[0] || strings.Contains(said, "Too late") != want[1] || !strings.Contains(said, "left out") {
			t.Errorf("purpose %d:\n%s", purpose, said)
		}
	}
}
