package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/formfile"
)

type formConvert struct {
	In  string `arg:"" help:"File to read: .xlsx, .xlsm, .xls, .csv, .md, .xml. A form's id, as form list prints it, will do as well."`
	Out string `arg:"" help:"File to write: .xlsx, .md, .xml. One of that name is replaced."`
}

func (c formConvert) Run(r *run) error {
	form, err := formArg{c.In}.find(r)
	if err != nil {
		return err
	}
	content, err := writeForm(c.Out, form.definition)
	if err != nil {
		return err
	}
	if err := workbench.ReplaceFile(c.Out, content); err != nil {
		return tell(errors.Join(errFile, err), fmt.Sprintf("The file %s cannot be written. Check that its folder is there and has room, and who may write in it.", c.Out))
	}
	result := map[string]string{"file": c.Out, "form": form.definition.ID}
	return r.answer(result, line("Written to "+c.Out+"."))
}

// writeForm gives the content of a form's file.
func writeForm(name string, def *forms.Definition) ([]byte, error) {
	var out bytes.Buffer
	err := formfile.Write(&out, name, def)
	switch {
	case errors.Is(err, formfile.ErrFormat):
		return nil, tell(errUsage, fmt.Sprintf("Forms are written as .xlsx, .md or .xml, and not as %q. Give the file one of these suffixes.", filepath.Ext(name)))
	case err != nil:
		return nil, tell(errFaulty, fmt.Sprintf("This form cannot be written as %s: %s", filepath.Ext(name), err))
	}
	return out.Bytes(), nil
}

type formXForm struct {
	formArg
}

func (c formXForm) Run(r *run) error {
	form, err := c.find(r)
	if err != nil {
		return err
	}
	content, err := writeForm(".xml", form.definition)
	if err != nil {
		return err
	}
	return r.answer(map[string]string{"form": form.definition.ID, "xform": string(content)}, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}
