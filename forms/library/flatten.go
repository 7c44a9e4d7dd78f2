package library

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"plumbline/forms/xlsform"
)

// The sheets of a form that the library looks into.
const (
	surveySheet   = "survey"
	choicesSheet  = "choices"
	settingsSheet = "settings"
)

// include is the type of a survey row that stands for the rows of a block.
const include = "include"

// standardsList is the list that screens read the wording of practice standards from.
const standardsList = "ps"

// flatten puts the blocks and lists that a form names into it.
type flatten struct {
	files  fs.FS
	shared []*table // choices of lists/*.md
	survey *table
	// choices are those that the form and its blocks bring themselves; nil while there are none.
	choices *table
}

// run returns the form of a file as one plain XLSForm.
func (f *flatten) run(file, content string) ([]byte, error) {
	tables := parse(file, content)
	survey := find(tables, surveySheet)
	if survey == nil {
		return nil, errors.New("there is no survey table")
	}
	f.survey = &table{name: surveySheet, header: slices.Clone(survey.header)}
	f.choices = &table{name: choicesSheet, header: []string{"list_name", "name", "label"}}
	if err := f.take(tables, nil); err != nil {
		return nil, err
	}
	f.complete()
	var out strings.Builder
	for _, t := range append(tables, f.choices) {
		switch {
		case t.name == surveySheet:
			f.survey.write(&out)
		case t.name == choicesSheet && t != f.choices:
			continue
		default:
			t.write(&out)
		}
		out.WriteString("\n")
	}
	return []byte(out.String()), nil
}

// take adds the survey rows and choices of a form or block. The names of the blocks that it stands in are within.
func (f *flatten) take(tables []*table, within []string) error {
	if choices := find(tables, choicesSheet); choices != nil {
		for _, r := range choices.rows {
			f.choices.adopt(choices, r)
		}
	}
	survey := find(tables, surveySheet)
	if survey == nil {
		return fmt.Errorf("block %s has no survey table", strings.Join(within, " in "))
	}
	for _, r := range survey.rows {
		if survey.cell(r, "type") != include {
			f.survey.adopt(survey, r)
			continue
		}
		if err := f.block(survey.cell(r, "name"), within); err != nil {
			return fmt.Errorf("%s: %w", r.place, err)
		}
	}
	return nil
}

func (f *flatten) block(name string, within []string) error {
	if slices.Contains(within, name) {
		return fmt.Errorf("block %s includes itself", name)
	}
	file := "blocks/" + name + ".md"
	content, err := fs.ReadFile(f.files, file)
	if err != nil {
		return fmt.Errorf("include block %q: %w", name, err)
	}
	return f.take(parse(file, string(content)), append(slices.Clip(within), name))
}

// complete adds the shared lists that the survey uses and the form does not define.
func (f *flatten) complete() {
	own := map[string]bool{}
	for _, r := range f.choices.rows {
		own[f.choices.cell(r, "list_name")] = true
	}
	used := f.used()
	for _, t := range f.shared {
		for _, r := range t.rows {
			if list := t.cell(r, "list_name"); used[list] && !own[list] {
				f.choices.adopt(t, r)
			}
		}
	}
}

var instances = regexp.MustCompile(`instance\(\s*['"]([^'"]+)['"]\s*\)`)

// used names the lists of selects and those that expressions look into, and the practice standards.
func (f *flatten) used() map[string]bool {
	out := map[string]bool{standardsList: true}
	for _, r := range f.survey.rows {
		if words := strings.Fields(f.survey.cell(r, "type")); len(words) > 1 {
			out[words[1]] = true
		}
		for _, cell := range r.cells {
			for _, m := range instances.FindAllStringSubmatch(cell, -1) {
				out[m[1]] = true
			}
		}
	}
	return out
}

// explain adds to what is wrong with the flattened form where its author wrote it.
func (f *flatten) explain(err error) error {
	var report *xlsform.Report
	if !errors.As(err, &report) {
		return err
	}
	rows := map[string][]row{surveySheet: f.survey.rows, choicesSheet: f.choices.rows}
	out := &xlsform.Report{Warnings: report.Warnings}
	for _, found := range report.Errors {
		const header = 1
		if i := found.Row - header - 1; i >= 0 && i < len(rows[found.Sheet]) {
			found.Message += " (" + rows[found.Sheet][i].place + ")"
		}
		out.Errors = append(out.Errors, found)
	}
	return out
}
