package cli

import (
	"errors"
	"fmt"
	"io"

	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/formfile"
)

type formCheck struct {
	Files []string `arg:"" name:"file" help:"Files of forms: .xlsx, .xlsm, .xls, .csv, .md, .xml."`
}

// checkView is what form check says of one file in JSON.
type checkView struct {
	File      string        `json:"file"`
	Form      *formView     `json:"form,omitempty"` // nil when there are errors
	Questions int           `json:"questions"`
	Errors    []findingView `json:"errors"`
	Warnings  []findingView `json:"warnings"`
	Notices   []findingView `json:"notices"`
}

// findingView is one finding. Message says what is wrong and what would be right; of a notice, what happens instead.
type findingView struct {
	Sheet   string `json:"sheet,omitempty"`
	Row     int    `json:"row,omitempty"`
	Column  string `json:"column,omitempty"`
	Line    int    `json:"line,omitempty"`
	Path    string `json:"path,omitempty"`
	Code    string `json:"code,omitempty"`
	Message string `json:"message"`
}

func (c formCheck) Run(r *run) error {
	bench, err := r.bench()
	if err != nil {
		return err
	}
	views, faulty := []checkView{}, 0
	var unread error
	for _, file := range c.Files {
		source, err := workbench.FormSourceAt(file)
		if err != nil {
			unread = errors.Join(unread, unreadable(err, file))
			continue
		}
		in := bench.CheckForm(source)
		if in.Definition == nil {
			faulty++
		}
		views = append(views, checked(file, in))
	}
	printing := r.answer(views, func(w io.Writer) error {
		for _, v := range views {
			v.print(w)
		}
		return nil
	})
	if faulty > 0 {
		return errors.Join(tell(errFaulty, fmt.Sprintf("%s of %d cannot be used as a form. Put right what is listed, then check again.",
			count(faulty, "file", "files"), len(c.Files))), unread, printing)
	}
	return errors.Join(unread, printing)
}

func checked(file string, in workbench.Intake) checkView {
	def, report := in.Definition, in.Report
	v := checkView{File: file, Errors: findings(report.Errors), Warnings: findings(report.Warnings), Notices: []findingView{}}
	for _, n := range report.Notices {
		v.Notices = append(v.Notices, noticeOf(n))
	}
	if def != nil {
		v.Form = &formView{ID: def.ID, Version: def.Version, Title: def.Title, Hash: def.Hash}
		v.Questions = workbench.Questions(def)
	}
	return v
}

func noticeOf(n forms.Notice) findingView {
	v := findingView{Row: n.Row, Path: n.Path, Code: n.Feature, Message: n.Words}
	if n.Row > 0 {
		v.Sheet = "survey"
	}
	return v
}

func findings(all []formfile.Finding) []findingView {
	out := []findingView{}
	for _, f := range all {
		out = append(out, findingView{f.Sheet, f.Row, f.Column, f.Line, f.Path, f.Code, f.Message})
	}
	return out
}

// print writes one line for each finding, as programs that jump to findings read them, and one for the form.
func (v checkView) print(w io.Writer) {
	for _, group := range []struct {
		word string
		of   []findingView
	}{{"error", v.Errors}, {"warning", v.Warnings}, {"note", v.Notices}} {
		for _, f := range group.of {
			fmt.Fprintf(w, "%s: %s: %s\n", v.File, group.word, f)
		}
	}
	if v.Form == nil {
		fmt.Fprintf(w, "%s: %s.\n", v.File, count(len(v.Errors), "error", "errors"))
		return
	}
	fmt.Fprintf(w, "%s: no errors, %s. %s (%s, version %s) asks %s.\n", v.File, count(len(v.Warnings), "warning", "warnings"),
		v.Form.Title, v.Form.ID, first(v.Form.Version, "not given"), count(v.Questions, "question", "questions"))
}

// String is the finding on one line.
func (f findingView) String() string {
	return formfile.Finding{Sheet: f.Sheet, Row: f.Row, Column: f.Column, Line: f.Line, Path: f.Path, Message: f.Message}.String()
}
