package cli

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"plumbline/app/workbench"
	"plumbline/forms"
)

type formList struct {
	Purpose bool `help:"Also say what each form is for, and how often it is filled in."`
}

// formView is one form as form list answers it in JSON.
type formView struct {
	ID          string         `json:"id"`
	Version     string         `json:"version"`
	Title       string         `json:"title"`
	Hash        string         `json:"sha256"`
	Purpose     string         `json:"purpose,omitempty"`
	CompletedBy string         `json:"completed_by,omitempty"`
	HowOften    string         `json:"how_often,omitempty"`
	Minutes     int            `json:"minutes,omitempty"`
	Languages   []languageView `json:"languages,omitempty"`
}

// languageView is one language of a form.
type languageView struct {
	Name  string `json:"name"`
	Draft bool   `json:"draft"` // nobody has approved its wording yet
}

func (c formList) Run(r *run) error {
	bench, err := r.bench()
	if err != nil {
		return err
	}
	views, err := r.forms(bench)
	if err != nil {
		return err
	}
	return r.answer(views, func(w io.Writer) error {
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, "FORM\tVERSION\tTITLE\tMINUTES\tCOMPLETED BY\tLANGUAGES")
		for _, v := range views {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", v.ID, v.Version, v.Title, v.minutes(), v.CompletedBy, v.languages())
			if c.Purpose {
				fmt.Fprintf(t, "\t\t%s\n", strings.TrimSpace(v.Purpose+" "+v.often()))
			}
		}
		return t.Flush()
	})
}

func (v formView) minutes() string {
	if v.Minutes == 0 {
		return ""
	}
	return strconv.Itoa(v.Minutes)
}

func (v formView) often() string {
	if v.HowOften == "" {
		return ""
	}
	return "How often: " + v.HowOften + "."
}

func (v formView) languages() string {
	var out []string
	for _, l := range v.Languages {
		words := l.Name
		if l.Draft {
			words += " draft"
		}
		out = append(out, words)
	}
	return strings.Join(out, ", ")
}

// describedAs tells what a list shows of a form.
func describedAs(def *forms.Definition) formView {
	v := formView{
		ID: def.ID, Version: def.Version, Title: def.Title, Hash: def.Hash,
		Purpose: def.Setting("purpose"), CompletedBy: def.Setting("completed_by"), HowOften: def.Setting("how_often"),
	}
	v.Minutes, _ = strconv.Atoi(def.Setting("minutes")) // a form of a council's own may say nothing, or something else
	var drafts []string
	for name := range strings.SplitSeq(def.Setting("draft_languages"), ",") {
		drafts = append(drafts, strings.TrimSpace(name))
	}
	for _, l := range def.Languages {
		v.Languages = append(v.Languages, languageView{l, slices.Contains(drafts, l)})
	}
	return v
}

// forms lists those of the library, and of the vault where it can be opened, that records can be started on.
func (r *run) forms(bench *workbench.Bench) ([]formView, error) {
	views := []formView{}
	if r.hasKey(bench) {
		return views, r.desk(func(d *workbench.Desk) error {
			all, err := d.Startable(r.ctx)
			if err != nil {
				return err
			}
			for _, info := range all {
				read := bench.Form // what is built in need not be kept in the vault to be listed
				if current, _ := info.Current(); current.State != workbench.BuiltIn {
					read = func(id string) (*forms.Definition, error) { return d.Form(r.ctx, id) }
				}
				def, err := read(info.ID)
				if err != nil {
					return err
				}
				views = append(views, describedAs(def))
			}
			return nil
		})
	}
	for _, info := range bench.Library().Forms() {
		def, err := bench.Form(info.ID)
		if err != nil {
			return nil, err
		}
		views = append(views, describedAs(def))
	}
	return views, nil
}
