package cli

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"plumbline/app/workbench"
	"plumbline/forms/paper"
	"plumbline/forms/pdf"
)

type formPaper struct {
	formArg
	Out      string `arg:"" help:"The PDF to write. A file of that name is replaced."`
	Language string `placeholder:"LANGUAGE" help:"A language of the form: its name, the beginning of it (easy) or its tag (cy)."`
	Training bool   `help:"Mark every page as training data."`
}

func (c formPaper) Run(r *run) error {
	form, err := c.find(r)
	if err != nil {
		return err
	}
	def := form.definition
	language, ok := paper.Language(def, c.Language)
	if !ok {
		return tell(errUsage, noLanguage(def.Title, c.Language, def.Languages))
	}
	writer, err := pdf.Standard()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := writer.WriteBlank(&out, paper.New(def, paper.Options{Language: language, Training: c.Training})); err != nil {
		return fmt.Errorf("cli: print form %s: %w", def.ID, err)
	}
	if err := workbench.ReplaceFile(c.Out, out.Bytes()); err != nil {
		return tell(errors.Join(errFile, err), fmt.Sprintf("The file %s cannot be written. Check that its folder is there and has room, and who may write in it.", c.Out))
	}
	return r.answer(map[string]string{"file": c.Out, "code": paper.Code(def)},
		line(fmt.Sprintf("Printed to %s. The code of its sheets is %s.", c.Out, paper.Code(def))))
}

func noLanguage(title, asked string, has []string) string {
	if len(has) == 0 {
		return fmt.Sprintf("%s is in one language. Leave --language out.", title)
	}
	return fmt.Sprintf("%s is not in %q. It is in: %s.", title, asked, strings.Join(has, ", "))
}
