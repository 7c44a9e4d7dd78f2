package desktop

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/uuid"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/compare"
	"plumbline/forms/guard"
	"plumbline/forms/report"
	"plumbline/forms/workflow"
	"plumbline/sync/replica"
)

// noon is the moment at which tests and stories happen.
func noon() time.Time { return time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC) }

// fakeVaults is a program whose vault opens with one passphrase.
type fakeVaults struct {
	has        bool
	passphrase string
	err        error // of opening and making; nil works
	desk       *fakeDesk
	made       workbench.Profile
}

func (v *fakeVaults) HasVault() bool { return v.has }

func (v *fakeVaults) Places() workbench.Places {
	return workbench.Places{Vault: "/home/evaluator/Plumbline/vault", Training: "/home/evaluator/Plumbline/training"}
}

func (v *fakeVaults) Create(_ context.Context, who workbench.Profile, passphrase []byte) (Desk, error) {
	if v.err != nil {
		return nil, v.err
	}
	v.has, v.made, v.passphrase = true, who, string(passphrase)
	return v.desk, nil
}

func (v *fakeVaults) Unlock(_ context.Context, passphrase []byte) (Desk, error) {
	switch {
	case v.err != nil:
		return nil, v.err
	case string(passphrase) != v.passphrase:
		return nil, errWrong
	default:
		return v.desk, nil
	}
}

func (v *fakeVaults) Train(context.Context) (Desk, error) {
	v.desk.training = true
	return v.desk, v.err
}

func (v *fakeVaults) Judge(passphrase string) workbench.Verdict {
	switch n := len(passphrase); {
	case n < 12:
		return workbench.Verdict{Level: 1, Words: "Too short. Use at least 12 characters."}
	case n < 18:
		return workbench.Verdict{OK: true, Level: 3, Words: "Good. It would take years to guess."}
	default:
		return workbench.Verdict{OK: true, Level: 4, Words: "Very good."}
	}
}

// fakeDesk is an open vault in memory.
type fakeDesk struct {
	fakeCentre
	fakeWeek
	fakeEarlier
	fakeLists
	training bool
	who      workbench.Profile
	idle     time.Duration
	rows     []replica.Row
	opened   []*fakeRecord
	locked   int
	lockErr  error
	listErr  error
	queries  []replica.Query
	forms    []workbench.FormInfo
	intake   workbench.Intake // what importing gives
	changes  []compare.Change // what comparing gives
	plan     workbench.FormMove
	approved map[string]string // reasons by hash
	moved    []uuid.UUID
}

func (d *fakeDesk) Training() bool             { return d.training }
func (d *fakeDesk) Profile() workbench.Profile { return d.who }
func (d *fakeDesk) Idle() time.Duration        { return d.idle }

func (d *fakeDesk) SetProfile(_ context.Context, who workbench.Profile) error {
	d.who = who
	return nil
}

func (d *fakeDesk) SetIdle(_ context.Context, idle time.Duration) error {
	d.idle = idle
	return nil
}

func (d *fakeDesk) ChangePassphrase(old, fresh []byte) error { return errWrong }

func (d *fakeDesk) Lock() error {
	if d.lockErr == nil {
		d.locked++
	}
	return d.lockErr
}

func (d *fakeDesk) Records(_ context.Context, q replica.Query) ([]replica.Row, error) {
	d.queries = append(d.queries, q)
	var out []replica.Row
	for _, r := range d.rows {
		text := strings.ToLower(r.Reference + " " + r.Team + " " + r.Cohort)
		if (q.State == "" || r.State == q.State) && strings.Contains(text, strings.ToLower(q.Words)) {
			out = append(out, r)
		}
	}
	out = out[min(q.Offset, len(out)):]
	return slices.Clone(out[:min(q.Limit, len(out))]), d.listErr
}

func (d *fakeDesk) Grade(r replica.Row) *forms.Choice {
	for _, g := range sampleGrades() {
		if g.Name == r.Grade {
			return &g
		}
	}
	return nil
}

// sampleGrades are the four grades, as a form's list has them.
func sampleGrades() []forms.Choice {
	grade := func(name, label, letter, shape string) forms.Choice {
		return forms.Choice{
			Name: name, Label: forms.Text{forms.Untranslated: label},
			Columns: map[string]string{"letter": letter, "shape": shape, "tone": name},
		}
	}
	return []forms.Choice{
		grade("outstanding", "Outstanding", "O", "square"), grade("good", "Good", "G", "disc"),
		grade("requires_improvement", "Requires improvement", "R", "square"), grade("inadequate", "Inadequate", "I", "triangle"),
	}
}

func (d *fakeDesk) Observation() string { return "practice_week_observation" }

func (d *fakeDesk) Begin(_ context.Context, formID string) (Record, error) {
	row := replica.Row{ID: uuid.New(), FormID: formID, State: workflow.InProgress, Edited: noon(), Summary: replica.Summary{Title: "Practice Evaluation"}}
	d.rows = append([]replica.Row{row}, d.rows...)
	return d.record(row), nil
}

func (d *fakeDesk) Resume(_ context.Context, id uuid.UUID) (Record, error) {
	for _, r := range d.rows {
		if r.ID == id {
			return d.record(r), nil
		}
	}
	return nil, replica.ErrNotFound
}

func (d *fakeDesk) Copy(ctx context.Context, _ uuid.UUID) (Record, error) {
	return d.Begin(ctx, "practice_evaluation")
}

func (d *fakeDesk) Reflect(ctx context.Context, _ uuid.UUID) (Record, error) {
	return d.Begin(ctx, "practice_week_reflection")
}

func (d *fakeDesk) record(row replica.Row) *fakeRecord {
	r := &fakeRecord{desk: d, row: row}
	d.opened = append(d.opened, r)
	return r
}

// fakeRecord is an open record without questions.
type fakeRecord struct {
	desk      *fakeDesk
	row       replica.Row
	exports   []replica.Export
	exportErr error
	purpose   report.Purpose // of the last export
	closeErr  error
	closed    bool
}

func (r *fakeRecord) ID() uuid.UUID    { return r.row.ID }
func (r *fakeRecord) Row() replica.Row { return r.row }

func (r *fakeRecord) FileNameFor(purpose report.Purpose) string {
	if purpose == report.ForOthers {
		return "practice_evaluation-1f0c2ab4-v1.pdf"
	}
	return "practice_evaluation-" + r.row.Reference + "-v1.pdf"
}

func (r *fakeRecord) ExportFor(_ context.Context, file string, purpose report.Purpose) error {
	r.purpose = purpose
	if r.exportErr != nil {
		return r.exportErr
	}
	r.exports = append(r.exports, replica.Export{At: noon(), By: "A. Evaluator, Team Manager", FileName: file[strings.LastIndex(file, "/")+1:], Hash: "9f86d081884c7d659a2feaa0c55ad015"})
	return nil
}

func (r *fakeRecord) Marks(text string) []guard.Mark { return (&memoryWork{}).Marks(text) }

func (r *fakeRecord) Exports(context.Context) ([]replica.Export, error) { return r.exports, nil }

func (r *fakeRecord) Withdraw(string) error {
	for i := range r.desk.rows {
		if r.desk.rows[i].ID == r.row.ID {
			r.desk.rows[i].State = workflow.Withdrawn
		}
	}
	return nil
}

func (r *fakeRecord) Close() error {
	r.closed = r.closeErr == nil
	return r.closeErr
}

func (r *fakeRecord) Screen(Host) Screen {
	return &fakeForm{record: r, content: look.NewText("The form", look.Body), place: "header"}
}

// fakeForm stands for the page on which a record is filled.
type fakeForm struct {
	record  *fakeRecord
	content fyne.CanvasObject
	place   string
	focused int
	got     []Command
}

func (f *fakeForm) Title() string              { return "Practice Evaluation" }
func (f *fakeForm) Content() fyne.CanvasObject { return f.content }
func (f *fakeForm) Focus()                     { f.focused++ }
func (f *fakeForm) Leave() error               { return f.record.Close() }
func (f *fakeForm) Place() string              { return f.place }
func (f *fakeForm) Return(place string)        { f.place = place }

func (f *fakeForm) Command(c Command) bool {
	f.got = append(f.got, c)
	return c == CommandNext
}

// sampleRows are records such as a Team Manager has.
func sampleRows() []replica.Row {
	sample := func(n int, state, grade, cohort, team string, ago time.Duration) replica.Row {
		return replica.Row{
			ID: uuid.UUID{15: byte(n)}, FormID: "practice_evaluation", State: state, Edited: noon().Add(-ago),
			Summary: replica.Summary{Reference: fmt.Sprintf("TR-%d", 20400+n), Cohort: cohort, Team: team, Grade: grade, Title: "Practice Evaluation"},
		}
	}
	const day = 24 * time.Hour
	return []replica.Row{
		sample(17, workflow.InProgress, "", "Children in care 0–11", "Forest of Dean", 12*time.Minute),
		sample(55, workflow.Complete, "good", "Care leavers 18–25", "Forest of Dean", 20*time.Hour),
		sample(91, workflow.Complete, "inadequate", "Child protection", "Gloucester City 2", 3*day),
		sample(12, workflow.Complete, "requires_improvement", "Children in need", "Stroud and Berkeley Vale", 40*day),
		sample(3, workflow.Withdrawn, "", "Children in need", "Cheltenham", 60*day),
		sample(8, workflow.Complete, "outstanding", "Disabled children", "Tewkesbury", 400*day),
	}
}

// stage is a shell over fakes in a test window, where everything happens at once.
type stage struct {
	vaults *fakeVaults
	desk   *fakeDesk
	window fyne.Window
	shell  *Shell
	now    time.Time
	shown  []string // paths that were opened
	dress  Appearance
}

func newStage(vaults *fakeVaults, desk *fakeDesk) *stage {
	vaults.desk = desk
	s := &stage{vaults: vaults, desk: desk, window: test.NewWindow(nil), now: noon(), dress: Appearance{Mode: look.Light, Percent: 100}}
	s.shell = NewShell(s.window, Surroundings{
		Vaults: vaults, Now: func() time.Time { return s.now },
		OnUI: func(f func()) { f() }, Start: func(f func()) { f() },
		Open:       func(path string) error { s.shown = append(s.shown, path); return nil },
		Note:       func(error) {},
		Exports:    "/home/evaluator/Documents",
		Appearance: func() Appearance { return s.dress },
		Wear:       func(a Appearance) error { s.dress = a; return nil },
	})
	return s
}

const testPassphrase = "correct horse battery"

// newOpenStage is a stage whose vault is open and holds records.
func newOpenStage(rows []replica.Row) *stage {
	s := newStage(&fakeVaults{has: true, passphrase: testPassphrase}, &fakeDesk{
		rows: rows, idle: 10 * time.Minute, who: workbench.Profile{Name: "A. Evaluator", Role: "Team Manager"},
	})
	s.shell.enter(s.desk)
	return s
}

// newTestStage is newOpenStage in an app of its own.
func newTestStage(t *testing.T, rows []replica.Row) *stage {
	t.Helper()
	newTestApp(t)
	return newOpenStage(rows)
}

// newTestApp is an app in the program's own theme.
func newTestApp(t *testing.T) fyne.App {
	t.Helper()
	app := test.NewTempApp(t)
	th, err := look.NewTheme(look.Light, 1)
	if err != nil {
		t.Fatal(err)
	}
	app.Settings().SetTheme(th)
	return app
}

func (s *stage) title() string { return strings.TrimSuffix(s.window.Title(), " · Plumbline") }
