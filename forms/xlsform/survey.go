package xlsform

import (
	"fmt"
	"strings"

	"plumbline/forms"
)

// element is a row of the survey sheet in the tree that the rows make.
type element struct {
	node     *forms.Node
	rec      record
	parent   *element
	children []*element
	depth    int
}

// readSurvey makes the tree.
func readSurvey(g grid, root string, report *Report) *element {
	top := &element{node: &forms.Node{Kind: forms.Group, Name: root, Path: "/" + root}}
	at := top
	for _, rec := range g.records {
		command := rec.values[colType]
		if kind, ok := control(command, "begin"); ok {
			at = at.add(&forms.Node{Kind: kind, Name: rec.values[colName]}, rec)
			continue
		}
		if kind, ok := control(command, "end"); ok {
			if at == top || at.node.Kind != kind {
				report.fail(rec.place(surveySheet, colType), "SURVEY_001",
					"Unmatched %q: no %s is open here. Take the row out, or begin the %s above it.", command, kind, kind)
				continue
			}
			at = at.parent
			continue
		}
		if command == "" && rec.values[colName] == "" && rec.texts[colLabel].Empty() {
			continue
		}
		node, err := leaf(command)
		if err != nil {
			report.fail(rec.place(surveySheet, colType), "question-type", "%s", err)
			continue
		}
		node.Name = rec.values[colName]
		if node.Name == "" && node.Kind == forms.Note {
			node.Name = fmt.Sprintf("generated_note_name_%d", rec.row)
		}
		at.add(node, rec)
	}
	for ; at != top; at = at.parent {
		report.fail(at.rec.place(surveySheet, colType), "SURVEY_002",
			"Unmatched %q: the %s %q has no end. Add a row %q.", at.rec.values[colType], at.node.Kind, at.node.Name, "end_"+at.node.Kind.String())
	}
	return top
}

// add puts a node into the element and returns the element that it becomes.
func (e *element) add(node *forms.Node, rec record) *element {
	node.Parent, node.Path, node.Row = e.node, e.node.Path+"/"+node.Name, rec.row
	child := &element{node: node, rec: rec, parent: e, depth: e.depth + 1}
	fill(node, rec)
	e.children = append(e.children, child)
	e.node.Children = append(e.node.Children, node)
	return child
}

// control reads "begin group", "end_repeat" and their like.
func control(command, verb string) (forms.Kind, bool) {
	rest, ok := strings.CutPrefix(command, verb)
	if !ok || rest == "" || (rest[0] != ' ' && rest[0] != '_') {
		return 0, false
	}
	kind, ok := controls()[rest[1:]]
	return kind, ok
}

// leaf makes the node of a question from its type.
func leaf(command string) (*forms.Node, error) {
	if q, ok := questions()[command]; ok {
		return &forms.Node{
			Kind: q.kind, Type: q.command, DataType: q.dataType, Preload: q.preload, PreloadParams: q.params,
		}, nil
	}
	for prefix, kind := range selects() {
		if list, ok := strings.CutPrefix(command, prefix+" "); ok && !strings.Contains(list, " ") {
			return &forms.Node{Kind: kind, List: list, DataType: "string"}, nil
		}
	}
	if command == "" {
		return nil, fmt.Errorf("a question has no type. Give one, such as \"text\" or \"integer\"")
	}
	return nil, fmt.Errorf("unknown question type %q", command)
}

// fill copies a row's columns into its node, references not yet replaced.
func fill(n *forms.Node, rec record) {
	n.Label, n.Hint, n.GuidanceHint = rec.texts[colLabel], rec.texts[colHint], rec.texts[colGuidance]
	n.ConstraintMessage, n.RequiredMessage, n.Media = rec.texts[colConstraintMsg], rec.texts[colRequiredMsg], media(rec)
	n.Default, n.ChoiceFilter = rec.values[colDefault], rec.values[colFilter]
	n.Bind, n.Body, n.Instance = rec.group("bind"), rec.group("control"), rec.group("instance")
	for key, field := range map[string]*string{
		"relevant": &n.Relevant, "constraint": &n.Constraint, "required": &n.Required, "readonly": &n.ReadOnly,
		"calculate": &n.Calculation,
	} {
		*field = yesNo(n.Bind[key])
		delete(n.Bind, key)
	}
	n.Appearance, n.RepeatCount = n.Body["appearance"], n.Body["jr:count"]
	delete(n.Body, "appearance")
	delete(n.Body, "jr:count")
}
