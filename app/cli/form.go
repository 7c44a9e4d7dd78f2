package cli

import (
	"fmt"
	"io"
	"text/tabwriter"

	"plumbline/app/workbench"
	"plumbline/forms"
)

type formCmd struct {
	List formList `cmd:"" help:"List the forms."`
	Show formShow `cmd:"" help:"Show every question of a form with its type, name and path."`
}

type formList struct{}

// formView is one form as form list answers it in JSON.
type formView struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Title   string `json:"title"`
	Hash    string `json:"sha256"`
}

func (formList) Run(r *run) error {
	bench, err := r.bench()
	if err != nil {
		return err
	}
	views := []formView{}
	for _, info := range bench.Library().Forms() {
		def, err := bench.Form(info.ID)
		if err != nil {
			return err
		}
		views = append(views, formView{ID: def.ID, Version: def.Version, Title: def.Title, Hash: def.Hash})
	}
	return r.answer(views, func(w io.Writer) error {
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, "FORM\tVERSION\tTITLE")
		for _, v := range views {
			fmt.Fprintf(t, "%s\t%s\t%s\n", v.ID, v.Version, v.Title)
		}
		return t.Flush()
	})
}

type formShow struct {
	Form string `arg:"" help:"Id of the form, as form list prints it."`
}

// nodeView is one row of a form as form show answers it in JSON.
type nodeView struct {
	Type      string   `json:"type"`
	Name      string   `json:"name"`
	Path      string   `json:"path"`
	Label     string   `json:"label,omitempty"`
	Required  string   `json:"required,omitempty"`
	Relevant  string   `json:"relevant,omitempty"`
	Standards []string `json:"standards,omitempty"`
	List      string   `json:"list,omitempty"`
	Choices   []string `json:"choices,omitempty"`
}

func (c formShow) Run(r *run) error {
	bench, err := r.bench()
	if err != nil {
		return err
	}
	def, err := bench.Form(c.Form)
	if err != nil {
		return noForm(err, c.Form)
	}
	rows := describe(def)
	return r.answer(rows, func(w io.Writer) error {
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, "TYPE\tNAME\tPATH\tLABEL")
		for _, n := range rows {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", n.Type, n.Name, n.Path, n.Label)
		}
		return t.Flush()
	})
}

func describe(def *forms.Definition) []nodeView {
	var rows []nodeView
	def.Root.Walk(func(n *forms.Node) bool {
		if n.Parent == nil {
			return true
		}
		row := nodeView{
			Type: n.Kind.String(), Name: n.Name, Path: n.Path, Label: n.Label.In(def.Language), Required: n.Required,
			Relevant: n.Relevant, Standards: n.Standards(), List: n.List,
		}
		if list := def.Lists[n.List]; list != nil {
			for _, choice := range list.Choices {
				row.Choices = append(row.Choices, choice.Name)
			}
		}
		rows = append(rows, row)
		return true
	})
	return rows
}

func noForm(err error, id string) error {
	return tell(err, fmt.Sprintf("There is no form %q that can be used. \"plumbline form list\" prints those there are.", id))
}

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
