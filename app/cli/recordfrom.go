package cli

import (
	"fmt"
	"io"
	"strings"

	"plumbline/app/workbench"
)

// startFrom starts a record of a form from an earlier one of the same form.
func startFrom(r *run, d *workbench.Desk, form, from string) (*workbench.Work, error) {
	id, err := recordID(from)
	if err != nil {
		return nil, err
	}
	row, err := d.Record(r.ctx, id)
	if err != nil {
		return nil, err
	}
	if row.FormID != form {
		return nil, tell(errUsage, fmt.Sprintf("That record is of the form %s. A record is started from one of the same form.", row.FormID))
	}
	return d.StartFrom(r.ctx, id)
}

type recordTaken struct {
	ID string `arg:"" help:"Id of the record."`
}

// takenView is one answer that was taken over as record taken answers it in JSON.
type takenView struct {
	Path    string `json:"path"`
	Label   string `json:"label"`
	Before  string `json:"before"`
	Now     string `json:"now"`
	Changed bool   `json:"changed"`
	Agreed  bool   `json:"agreed"`
}

func (c recordTaken) Run(r *run) error {
	return r.work(c.ID, func(w *workbench.Work) error {
		views := []takenView{}
		for _, t := range w.Taken() {
			now, _ := w.Session().View(t.Key)
			views = append(views, takenView{
				Path: pathOf(t.Key), Label: now.Label, Before: workbench.Answer(t.Before), Now: workbench.Answer(now),
				Changed: t.Changed, Agreed: t.Agreed,
			})
		}
		return r.answer(views, func(out io.Writer) error {
			for _, v := range views {
				fmt.Fprintf(out, "%s  %s\n    %s\n", v.Path, v.Label, v.words())
			}
			return nil
		})
	})
}

func (v takenView) words() string {
	before := strings.ReplaceAll(blank(v.Before), "\n", "\n    ")
	switch {
	case v.Changed:
		return "changed since last year; it was: " + before
	case v.Agreed:
		return "as last year: " + before
	default:
		return "as last year, to be looked at: " + before
	}
}

type recordAgree struct {
	ID   string `arg:"" help:"Id of the record."`
	Path string `arg:"" help:"Path or name of the question."`
}

func (c recordAgree) Run(r *run) error {
	return r.work(c.ID, func(w *workbench.Work) error {
		key, err := w.Locate(c.Path)
		if err != nil {
			return err
		}
		if err := w.Agree(key); err != nil {
			return err
		}
		return r.answer(map[string]string{"agreed": pathOf(key)}, line("Agreed: it stays as it was last year."))
	})
}
