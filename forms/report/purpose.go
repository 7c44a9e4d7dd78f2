package report

import (
	"strings"

	"plumbline/forms"
	"plumbline/forms/report/disclosure"
	"plumbline/forms/session"
)

// Purpose says who a report is for. Answers that are private to those who work on a record are in none.
type Purpose uint8

// The purposes. ForOthers leaves out whatever may tell who somebody is, and small counts.
const (
	ForTeam   Purpose = iota // those who work on the record
	ForOthers                // anybody beyond the team
)

// Values of the columns bind::qa:share and bind::qa:pii.
const (
	shareUnattributed = "unattributed"
	sharePrivate      = "private"
	identifying       = "yes"
)

// Private reports whether what stands at a node stays with those who work on the record.
func Private(n *forms.Node) bool { return says(n, "qa:share", sharePrivate) }

// Identifying reports whether what stands at a node may tell who somebody is.
func Identifying(n *forms.Node) bool { return says(n, "qa:pii", identifying) }

// says reports whether a column of a node, or of what it stands in, has a value.
func says(n *forms.Node, column, value string) bool {
	for ; n != nil; n = n.Parent {
		if n.Bind[column] == value {
			return true
		}
	}
	return false
}

// circle is a filled form as the readers of a report may see it: what is not for them is not relevant.
type circle struct {
	Reader
	others    bool
	unsigned  bool            // something is quoted that must not tell whose it is
	left      int             // answers that are left out
	marked    marked          // counts that are not shown
	forbidden map[string]bool // names of nodes from which what is left out could be read
}

// seen is a form as the readers of a report with a purpose may see it.
func seen(r Reader, purpose Purpose) *circle {
	c := &circle{Reader: r, others: purpose == ForOthers}
	var counts []figure
	each(r, "", func(v session.View) {
		if !v.Relevant || v.Value == "" {
			return
		}
		c.unsigned = c.unsigned || c.others && says(v.Node, "qa:share", shareUnattributed)
		if f, ok := figureOf(v); ok && c.others {
			counts = append(counts, f)
		}
	})
	c.marked = mark(counts)
	each(r, "", func(v session.View) {
		if v.Relevant && v.Value != "" && v.Node.Kind.Asked() && c.withholds(v.Node) {
			c.left++
		}
	})
	c.forbidden = c.tainted(r.Definition())
	return c
}

// each calls visit for every node of a filled form that is no container, in form order.
func each(r Reader, container string, visit func(session.View)) {
	for _, key := range r.Children(container) {
		v, ok := r.View(key)
		switch {
		case !ok:
		case v.Node.Kind == forms.Repeat:
			for _, instance := range r.Instances(key) {
				each(r, instance, visit)
			}
		case v.Node.Kind == forms.Group:
			each(r, key, visit)
		default:
			visit(v)
		}
	}
}

// withholds reports whether the answer to a node is not for these readers.
func (c *circle) withholds(n *forms.Node) bool {
	switch {
	case Private(n):
		return true
	case !c.others:
		return false
	case Identifying(n):
		return true
	}
	switch n.Bind["qa:part"] {
	case forms.PartReference:
		return true
	case forms.PartTeam, forms.PartAuditor:
		return c.unsigned
	}
	return false
}

// View is that of the form, without what is not for these readers.
func (c *circle) View(key string) (session.View, bool) {
	v, ok := c.Reader.View(key)
	if !ok {
		return v, ok
	}
	if c.withholds(v.Node) {
		v.Relevant = false
		return v, ok
	}
	if words := wordsFor(c.marked[key]); words != "" {
		v.Value = words
	}
	if label, affected := c.label(v); affected {
		v.Label = label
		v.Relevant = v.Relevant && (label != "" || v.Node.Kind != forms.Note)
	}
	return v, ok
}

// label is the label of a node that quotes answers which are not for these readers; "" where it cannot be said without
// them. It reports false where the label may stand as it is.
func (c *circle) label(v session.View) (string, bool) {
	parts := forms.Parts(v.Node.Label.In(c.Definition().Language))
	affected := false
	for _, p := range parts {
		affected = affected || c.reads(p.Expression)
	}
	if !affected {
		return "", false
	}
	var out strings.Builder
	for _, p := range parts {
		if p.Expression == "" {
			out.WriteString(p.Words)
			continue
		}
		quoted, ok := c.Reader.View(keyOf(p.Expression, v.Key))
		marked := wordsFor(c.marked[quoted.Key])
		switch {
		case !ok, c.reads(p.Expression) && marked == "":
			return "", true
		case marked != "":
			out.WriteString(marked)
		default:
			out.WriteString(quoted.Value)
		}
	}
	return out.String(), true
}

// notice says what is left out of a report; nil for nothing.
func (c *circle) notice(further int) []Block {
	left := c.left + further
	var words []string
	if c.others {
		words = append(words, "This report is for people beyond the team. Counts under "+small()+" are not shown.")
	}
	switch {
	case left == 1:
		words = append(words, "One answer is left out, because of who may read it.")
	case left > 1:
		words = append(words, numbered(left)+" answers are left out, because of who may read them.")
	}
	if words == nil {
		return nil
	}
	return []Block{Note{{{Words: strings.Join(words, " ")}}}}
}

// wordsFor stand where a count is not shown; "" where it is.
func wordsFor(m disclosure.Mark) string {
	switch m {
	case disclosure.Small:
		return "fewer than " + small()
	case disclosure.Held:
		return "not shown"
	default:
		return ""
	}
}
