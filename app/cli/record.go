package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"plumbline/app/workbench"
	"plumbline/forms/session"
	"plumbline/sync/replica"
)

type recordCmd struct {
	List      recordList      `cmd:"" help:"List records, the newest edit first."`
	New       recordNew       `cmd:"" help:"Start a record and print its id."`
	Set       recordSet       `cmd:"" help:"Answer a question."`
	Add       recordAdd       `cmd:"" help:"Add an instance to a repeat and print its path."`
	Remove    recordRemove    `cmd:"" help:"Remove an instance from a repeat."`
	Show      recordShow      `cmd:"" help:"Show a record's answers."`
	History   recordHistory   `cmd:"" help:"Show how an answer came to be."`
	Complete  recordComplete  `cmd:"" help:"Check every answer and close the record."`
	Reopen    recordReopen    `cmd:"" help:"Let a closed record take answers again."`
	Withdraw  recordWithdraw  `cmd:"" help:"Close a record that should not count."`
	Duplicate recordDuplicate `cmd:"" help:"Start a record with the answers of another and print its id."`
	Move      recordMove      `cmd:"" help:"Move a record to the newest approved version of its form."`
	Taken     recordTaken     `cmd:"" help:"List the answers that were taken over from last year, and what has changed."`
	Agree     recordAgree     `cmd:"" help:"Say that an answer taken over from last year still holds."`
	Conflicts recordConflicts `cmd:"" help:"List the answers that several people changed without knowing of each other."`
	Resolve   recordResolve   `cmd:"" help:"Decide which of several answers is right."`
	Delivery  recordDelivery  `cmd:"" help:"Ask the centre on whose laptops a record is as it now stands."`
	HandOver  recordHandOver  `cmd:"" name:"hand-over" help:"Bring a record into the sight of another person, or end that."`
}

type recordList struct {
	Search string `placeholder:"WORDS" help:"Only records in which each of these words occurs."`
	State  string `placeholder:"STATE" help:"Only records in this state: in_progress, complete or withdrawn."`
	Form   string `placeholder:"FORM" help:"Only records of this form."`
	Limit  int    `default:"1000" help:"At most so many records."`
}

// rowView is one record as record list answers it in JSON.
type rowView struct {
	ID        string    `json:"id"`
	Form      string    `json:"form"`
	State     string    `json:"state"`
	Version   int       `json:"version"`
	Reference string    `json:"reference"`
	Cohort    string    `json:"cohort"`
	Team      string    `json:"team"`
	Grade     string    `json:"grade"`
	Edited    time.Time `json:"edited"`
	Conflicts int       `json:"conflicts"`
}

func viewOf(row replica.Row) rowView {
	return rowView{
		ID: row.ID.String(), Form: row.FormID, State: row.State, Version: row.Version, Reference: row.Reference,
		Cohort: row.Cohort, Team: row.Team, Grade: row.Grade, Edited: row.Edited.UTC(), Conflicts: row.Conflicts,
	}
}

func (c recordList) Run(r *run) error {
	return r.desk(func(d *workbench.Desk) error {
		rows, err := d.Records(r.ctx, replica.Query{Words: c.Search, State: c.State, FormID: c.Form, Limit: c.Limit})
		if err != nil {
			return err
		}
		views := []rowView{}
		for _, row := range rows {
			views = append(views, viewOf(row))
		}
		return r.answer(views, func(w io.Writer) error {
			t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
			fmt.Fprintln(t, "ID\tFORM\tSTATE\tREFERENCE\tCOHORT\tTEAM\tLAST EDIT")
			for _, v := range views {
				fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", v.ID, v.Form, v.State, v.Reference, v.Cohort, v.Team,
					v.Edited.In(r.program.Env.Location).Format("2006-01-02 15:04"))
			}
			return t.Flush()
		})
	})
}

type recordNew struct {
	Form string `arg:"" help:"Id of the form, as form list prints it."`
	From string `placeholder:"RECORD" help:"Start with the answers of last year: id of a complete record of the same form, where the form lets answers be taken over."`
}

func (c recordNew) Run(r *run) error {
	return r.desk(func(d *workbench.Desk) error {
		w, err := c.start(r, d)
		if errors.Is(err, workbench.ErrNoForm) {
			return noForm(err, c.Form)
		}
		if err != nil {
			return err
		}
		return r.answer(map[string]string{"id": w.ID().String()}, line(w.ID().String()))
	})
}

func (c recordNew) start(r *run, d *workbench.Desk) (*workbench.Work, error) {
	if c.From != "" {
		return startFrom(r, d, c.Form, c.From)
	}
	return d.Start(r.ctx, c.Form)
}

type recordDuplicate struct {
	ID string `arg:"" help:"Id of the record."`
}

func (c recordDuplicate) Run(r *run) error {
	id, err := recordID(c.ID)
	if err != nil {
		return err
	}
	return r.desk(func(d *workbench.Desk) error {
		w, err := d.Duplicate(r.ctx, id)
		if err != nil {
			return err
		}
		return r.answer(map[string]string{"id": w.ID().String()}, line(w.ID().String()))
	})
}

type recordComplete struct {
	ID string `arg:"" help:"Id of the record."`
}

// problemView is one thing to put right as record complete answers it in JSON.
type problemView struct {
	Path    string `json:"path"`
	Label   string `json:"label"`
	Message string `json:"message"`
}

func (c recordComplete) Run(r *run) error {
	return r.work(c.ID, func(w *workbench.Work) error {
		problems, err := w.Complete()
		if errors.Is(err, workbench.ErrIncomplete) {
			return r.incomplete(w, problems, err)
		}
		if err != nil {
			return err
		}
		row, unseen := w.Row(), len(w.ToAgree())
		result := map[string]any{"state": row.State, "version": row.Version, "content_hash": w.ContentHash(), "to_agree": unseen}
		words := fmt.Sprintf("Complete, version %d.", row.Version)
		if unseen > 0 {
			words += fmt.Sprintf(" Answers of last year that nobody has looked at: %d. The report names them; \"plumbline record taken\" lists them.", unseen)
		}
		return r.answer(result, line(words))
	})
}

// incomplete prints what to put right and says so in the error.
func (r *run) incomplete(w *workbench.Work, problems []session.Problem, err error) error {
	views := []problemView{}
	for _, p := range problems {
		label := ""
		if v, ok := w.Session().View(p.Key); ok {
			label = v.Label
		}
		views = append(views, problemView{Path: pathOf(p.Key), Label: label, Message: p.Message})
	}
	printing := r.answer(map[string]any{"problems": views}, func(out io.Writer) error {
		for _, v := range views {
			fmt.Fprintf(out, "%s  %s\n    %s\n", v.Path, v.Label, v.Message)
		}
		return nil
	})
	return errors.Join(tell(err, fmt.Sprintf(
		"%s before this record can be completed. Answer with \"plumbline record set\", then complete it again.",
		count(len(views), "answer needs attention", "answers need attention"))), printing)
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func pathOf(key string) string { return "/data/" + strings.TrimPrefix(key, "/") }

type recordReopen struct {
	ID     string `arg:"" help:"Id of the record."`
	Reason string `required:"" help:"Why, in a sentence. It is kept in the history."`
}

func (c recordReopen) Run(r *run) error {
	return r.moved(c.ID, func(w *workbench.Work) error { return w.Reopen(c.Reason) })
}

type recordWithdraw struct {
	ID     string `arg:"" help:"Id of the record."`
	Reason string `required:"" help:"Why, in a sentence. It is kept in the history."`
}

func (c recordWithdraw) Run(r *run) error {
	return r.moved(c.ID, func(w *workbench.Work) error { return w.Withdraw(c.Reason) })
}

func (r *run) moved(id string, move func(*workbench.Work) error) error {
	return r.work(id, func(w *workbench.Work) error {
		if err := move(w); err != nil {
			return err
		}
		state := w.Row().State
		return r.answer(map[string]string{"state": state}, line("The record is now "+strings.ReplaceAll(state, "_", " ")+"."))
	})
}
