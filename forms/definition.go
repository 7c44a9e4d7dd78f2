// Package forms is what is asked: a Definition of questions, groups, repeats and choices, as XLSForm and ODK XForms know
// them.
//
// A Definition is read once (forms/xlsform, forms/xform), then shared: it is not changed after loading, and is safe for
// use by many goroutines at once. What was answered lives in forms/session.
package forms

// Definition is one version of one form.
type Definition struct {
	ID       string // form_id of the settings sheet; stable over versions
	Title    string
	Version  string
	Hash     string // SHA-256 of the form's source, in lower-case hexadecimal; a started record keeps it
	Language string // default_language of the settings sheet; "" when the form names none
	// Settings holds every column of the settings sheet by name, those above included.
	Settings map[string]string
	// Root holds the whole survey; never nil in a loaded form. It is named "data" unless the form's settings say otherwise.
	Root *Node
	// Lists holds the choice lists by name, those that no question uses included; ListOrder is their order in the form.
	Lists     map[string]*List
	ListOrder []string
	// ExternalLists holds, by name, the lists that questions of Type "select_one_external" choose from. An XForm leaves them
	// to a file beside it, so they are not in Lists.
	ExternalLists map[string]*List
	// Languages are the names of the form's translations in its order, that which is shown first in front; nil when no
	// text has a translation.
	Languages []string
	// Sources are the secondary instances that are not choice lists, in form order.
	Sources []Source
	// Actions are what load events start, in form order; those that an event of one node starts stand with that node.
	Actions []Action
	// Entities are the entity lists that the form writes to.
	Entities []Entity
	// Itext holds the texts of an XForm that expressions address by id; nil for other forms.
	Itext map[string]Text
	// Primary is an XForm's primary instance as its author wrote it, kept where it says more than Root can (several
	// instances of a repeat); nil when a new record is built from Root alone.
	Primary *Element
	// Notices name what the form asks for and this program does otherwise or not at all, in form order.
	Notices []Notice
}

// ListOf returns the choice list of a question, whichever sheet it is on; nil when its choices come from elsewhere.
func (d *Definition) ListOf(n *Node) *List {
	if n.Type == "select_one_external" {
		return d.ExternalLists[n.List]
	}
	return d.Lists[n.List]
}

// Setting returns a column of the settings sheet, or "" when the form has none of that name.
func (d *Definition) Setting(name string) string { return d.Settings[name] }

// Sections returns the top-level groups and repeats that a person sees, in form order: one page each.
func (d *Definition) Sections() []*Node {
	var out []*Node
	for _, n := range d.Root.Children {
		if n.Kind.Container() && n.Name != MetaName {
			out = append(out, n)
		}
	}
	return out
}

// Node finds a node by its key: its path without the root and without repeat instances, such as "header/child_ref".
// It returns nil when the form has no such node. The empty key is the root.
func (d *Definition) Node(key string) *Node {
	found := (*Node)(nil)
	d.Root.Walk(func(n *Node) bool {
		if found == nil && n.Key() == key {
			found = n
		}
		return found == nil
	})
	return found
}

// Marked returns the nodes whose column bind::qa:part holds part, in form order.
// Parts tell reports and record lists what a question is for, whatever it is called; see the Part constants.
func (d *Definition) Marked(part string) []*Node {
	var out []*Node
	d.Root.Walk(func(n *Node) bool {
		if n.Bind["qa:part"] == part {
			out = append(out, n)
		}
		return true
	})
	return out
}

// Values of the column bind::qa:part that the product understands. A form need not have any of them.
const (
	PartReference = "reference" // the child's reference: identifies the record in lists and reports
	PartCohort    = "cohort"    // the cohort of children the record is about
	PartTeam      = "team"      // the team whose practice is evaluated
	PartDate      = "date"      // the date of the activity
	PartFrom      = "from"      // first day of the period looked at
	PartTo        = "to"        // last day of the period looked at
	PartGrade     = "grade"     // the overall grade
	PartReason    = "reason"    // why that grade
	PartStrengths = "strengths" // what went well: reports put it first
	PartDevelop   = "develop"   // what to develop
	PartActions   = "actions"   // a repeat of actions: reports print it as a table
	PartWho       = "who"       // action: who does it
	PartWhat      = "what"      // action: what will be done
	PartBy        = "by"        // action: by when
	PartPriority  = "priority"  // action: how urgent it is
	PartFamily    = "family"    // what children and families said
	PartCount     = "count"     // how many, of people or of what befell them: small counts stay with the team
	PartAuditor   = "auditor"   // who completed the form
)
