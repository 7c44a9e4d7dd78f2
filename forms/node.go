package forms

import "strings"

// RootName is the name that the root has unless a form says otherwise.
const RootName = "data"

// MetaName is the name of the group, reserved by XLSForm, that holds what the form says about a record itself.
const MetaName = "meta"

// Node is one row of the survey sheet, with what stands inside it.
//
// Expressions are XPath with every ${name} already replaced by a path; "" where the form gives none.
type Node struct {
	Kind Kind
	// Type is the command of the type column, aliases resolved and without a list's name, where Kind does not tell it:
	// "start", "deviceid", "start-geopoint", "select_one_external", "select_one_from_file". "" otherwise.
	Type   string
	Name   string
	Path   string // absolute, "/data/header/child_ref", the same for every instance of a repeat
	Parent *Node  // nil for the root
	Row    int    // row of the survey sheet counted from 1, the header row being 1; 0 when unknown

	// DataType is the type of the XForm's bind, such as "int": which values the node can hold. "" is "string".
	DataType string

	Label             Text
	Hint              Text
	GuidanceHint      Text
	ConstraintMessage Text
	RequiredMessage   Text
	Media             map[string]Text // file names by "image", "big-image", "audio", "video"

	Relevant    string
	Constraint  string
	Required    string // "true()" where the sheet says yes
	ReadOnly    string // "true()" where the sheet says yes
	Calculation string // run whenever what it reads changes; with Triggers, only when those do
	Default     string // a literal, unless DefaultDynamic
	RepeatCount string
	NoAddRemove bool // repeats: instances are those that the form starts with

	// DefaultDynamic says that Default is an expression, evaluated once when the node is created.
	DefaultDynamic bool

	// Triggers are paths of questions. A change of any of them runs Calculation, or clears the node where that is "".
	Triggers []string
	// Actions are what events of this node start: ValueChanged of a question, NewRepeat of a repeat.
	Actions []Action
	// Preload is what the program fills in when a record is begun ("uid", "timestamp", "date", "property"), and
	// PreloadParams which ("start", "today", "deviceid"); "" for nothing.
	Preload, PreloadParams string

	List         string // name of the choice list; "" unless a select of a list in Lists
	ChoiceFilter string // over the columns of the list, which are children of each choice
	// Items says where the choices come from when they are not those of List: a file, the answers of a repeat.
	Items *Itemset
	// Tags are what a question of Type "osm" asks about a feature of a map.
	Tags []Choice

	Appearance string            // space-separated words
	Parameters map[string]string // of the parameters column
	Bind       map[string]string // columns bind::NAME that have no field above, such as "qa:standard", "entities:saveto"
	Body       map[string]string // columns body::NAME
	Instance   map[string]string // columns instance::NAME

	// Attributes are those of the node's element that an expression or an action gives a value, such as the id of
	// meta/entity. Their Name is without "@", their Path with it; those in Instance alone stay as they are.
	Attributes []*Node
	Children   []*Node // containers only
}

// Itemset is where the choices of a select come from.
type Itemset struct {
	Source string // as the type column names it: "wards.csv", "${child_name}"; "" when unknown
	Nodes  string // expression of the items, filter included, without the order of Parameters["randomize"]
	Value  string // expression from an item: what is stored
	Label  string // expression from an item: what is shown
}

// Key returns the path without the root: "header/child_ref", and "" for the root itself.
// It is how answers are addressed outside the form, with repeat instances put in by forms/session.
func (n *Node) Key() string {
	_, key, _ := strings.Cut(strings.TrimPrefix(n.Path, "/"), "/")
	return key
}

// Has reports whether the appearance column holds a word.
func (n *Node) Has(appearance string) bool {
	for _, w := range strings.Fields(n.Appearance) {
		if w == appearance {
			return true
		}
	}
	return false
}

// Standards returns the codes of the practice standards that the node evidences, in the form's order.
func (n *Node) Standards() []string { return strings.Fields(n.Bind["qa:standard"]) }

// Walk calls visit for the node and everything inside it, in form order. It stays out of a node for which visit says false.
func (n *Node) Walk(visit func(*Node) bool) {
	if !visit(n) {
		return
	}
	for _, c := range n.Children {
		c.Walk(visit)
	}
}

// Child finds a node that stands directly inside this one; nil when there is none of that name.
func (n *Node) Child(name string) *Node {
	for _, c := range n.Children {
		if c.Name == name {
			return c
		}
	}
	return nil
}
