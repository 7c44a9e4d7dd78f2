package session

import (
	"cmp"
	"slices"
	"strings"

	"plumbline/forms/xpath"
)

// node is a node of an open form. A repeat is one node, its range, that expressions do not see, and a node for each
// instance, which they see in its place.
//
// Its fields stand in the order in which they are wanted together: what every reader and every walk looks at first is in
// the first 64 bytes, which a processor fetches at once, and what else a leaf has in the next.
type node struct {
	own, relevant    bool // by its own condition; by that of all that it stands in too
	locked, readOnly bool // likewise
	required         bool
	violated         bool
	malformed        bool
	gone             bool // it stands in an instance that is not in its repeat
	leaf             bool // it holds a value, not other nodes
	worked           bool // its calculation has given result
	looped           bool // loop is there
	faulty           bool // it is counted as having a problem
	repeated         repeated
	queued           uint8  // a bit for each aspect
	order            int32  // its place in the form
	touched          uint32 // the edit that changed it last
	text             string // what expressions read
	item             *item
	session          *Session
	up               *node // what expressions see as its parent

	typed  string // what is kept: an answer, or what was worked out
	result string // of the calculation
	key    string // "" until asked for
	self   [1]xpath.Node

	kids  []*node    // by slot of their items
	set   *instances // ranges only
	items *items     // selects only
	words *words     // where they hold references; nil until worked out
	loop  *loop      // where a cell may read itself; nil until one does
	rest  *rest      // what few nodes have; nil for the others
}

// repeated is what a node is of a repeat.
type repeated uint8

const (
	notRepeated repeated = iota
	aRange               // all its instances, in one place
	anInstance
)

// rest is what few nodes have.
type rest struct {
	id    string // of an instance
	attrs []*node
	fixed []xpath.Node // attributes that nothing changes; nil until asked for
	flat  []xpath.Node // children as expressions see them; nil when to be made
	// faults is how many leaves inside have problems.
	faults int
}

// loop is what is known of the cells of a node that may read themselves.
type loop struct {
	runs  [value + 1]uint16 // in this recalculation
	reads []reader          // cells that read the node last
}

// reader is a cell of one node.
type reader struct {
	n    *node
	what aspect
}

// at finds what is in a slot.
func (n *node) at(slot int) *node {
	if slot < 0 {
		return n.attrs()[-1-slot]
	}
	return n.kids[slot]
}

// isRange reports whether the node is a repeat rather than an instance of one.
func (n *node) isRange() bool { return n.repeated == aRange }

func (n *node) instance() bool { return n.repeated == anInstance }

// id is that of an instance; "" for every other node.
func (n *node) id() string {
	if n.rest == nil {
		return ""
	}
	return n.rest.id
}

// Kind implements xpath.Node.
func (n *node) Kind() xpath.NodeKind {
	switch {
	case n.item.node == nil:
		return xpath.Document
	case n.item.attr:
		return xpath.Attribute
	default:
		return xpath.Element
	}
}

// Name implements xpath.Node.
func (n *node) Name() string { return n.item.local }

// Space implements xpath.Node.
func (n *node) Space() string { return n.item.space() }

// Parent implements xpath.Node.
func (n *node) Parent() xpath.Node {
	if n.up == nil {
		return nil
	}
	return n.up
}

// Children implements xpath.Node.
func (n *node) Children() []xpath.Node {
	if len(n.kids) == 0 {
		return nil
	}
	r := n.more()
	if r.flat == nil {
		r.flat = make([]xpath.Node, 0, len(n.kids))
		for _, kid := range n.kids {
			r.flat = append(r.flat, kid.seen()...)
		}
	}
	return r.flat
}

// seen is what expressions see where the node stands: itself, or the instances of a range.
func (n *node) seen() []xpath.Node {
	if n.isRange() {
		return n.set.nodes
	}
	return n.self[:]
}

// ChildrenNamed implements xpath.Named.
func (n *node) ChildrenNamed(name string) []xpath.Node {
	it := n.item.child(name)
	if it == nil || int(it.slot) >= len(n.kids) {
		return nil
	}
	if !n.item.twins {
		return n.kids[it.slot].seen()
	}
	var out []xpath.Node
	for _, kid := range n.kids {
		if kid.item.local == name {
			out = append(out, kid.seen()...)
		}
	}
	return out
}

// Place implements xpath.Placed for instances of repeats.
func (n *node) Place() int {
	if !n.instance() || n.gone || n.up.item.twins {
		return 0
	}
	return n.container().set.find(n.id()) + 1
}

// Index implements xpath.Indexed: children are in the order of their numbers.
func (n *node) Index() int {
	if n.up == nil || n.session.numbered != n.session.shape {
		return -1
	}
	siblings := n.up.Children()
	i, _ := slices.BinarySearchFunc(siblings, n.order, func(sibling xpath.Node, order int32) int {
		return cmp.Compare(sibling.(*node).order, order)
	})
	if i == len(siblings) || siblings[i] != xpath.Node(n) {
		return -1
	}
	return i
}

// Attributes implements xpath.Node.
func (n *node) Attributes() []xpath.Node {
	var out []xpath.Node
	for _, a := range n.attrs() {
		out = append(out, a)
	}
	if n.item.node == nil || len(n.item.node.Instance) == 0 {
		return out
	}
	r := n.more()
	if r.fixed == nil {
		for name, text := range n.item.node.Instance {
			if n.child("@"+name) == nil {
				r.fixed = append(r.fixed, &datum{kind: xpath.Attribute, local: localName(name), text: text, up: n, choice: -1})
			}
		}
	}
	return append(out, r.fixed...)
}

// attrs are the attributes that expressions and actions write.
func (n *node) attrs() []*node {
	if n.rest == nil {
		return nil
	}
	return n.rest.attrs
}

// more is what few nodes have, to be written.
func (n *node) more() *rest {
	if n.rest == nil {
		n.rest = &rest{}
	}
	return n.rest
}

// loops is what is known of the node's cells that may read themselves, to be written.
func (n *node) loops() *loop {
	if n.loop == nil {
		n.loop, n.looped = &loop{}, true
	}
	return n.loop
}

// Text implements xpath.Node.
func (n *node) Text() string {
	if n.leaf {
		n.session.noteRead(n)
		return n.text
	}
	var b strings.Builder
	n.join(&b)
	return b.String()
}

func (n *node) join(b *strings.Builder) {
	if n.leaf {
		b.WriteString(n.Text())
	}
	for _, kid := range n.kids {
		kid.join(b)
	}
	if n.isRange() {
		for _, instance := range n.set.live {
			instance.join(b)
		}
	}
}

// name returns the key, worked out when first asked for. Keys do not change.
func (n *node) name() string {
	if n.key == "" && n.up != nil && n.item.parent.node != nil {
		above := n.up.name()
		if above != "" {
			above += "/"
		}
		n.key = above + n.item.node.Name
		if n.item.attr {
			n.key = above + "@" + n.item.node.Name
		}
		if n.instance() {
			n.key += "/" + n.id()
		}
	}
	return n.key
}

// above finds the node of an item that the node is, or stands in.
func (n *node) above(it *item) *node {
	at := n
	if n.isRange() {
		at = n.up
	}
	for at != nil && at.item != it {
		at = at.up
	}
	return at
}

// container is the node whose relevance and read-only state this one has a share of: the range of an instance, and else
// its parent.
func (n *node) container() *node {
	if n.instance() {
		return n.up.kids[n.item.slot]
	}
	return n.up
}
