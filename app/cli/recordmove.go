package cli

import (
	"fmt"
	"io"

	"plumbline/app/workbench"
	"plumbline/forms/session"
)

type recordMove struct {
	ID      string `arg:"" help:"Id of the record."`
	Preview bool   `help:"Say what would change, and change nothing."`
}

// moveView is what moving a record does as record move answers it in JSON.
type moveView struct {
	From    formView         `json:"from"`
	To      formView         `json:"to"`
	Moved   bool             `json:"moved"` // false for a preview
	Answers []answerMoveView `json:"answers"`
	Form    []changeView     `json:"form"`
}

// answerMoveView is what becomes of one answer.
type answerMoveView struct {
	Kind   string `json:"kind"` // moved, dropped, added, retyped, unknown
	From   string `json:"from,omitempty"`
	To     string `json:"to,omitempty"`
	Label  string `json:"label"`
	Answer string `json:"answer"`
}

func moveKind(k session.ChangeKind) (name, words string) {
	switch k {
	case session.Moved:
		return "moved", "stands elsewhere, and its answer goes along"
	case session.Dropped:
		return "dropped", "is gone; its answer stays in the record's history"
	case session.Added:
		return "added", "is new"
	case session.Retyped:
		return "retyped", "takes another kind of answer; check it"
	default:
		return "unknown", "has another list of choices; choose again"
	}
}

func (c recordMove) Run(r *run) error {
	id, err := recordID(c.ID)
	if err != nil {
		return err
	}
	return r.desk(func(d *workbench.Desk) error {
		plan, err := d.PlanFormMove(r.ctx, id)
		if err != nil {
			return err
		}
		if !c.Preview {
			if err := d.MoveForm(r.ctx, id); err != nil {
				return err
			}
		}
		view := moveView{
			From: versionOf(plan.From).formView, To: versionOf(plan.To).formView, Moved: !c.Preview,
			Answers: []answerMoveView{}, Form: changeViews(plan.Form),
		}
		for _, a := range plan.Answers {
			kind, _ := moveKind(a.Kind)
			view.Answers = append(view.Answers, answerMoveView{kind, a.From, a.To, a.Label, a.Answer})
		}
		return r.answer(view, func(w io.Writer) error { return view.print(w, plan) })
	})
}

func (v moveView) print(w io.Writer, plan workbench.FormMove) error {
	done := "Moved"
	if !v.Moved {
		done = "Would move"
	}
	fmt.Fprintf(w, "%s from version %s to version %s.\n", done, first(v.From.Version, "not given"), first(v.To.Version, "not given"))
	for _, a := range plan.Answers {
		_, words := moveKind(a.Kind)
		if _, err := fmt.Fprintf(w, "%s  %s\n    %s: %s\n", pathOf(first(a.To, a.From)), a.Label, words, blank(a.Answer)); err != nil {
			return err
		}
	}
	return nil
}
