package xform

import (
	"slices"
	"strings"

	"plumbline/forms"
)

// readControls puts what the controls inside an element say onto their nodes. Relative references in it are seen from
// the node from.
func (r *reader) readControls(e *element, from *forms.Node) {
	for _, c := range e.elements() {
		switch c.name.usual {
		case "group":
			r.readGroup(c, from)
		case "repeat":
			r.readRepeat(c, from)
		case "input", "select", "select1", "odk:rank", "range", "trigger", "upload", "secret":
			r.readQuestion(c, from)
		case "label", "hint", "help", "alert":
		default:
			r.readAction(c, from)
		}
	}
}

// target finds the node of a control; nil when there is none, which the report then says.
func (r *reader) target(e *element, from *forms.Node) *forms.Node {
	ref := reference(e)
	if ref == "" {
		ref = r.bindIDs[e.attr("bind")]
	}
	if ref == "" {
		r.report.fail(e, "", "A <%s> does not say which node it is for. Give it a ref, such as ref=\"%s/name\".", e.name, r.rootPath())
		return nil
	}
	n := r.node(from.Path, ref)
	if n == nil {
		r.report.warn(e, ref, "A <%s> is for %s, which the primary instance does not have, so that it is left out. Correct the "+
			"ref, or add the element to the primary instance.", e.name, ref)
		return nil
	}
	if r.askedAt[n] == 0 {
		r.asked = append(r.asked, n)
		r.askedAt[n] = len(r.asked)
	}
	return n
}

func (r *reader) readGroup(e *element, from *forms.Node) {
	if reference(e) == "" && e.attr("bind") == "" {
		r.readLayout(e, from)
		return
	}
	n := r.target(e, from)
	if n == nil {
		return
	}
	if n.Kind == 0 {
		n.Kind = forms.Group
	}
	r.decorate(n, e)
	r.readControls(e, n)
}

// readLayout reads a group that has no node of its own. Its label and appearance go to the node that holds all that the
// group shows, if that has no group of its own.
func (r *reader) readLayout(e *element, from *forms.Node) {
	before := len(r.asked)
	r.readControls(e, from)
	holder := holder(r.asked[before:])
	if inner := e.child("repeat"); inner != nil && len(e.all("repeat")) == 1 {
		if n := r.node(from.Path, reference(inner)); n != nil {
			holder = n
		}
	}
	if holder == nil || holder.Parent == nil || (holder.Kind != forms.Repeat && r.askedAt[holder] > 0) {
		if e.child("label") != nil {
			r.report.warn(e, "", "A <group> has a label but no ref, and its questions are not all inside one element of the primary "+
				"instance, so that its label is not shown. Put them into an element, and give the <group> its ref.")
		}
		return
	}
	r.askedAt[holder] = before + 1
	r.decorate(holder, e)
}

// holder returns the innermost container of nodes; nil when there are none.
func holder(nodes []*forms.Node) *forms.Node {
	if len(nodes) == 0 {
		return nil
	}
	out := nodes[0].Parent
	for _, n := range nodes {
		for out != nil && (n == out || !within(n.Path, out.Path)) {
			out = out.Parent
		}
	}
	return out
}

func (r *reader) readRepeat(e *element, from *forms.Node) {
	n := r.target(e, from)
	if n == nil {
		return
	}
	n.Kind = forms.Repeat
	n.RepeatCount = e.attr("jr:count")
	n.NoAddRemove = isTrue(e.attr("jr:noAddRemove"))
	r.decorate(n, e)
	r.readControls(e, n)
}

func isTrue(s string) bool { return s == "true()" || s == "true" }

// decorate puts the texts and the attributes that every control can have onto its node.
func (r *reader) decorate(n *forms.Node, e *element) {
	if text, id := r.shown(e.child("label"), n.Path); e.child("label") != nil && n.Label.Empty() {
		n.Label = text
		if media := r.itext.media(id); media != nil {
			n.Media = media
		}
	}
	if text, id := r.shown(e.child("hint"), n.Path); e.child("hint") != nil {
		n.Hint = text
		n.GuidanceHint = r.itext.text(id, "guidance")
	}
	for _, a := range e.attrs {
		switch usual := a.name.usual; usual {
		case "ref", "nodeset", "bind", "jr:count", "jr:noAddRemove":
		case "appearance":
			n.Appearance = joined(n.Appearance, a.value)
		default:
			if !r.parameter(n, e, usual, a.value) {
				set(&n.Body, usual, a.value)
			}
		}
	}
}

// joined returns an appearance with the words of another that it does not have.
func joined(appearance, other string) string {
	appearance, other = strings.TrimSpace(appearance), strings.TrimSpace(other)
	switch {
	case appearance == "" || appearance == other:
		return other
	case other == "":
		return appearance
	}
	words := strings.Fields(appearance)
	for _, word := range strings.Fields(other) {
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}
