package forms

import "strings"

// Kind is what a node of a form is.
type Kind uint8

// The kinds of node. The zero Kind is not valid.
const (
	Group Kind = iota + 1
	Repeat
	Note
	Calculate
	String // XLSForm "text"
	Integer
	Decimal
	Date
	SelectOne
	SelectMultiple
)

var kindNames = [...]string{
	Group: "group", Repeat: "repeat", Note: "note", Calculate: "calculate", String: "text", Integer: "integer",
	Decimal: "decimal", Date: "date", SelectOne: "select_one", SelectMultiple: "select_multiple",
}

// String returns the name that the type column of an XLSForm gives the kind.
func (k Kind) String() string {
	if int(k) < len(kindNames) && kindNames[k] != "" {
		return kindNames[k]
	}
	return "unknown"
}

// Container reports whether nodes of this kind hold other nodes rather than an answer.
func (k Kind) Container() bool { return k == Group || k == Repeat }

// Asked reports whether a person answers nodes of this kind.
func (k Kind) Asked() bool { return k >= String }

// RootName is the name of the root node, and so the first step of every path.
const RootName = "data"

// Node is one row of the survey sheet, with what stands inside it.
//
// Expressions are XPath with every ${name} already replaced by a path; "" where the form gives none.
type Node struct {
	Kind   Kind
	Name   string
	Path   string // absolute, "/data/header/child_ref", the same for every instance of a repeat
	Parent *Node  // nil for the root
	Row    int    // row of the survey sheet counted from 1, the header row being 1; 0 when unknown

	Label             Text
	Hint              Text
	GuidanceHint      Text
	ConstraintMessage Text
	RequiredMessage   Text

	Relevant     string
	Constraint   string
	Required     string // "true()" where the sheet says yes
	ReadOnly     string // "true()" where the sheet says yes
	Calculation  string
	Default      string // a literal, unless DefaultDynamic
	ChoiceFilter string // over the columns of the list, which are children of each choice
	RepeatCount  string

	// DefaultDynamic says that Default is an expression, evaluated once when the node is created.
	DefaultDynamic bool

	List       string // name of the choice list; selects only
	Appearance string // space-separated words
	Parameters map[string]string
	Bind       map[string]string // columns bind::PREFIX:NAME, by "PREFIX:NAME"

	Children []*Node // containers only
}

// Key returns the path without the root: "header/child_ref", and "" for the root itself.
// It is how answers are addressed outside the form, with repeat instances put in by forms/session.
func (n *Node) Key() string {
	return strings.TrimPrefix(strings.TrimPrefix(n.Path, "/"+RootName), "/")
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

// List is a choice list.
type List struct {
	Name    string
	Choices []Choice
}

// Choice is one row of the choices sheet.
type Choice struct {
	Name  string // the stored value
	Label Text
	// Columns holds every further column of the row by its header, such as "letter" or "descriptor".
	Columns map[string]string
}

// Choice finds a choice by its stored value. A nil List has none.
func (l *List) Choice(name string) (Choice, bool) {
	if l == nil {
		return Choice{}, false
	}
	for _, c := range l.Choices {
		if c.Name == name {
			return c, true
		}
	}
	return Choice{}, false
}
