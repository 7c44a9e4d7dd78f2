package session

import (
	"slices"
	"strings"

	"plumbline/forms"
	"plumbline/forms/xpath"
)

// aspect is one thing that is worked out for a node.
type aspect uint8

const (
	members   aspect = iota // of a repeat: how many instances it has
	relevance               // the node's own condition
	choosable               // of a select: its choices
	value                   // what expressions read
	readOnly
	required
	constraint
	wording // label, hint and messages that hold references
	aspects
)

// ordered reports whether other aspects may read this one, so that the order of working out matters.
func (a aspect) ordered() bool { return a <= value }

// column is what the survey sheet calls an aspect.
func (a aspect) column() string {
	return [aspects]string{
		members: "repeat_count", relevance: "relevant", choosable: "choice_filter", value: "calculation",
		readOnly: "read_only", required: "required", constraint: "constraint", wording: "label",
	}[a]
}

// item is a node of the form, compiled: what all instances of it share. As in a node, what is wanted together stands
// together: what an edit walks through is in the first 128 bytes, and what writing a record does comes next.
type item struct {
	once     []only // what reads the value and stands in no repeat
	rank     [value + 1]int32
	limits   *limits         // leaves only
	source   *choiceSource   // selects only
	circular [value + 1]bool // it may read itself by way of other instances
	attr     bool            // it is an attribute of its parent
	nested   bool            // it is a repeat, or stands in one
	read     bool            // readers has any
	active   bool            // starts has any

	exprs [aspects]*xpath.Expr

	name    string
	dressed bool  // its element has attributes
	spare   bool  // it is there only while it has a value
	twins   bool  // a name is that of several kids
	slot    int32 // place among the parent's kids or attributes
	depth   int32
	index   int32 // in form order

	node    *forms.Node
	parent  *item
	readers []edge    // what else reads the value
	starts  []*action // what a change of the value starts

	kids   []*item
	attrs  []*item
	named  map[string]*item // kids by name, with and without its prefix
	pieces map[string][]piece
	local  string // the name without its prefix

	repeated *repeatItem // of a repeat; nil for every other item

	always [aspects]bool // true whatever is answered, which takes no expression
}

// repeatItem is what an item of a repeat has beside.
type repeatItem struct {
	counters []edge    // what reads how many instances there are, or all their places
	placed   []edge    // what reads the place of the instance that it stands in
	arrivals []*action // what a new instance starts
}

// only is a cell of an item that stands in no repeat, so that there is one of it.
type only struct {
	it    *item
	index int32 // of it
	what  aspect
}

// edge leads from what is read to a cell that reads it.
type edge struct {
	to    *item
	what  aspect
	scope *item // the reader is below the same node of scope as what it reads
	route []int // slots from scope down to the reader; attributes count from -1 downwards
}

func (it *item) repeat() bool { return it.node != nil && it.node.Kind == forms.Repeat }

func (it *item) leaf() bool { return it.node != nil && !it.node.Kind.Container() }

// selects reports whether the item has choices.
func (it *item) selects() bool { return it.source != nil }

// newItems makes the items of a node and all inside it, and adds them in form order.
func (f *Form) newItems(n *forms.Node, parent *item, attr bool) *item {
	it := f.memory.One()
	*it = item{node: n, index: int32(len(f.items)), parent: parent, depth: parent.depth + 1, attr: attr}
	if it.repeat() {
		it.repeated = &repeatItem{}
	}
	it.nested = it.repeat() || parent.nested
	it.name, it.local, it.dressed = n.Name, localName(n.Name), len(n.Instance)+len(n.Attributes) > 0
	f.items = append(f.items, it)
	it.spare = n == f.added.superseded
	for i, a := range n.Attributes {
		at := f.newItems(a, it, true)
		at.slot = int32(i)
		it.attrs = append(it.attrs, at)
	}
	if !n.Kind.Container() {
		return it
	}
	it.named = make(map[string]*item, len(n.Children))
	for i, c := range slices.Concat(n.Children, f.added.nodes[n]) {
		kid := f.newItems(c, it, false)
		kid.slot = int32(i)
		it.kids = append(it.kids, kid)
		for _, name := range []string{c.Name, kid.local} {
			switch it.named[name] {
			case nil:
				it.named[name] = kid
			case kid:
			default:
				it.twins = true
			}
		}
	}
	return it
}

// child finds a kid by its name, which may leave out a prefix; nil when there is none.
func (it *item) child(name string) *item { return it.named[name] }

// route returns the slots from an item above down to this one.
func (it *item) route(above *item) []int {
	out := make([]int, it.depth-above.depth)
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = int(it.slot)
		if it.attr {
			out[i] = -1 - int(it.slot)
		}
		it = it.parent
	}
	return out
}

// space is the prefix of its name; "" where it has none.
func (it *item) space() string {
	if it.node == nil {
		return ""
	}
	return strings.TrimSuffix(it.node.Name[:len(it.node.Name)-len(it.local)], ":")
}

// within reports whether the item is other, or stands in it.
func (it *item) within(other *item) bool {
	for it.depth > other.depth {
		it = it.parent
	}
	return it == other
}
