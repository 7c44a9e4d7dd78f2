package cli

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"plumbline/app/workbench"
)

type syncCmd struct {
	Now       syncNow       `cmd:"" help:"Send what waits, and receive what others wrote."`
	Status    syncStatus    `cmd:"" help:"Say how this laptop stands to the centre, without a network."`
	Attention syncAttention `cmd:"" help:"List the changes that the centre holds or did not take."`
	Held      syncHeld      `cmd:"" help:"List what waits at the centre for a manager's decision."`
	Decide    syncDecide    `cmd:"" help:"Have the centre take what waits, or leave it out."`
}

// syncView is how a laptop stands to the centre as sync now and sync status answer it in JSON.
type syncView struct {
	Enrolled    bool       `json:"enrolled"`
	Centre      centreView `json:"centre"`
	Words       string     `json:"words"`
	Waiting     int        `json:"waiting"`
	Bytes       int64      `json:"waiting_bytes"`
	Held        int        `json:"held"`
	Attention   int        `json:"needs_attention"`
	Attachments int        `json:"files_waiting"`
	Sent        time.Time  `json:"all_sent_at,omitzero"`
	Heard       time.Time  `json:"all_received_at,omitzero"`
}

// standing is how a desk stands to its centre.
func (r *run) standing(d *workbench.Desk) error {
	centre, err := d.Centre(r.ctx)
	if err != nil {
		return err
	}
	s := d.SyncStatus()
	view := syncView{
		Enrolled: s.Enrolled, Centre: centreOf(centre),
		Words:   workbench.SyncWords(s, r.program.Env.Now(), r.program.Env.Location),
		Waiting: s.Waiting, Bytes: s.Bytes, Held: s.Held, Attention: s.Bad + s.Rejected, Attachments: s.Attachments,
		Sent: s.SentAt.UTC(), Heard: s.HeardAt.UTC(),
	}
	return r.answer(view, func(w io.Writer) error {
		fmt.Fprintln(w, view.Words)
		if !view.Enrolled {
			return nil
		}
		fmt.Fprintf(w, "Centre    %s, as %s\n", view.Centre.URL, view.Centre.Account)
		if view.Waiting > 0 {
			fmt.Fprintf(w, "To send   %s, %s before packing\n", count(view.Waiting, "change", "changes"), workbench.SizeWords(view.Bytes))
		}
		if !s.HeardAt.IsZero() {
			fmt.Fprintf(w, "Received  all up to %s\n", s.HeardAt.In(r.program.Env.Location).Format("2006-01-02 15:04:05"))
		}
		return nil
	})
}

type syncNow struct{}

// Run implements a command.
func (syncNow) Run(r *run) error {
	return r.desk(func(d *workbench.Desk) error {
		if err := d.SyncNow(r.ctx); err != nil {
			return err
		}
		return r.standing(d)
	})
}

type syncStatus struct{}

// Run implements a command.
func (syncStatus) Run(r *run) error { return r.desk(r.standing) }

type syncAttention struct {
	Out string `short:"o" placeholder:"FILE" help:"Write the changes themselves to a file, a line of JSON each, so that nothing is lost."`
}

// troubleView is a change that needs attention as sync attention answers it in JSON.
type troubleView struct {
	Status  string    `json:"status"`
	Code    string    `json:"code,omitempty"`
	Message string    `json:"message"`
	Record  string    `json:"record"`
	Path    string    `json:"path"`
	Value   string    `json:"value"`
	At      time.Time `json:"at"`
}

// Run implements a command.
func (c syncAttention) Run(r *run) error {
	return r.desk(func(d *workbench.Desk) error {
		if c.Out != "" {
			return c.write(r, d)
		}
		troubles, err := d.NeedsAttention(r.ctx)
		if err != nil {
			return err
		}
		views := []troubleView{}
		for _, t := range troubles {
			views = append(views, troubleView{
				Status: t.Status.String(), Code: string(t.Code), Message: t.Message, Record: t.Change.Record.String(),
				Path: pathOf(t.Change.Path), Value: t.Change.Value, At: t.Change.HLC.Time(),
			})
		}
		return r.answer(views, func(w io.Writer) error {
			if len(views) == 0 {
				fmt.Fprintln(w, "Nothing needs attention.")
			}
			for _, v := range views {
				fmt.Fprintf(w, "%s  %s %s\n    %s\n    %s\n", v.Status, v.Record, v.Path, v.Message, blank(v.Value))
			}
			return nil
		})
	})
}

func (c syncAttention) write(r *run, d *workbench.Desk) error {
	var out bytes.Buffer
	if err := d.ExportAttention(r.ctx, &out); err != nil {
		return err
	}
	if err := workbench.ReplaceFile(c.Out, out.Bytes()); err != nil {
		return err
	}
	n := bytes.Count(out.Bytes(), []byte("\n"))
	return r.answer(map[string]any{"file": c.Out, "changes": n}, line(count(n, "change", "changes")+" written to "+c.Out+"."))
}
