package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"plumbline/app/workbench"
)

type formImport struct {
	File string `arg:"" help:"File of a form: .xlsx, .xlsm, .xls, .csv, .md, .xml."`
}

func (c formImport) Run(r *run) error {
	source, err := workbench.FormSourceAt(c.File)
	if err != nil {
		return unreadable(err, c.File)
	}
	return r.desk(func(d *workbench.Desk) error {
		in, err := d.ImportForm(r.ctx, source)
		if err != nil {
			return err
		}
		view := checked(c.File, in)
		view.print(r.program.Stderr)
		if in.Definition == nil {
			return errors.Join(tell(errFaulty, "Nothing was imported. Put right what is listed, then import it again."),
				r.answer(view, func(io.Writer) error { return nil }))
		}
		words := "Kept as a draft. \"plumbline form approve\" lets records be started on it."
		if in.Known {
			words = "This very version is here already, and nothing was changed."
		}
		fmt.Fprintf(r.program.Stderr, "plumbline: %s\n", words)
		return r.answer(view, line(in.Definition.Hash))
	})
}

// hashShown is how much of a hash tells versions apart for a person.
const hashShown = 12

type formVersions struct {
	Form string `arg:"" help:"Id of the form."`
}

// versionView is one version of a form as form versions answers it in JSON.
type versionView struct {
	formView
	State      string     `json:"state"`   // built_in, draft, approved
	Current    bool       `json:"current"` // new records are started on it
	Questions  int        `json:"questions"`
	FileName   string     `json:"file_name,omitempty"`
	Imported   *time.Time `json:"imported,omitempty"`
	ImportedBy string     `json:"imported_by,omitempty"`
	Approved   *time.Time `json:"approved,omitempty"`
	ApprovedBy string     `json:"approved_by,omitempty"`
	Reason     string     `json:"reason,omitempty"`
}

func versionOf(v workbench.FormVersion) versionView {
	view := versionView{
		formView: formView{ID: v.ID, Version: v.Version, Title: v.Title, Hash: v.Hash},
		State:    [...]string{workbench.BuiltIn: "built_in", workbench.Draft: "draft", workbench.Approved: "approved"}[v.State],
		Current:  v.Current, Questions: v.Questions, FileName: v.FileName, ImportedBy: v.ImportedBy,
		ApprovedBy: v.ApprovedBy, Reason: v.Reason,
	}
	if !v.Imported.IsZero() {
		view.Imported = &v.Imported
	}
	if !v.Approved.IsZero() {
		view.Approved = &v.Approved
	}
	return view
}

func (c formVersions) Run(r *run) error {
	return r.desk(func(d *workbench.Desk) error {
		info, err := d.FormInfo(r.ctx, c.Form)
		if errors.Is(err, workbench.ErrNoForm) {
			return noForm(err, c.Form)
		}
		if err != nil {
			return err
		}
		views := []versionView{}
		for _, v := range info.Versions {
			views = append(views, versionOf(v))
		}
		return r.answer(views, func(w io.Writer) error {
			t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
			fmt.Fprintln(t, "HASH\tVERSION\tSTATE\tQUESTIONS\tIMPORTED\tAPPROVED\tREASON")
			for _, v := range views {
				fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%s\t%s\t%s\n", v.Hash[:hashShown], v.Version, v.words(), v.Questions,
					r.doneBy(v.Imported, v.ImportedBy), r.doneBy(v.Approved, v.ApprovedBy), v.Reason)
			}
			return t.Flush()
		})
	})
}

func (v versionView) words() string {
	words := strings.ReplaceAll(v.State, "_", " ")
	if v.Current {
		words += ", in use"
	}
	return words
}

// doneBy says when and by whom something was done; "" when it was not.
func (r *run) doneBy(at *time.Time, by string) string {
	if at == nil {
		return ""
	}
	return at.In(r.program.Env.Location).Format("2006-01-02 15:04") + " " + by
}

type draftApprove struct {
	Hash   string `arg:"" help:"Hash of the draft, or enough of its beginning to tell it from others, as form versions prints it."`
	Reason string `required:"" help:"Why it may be used, in a sentence. It is kept with the form."`
}

func (c draftApprove) Run(r *run) error {
	return r.desk(func(d *workbench.Desk) error {
		v, err := r.versionWith(d, c.Hash)
		if err != nil {
			return err
		}
		if err := d.ApproveForm(r.ctx, v.Hash, c.Reason); err != nil {
			return err
		}
		result := map[string]string{"form": v.ID, "version": v.Version, "sha256": v.Hash}
		return r.answer(result, line(fmt.Sprintf("%s, version %s, is approved. New records are started on it.", v.Title, first(v.Version, "not given"))))
	})
}

type draftDiscard struct {
	Hash string `arg:"" help:"Hash of the draft, or enough of its beginning, as form versions prints it."`
}

func (c draftDiscard) Run(r *run) error {
	return r.desk(func(d *workbench.Desk) error {
		v, err := r.versionWith(d, c.Hash)
		if err != nil {
			return err
		}
		if err := d.DiscardForm(r.ctx, v.Hash); err != nil {
			return err
		}
		return r.answer(map[string]string{"discarded": v.Hash}, line("The draft is discarded."))
	})
}

// versionWith finds the one version whose hash begins so.
func (r *run) versionWith(d *workbench.Desk, hash string) (workbench.FormVersion, error) {
	all, err := d.Catalogue(r.ctx)
	if err != nil {
		return workbench.FormVersion{}, err
	}
	var found []workbench.FormVersion
	for _, info := range all {
		for _, v := range info.Versions {
			if hash != "" && strings.HasPrefix(v.Hash, strings.ToLower(hash)) {
				found = append(found, v)
			}
		}
	}
	if len(found) != 1 {
		return workbench.FormVersion{}, tell(workbench.ErrNoForm, fmt.Sprintf(
			"%s of a form begin with %q. \"plumbline form versions FORM\" prints the hashes.", count(len(found), "version", "versions"), hash))
	}
	return found[0], nil
}
