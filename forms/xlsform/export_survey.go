package xlsform

import (
	"slices"
	"strings"

	"plumbline/forms"
)

// node adds the rows of a node and of what stands inside it.
func (x *exporter) node(n *forms.Node) {
	if n.Name == forms.MetaName && n.Kind == forms.Group || x.countOf(n) != nil {
		return
	}
	if n.Items != nil {
		if i := slices.IndexFunc(x.def.Sources, func(s forms.Source) bool { return strings.HasSuffix(s.URL, "/"+n.Items.Source) }); i >= 0 {
			x.sourceRows(i)
		}
	}
	row := exportRow{colType: x.typeOf(n), colName: n.Name}
	e := x.refs.byNode[n]
	x.texts(row, e)
	x.expressions(row, e)
	x.attributes(row, e)
	x.choices(row, e)
	x.rows = append(x.rows, row)
	if !n.Kind.Container() {
		return
	}
	for _, c := range n.Children {
		x.node(c)
	}
	x.rows = append(x.rows, exportRow{colType: "end_" + n.Kind.String()})
}

// countOf returns the repeat whose number of entries a node works out, as reading a repeat_count makes such a node;
// nil when it is another node.
func (x *exporter) countOf(n *forms.Node) *forms.Node {
	if n.Kind != forms.Calculate || n.ReadOnly != "true()" || n.Parent == nil {
		return nil
	}
	siblings := n.Parent.Children
	next := slices.Index(siblings, n) + 1
	if next >= len(siblings) {
		return nil
	}
	repeat := siblings[next]
	if repeat.Kind != forms.Repeat || n.Name != countName(repeat.Name) {
		return nil
	}
	calculation := x.refs.cell(n.Calculation, viewpoint{from: x.refs.byNode[n]})
	count := x.refs.cell(repeat.RepeatCount, viewpoint{from: x.refs.byNode[repeat]})
	if isReference(calculation) || count != "${"+n.Name+"}" {
		return nil
	}
	return repeat
}

// typeOf returns the type column of a node.
func (x *exporter) typeOf(n *forms.Node) string {
	switch {
	case n.Kind.Container():
		return "begin_" + n.Kind.String()
	case n.Kind == forms.Acknowledge && n.DataType == "":
		return "trigger"
	case len(n.Tags) > 0:
		name := n.Name + "_tags"
		x.tags = append(x.tags, exportList{name: name, choices: n.Tags, extra: columnsOf(n.Tags)})
		return "osm " + name
	case n.Kind == forms.Calculate && n.Type != "":
		return x.withList(n.Type, n)
	case n.Kind.Select() && n.Type != "":
		return x.withList(n.Type, n)
	case n.Kind.Select():
		return x.withList(n.Kind.String(), n)
	}
	if name := typeName(n.Kind, n.Type); name != "" {
		return name
	}
	return "hidden"
}

func columnsOf(choices []forms.Choice) []string {
	var out []string
	for _, c := range choices {
		for _, column := range sortedKeys(c.Columns) {
			if !slices.Contains(out, column) {
				out = append(out, column)
			}
		}
	}
	return out
}

// withList adds to a select what it chooses from.
func (x *exporter) withList(typ string, n *forms.Node) string {
	switch {
	case n.Items != nil && n.Items.Source != "":
		return typ + " " + n.Items.Source
	case n.List != "":
		return typ + " " + n.List
	case n.Items != nil:
		x.lose("the choices of %q, which an expression finds", n.Name)
	}
	return typ
}

func (x *exporter) texts(row exportRow, e *element) {
	for _, shown := range textsOf(e.node) {
		if e.node.Appearance == "label" && shown.column == colLabel && slices.Equal(sortedKeys(shown.words), []string{forms.Untranslated}) &&
			strings.TrimSpace(shown.words[forms.Untranslated]) == "" {
			continue // made again when it is read
		}
		x.text(row, shown.column, shown.words, e)
	}
	id, translated := strings.CutPrefix(e.node.Bind[bindNoApp], "jr:itext('")
	if translated {
		x.text(row, colNoApp, x.def.Itext[strings.TrimSuffix(id, "')")], e)
	}
}

func (x *exporter) text(row exportRow, column string, text forms.Text, e *element) {
	for language, words := range text {
		cell, ok := x.refs.text(words, viewpoint{from: e})
		if !ok {
			x.lose("an expression in the %s of %q", usualHeader(column), e.node.Name)
		}
		row[languageHeader(column, language)] = cell
	}
}

func languageHeader(column, language string) string {
	if language == forms.Untranslated {
		return column
	}
	return column + "::" + language
}

func (x *exporter) expressions(row exportRow, e *element) {
	n, at := e.node, viewpoint{from: e}
	for column, cell := range map[string]string{
		colRelevant: n.Relevant, colConstraint: n.Constraint, colRequired: n.Required, colReadOnly: n.ReadOnly,
		colCalculate: n.Calculation, colCount: n.RepeatCount,
	} {
		row[column] = x.refs.cell(cell, at)
	}
	for _, column := range []string{colRequired, colReadOnly} {
		if plain := map[string]string{"true()": "yes", "false()": "no"}[row[column]]; plain != "" {
			row[column] = plain
		}
	}
	if n.Kind == forms.Note || n.Kind == forms.Calculate && n.Type == forms.Note.String() {
		if row[colReadOnly] == "yes" {
			row[colReadOnly] = ""
		}
	}
	if siblings := e.parent.node.Children; n.Kind == forms.Repeat {
		if i := slices.Index(siblings, n); i > 0 && x.countOf(siblings[i-1]) == n {
			row[colCount] = x.refs.cell(siblings[i-1].Calculation, viewpoint{from: x.refs.byNode[siblings[i-1]]})
		}
	}
	row[colDefault] = n.Default
	if n.DefaultDynamic {
		row[colDefault] = x.refs.cell(n.Default, at)
	}
	row[colAppearance] = x.refs.cell(n.Appearance, at)
	triggers := make([]string, 0, len(n.Triggers))
	for _, path := range n.Triggers {
		ref := x.refs.reference(path, at)
		if ref == "" {
			x.lose("the trigger %s of %q", path, n.Name)
		}
		triggers = append(triggers, ref)
	}
	row[colTrigger] = strings.Join(triggers, ", ")
	if len(n.Actions) > 0 && !x.identifies(n) {
		x.lose("actions of %q", n.Name)
	}
}

// identifies reports whether the actions of a repeat only give its entities an id, which reading makes again.
func (x *exporter) identifies(n *forms.Node) bool {
	return !slices.ContainsFunc(n.Actions, func(a forms.Action) bool { return !strings.HasSuffix(a.Target, "/entity/@id") })
}

// attributes adds the columns bind::, body:: and instance::.
func (x *exporter) attributes(row exportRow, e *element) {
	n, at := e.node, viewpoint{from: e}
	for group, values := range map[string]map[string]string{"bind": n.Bind, "body": n.Body, "instance": n.Instance} {
		for name, value := range values {
			row[group+"::"+name] = x.refs.cell(value, at)
		}
	}
	if strings.HasPrefix(n.Bind[bindNoApp], "jr:itext('") {
		delete(row, colNoApp)
		x.texts(row, e)
	}
	if list := x.listOf(n); n.Bind[bindSaveTo] != "" && len(x.def.Entities) > 1 && list != "" {
		row[colSaveTo] = list + "#" + n.Bind[bindSaveTo]
	}
	if n.NoAddRemove {
		row["body::"+noAddRemove] = "true()"
	}
	usual, known := questions()[row[colType]]
	if known && n.DataType != usual.dataType && n.Kind != forms.Range || !known && n.DataType != "" && n.DataType != dataTypeOf(n.Kind) {
		row["bind::type"] = n.DataType
	}
	if n.Preload != "" && (!known || usual.preload != n.Preload || usual.params != n.PreloadParams) {
		row["bind::jr:preload"], row["bind::jr:preloadParams"] = n.Preload, n.PreloadParams
	}
}

// listOf returns the entity list that a question is saved to: that of the nearest container around it.
func (x *exporter) listOf(n *forms.Node) string {
	for p := n.Parent; p != nil; p = p.Parent {
		for _, e := range x.def.Entities {
			if e.Container == p.Path {
				return e.List
			}
		}
	}
	return ""
}

// choices adds what a question offers, and its parameters.
func (x *exporter) choices(row exportRow, e *element) {
	n := e.node
	parameters := n.Parameters
	if seed := parameters["seed"]; seed != "" {
		parameters = map[string]string{}
		for name, value := range n.Parameters {
			parameters[name] = value
		}
		if cell := x.refs.cell(" "+seed+" ", viewpoint{from: e}); isReference(cell) {
			parameters["seed"] = cell
		}
	}
	row[colParams] = joinParameters(parameters)
	if n.Items != nil && strings.Contains(n.Items.Source, "${") {
		row[colFilter] = x.answersFilter(e)
		return
	}
	row[colFilter] = x.refs.cell(n.ChoiceFilter, viewpoint{from: e, current: true})
}

// answersFilter returns the filter of choices that are the answers of a repeat, from which reading leaves out the path
// of the repeat.
func (x *exporter) answersFilter(e *element) string {
	n := e.node
	at := viewpoint{from: e, whole: true, current: true}
	read := func(cell string) string {
		again := *n
		again.ChoiceFilter, again.Items = cell, &forms.Itemset{Source: n.Items.Source}
		probe := &element{node: &again, parent: e.parent, depth: e.depth}
		if n.Kind.Select() {
			probe.typ.selection = &selection{kind: n.Kind}
		}
		x.refs.names.resolveAnswers(probe)
		return again.ChoiceFilter
	}
	if read("") == n.ChoiceFilter {
		return ""
	}
	nodes, _, _ := strings.Cut(n.Items.Nodes, "[")
	for _, prefix := range []string{"current()/" + nodes, nodes} {
		whole := strings.ReplaceAll(n.ChoiceFilter, " ./", " "+prefix+"/")
		if cell := x.refs.cell(whole, at); read(tidy(clean(cell), true)) == n.ChoiceFilter {
			return cell
		}
	}
	return n.ChoiceFilter
}

func joinParameters(parameters map[string]string) string {
	out := make([]string, 0, len(parameters))
	for _, name := range sortedKeys(parameters) {
		out = append(out, name+"="+parameters[name])
	}
	return strings.Join(out, " ")
}
