package cli

import "plumbline/app/workbench"

type exportCmd struct {
	PDF exportPDF `cmd:"" name:"pdf" help:"Write a record as PDF."`
}

type exportPDF struct {
	ID     string `arg:"" help:"Id of the record."`
	Output string `short:"o" required:"" placeholder:"FILE" help:"File to write. One of that name is replaced."`
}

func (c exportPDF) Run(r *run) error {
	return r.work(c.ID, func(w *workbench.Work) error {
		if err := w.Export(r.ctx, c.Output); err != nil {
			return err
		}
		result := map[string]string{"file": c.Output, "content_hash": w.ContentHash()}
		return r.answer(result, line("Written to "+c.Output+"."))
	})
}
