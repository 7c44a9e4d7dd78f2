package compare

import (
	"slices"

	"plumbline/forms"
)

// Kind is one way in which a question changed.
type Kind string

// The kinds of change.
const (
	Added    Kind = "added"    // the question is new
	Removed  Kind = "removed"  // the question is gone
	Moved    Kind = "moved"    // it stands elsewhere: in another group, or at another place of its group
	Retyped  Kind = "retyped"  // it takes answers of another kind
	Reworded Kind = "reworded" // its label, hint or messages
	Choices  Kind = "choices"  // what can be chosen
	Rules    Kind = "rules"    // when it is asked, must be answered, or accepts an answer; how it is worked out; how it looks
)

// Change is everything that changed about one question, group or repeat, or, at Path "", about the form as a whole.
type Change struct {
	Path    string // in the newer version; of what is gone, in the older
	Name    string
	Label   string // in the form's first language; "" when it has none
	Kinds   []Kind // in the order above
	Details []Detail
}

// Detail is one thing that was and is.
type Detail struct {
	Kind          Kind
	What          string // "label (Cymraeg)", "relevant", "choice good": as the form's author knows it
	Before, After string // "" for blank
}

// Has reports whether the change is of a kind.
func (c Change) Has(k Kind) bool { return slices.Contains(c.Kinds, k) }

// Definitions compares two versions of a form. A question is the same in both when it has the same path, or else when it
// is the only one of its name in either. The changes are in the order of the newer version, what is gone last in the order
// of the older; what did not change is not in them.
func Definitions(before, after *forms.Definition) []Change {
	c := comparison{before: before, after: after, was: newAuthor(before), is: newAuthor(after), match: matches(before, after)}
	c.form()
	c.nodes()
	return c.changes
}

type comparison struct {
	before, after *forms.Definition
	was, is       author
	match         map[*forms.Node]*forms.Node // the older node of each newer one that was there
	changes       []Change
}

// add keeps a change that has something in it.
func (c *comparison) add(ch Change) {
	for _, k := range []Kind{Added, Removed, Moved, Retyped, Reworded, Choices, Rules} {
		if slices.ContainsFunc(ch.Details, func(d Detail) bool { return d.Kind == k }) {
			ch.Kinds = append(ch.Kinds, k)
		}
	}
	if ch.Kinds != nil {
		c.changes = append(c.changes, ch)
	}
}

// form compares what is about the whole form.
func (c *comparison) form() {
	d := details{was: c.was, is: c.is}
	d.text(Reworded, "title", forms.Plain(c.before.Title), forms.Plain(c.after.Title))
	d.list(Reworded, "languages", c.before.Languages, c.after.Languages)
	d.settings(c.before.Settings, c.after.Settings)
	c.add(Change{Name: c.after.ID, Label: c.after.Title, Details: d.all})
}

func (c *comparison) nodes() {
	moved := displaced(c.after.Root, c.match)
	kept := map[*forms.Node]bool{}
	c.after.Root.Walk(func(n *forms.Node) bool {
		if n == c.after.Root {
			return true
		}
		old := c.match[n]
		if old == nil {
			c.add(c.change(n, c.after, []Detail{{Kind: Added, What: "type", After: typeOf(n)}}))
			return true
		}
		kept[old] = true
		c.add(c.change(n, c.after, c.differences(old, n, moved[n])))
		return true
	})
	c.before.Root.Walk(func(n *forms.Node) bool {
		if n != c.before.Root && !kept[n] {
			c.add(c.change(n, c.before, []Detail{{Kind: Removed, What: "type", Before: typeOf(n)}}))
		}
		return true
	})
}

func (c *comparison) change(n *forms.Node, of *forms.Definition, d []Detail) Change {
	return Change{Path: n.Path, Name: n.Name, Label: n.Label.In(firstLanguage(of)), Details: d}
}

func firstLanguage(def *forms.Definition) string {
	if len(def.Languages) > 0 {
		return def.Languages[0]
	}
	return def.Language
}
