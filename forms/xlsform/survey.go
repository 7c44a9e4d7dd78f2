package xlsform

import (
	"fmt"
	"strings"
	"sync"

	"plumbline/forms"
)

// element is a row of the survey sheet in the tree that the rows make.
type element struct {
	node     *forms.Node
	rec      record
	typ      command
	parent   *element
	children []*element
	depth    int // of the root: 0
	// trigger are the names that the trigger column lists.
	trigger []string
	names   map[string]int // rows of the names of the children, lower-case ones with a slash in front
}

// survey makes the tree of elements, row by row.
type survey struct {
	book     *workbook
	report   *Report
	settings settings
	choices  lists
	external lists
	tags     lists

	top, at *element
	table   *tableList // open, or nil
	audits  []*element
	sources []forms.Source
	urls    map[string]string // of the sources, by id
	// declared are the ids of the sources that have a row of their own.
	declared map[string]bool
	repeats  map[string]int         // row by name
	others   bool                   // some question has "or_other"
	spaced   map[*forms.List]string // a name with a space that a list has; "" for none
	used     budget
}

// budget is what a form has used up of its limits.
type budget struct {
	nodes int
	paths int // bytes
	steps int // choices looked at
	// defaults are choices looked at to check defaults; beyond the limit they go unchecked.
	defaults int
	spent    bool // a limit is reached, and the rest is not read
}

func newSurvey(book *workbook, report *Report, root string) *survey {
	top := &element{node: &forms.Node{Kind: forms.Group, Name: root, Path: "/" + root}}
	return &survey{
		book: book, report: report, top: top, at: top, repeats: map[string]int{}, declared: map[string]bool{},
		urls: map[string]string{}, spaced: map[*forms.List]string{},
	}
}

// read makes the tree of all rows.
func (s *survey) read(rows []record) {
	for _, rec := range rows {
		s.row(rec)
		if s.used.spent {
			return
		}
	}
	for ; s.at != s.top; s.at = s.at.parent {
		s.report.fail(s.at.rec.place(surveySheet, colType), "SURVEY_002",
			"The %s %q has no end. Add a row %q after its last question.", s.at.typ.begin, s.at.node.Name, "end_"+s.at.typ.begin)
	}
}

func (s *survey) row(rec record) {
	if s.disabled(rec) || s.comment(rec) {
		return
	}
	typ := rec.typ
	switch {
	case s.setting(typ.question, rec):
	case typ.question == "audit":
		s.audit(rec, typ)
	case typ.end != "":
		s.end(rec, typ)
	case typ.begin != "":
		s.begin(rec, typ)
	default:
		s.question(rec, typ)
	}
}

// disabled reports whether a row is switched off.
func (s *survey) disabled(rec record) bool {
	cell := rec.values[colDisabled]
	if cell == "" {
		return false
	}
	s.report.warn(rec.place(surveySheet, colDisabled), "disabled", "The column %q is not part of XLSForm. Use "+
		"relevant instead.", colDisabled)
	yes, _ := yesNo(cell)
	return yes
}

// comment reports whether a row is for people only, or has no type, which is a mistake when it has a name or label.
func (s *survey) comment(rec record) bool {
	if rec.values[colType] != "" {
		return false
	}
	if rec.values[colName] == "" && rec.texts[colLabel].Empty() {
		if cells := len(rec.values) + len(rec.texts); cells > 1 || cells == 1 && rec.values[colDisabled] == "" {
			s.report.warn(rec.place(surveySheet, ""), "comment", "The row has no type, name or label, so it is left out.")
		}
		return true
	}
	s.report.fail(rec.place(surveySheet, colType), "missing-type", "The question has no type. Give one, such as "+
		"\"text\" or \"integer\".")
	return true
}

// settingTypes returns the settings that a row of the survey sheet may give, by the type of the row.
var settingTypes = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"form_title": setTitle, "set form title": setTitle, "form_id": setID, "set form id": setID, "public_key": "public_key",
		"submission_url": "submission_url", "auto_send": "auto_send", "auto_delete": "auto_delete", "prefix": "prefix",
		"delimiter": "delimiter", "sms_keyword": "sms_keyword", "sms_separator": "sms_separator",
		"allow_choice_duplicates": "allow_choice_duplicates",
	}
})

// setting takes a row that gives a setting its value, as forms had before there was a settings sheet.
func (s *survey) setting(typ string, rec record) bool {
	name, ok := settingTypes()[typ]
	if ok {
		s.settings[name] = rec.values[colName]
	}
	return ok
}

func (s *survey) end(rec record, typ command) {
	s.table = nil
	if rec.values[colSaveTo] != "" {
		s.report.fail(rec.place(surveySheet, colSaveTo), "ENTITY_003", "The end of a group or repeat cannot be saved "+
			"as a property. Move save_to to a question inside.")
	}
	if s.at == s.top || s.at.typ.begin != typ.end {
		open := "Nothing is open here"
		if s.at != s.top {
			open = fmt.Sprintf("The %s %q, from row %d, is open here", s.at.typ.begin, s.at.node.Name, s.at.rec.row)
		}
		s.report.fail(rec.place(surveySheet, colType), "SURVEY_001", "%s, so %q does not fit. Begin the %s above, or "+
			"correct the type.", open, rec.values[colType], typ.end)
		return
	}
	s.at = s.at.parent
}

// add puts a node into an element and returns the element that it becomes.
func (s *survey) add(parent *element, node *forms.Node, rec record) *element {
	node.Parent, node.Path, node.Row = parent.node, parent.node.Path+"/"+node.Name, rec.row
	child := &element{node: node, rec: rec, parent: parent, depth: parent.depth + 1}
	parent.children = append(parent.children, child)
	parent.node.Children = append(parent.node.Children, node)
	s.used.nodes++
	s.used.paths += len(node.Path)
	switch at := rec.place(surveySheet, ""); {
	case s.used.nodes > MaxNodes:
		s.limit(at, "The form has more than %d questions and groups. Split it.", MaxNodes)
	case s.used.paths > MaxPaths:
		s.limit(at, "The names of the questions and of the groups around them are too long. Shorten them.")
	case child.depth > MaxDepth:
		s.limit(at, "More than %d groups stand inside one another. Take some apart.", MaxDepth)
	}
	return child
}

// limit reports that a limit of the whole form is reached.
func (s *survey) limit(at place, format string, args ...any) {
	if !s.used.spent {
		s.used.spent = true
		s.report.fail(at, "limit", format, args...)
	}
}

// name checks and returns the name of a row; a row without one gets a name that no other has.
func (s *survey) name(rec record, kind forms.Kind) string {
	name := rec.values[colName]
	at := rec.place(surveySheet, colName)
	switch {
	case name == "" && kind == forms.Note:
		return fmt.Sprintf("generated_note_name_%d", rec.row)
	case name == "":
		s.report.fail(at, "missing-name", "The question or group has no name. Give it one, under which its answer is "+
			"kept.")
		return fmt.Sprintf("unnamed_%d", rec.row)
	case len(name) > MaxName:
		s.report.fail(at, "limit", "The name has more than %d characters. Shorten it.", MaxName)
		return name[:MaxName]
	case !isIdentifier(name):
		s.report.fail(at, "NAMES_008", "%q cannot be a name. %s", name, identifierRule)
	default:
		s.unique(name, at)
	}
	return name
}

// unique checks that no other row of the same group has the name.
func (s *survey) unique(name string, at place) {
	if s.at.names == nil {
		s.at.names = map[string]int{}
	}
	lower := "/" + strings.ToLower(name)
	switch {
	case name == forms.MetaName:
		s.report.fail(at, "NAMES_005", "The name %q is reserved for what the form says about a record itself. Use "+
			"another name.", name)
	case s.at.names[name] > 0:
		s.report.fail(at, "NAMES_001", "Row %d of the same group is named %q too. Give one of the two another "+
			"name.", s.at.names[name], name)
	case s.at.names[lower] > 0:
		s.report.warn(at, "NAMES_002", "Row %d has the same name but for capitals. Some programs would take the two "+
			"for one. Give one of them another name.", s.at.names[lower])
	}
	s.at.names[name], s.at.names[lower] = at.row, at.row
}

// noAddRemove is the attribute of a repeat whose instances are those that the form starts with.
const noAddRemove = "jr:noAddRemove"

// fill copies a row's columns into its node, references not yet replaced.
func fill(n *forms.Node, rec record) {
	n.Label, n.Hint, n.GuidanceHint = rec.texts[colLabel], rec.texts[colHint], rec.texts[colGuidance]
	n.ConstraintMessage, n.RequiredMessage, n.Media = rec.texts[colConstraintMsg], rec.texts[colRequiredMsg], rec.media()
	n.Default, n.ChoiceFilter = rec.values[colDefault], rec.values[colFilter]
	n.Bind, n.Body, n.Instance = rec.group("bind"), rec.group("control"), rec.group("instance")
	for key, field := range map[string]*string{
		"relevant": &n.Relevant, "constraint": &n.Constraint, "required": &n.Required, "readonly": &n.ReadOnly,
		"calculate": &n.Calculation,
	} {
		if cell := n.Bind[key]; cell != "" {
			*field = truthExpression(cell)
		}
		delete(n.Bind, key)
	}
	for key, field := range map[string]*string{
		"type": &n.DataType, "jr:preload": &n.Preload, "jr:preloadParams": &n.PreloadParams,
	} {
		if cell := n.Bind[key]; cell != "" {
			*field = cell
			delete(n.Bind, key)
		}
	}
	n.Appearance, n.RepeatCount = n.Body["appearance"], n.Body["jr:count"]
	n.NoAddRemove = truthExpression(n.Body[noAddRemove]) == "true()"
	for _, name := range []string{"appearance", "jr:count", noAddRemove} {
		delete(n.Body, name)
	}
	if intent := rec.values[colIntent]; intent != "" && n.Kind.Container() {
		put(&n.Body, colIntent, intent)
	}
	if n.Appearance == "label" && n.Label.Empty() {
		n.Label = forms.Plain(" ") // a heading row of choices needs no words
	}
}
