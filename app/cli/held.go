package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"plumbline/app/workbench"
)

type syncHeld struct{}

// heldView is what waits at the centre for a decision, as sync held answers it in JSON.
type heldView struct {
	Change    string       `json:"change"`
	Record    string       `json:"record"`
	Reference string       `json:"reference,omitempty"`
	Title     string       `json:"title,omitempty"`
	Who       string       `json:"who"`
	At        time.Time    `json:"at"`
	Received  time.Time    `json:"received"`
	Why       string       `json:"why"`
	Own       bool         `json:"own"`
	Answers   []heldAnswer `json:"answers"`
}

type heldAnswer struct {
	Question string `json:"question"`
	Answer   string `json:"answer"`
}

// Run implements a command.
func (syncHeld) Run(r *run) error {
	return r.desk(func(d *workbench.Desk) error {
		held, err := d.Held(r.ctx)
		if err != nil {
			return err
		}
		views := []heldView{}
		for _, h := range held {
			views = append(views, heldViewOf(h))
		}
		return r.answer(views, func(w io.Writer) error {
			if len(views) == 0 {
				fmt.Fprintln(w, "Nothing waits for a decision.")
			}
			for _, v := range views {
				tellHeld(w, v)
			}
			return nil
		})
	})
}

func heldViewOf(h workbench.HeldAction) heldView {
	v := heldView{
		Change: h.Change.String(), Record: h.Record.String(), Reference: h.Reference, Title: h.Title,
		Who: h.Who, At: h.At.UTC(), Received: h.Received.UTC(), Why: h.Why, Own: h.Own, Answers: []heldAnswer{},
	}
	for _, a := range h.Answers {
		v.Answers = append(v.Answers, heldAnswer{a.Label, a.Text})
	}
	return v
}

func tellHeld(w io.Writer, v heldView) {
	whose := v.Who
	if v.Own {
		whose += " (you; somebody else decides)"
	}
	fmt.Fprintf(w, "%s  %s, by %s\n    %s\n", v.Change, first(v.Reference, v.Record), whose, v.Why)
	for _, a := range v.Answers {
		fmt.Fprintf(w, "    %s: %s\n", a.Question, blank(a.Answer))
	}
}

type syncDecide struct {
	Change   string `arg:"" help:"Id of a change, as sync held prints it; all that was done with it is decided at once."`
	Take     bool   `xor:"how" required:"" help:"Take it into the record, as its author wrote it."`
	LeaveOut bool   `name:"leave-out" xor:"how" required:"" help:"Leave it out. Its author is told why."`
	Reason   string `help:"Why, in a sentence. Needed with --leave-out."`
}

// Run implements a command.
func (c syncDecide) Run(r *run) error {
	id, err := uuid.Parse(c.Change)
	if err != nil {
		return tell(errUsage, fmt.Sprintf("%q is not the id of a change. \"plumbline sync held\" prints them.", c.Change))
	}
	return r.desk(func(d *workbench.Desk) error {
		if err := d.DecideHeld(r.ctx, id, c.Take, c.Reason); err != nil {
			return err
		}
		words := "Taken into the record."
		if !c.Take {
			words = "Left out, and its author is told why."
		}
		return r.answer(map[string]any{"change": id.String(), "taken": c.Take}, line(words))
	})
}
