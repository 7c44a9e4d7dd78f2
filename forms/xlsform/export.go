package xlsform

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"plumbline/forms"
)

// exporter writes a Definition as the sheets that it could have been read from.
type exporter struct {
	def   *forms.Definition
	refs  *referrer
	rows  []exportRow
	lost  []string // what no sheet can hold, for people
	tags  []exportList
	ahead []forms.Source // that need a row, in order
}

// exportRow is a row of the survey sheet by column.
type exportRow map[string]string

// exportList is a list under the name that it has in its sheet.
type exportList struct {
	name    string
	choices []forms.Choice
	extra   []string
}

// exportSheet is a sheet ready to be written: its rows are as long as its header.
type exportSheet struct {
	name   string
	header []string
	rows   [][]string
}

// export returns the sheets of a Definition. The error says what they cannot hold.
func export(def *forms.Definition) ([]exportSheet, error) {
	x := &exporter{def: def, refs: newReferrer(def)}
	x.findSources()
	x.audit()
	for _, n := range def.Root.Children {
		x.node(n)
	}
	x.sourceRows(len(def.Sources))
	if len(def.Actions) > countActions(def) {
		x.lose("actions that run when a record is opened")
	}
	out := []exportSheet{x.surveySheet()}
	for _, s := range []exportSheet{
		x.listSheet(choicesSheet, ordered(def.Lists, def.ListOrder)),
		x.listSheet(externalSheet, ordered(def.ExternalLists, sortedKeys(def.ExternalLists))),
		x.listSheet(osmSheet, x.tags), x.settingsSheet(), x.entitiesSheet(),
	} {
		if len(s.rows) > 0 {
			out = append(out, s)
		}
	}
	if len(x.lost) > 0 {
		slices.Sort(x.lost)
		return nil, refuse(nil, "The form has parts that a spreadsheet cannot hold: %s. Export it as an XForm.",
			strings.Join(slices.Compact(x.lost), "; "))
	}
	return out, verify(out)
}

// verify reads sheets again before they are written, and says why they could not be read.
func verify(sheets []exportSheet) error {
	var book workbook
	for _, s := range sheets {
		out := book.add(s.name)
		for i, cells := range append([][]string{s.header}, s.rows...) {
			r := row{number: i + 1, cells: make([]string, len(cells))}
			for j, cell := range cells {
				r.cells[j] = clean(cell)
			}
			out.take(r)
		}
	}
	report := &Report{}
	Reader{}.define("", &book, report)
	if report.finish(&book); len(report.Errors) > 0 {
		return refuse(report, "The form would not be right as a spreadsheet: %s Export it as an XForm.", report.Errors[0].Message)
	}
	return nil
}

// countActions returns how many actions of a form come with what its sheets say: those that give entities an id.
func countActions(def *forms.Definition) int {
	out := 0
	for _, a := range def.Actions {
		if strings.HasSuffix(a.Target, "/entity/@id") {
			out++
		}
	}
	return out
}

func (x *exporter) lose(format string, args ...any) {
	x.lost = append(x.lost, fmt.Sprintf(format, args...))
}

func ordered(lists map[string]*forms.List, order []string) []exportList {
	var out []exportList
	for _, name := range order {
		if list := lists[name]; list != nil {
			out = append(out, exportList{name: name, choices: list.Choices, extra: list.Extra})
		}
	}
	return out
}

// findSources finds the data that needs a row to declare it: no question and no expression does.
func (x *exporter) findSources() {
	files, read := map[string]bool{}, map[string]bool{}
	x.def.Root.Walk(func(n *forms.Node) bool {
		if n.Items != nil {
			files[n.Items.Source] = true
		}
		for _, expression := range expressionsOf(n) {
			for _, id := range pulled(expression) {
				read[id] = true
			}
		}
		return true
	})
	for _, s := range x.def.Sources {
		file := path.Base(s.URL)
		switch {
		case s.Inline != nil:
			x.lose("the data %q that stands in the form itself", s.ID)
		case s.ID == lastSaved || files[file] || read[s.ID] && file == s.ID+".csv":
		case file != s.ID+".csv" && file != s.ID+".xml":
			x.lose("the data %q from %s", s.ID, s.URL)
		default:
			x.ahead = append(x.ahead, s)
		}
	}
}

// sourceRows adds the rows of the data that comes before the source of an index.
func (x *exporter) sourceRows(index int) {
	for len(x.ahead) > 0 && slices.Index(x.def.Sources, x.ahead[0]) < index {
		s := x.ahead[0]
		x.ahead = x.ahead[1:]
		x.rows = append(x.rows, exportRow{colType: strings.TrimPrefix(path.Ext(s.URL), ".") + "-external", colName: s.ID})
	}
}

// audit adds the row of the log of how a form is filled in.
func (x *exporter) audit() {
	meta := x.def.Root.Child(forms.MetaName)
	if meta == nil {
		return
	}
	if n := meta.Child("audit"); n != nil {
		x.rows = append(x.rows, exportRow{colType: "audit", colName: "audit", colParams: joinParameters(n.Parameters)})
	}
}

// settingsSheet writes every setting.
func (x *exporter) settingsSheet() exportSheet {
	out := exportSheet{name: settingsSheet, rows: [][]string{nil}}
	for _, name := range settingsOrder(x.def.Settings) {
		cell := x.def.Settings[name]
		if cell == "" {
			continue
		}
		out.header = append(out.header, name)
		out.rows[0] = append(out.rows[0], cell)
	}
	return out
}

// settingsOrder puts the settings that a reader looks for first in front.
func settingsOrder(s map[string]string) []string {
	first := []string{setTitle, setID, setVersion, setLanguage}
	out := slices.Clone(first)
	for _, name := range sortedKeys(s) {
		if !slices.Contains(first, name) {
			out = append(out, name)
		}
	}
	return out
}

func (x *exporter) entitiesSheet() exportSheet {
	out := exportSheet{name: entitiesSheet, header: []string{"list_name", entityLabel, entityID, entityCreateIf, entityUpdateIf}}
	for _, e := range x.def.Entities {
		at := viewpoint{from: x.entityPlace(e.Container)}
		out.rows = append(out.rows, []string{
			e.List, x.refs.cell(e.Label, at), x.refs.cell(e.ID, at), x.refs.cell(e.CreateIf, at), x.refs.cell(e.UpdateIf, at),
		})
	}
	return out
}

// entityPlace returns the element from which an entity's expressions are seen.
func (x *exporter) entityPlace(container string) *element {
	at := x.refs.byPath[container]
	if at == nil {
		at = x.refs.byNode[x.def.Root]
	}
	for _, name := range []string{forms.MetaName, "entity", "label"} {
		at = at.leaf(&forms.Node{Name: name})
	}
	return at
}
