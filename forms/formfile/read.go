package formfile

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"

	"plumbline/forms"
	"plumbline/forms/session"
	"plumbline/forms/xform"
	"plumbline/forms/xlsform"
)

// MaxSize is how many bytes a form's file may have: no reader takes a larger one.
const MaxSize = xlsform.MaxFile

// Read reads a form. The format is told by the content, and by the suffix of the name where that does not tell: .xlsx,
// .xlsm, .xls, .csv, .md, .xml. The name without its suffix is the form's id when the form gives none. The Definition is
// nil when, and only when, the report has errors. The report is never nil.
func Read(name string, content []byte) (*forms.Definition, *Report) {
	if isXML(content) || strings.EqualFold(path.Ext(name), ".xml") {
		return readXForm(name, content)
	}
	return readXLSForm(name, content)
}

// Check reads a form as Read does, and opens it once: what keeps it from opening is in the report as well. Where env serves
// attachments, those that it does not have are warned of.
func Check(name string, content []byte, env session.Env) (*forms.Definition, *Report) {
	def, report := Read(name, content)
	if def == nil {
		return nil, report
	}
	s, err := session.New(def, env)
	if err != nil {
		return nil, &Report{Errors: []Finding{unopened(def, err)}, Warnings: report.Warnings}
	}
	if env.Attachment != nil {
		for _, url := range s.Unread() {
			report.Warnings = append(report.Warnings, Finding{Code: "attachment", Message: fmt.Sprintf(
				"The form reads %s, which does not lie beside it: that list is empty. Put the file into the same folder.", path.Base(url))})
		}
	}
	return def, report
}

// Name is a name under which Read reads content in its own format and takes the id for the form's where it gives none:
// for content that is kept without the name it came with.
func Name(id string, content []byte) string {
	switch {
	case isXML(content):
		return id + ".xml"
	case isMarkdown(content):
		return id + ".md"
	default:
		return id + ".csv" // content that is a workbook is known by its first bytes
	}
}

func isXML(content []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(content, []byte("\ufeff"))), []byte("<"))
}

// isMarkdown looks for a row of a table.
func isMarkdown(content []byte) bool {
	return bytes.HasPrefix(bytes.TrimPrefix(content, []byte("\ufeff")), []byte("|")) || bytes.Contains(content, []byte("\n|"))
}

func readXLSForm(name string, content []byte) (*forms.Definition, *Report) {
	def, found := xlsform.Read(name, content)
	report := &Report{}
	for _, f := range found.Errors {
		report.Errors = append(report.Errors, cell(f))
	}
	for _, f := range found.Warnings {
		report.Warnings = append(report.Warnings, cell(f))
	}
	if def != nil {
		report.Notices = def.Notices
	}
	return def, report
}

func cell(f xlsform.Finding) Finding {
	return Finding{Sheet: f.Sheet, Row: f.Row, Column: f.Column, Code: f.Code, Message: f.Message}
}

func readXForm(name string, content []byte) (*forms.Definition, *Report) {
	def, found, _ := xform.Read(name, content) // the error is the report's
	report := &Report{}
	for _, f := range found.Errors {
		report.Errors = append(report.Errors, Finding{Line: f.Line, Path: f.Path, Message: f.Message})
	}
	for _, f := range found.Warnings {
		report.Warnings = append(report.Warnings, Finding{Line: f.Line, Path: f.Path, Message: f.Message})
	}
	if def != nil {
		report.Notices = def.Notices
		named(def, name)
	}
	return def, report
}

// named gives an XForm that has no id or title those that a workbook of that name would have.
func named(def *forms.Definition, name string) {
	if def.ID == "" {
		def.ID = strings.TrimSuffix(path.Base(name), path.Ext(name))
	}
	if def.Title == "" {
		def.Title = def.ID
	}
}

// unopened says why a form that reads well cannot be opened.
func unopened(def *forms.Definition, err error) Finding {
	found := Finding{Code: "form", Message: "The form cannot be opened: " + err.Error()}
	if why := (*session.FormError)(nil); errors.As(err, &why) {
		found.Path, found.Column, found.Message = why.Path, why.Column, why.Words
	}
	references := map[string]string{}
	def.Root.Walk(func(n *forms.Node) bool {
		if n.Path == found.Path && n.Row > 0 {
			found.Sheet, found.Row = "survey", n.Row
		}
		references[n.Path] = "${" + n.Name + "}"
		return true
	})
	if found.Row > 0 { // who writes in a spreadsheet has never seen a path
		found.Message = nodePath.ReplaceAllStringFunc(found.Message, func(path string) string {
			return cmp.Or(references[path], path)
		})
	}
	return found
}

var nodePath = regexp.MustCompile(`(?:/[\pL_](?:[\pL\pN_.-]*[\pL\pN_-])?)+`)
