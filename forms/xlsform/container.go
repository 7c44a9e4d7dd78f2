package xlsform

import (
	"fmt"
	"slices"
	"strings"

	"plumbline/forms"
)

// begin opens a group or repeat.
func (s *survey) begin(rec record, typ command) {
	kind := forms.Group
	if typ.begin == "repeat" {
		kind = forms.Repeat
	}
	name := s.name(rec, kind)
	if kind == forms.Repeat {
		s.repeatName(name, rec)
	}
	node := &forms.Node{Kind: kind, Name: name}
	fill(node, rec)
	if kind == forms.Repeat {
		s.count(node, rec)
	}
	e := s.add(s.at, node, rec)
	e.typ = typ
	s.at = e
	s.beginTable(e)
}

func (s *survey) repeatName(name string, rec record) {
	at := rec.place(surveySheet, colName)
	switch other := s.repeats[name]; {
	case name == s.top.node.Name:
		s.report.fail(at, "NAMES_003", "The repeat has the name of the form's root, %q. Give it another name.", name)
	case other > 0:
		s.report.fail(at, "NAMES_004", "Row %d begins a repeat named %q too. Repeats need different names wherever "+
			"they stand.", other, name)
	}
	s.repeats[name] = rec.row
	if rec.texts[colLabel].Empty() && len(rec.media()) == 0 {
		s.report.warn(rec.place(surveySheet, colLabel), "repeat-label", "The repeat %q has no label. Give it one, so "+
			"that its entries have a heading.", name)
	}
}

// countName is the name of the hidden calculation that works out how many entries a repeat has.
func countName(repeat string) string { return repeat + "_count" }

// count gives a repeat whose number of entries is an expression, and not just ${name}, a calculation of its own.
func (s *survey) count(repeat *forms.Node, rec record) {
	if repeat.RepeatCount == "" || isReference(repeat.RepeatCount) {
		return
	}
	calculation := &forms.Node{
		Kind: forms.Calculate, Name: countName(repeat.Name), DataType: "string", ReadOnly: "true()", Calculation: repeat.RepeatCount,
	}
	s.unique(calculation.Name, rec.place(surveySheet, colCount))
	s.add(s.at, calculation, record{row: rec.row})
	repeat.RepeatCount = "${" + calculation.Name + "}"
}

// tableList is an open group of questions that share one heading of choices.
type tableList struct {
	list string // "" until its first question
}

const tableListWord = "table-list"

// beginTable turns the appearance table-list into what it stands for.
func (s *survey) beginTable(e *element) {
	words := strings.Fields(e.node.Appearance)
	if !slices.Contains(words, tableListWord) {
		return
	}
	s.table = &tableList{}
	words = slices.DeleteFunc(words, func(w string) bool { return w == tableListWord })
	e.node.Appearance = strings.Join(append([]string{"field-list"}, words...), " ")
	if e.node.Label.Empty() && e.node.Hint.Empty() {
		return
	}
	s.add(e, &forms.Node{
		Kind: forms.Note, DataType: "string", Name: fmt.Sprintf("generated_table_list_label_%d", e.rec.row),
		Label: e.node.Label, Hint: e.node.Hint, ReadOnly: "true()",
	}, record{row: e.rec.row})
	e.node.Label, e.node.Hint = nil, nil
}

// inTable makes a select part of the open table.
func (s *survey) inTable(e *element) {
	at := e.rec.place(surveySheet, colType)
	switch {
	case s.table.list == "":
		s.table.list = e.typ.list
		if e.node.ChoiceFilter != "" {
			s.report.fail(e.rec.place(surveySheet, colFilter), "table-list", "A table of questions shows the same "+
				"choices for all of them. Take the choice filter out, or the appearance table-list.")
		}
	case s.table.list != e.typ.list:
		s.report.fail(at, "table-list", "The questions of a table share one list, here %q, but this one has %q. Use "+
			"the same list, or end the group above.", s.table.list, e.typ.list)
	}
	e.node.Appearance = "list-nolabel"
}

// heading adds the row of choices that stands above a table, when e is its first select.
func (s *survey) heading(rec record, typ command) {
	if s.table.list != "" {
		return
	}
	s.add(s.at, &forms.Node{
		Kind: typ.selection.kind, Name: fmt.Sprintf("reserved_name_for_field_list_labels_%d", rec.row), DataType: dataTypeOf(typ.selection.kind),
		List: typ.list, Appearance: "label", Label: forms.Plain(" "),
	}, record{row: rec.row})
}
