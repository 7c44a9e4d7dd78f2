package xlsform

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"

	"plumbline/forms"
)

// ReadMarkdown reads a form written as Markdown tables. The name without its suffix is the form's id when its settings
// give none. The error is a *Report when the form is at fault.
func ReadMarkdown(name string, source []byte) (*forms.Definition, error) {
	book, err := readMarkdown(source)
	if err != nil {
		return nil, err
	}
	def, report := define(name, book)
	if err := report.Err(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(source)
	def.Hash = hex.EncodeToString(sum[:])
	return def, nil
}

// define makes a Definition of a workbook; nil when the report has errors.
func define(name string, book *workbook) (*forms.Definition, *Report) {
	report := &Report{}
	settings := map[string]string{}
	if g := readGrid(book, settingsSheet, settingsHeaders(), false); len(g.records) > 0 {
		settings = g.records[0].values
	}
	root := forms.RootName
	if settings[colName] != "" {
		root = settings[colName]
	}
	top := readSurvey(readGrid(book, surveySheet, surveyHeaders(), true), root, report)
	lists, order := readLists(readGrid(book, choicesSheet, choicesHeaders(), false), report)
	def := &forms.Definition{
		ID: settings["id_string"], Title: settings["title"], Version: settings["version"],
		Language: settings["default_language"], Settings: settings, Root: top.node, Lists: lists, ListOrder: order,
	}
	if def.ID == "" {
		def.ID = strings.TrimSuffix(path.Base(name), path.Ext(name))
	}
	if def.Title == "" {
		def.Title = def.ID
	}
	expandAll(top, newExpander(top, report))
	report.order()
	if len(report.Errors) > 0 {
		return nil, report
	}
	return def, report
}

func expandAll(top *element, x expander) {
	top.walk(func(e *element) {
		n := e.node
		for column, field := range map[string]*string{
			colRelevant: &n.Relevant, colConstraint: &n.Constraint, colRequired: &n.Required, colReadOnly: &n.ReadOnly,
			colCalculate: &n.Calculation, colDefault: &n.Default, colCount: &n.RepeatCount,
		} {
			*field = x.expand(*field, e, e.rec.place(surveySheet, column), false)
		}
		n.ChoiceFilter = x.expand(n.ChoiceFilter, e, e.rec.place(surveySheet, colFilter), true)
		for column, text := range map[string]forms.Text{
			colLabel: n.Label, colHint: n.Hint, colGuidance: n.GuidanceHint,
			colConstraintMsg: n.ConstraintMessage, colRequiredMsg: n.RequiredMessage,
		} {
			x.text(text, e, e.rec.place(surveySheet, column))
		}
	})
}
