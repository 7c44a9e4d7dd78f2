package xlsform

import (
	"path"
	"regexp"
	"strings"

	"plumbline/forms"
)

var pulldataCall = regexp.MustCompile(`\bpulldata\s*\(\s*(?:'([^']+)'|"([^"]+)")`)

// expressionsOf returns the expressions of a node by the column that each comes from.
func expressionsOf(n *forms.Node) map[string]string {
	out := map[string]string{
		colRelevant: n.Relevant, colConstraint: n.Constraint, colRequired: n.Required, colReadOnly: n.ReadOnly,
		colCalculate: n.Calculation, colCount: n.RepeatCount,
	}
	if n.DefaultDynamic {
		out[colDefault] = n.Default
	}
	switch {
	case n.Items != nil && n.Type != oneExternal:
		out[colFilter] = n.Items.Nodes
	case n.ChoiceFilter != "":
		out[colFilter] = "a[" + n.ChoiceFilter + "]"
	}
	return out
}

// shownText is a text of a node and the column that it comes from.
type shownText struct {
	column string
	words  forms.Text
}

func textsOf(n *forms.Node) []shownText {
	out := append(make([]shownText, 0, 5+len(n.Media)), []shownText{
		{colLabel, n.Label},
		{colHint, n.Hint},
		{colGuidance, n.GuidanceHint},
		{colConstraintMsg, n.ConstraintMessage},
		{colRequiredMsg, n.RequiredMessage},
	}...)
	for _, kind := range sortedKeys(n.Media) {
		out = append(out, shownText{"media::" + kind, n.Media[kind]})
	}
	return out
}

// pulled returns the ids of the files that an expression reads by pulldata().
func pulled(expression string) []string {
	found := pulldataCall.FindAllStringSubmatch(expression, -1)
	out := make([]string, 0, len(found))
	for _, m := range found {
		out = append(out, m[1]+m[2])
	}
	return out
}

// readsSaved reports whether a node reads the record that was saved before.
func readsSaved(n *forms.Node) bool {
	const call = "instance('" + lastSaved + "')"
	for _, expression := range expressionsOf(n) {
		if strings.Contains(expression, call) {
			return true
		}
	}
	for _, text := range textsOf(n) {
		for _, words := range text.words {
			if strings.Contains(words, call) {
				return true
			}
		}
	}
	for _, a := range n.Attributes {
		if strings.Contains(a.Calculation, call) {
			return true
		}
	}
	return false
}

// implied declares the data that expressions read without a row that declares it: files of pulldata(), and the record
// that was saved before.
func (s *survey) implied() {
	saved := false
	s.top.walk(func(e *element) {
		expressions := expressionsOf(e.node)
		for _, column := range sortedKeys(expressions) {
			for _, id := range pulled(expressions[column]) {
				s.declare(forms.Source{ID: id, URL: "jr://file-csv/" + id + ".csv"}, e.rec.place(surveySheet, column))
			}
		}
		saved = saved || readsSaved(e.node)
	})
	for _, source := range s.sources {
		if s.choices.byName[source.ID] != nil {
			s.report.fail(place{surveySheet, 0, colType}, "instance-conflict", "%q stands for a list of the choices "+
				"sheet, and also for the file %s. Rename one of them.", source.ID, path.Base(source.URL))
		}
	}
	if saved {
		s.declare(forms.Source{ID: lastSaved, URL: "jr://instance/last-saved"}, place{})
	}
}
