package xlsform

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"plumbline/forms"
)

// question adds a row that is neither the begin nor the end of anything.
func (s *survey) question(rec record, typ command) {
	if typ.selection != nil {
		s.selection(rec, typ)
		return
	}
	q, ok := questions()[typ.question]
	if !ok {
		s.unknown(rec, typ)
		q = question{kind: forms.Hidden} // others may refer to it
	}
	if q.command == "csv-external" || q.command == "xml-external" {
		s.source(rec, strings.TrimSuffix(q.command, "-external"))
		return
	}
	node := &forms.Node{
		Kind: q.kind, Type: q.command, DataType: q.dataType, Preload: q.preload, PreloadParams: q.params,
		Name: s.name(rec, q.kind),
	}
	fill(node, rec)
	if list := s.tags.byName[typ.list]; q.command == "osm" && list != nil {
		node.Tags = list.Choices
	}
	e := s.add(s.at, node, rec)
	e.typ = typ
	s.complete(e, q)
}

func (s *survey) unknown(rec record, typ command) {
	if s.report.full() {
		return
	}
	at := rec.place(surveySheet, colType)
	_, list := selections()[typ.question]
	switch {
	case typ.question == "include":
		s.report.fail(at, "include", "Sections of other forms cannot be included. Copy their rows into this sheet.")
	case list:
		s.report.fail(at, "question-type", "%q needs the name of a list of choices after it, as in \"%s yes_no\".",
			typ.question, typ.question)
	default:
		s.report.fail(at, "question-type", "Unknown question type %q. %s", typ.question, suggestType(typ.question))
	}
}

// complete gives a question what its type stands for.
func (s *survey) complete(e *element, q question) {
	n := e.node
	if n.Kind == forms.Note && n.ReadOnly == "" {
		n.ReadOnly = "true()"
	}
	if n.Constraint == "" {
		n.Constraint = q.constraint
	}
	if n.Hint.Empty() {
		n.Hint = forms.Plain(q.hint)
	}
	s.triggers(e)
	n.DefaultDynamic = n.Default != "" && dynamicDefault(n.Default, n.Kind)
	s.parameters(e)
	if n.Kind == forms.Image && n.Default != "" && !strings.Contains(n.Default, imageFolder) {
		n.Default = imageFolder + n.Default
	}
	if deprecated := []string{"simserial", "subscriberid"}; slices.Contains(deprecated, e.typ.question) {
		s.report.warn(e.rec.place(surveySheet, colType), "deprecated", "Most devices give no %s any more, and a "+
			"computer has none. The answer stays blank.", e.typ.question)
	}
	s.checkCalculation(e)
	s.checkDefault(e)
	s.hide(e)
}

const imageFolder = "jr://images/"

// checkCalculation checks that what is worked out says how.
func (s *survey) checkCalculation(e *element) {
	n := e.node
	if n.Kind == forms.Calculate && n.Type == "" && n.Calculation == "" && !n.DefaultDynamic && e.typ.question == "calculate" {
		s.report.fail(e.rec.place(surveySheet, colCalculate), "missing-calculation", "The calculation is missing. "+
			"Write an expression into this column.")
	}
	if n.Type != "background-geopoint" {
		return
	}
	if n.Calculation != "" {
		s.report.fail(e.rec.place(surveySheet, colCalculate), "background-geopoint", "A background-geopoint is not "+
			"calculated. Take the calculation out.")
	}
	if len(e.trigger) == 0 {
		s.report.fail(e.rec.place(surveySheet, colTrigger), "background-geopoint", "A background-geopoint needs a "+
			"trigger: the question whose answer starts it, such as ${consent}.")
	}
}

// hide makes a question without words that is worked out a calculation of its type: nobody is asked.
func (s *survey) hide(e *element) {
	n := e.node
	if (n.Calculation == "" && len(e.trigger) == 0) || !n.Label.Empty() || !n.Hint.Empty() || !n.Kind.Asked() && n.Kind != forms.Note {
		return
	}
	if n.Type == "" {
		n.Type = n.Kind.String()
	}
	n.Kind = forms.Calculate
}

// audit adds the log of how the form is filled in, which belongs to the record and not to any group.
func (s *survey) audit(rec record, typ command) {
	if name := rec.values[colName]; name != "" && name != "audit" {
		s.report.fail(rec.place(surveySheet, colName), "audit-name", "The audit is always named \"audit\". Leave the "+
			"name empty.")
	}
	q := questions()["audit"]
	node := &forms.Node{Kind: q.kind, Type: q.command, DataType: q.dataType, Name: "audit", Row: rec.row}
	fill(node, rec)
	e := &element{node: node, rec: rec, typ: typ, parent: s.top, depth: 2}
	s.parameters(e)
	s.audits = append(s.audits, e)
}

// source declares data from a file beside the form.
func (s *survey) source(rec record, format string) {
	name := s.name(rec, forms.Meta)
	url := "jr://file/" + name + ".xml"
	if format == "csv" {
		url = "jr://file-csv/" + name + ".csv"
	}
	at := rec.place(surveySheet, colName)
	if s.declared[name] {
		s.report.fail(at, "instance-name", "The data %q is declared twice. Take one of the two rows out.", name)
	}
	s.declared[name] = true
	s.declare(forms.Source{ID: name, URL: url}, at)
}

// declare adds a secondary instance. Of those with one id, all must come from one place; only one is kept.
func (s *survey) declare(source forms.Source, at place) {
	url, found := s.urls[source.ID]
	switch {
	case !found:
		s.urls[source.ID] = source.URL
		s.sources = append(s.sources, source)
	case url != source.URL:
		s.report.fail(at, "instance-conflict", "%q stands for two different files, %s and %s. Rename one of them.",
			source.ID, path.Base(url), path.Base(source.URL))
	}
}

// triggers reads the trigger column: ${name}, or several with commas between.
func (s *survey) triggers(e *element) {
	cell := e.rec.values[colTrigger]
	if cell == "" {
		return
	}
	at := e.rec.place(surveySheet, colTrigger)
	for item := range strings.SplitSeq(cell, ",") {
		if strings.TrimSpace(item) == "" {
			continue
		}
		refs := findReferences(item)
		switch {
		case len(refs) == 0:
			s.report.fail(at, "PYREF_001", "%q is no reference to a question. Write ${name}, or several with commas "+
				"between.", strings.TrimSpace(item))
		case len(refs) > 1:
			s.report.fail(at, "PYREF_002", "There is no comma between the questions. Write, for example, ${q1}, ${q2}.")
		default:
			e.trigger = append(e.trigger, refs[0].name)
		}
	}
}

func dataTypeOf(kind forms.Kind) string {
	if kind == forms.Rank {
		return "odk:rank"
	}
	return "string"
}

// suggestType says what a type that is not known may have been meant to be.
func suggestType(typ string) string {
	word := strings.ToLower(typ)
	best, distance := "", 3
	for name := range questions() {
		if len(name)-len(word) >= distance || len(word)-len(name) >= distance {
			continue
		}
		if d := editDistance(word, strings.ToLower(name)); d < distance || d == distance && name < best {
			best, distance = name, d
		}
	}
	if best == "" {
		return "See the list of types at https://xlsform.org/en/#question-types."
	}
	return fmt.Sprintf("Did you mean %q?", best)
}
