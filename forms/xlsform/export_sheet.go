package xlsform

import (
	"slices"
	"strings"

	"plumbline/forms"
)

// columnOrder returns the columns of the survey sheet in the order in which authors expect them. Those of languages and
// of other attributes follow the one that they are like.
func columnOrder() []string {
	return []string{
		colType, colName, colLabel, colHint, colGuidance, colRequired, colRequiredMsg, colRelevant, colConstraint,
		colConstraintMsg, colCalculate, colTrigger, colDefault, colReadOnly, colAppearance, colParams, colFilter, colCount,
		"media::image", "media::big-image", "media::audio", "media::video", colNoApp, colSaveTo,
	}
}

// surveySheet lays the rows out: a column for everything that some row has.
func (x *exporter) surveySheet() exportSheet {
	var columns []string
	for _, row := range x.rows {
		for column, cell := range row {
			if cell != "" && !slices.Contains(columns, column) {
				columns = append(columns, column)
			}
		}
	}
	for _, column := range []string{colType, colName} {
		if !slices.Contains(columns, column) {
			columns = append(columns, column)
		}
	}
	slices.SortFunc(columns, x.compareColumns)
	out := exportSheet{name: surveySheet}
	for _, column := range columns {
		out.header = append(out.header, exportHeader(column))
	}
	for _, row := range x.rows {
		cells := make([]string, len(columns))
		for i, column := range columns {
			cells[i] = row[column]
		}
		out.rows = append(out.rows, cells)
	}
	return out
}

// exportHeader returns the header of a column, which may have a language.
func exportHeader(column string) string {
	for _, base := range columnOrder() {
		if language, ok := strings.CutPrefix(column, base+"::"); ok {
			return usualHeader(base) + "::" + language
		}
	}
	return usualHeader(column)
}

// compareColumns orders columns as authors expect them, and those of one text by language.
func (x *exporter) compareColumns(a, b string) int {
	placeA, languageA := x.placeOf(a)
	placeB, languageB := x.placeOf(b)
	if placeA != placeB {
		return placeA - placeB
	}
	if languageA != languageB {
		return languageA - languageB
	}
	return strings.Compare(a, b)
}

func (x *exporter) placeOf(column string) (place, language int) {
	order := columnOrder()
	for i, base := range order {
		switch rest, ok := strings.CutPrefix(column, base+"::"); {
		case column == base:
			return i, -1
		case ok:
			return i, slices.Index(x.def.Languages, rest)
		}
	}
	return len(order), 0
}

// listSheet writes lists of choices.
func (x *exporter) listSheet(name string, lists []exportList) exportSheet {
	out := exportSheet{name: name}
	var texts []string
	orders := make([][]string, len(lists))
	for i, list := range lists {
		orders[i] = list.extra
		for _, c := range list.choices {
			for _, column := range sortedKeys(choiceTexts(c)) {
				if !slices.Contains(texts, column) {
					texts = append(texts, column)
				}
			}
		}
	}
	slices.SortFunc(texts, x.compareColumns)
	extra := merge(orders)
	out.header = []string{"list_name", colName}
	for _, column := range texts {
		out.header = append(out.header, exportHeader(column))
	}
	out.header = append(out.header, extra...)
	for _, list := range lists {
		for _, c := range list.choices {
			out.rows = append(out.rows, x.choiceRow(list.name, c, texts, extra))
		}
	}
	return out
}

func (x *exporter) choiceRow(list string, c forms.Choice, texts, extra []string) []string {
	cells := append(make([]string, 0, 2+len(texts)+len(extra)), list, c.Name)
	shown := choiceTexts(c)
	for _, column := range texts {
		cell, ok := x.refs.text(shown[column], viewpoint{})
		if !ok {
			x.lose("an expression in the label of the choice %q", c.Name)
		}
		cells = append(cells, cell)
	}
	for _, column := range extra {
		cells = append(cells, c.Columns[column])
	}
	return cells
}

// choiceTexts returns the texts of a choice by column.
func choiceTexts(c forms.Choice) map[string]string {
	out := map[string]string{}
	for language, words := range c.Label {
		out[languageHeader(colLabel, language)] = words
	}
	for kind, text := range c.Media {
		for language, words := range text {
			out[languageHeader("media::"+kind, language)] = words
		}
	}
	return out
}
