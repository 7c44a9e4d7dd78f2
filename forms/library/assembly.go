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
	entitiesSheet = "entities"
)

// include is the type of a survey row that stands for the rows of a block.
const include = "include"

// standardsList is the list that screens read the wording of practice standards from.
const standardsList = "ps"

// assembly puts a form together from its file and the blocks and lists that it names.
type assembly struct {
	files                     fs.FS
	shared                    shelves
	survey, choices, entities *table // of the whole form, as far as it has come
}

// run returns the form of a file as one plain XLSForm.
func (a *assembly) run(file, content string) ([]byte, error) {
	tables := parse(file, content)
	survey := find(tables, surveySheet)
	if survey == nil {
		return nil, errors.New("there is no survey table")
	}
	a.survey = &table{name: surveySheet, header: slices.Clone(survey.header)}
	a.choices = &table{name: choicesSheet, header: []string{"list_name", "name", "label"}}
	a.entities = &table{name: entitiesSheet, header: []string{"list_name", "label"}}
	if err := a.take(tables, nil); err != nil {
		return nil, err
	}
	if err := a.count(); err != nil {
		return nil, err
	}
	a.complete()
	var out strings.Builder
	for _, t := range tables {
		switch t.name {
		case settingsSheet:
			a.set(t)
		case surveySheet:
			t = a.survey
		case choicesSheet, entitiesSheet:
			continue
		}
		t.write(&out)
		out.WriteString("\n")
	}
	a.choices.write(&out)
	if len(a.entities.rows) > 0 {
		out.WriteString("\n")
		a.entities.write(&out)
	}
	return []byte(out.String()), nil
}

// set gives the settings of the form those of every form that it does not make itself.
func (a *assembly) set(settings *table) {
	for _, t := range a.shared.settings {
		for i, column := range t.header {
			if settings.cell(settings.rows[0], column) == "" && i < len(t.rows[0].cells) {
				settings.put(0, column, t.rows[0].cells[i])
			}
		}
	}
}

// take adds the survey rows, choices and entities of a form or block. The names of the blocks that it stands in are within.
func (a *assembly) take(tables []*table, within []string) error {
	for sheet, all := range map[string]*table{choicesSheet: a.choices, entitiesSheet: a.entities} {
		if t := find(tables, sheet); t != nil {
			for _, r := range t.rows {
				all.adopt(t, r)
			}
		}
	}
	survey := find(tables, surveySheet)
	if survey == nil {
		return fmt.Errorf("block %s has no survey table", within[len(within)-1])
	}
	for _, r := range survey.rows {
		if survey.cell(r, "type") != include {
			a.survey.adopt(survey, r)
			continue
		}
		if err := a.block(survey.cell(r, "name"), within); err != nil {
			return fmt.Errorf("%s: %w", r.place, err)
		}
	}
	return nil
}

func (a *assembly) block(name string, within []string) error {
	if slices.Contains(within, name) {
		return fmt.Errorf("block %s includes itself", name)
	}
	file := "blocks/" + name + ".md"
	content, err := fs.ReadFile(a.files, file)
	if err != nil {
		return fmt.Errorf("include block %q: %w", name, err)
	}
	return a.take(parse(file, string(content)), append(slices.Clip(within), name))
}

// complete adds the shared lists that the survey uses and the form does not define.
func (a *assembly) complete() {
	own := map[string]bool{}
	for _, r := range a.choices.rows {
		own[a.choices.cell(r, "list_name")] = true
	}
	used := a.used()
	for _, t := range a.shared.choices {
		for _, r := range t.rows {
			if list := t.cell(r, "list_name"); used[list] && !own[list] {
				a.choices.adopt(t, r)
			}
		}
	}
}

var instances = regexp.MustCompile(`instance\(\s*['"]([^'"]+)['"]\s*\)`)

// used names the lists of selects and those that expressions look into, and the practice standards.
func (a *assembly) used() map[string]bool {
	out := map[string]bool{standardsList: true}
	for _, r := range a.survey.rows {
		if words := strings.Fields(a.survey.cell(r, "type")); len(words) > 1 {
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
func (a *assembly) explain(err error) error {
	var report *xlsform.Report
	if !errors.As(err, &report) {
		return err
	}
	rows := map[string][]row{surveySheet: a.survey.rows, choicesSheet: a.choices.rows, entitiesSheet: a.entities.rows}
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
