package cli

import (
	"fmt"
	"io"
	"text/tabwriter"

	"plumbline/forms"
)

type formCmd struct {
	List formList `cmd:"" help:"List the forms."`
	Show formShow `cmd:"" help:"Show every question of a form with its type, name and path."`

	Check   formCheck   `cmd:"" help:"Check files of forms: what is wrong, and where."`
	Convert formConvert `cmd:"" help:"Write a form in another format."`
	Paper   formPaper   `cmd:"" help:"Write a form as PDF, to print and fill in by hand."`
	XForm   formXForm   `cmd:"" name:"xform" help:"Print a form as ODK XForm XML."`
	Eval    formEval    `cmd:"" help:"Print the type and the value of an expression over an XML document."`
	Play    formPlay    `cmd:"" help:"Play a script on a form and print the state of every node after each step, in JSON."`
	Diff    formDiff    `cmd:"" help:"Show what changed between two versions of a form, question by question."`

	Import   formImport   `cmd:"" help:"Check a form and keep it in the vault, as a draft."`
	Versions formVersions `cmd:"" help:"List the versions of a form, the newest first."`
	Approve  draftApprove `cmd:"" help:"Let records be started on a draft."`
	Discard  draftDiscard `cmd:"" help:"Take a draft out of the vault."`
}

type formShow struct {
	formArg
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
	form, err := c.find(r)
	if err != nil {
		return err
	}
	rows := describe(form.definition)
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
