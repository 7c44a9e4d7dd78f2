package cli

import (
	"context"

	"plumbline/app/workbench"
	"plumbline/forms/report"
)

type exportCmd struct {
	PDF  exportPDF  `cmd:"" name:"pdf" help:"Write a record as PDF."`
	Text exportText `cmd:"" help:"Write a record as text, in Markdown."`
}

// exportArgs is what every export of a record is told.
type exportArgs struct {
	ID     string `arg:"" help:"Id of the record."`
	Output string `short:"o" required:"" placeholder:"FILE" help:"File to write. One of that name is replaced."`
	For    string `default:"team" enum:"team,others" help:"Who will read it: team, or others, who see nothing that tells who somebody is, and no count under 5."`
}

// purpose reads the flag --for.
func purpose(readers string) report.Purpose {
	if readers == "others" {
		return report.ForOthers
	}
	return report.ForTeam
}

type exportPDF struct{ exportArgs }

func (c exportPDF) Run(r *run) error { return c.write(r, (*workbench.Work).ExportFor) }

type exportText struct{ exportArgs }

func (c exportText) Run(r *run) error { return c.write(r, (*workbench.Work).ExportText) }

func (a exportArgs) write(r *run, export func(*workbench.Work, context.Context, string, report.Purpose) error) error {
	return r.work(a.ID, func(w *workbench.Work) error {
		if err := export(w, r.ctx, a.Output, purpose(a.For)); err != nil {
			return err
		}
		result := map[string]string{"file": a.Output, "content_hash": w.ContentHash(), "for": a.For}
		return r.answer(result, line("Written to "+a.Output+"."))
	})
}
