package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"

	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/session"
)

// formArg is the argument of commands that work on one form.
type formArg struct {
	Form string `arg:"" help:"A file (.xlsx, .xlsm, .xls, .csv, .md, .xml), or the id of a form as form list prints it."`
}

// found is a form that an argument names.
type found struct {
	definition *forms.Definition
	source     workbench.FormSource // of what it reads; zero for a form of the library
}

// find reads the form: a file of that name, or else a form of the library, or of the vault where there is a passphrase.
func (a formArg) find(r *run) (found, error) {
	bench, err := r.bench()
	if err != nil {
		return found{}, err
	}
	source, err := workbench.FormSourceAt(a.Form)
	if errors.Is(err, fs.ErrNotExist) && path.Ext(filepath.ToSlash(a.Form)) == "" {
		return r.kept(bench, a.Form)
	}
	if err != nil {
		return found{}, unreadable(err, a.Form)
	}
	in := bench.CheckForm(source)
	if in.Definition == nil {
		return found{}, tell(errFaulty, fmt.Sprintf("%s has errors, and cannot be used as a form. "+
			"The first is: %s \"plumbline form check\" lists them all.", a.Form, in.Report.Errors[0]))
	}
	return found{definition: in.Definition, source: source}, nil
}

// kept finds a form of the vault, where there is one and a passphrase for it, or else of the library.
func (r *run) kept(bench *workbench.Bench, id string) (found, error) {
	if !r.hasKey(bench) {
		def, err := bench.Form(id)
		if err != nil {
			return found{}, noForm(err, id)
		}
		return found{definition: def}, nil
	}
	var form found
	err := r.desk(func(d *workbench.Desk) (err error) {
		if form.definition, err = d.Form(r.ctx, id); err == nil {
			form.source = d.FormData(form.definition)
		}
		return err
	})
	if errors.Is(err, workbench.ErrNoForm) {
		return found{}, noForm(err, id)
	}
	return form, err
}

// hasKey reports whether there is a vault and a passphrase for it.
func (r *run) hasKey(bench *workbench.Bench) bool {
	return r.passphraseFile() != "" && bench.HasVault()
}

// env is what the form is opened with: that of every record, and the files beside it.
func (f found) env(env session.Env) session.Env {
	env.Attachment = f.source.Attachment
	return env
}

func unreadable(err error, file string) error {
	if errors.Is(err, fs.ErrNotExist) {
		return tell(err, fmt.Sprintf("There is no file %s. Check its name and folder.", file))
	}
	return tell(errors.Join(errFile, err), fmt.Sprintf("The file %s cannot be read. Check that it is a file, and who may read it.", file))
}
