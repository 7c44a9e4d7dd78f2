package xlsform

import (
	"fmt"
	"path"
	"strings"

	"plumbline/forms"
)

// selection adds a question about a list.
func (s *survey) selection(rec record, typ command) {
	if s.table != nil {
		s.heading(rec, typ)
	}
	node := &forms.Node{
		Kind: typ.selection.kind, Type: typ.selection.command, Name: s.name(rec, typ.selection.kind), DataType: dataTypeOf(typ.selection.kind),
	}
	fill(node, rec)
	e := s.add(s.at, node, rec)
	e.typ = typ
	switch {
	case typ.selection.command == oneExternal:
		s.fromExternal(e)
	case typ.selection.fromFile():
		s.fromFile(e)
	case strings.Contains(typ.list, "${"):
		node.Items = &forms.Itemset{Source: typ.list}
	default:
		s.fromChoices(e)
	}
	if s.table != nil {
		s.inTable(e)
	}
	s.complete(e, question{})
	if typ.other {
		s.addOther(e)
	}
}

func (s *survey) fromChoices(e *element) {
	e.node.List = e.typ.list
	at := e.rec.place(surveySheet, colType)
	list := s.choices.byName[e.typ.list]
	switch {
	case len(s.choices.byName) == 0:
		s.report.fail(at, "choices-sheet", "There should be a choices sheet, with the columns list_name, name and "+
			"label.%s", s.book.misspelt(choicesSheet))
	case list == nil:
		s.report.fail(at, "list-name", "The choices sheet has no list %q. Its lists are: "+
			"%s.", e.typ.list, s.choices.listed())
	case e.node.Kind == forms.SelectMultiple:
		if name := s.spacedName(list); name != "" {
			s.report.fail(at, "choice-spaces", "The choice %q of the list %q has a space in its name, so several "+
				"answers could not be told apart. Write its name without.", name, list.Name)
		}
	}
}

// spacedName returns the name of a choice that has a space; "" when none has.
func (s *survey) spacedName(list *forms.List) string {
	name, known := s.spaced[list]
	if !known {
		name, _ = spaced(list)
		s.spaced[list] = name
	}
	return name
}

func (s *survey) fromExternal(e *element) {
	e.node.List = e.typ.list
	at := e.rec.place(surveySheet, colType)
	if e.node.ChoiceFilter == "" {
		s.report.warn(e.rec.place(surveySheet, colFilter), "external-filter", "select_one_external is only meant for "+
			"long lists with a choice filter. Use select_one instead.")
	}
	switch {
	case len(s.external.byName) == 0:
		s.report.fail(at, "external-choices-sheet", "There should be an external_choices sheet, with the columns "+
			"list_name and name.%s", s.book.misspelt(externalSheet))
	case s.external.byName[e.typ.list] == nil:
		s.report.fail(at, "list-name", "The external_choices sheet has no list %q. Its lists are: "+
			"%s.", e.typ.list, s.external.listed())
	}
}

// fromFile takes the choices from a file beside the form.
func (s *survey) fromFile(e *element) {
	file := e.typ.list
	at := e.rec.place(surveySheet, colType)
	ext := path.Ext(file)
	id := strings.TrimSuffix(file, ext)
	folder, known := map[string]string{".csv": "jr://file-csv/", ".xml": "jr://file/", ".geojson": "jr://file/"}[ext]
	if !known || strings.Contains(id, ".") {
		s.report.fail(at, "file-extension", "The name of the file %q should end with .csv, .xml or .geojson, and have "+
			"no other full stop.", file)
		return
	}
	s.declare(forms.Source{ID: id, URL: folder + file}, at)
	e.node.Items = &forms.Itemset{Source: file, Nodes: fmt.Sprintf("instance('%s')/root/item", id), Value: "name", Label: "label"}
	if ext == ".geojson" {
		e.node.Items.Value, e.node.Items.Label = "id", "title"
	}
}

// addOther adds the question that "or_other" asks when none of the choices fits.
func (s *survey) addOther(e *element) {
	s.others = true
	if e.node.ChoiceFilter != "" {
		s.report.fail(e.rec.place(surveySheet, colFilter), "or-other", "A choice filter does not work with or_other. "+
			"Add the choice to the list instead, and a question after this one.")
	}
	if e.node.List == "" {
		s.report.fail(e.rec.place(surveySheet, colType), "or-other", "or_other needs a list of the choices sheet.")
	}
	name := e.node.Name + "_other"
	s.unique(name, e.rec.place(surveySheet, colType))
	s.add(s.at, &forms.Node{
		Kind: forms.String, DataType: "string", Name: name, Label: forms.Plain(otherAsk),
		Relevant: fmt.Sprintf("selected(../%s, '%s')", e.node.Name, otherName),
	}, record{row: e.rec.row})
}

// addOthers adds the choice "other" to every list that a row of the survey asks it of.
func addOthers(rows []record, choices lists) {
	done := map[*forms.List]bool{}
	for _, rec := range rows {
		if list := choices.byName[rec.typ.list]; rec.typ.other && list != nil && !done[list] {
			done[list] = true
			addOther(list)
		}
	}
}
