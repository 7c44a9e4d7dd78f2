package workbench

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plumbline/forms/compare"
	"plumbline/forms/session"
	"plumbline/sync/replica"
)

// visit is a form of a council's own. Its second version moves a question, drops one and adds one.
const (
	visit = `
| survey |
|  | type          | name    | label       | required | bind::qa:part |
|  | begin_group   | about   | About       |          |               |
|  | text          | ref     | Reference   | yes      | reference     |
|  | text          | note    | A note      |          |               |
|  | end_group     |         |             |          |               |
|  | begin_group   | seen    | Seen        |          |               |
|  | select_multiple who | met | Who was met? |       |               |
|  | text          | gone    | Weather     |          |               |
|  | begin_repeat  | actions | Actions     |          |               |
|  | text          | what    | What?       |          |               |
|  | end_repeat    |         |             |          |               |
|  | end_group     |         |             |          |               |
| choices |
|  | list_name | name | label |
|  | who | child  | The child |
|  | who | parent | A parent  |
| settings |
|  | form_title | form_id | version | minutes |
|  | Home visit | visit   | 1       | 20      |
`
	row      = "|  | text          | note    | A note      |          |               |\n"
	weather  = "|  | text          | gone    | Weather     |          |               |\n"
	reworded = "|  | date          | day     | When?       |          |               |\n"
)

func visit2() string {
	s := strings.Replace(visit, row, "", 1)
	s = strings.Replace(s, weather, row+reworded, 1)
	return strings.Replace(s, "| visit   | 1 ", "| visit   | 2 ", 1)
}

// bring imports a form and approves it.
func bring(t *testing.T, d *Desk, source string) FormVersion {
	t.Helper()
	in, err := d.ImportForm(t.Context(), FormSource{Name: "visit.md", Content: []byte(source)})
	if err != nil {
		t.Fatal(err)
	}
	if err := in.Report.Err(); err != nil {
		t.Fatal(err)
	}
	if err := d.ApproveForm(t.Context(), in.Definition.Hash, "Agreed at the forum."); err != nil {
		t.Fatal(err)
	}
	return versionOf(t, d, in.Definition.Hash)
}

func versionOf(t *testing.T, d *Desk, hash string) FormVersion {
	t.Helper()
	info, err := d.FormInfo(t.Context(), "visit")
	if err != nil {
		t.Fatal(err)
	}
	v, ok := info.Find(hash)
	if !ok {
		t.Fatalf("no version %s", hash)
	}
	return v
}

func TestAFormIsImportedApprovedAndStarted(t *testing.T) {
	d := sit(t, laptop(t))
	in, err := d.ImportForm(t.Context(), FormSource{Name: "visit.md", Content: []byte(visit)})
	if err != nil || in.Known || in.FileName != "visit.md" {
		t.Fatalf("intake %+v, %v", in, err)
	}
	if _, err := d.Start(t.Context(), "visit"); !errors.Is(err, ErrNoForm) {
		t.Errorf("starting a draft: %v", err)
	}
	hash := in.Definition.Hash
	if err := d.ApproveForm(t.Context(), hash, " "); !errors.Is(err, ErrNeedsFormReason) {
		t.Errorf("approved without a reason: %v", err)
	}
	if err := d.ApproveForm(t.Context(), hash, "Agreed at the forum."); err != nil {
		t.Fatal(err)
	}
	if err := d.ApproveForm(t.Context(), hash, "Again."); !errors.Is(err, ErrNotDraft) {
		t.Errorf("approved twice: %v", err)
	}
	v := versionOf(t, d, hash)
	if v.State != Approved || !v.Current || v.ApprovedBy != "A. Evaluator, Team Manager" || v.Reason != "Agreed at the forum." || v.Questions != 5 || v.Minutes != 20 {
		t.Errorf("version %+v", v)
	}
	w, err := d.Start(t.Context(), "visit")
	if err != nil {
		t.Fatal(err)
	}
	set(t, w, "ref", "TR-20417")
	w = again(t, w)
	if w.Row().FormHash != hash || w.Row().Reference != "TR-20417" {
		t.Errorf("row %+v", w.Row())
	}
}

func TestAFaultyFormIsNotKept(t *testing.T) {
	d := sit(t, laptop(t))
	in, err := d.ImportForm(t.Context(), FormSource{Name: "visit.md", Content: []byte(strings.Replace(visit, "select_multiple who", "select_multiple whom", 1))})
	if err != nil || in.Definition != nil || len(in.Report.Errors) == 0 {
		t.Fatalf("intake %+v, %v", in, err)
	}
	if at := in.Report.Errors[0]; at.Sheet != "survey" || at.Row != 7 {
		t.Errorf("first error %+v", at)
	}
	if _, err := d.FormInfo(t.Context(), "visit"); !errors.Is(err, ErrNoForm) {
		t.Errorf("the form is listed: %v", err)
	}
}

func TestTheVersionApprovedLastIsCurrent(t *testing.T) {
	d := sit(t, laptop(t))
	first := bring(t, d, visit)
	second := bring(t, d, visit2())
	if in, err := d.ImportForm(t.Context(), FormSource{Name: "again.md", Content: []byte(visit)}); err != nil || !in.Known {
		t.Errorf("the same file again: %+v, %v", in, err)
	}
	info, err := d.FormInfo(t.Context(), "visit")
	if err != nil {
		t.Fatal(err)
	}
	current, _ := info.Current()
	if current.Hash != second.Hash || len(info.Versions) != 2 || info.Versions[0].Hash != second.Hash {
		t.Errorf("versions %+v", info.Versions)
	}
	changes, err := d.CompareForms(t.Context(), first, second)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range changes {
		got = append(got, c.Name+" "+string(c.Kinds[0]))
	}
	if strings.Join(got, ", ") != "note moved, day added, gone removed" {
		t.Errorf("changes %v", got)
	}
}

func TestAFormOfTheLibraryCanBeReplaced(t *testing.T) {
	b := laptop(t)
	d := sit(t, b)
	source, err := b.Library().Source(form)
	if err != nil {
		t.Fatal(err)
	}
	if in, err := d.ImportForm(t.Context(), FormSource{Name: "same.md", Content: source}); err != nil || !in.Known {
		t.Errorf("the library's own version: %+v, %v", in, err)
	}
	own := strings.Replace(string(source), "| survey", "\n| survey", 1)
	in, err := d.ImportForm(t.Context(), FormSource{Name: "own.md", Content: []byte(own)})
	if err != nil || in.Definition == nil {
		t.Fatalf("intake %+v, %v", in, err)
	}
	if err := d.ApproveForm(t.Context(), in.Definition.Hash, "Our own wording."); err != nil {
		t.Fatal(err)
	}
	if w := start(t, d); w.Row().FormHash != in.Definition.Hash {
		t.Error("a record is started on the library's version")
	}
}

func TestFilesBesideAFormComeWithIt(t *testing.T) {
	d := sit(t, laptop(t))
	folder := t.TempDir()
	write := func(name, content string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("visit.md", "| survey |\n| | type | name | label |\n| | select_one_from_file wards.csv | ward | Which ward? |\n| settings |\n| | form_id |\n| | visit |\n")
	bring := func() Intake {
		source, err := FormSourceAt(filepath.Join(folder, "visit.md"))
		if err != nil {
			t.Fatal(err)
		}
		in, err := d.ImportForm(t.Context(), source)
		if err != nil || in.Definition == nil {
			t.Fatalf("intake %+v, %v", in, err)
		}
		return in
	}
	if in := bring(); len(in.Report.Warnings) != 1 || !strings.Contains(in.Report.Warnings[0].Message, "wards.csv") {
		t.Errorf("warnings %+v", in.Report.Warnings)
	}
	write("wards.csv", "name,label\nn,North\ns,South\n")
	in := bring()
	if !in.Known || len(in.Report.Warnings) != 0 {
		t.Errorf("with its file: %+v", in)
	}
	if err := d.ApproveForm(t.Context(), in.Definition.Hash, "Agreed."); err != nil {
		t.Fatal(err)
	}
	w, err := d.Start(t.Context(), "visit")
	if err != nil {
		t.Fatal(err)
	}
	if v, _ := w.Session().View("ward"); len(v.Choices) != 2 || v.Choices[1].Name != "s" {
		t.Errorf("choices %+v", v.Choices)
	}
}

func TestADraftCanBeDiscarded(t *testing.T) {
	d := sit(t, laptop(t))
	in, err := d.ImportForm(t.Context(), FormSource{Name: "visit.md", Content: []byte(visit)})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.DiscardForm(t.Context(), in.Definition.Hash); err != nil {
		t.Fatal(err)
	}
	if _, err := d.FormInfo(t.Context(), "visit"); !errors.Is(err, ErrNoForm) {
		t.Errorf("still there: %v", err)
	}
}

func TestNothingOfAPreviewIsKept(t *testing.T) {
	d := sit(t, laptop(t))
	v := bring(t, d, visit)
	p, err := d.PreviewForm(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	if problems, err := p.Complete(); !errors.Is(err, ErrIncomplete) || len(problems) != 1 {
		t.Errorf("an empty preview: %v, %v", problems, err)
	}
	set(t, p.Work, "ref", "TR-20417")
	set(t, p.Work, "seen/actions/2/what", "Name an owner")
	if _, err := p.Remove(p.Session().Instances("seen/actions")[0]); err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.Undo(); err != nil {
		t.Fatal(err)
	}
	if n := len(p.Session().Instances("seen/actions")); n != 2 {
		t.Errorf("%d actions after taking the removal back", n)
	}
	if _, err := p.Complete(); !errors.Is(err, ErrPreview) {
		t.Errorf("a full preview: %v", err)
	}
	if err := errors.Join(p.Flush(), p.Close()); err != nil {
		t.Fatal(err)
	}
	rows, err := d.Records(t.Context(), replica.Query{})
	if err != nil || len(rows) != 0 {
		t.Errorf("records %+v, %v", rows, err)
	}
}

func TestARecordMovesToTheCurrentVersion(t *testing.T) {
	d := sit(t, laptop(t))
	bring(t, d, visit)
	w, err := d.Start(t.Context(), "visit")
	if err != nil {
		t.Fatal(err)
	}
	set(t, w, "ref", "TR-20417")
	set(t, w, "note", "Grandmother visits every Sunday.")
	set(t, w, "met", "child parent")
	set(t, w, "gone", "Rain")
	set(t, w, "seen/actions/1/what", "Name an owner")
	id := w.ID()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := d.PlanFormMove(t.Context(), id); !errors.Is(err, ErrNewestForm) {
		t.Errorf("nowhere to go: %v", err)
	}
	second := bring(t, d, visit2())
	plan, err := d.PlanFormMove(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	want := []AnswerMove{
		{session.Moved, "about/note", "seen/note", "A note", "Grandmother visits every Sunday."},
		{session.Dropped, "seen/gone", "", "Weather", "Rain"},
		{session.Added, "", "seen/day", "When?", ""},
	}
	if len(plan.Answers) != len(want) || plan.To.Hash != second.Hash || plan.From.Version != "1" || !hasKind(plan.Form, compare.Removed) {
		t.Fatalf("plan %+v", plan)
	}
	for i, a := range plan.Answers {
		if a != want[i] {
			t.Errorf("answer %+v, want %+v", a, want[i])
		}
	}
	if err := d.MoveForm(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	holdsAfterMove(t, d, w, second)
}

func hasKind(changes []compare.Change, k compare.Kind) bool {
	for _, c := range changes {
		if c.Has(k) {
			return true
		}
	}
	return false
}

func holdsAfterMove(t *testing.T, d *Desk, before *Work, second FormVersion) {
	t.Helper()
	w, err := d.Open(t.Context(), before.ID())
	if err != nil {
		t.Fatal(err)
	}
	if r := w.Row(); r.FormHash != second.Hash || r.FormVersion != "2" || r.Reference != "TR-20417" {
		t.Errorf("row %+v", r)
	}
	for path, want := range map[string]string{
		"seen/note": "Grandmother visits every Sunday.", "met": "child parent", "seen/actions/1/what": "Name an owner", "day": "",
	} {
		if got := value(t, w, path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	rows, err := d.Records(t.Context(), replica.Query{})
	if err != nil || len(rows) != 1 || rows[0].FormVersion != "2" {
		t.Errorf("listed as %+v, %v", rows, err)
	}
	if heads := w.heads["about/note"]; len(heads) != 1 || heads[0].Value != "" {
		t.Errorf("the answer is at its old place too: %+v", heads)
	}
	if heads := w.heads["seen/gone"]; len(heads) != 1 || heads[0].Value != "Rain" {
		t.Errorf("the answer to a question that is gone: %+v", heads)
	}
}

func TestOnlyOpenRecordsMove(t *testing.T) {
	d := sit(t, laptop(t))
	bring(t, d, visit)
	w, err := d.Start(t.Context(), "visit")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Withdraw("Started twice."), w.Close()); err != nil {
		t.Fatal(err)
	}
	bring(t, d, visit2())
	if err := d.MoveForm(t.Context(), w.ID()); !errors.Is(err, ErrClosedRecord) {
		t.Errorf("a withdrawn record: %v", err)
	}
}
