package desktop

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"plumbline/app/workbench"
	"plumbline/forms/compare"
	"plumbline/forms/session"
)

// catalogue is the forms of the vault: one of the library where a test gives none.
func (d *fakeDesk) catalogue() []workbench.FormInfo {
	if d.forms == nil {
		return []workbench.FormInfo{builtIn("practice_evaluation", "Practice Evaluation")}
	}
	return d.forms
}

func (d *fakeDesk) Catalogue(context.Context) ([]workbench.FormInfo, error) {
	return d.catalogue(), d.listErr
}

func (d *fakeDesk) Startable(context.Context) ([]workbench.FormInfo, error) {
	return slices.DeleteFunc(slices.Clone(d.catalogue()), func(f workbench.FormInfo) bool {
		_, ok := f.Current()
		return !ok
	}), d.listErr
}

func (d *fakeDesk) FormInfo(_ context.Context, id string) (workbench.FormInfo, error) {
	for _, f := range d.catalogue() {
		if f.ID == id {
			return f, nil
		}
	}
	return workbench.FormInfo{}, workbench.ErrNoForm
}

func (d *fakeDesk) ImportForm(context.Context, workbench.FormSource) (workbench.Intake, error) {
	return d.intake, d.listErr
}

func (d *fakeDesk) ApproveForm(_ context.Context, hash, reason string) error {
	if d.approved == nil {
		d.approved = map[string]string{}
	}
	d.approved[hash] = reason
	return d.listErr
}

func (d *fakeDesk) DiscardForm(_ context.Context, hash string) error {
	for i := range d.forms {
		d.forms[i].Versions = slices.DeleteFunc(d.forms[i].Versions, func(v workbench.FormVersion) bool { return v.Hash == hash })
	}
	d.forms = slices.DeleteFunc(d.forms, func(f workbench.FormInfo) bool { return len(f.Versions) == 0 })
	return nil
}

func (d *fakeDesk) CompareForms(context.Context, workbench.FormVersion, workbench.FormVersion) ([]compare.Change, error) {
	return d.changes, nil
}

func (d *fakeDesk) Preview(context.Context, workbench.FormVersion) (FormWork, error) {
	w, err := memoryWorkOn("visit")
	return previewWork{w}, err
}

// previewWork is a preview of the council's form.
type previewWork struct{ *memoryWork }

func (w previewWork) Complete() ([]session.Problem, error) {
	if problems := w.session.Problems(); len(problems) > 0 {
		return problems, workbench.ErrIncomplete
	}
	return nil, workbench.ErrPreview
}

func (d *fakeDesk) PlanFormMove(context.Context, uuid.UUID) (workbench.FormMove, error) {
	return d.plan, nil
}

func (d *fakeDesk) MoveForm(_ context.Context, id uuid.UUID) error {
	d.moved = append(d.moved, id)
	return nil
}

func builtIn(id, title string) workbench.FormInfo {
	return workbench.FormInfo{ID: id, Title: title, Versions: []workbench.FormVersion{{
		Hash: "b" + id + "0123456789", ID: id, Version: "1", Title: title, Current: true, Questions: 63, Minutes: 40,
		Purpose: "Looks at one child’s record with the practitioner who works with the family.",
	}}}
}

// sampleForms are forms such as a council has.
func sampleForms() []workbench.FormInfo {
	const day = 24 * time.Hour
	version := func(n string, state workbench.FormState, current bool, ago time.Duration) workbench.FormVersion {
		v := workbench.FormVersion{
			Hash: n + "f86d081884c7d659a2feaa0c55ad015", ID: "visit", Version: n, Title: "Home visit", State: state, Current: current,
			FileName: "home-visit-" + n + ".xlsx", Imported: noon().Add(-ago), ImportedBy: "B. Lead, QA lead",
			Questions: 11, Minutes: 20, Languages: []string{"English (en)", "Cymraeg (cy)"},
			Purpose: "Notes what was seen and heard on a visit to a child at home.",
		}
		if state == workbench.Approved {
			v.Approved, v.ApprovedBy, v.Reason = noon().Add(-ago+2*time.Hour), "C. Head, Group Manager", "Agreed at the practice forum."
		}
		return v
	}
	visit := workbench.FormInfo{ID: "visit", Title: "Home visit", Versions: []workbench.FormVersion{
		version("5", workbench.Draft, false, 2*time.Hour), version("4", workbench.Approved, true, 30*day), version("3", workbench.Approved, false, 400*day),
	}}
	draft := version("1", workbench.Draft, false, time.Hour)
	draft.ID, draft.Title, draft.Purpose = "huddle", "Team huddle", ""
	return []workbench.FormInfo{
		builtIn("practice_evaluation", "Practice Evaluation"), builtIn("dip_audit", "Dip audit: supervision"),
		{ID: "huddle", Title: "Team huddle", Versions: []workbench.FormVersion{draft}},
		visit,
	}
}
