package xpath

// NodeKind is what a Node is.
type NodeKind uint8

// The kinds of node, as in XPath 1.0, section 5.
const (
	Element NodeKind = iota
	Document
	Attribute
	TextNode
	Comment
	Instruction
)

// Node is a node of the tree that expressions walk. Two Nodes are the same node when they are equal by ==.
type Node interface {
	Kind() NodeKind
	Name() string  // without prefix; "" for kinds that have none
	Space() string // URI of the name's namespace; "" for none
	// Parent is nil at the top.
	Parent() Node
	// Children are in document order: elements, and texts where the tree keeps them apart. An element that holds its
	// text itself has none. The slice is not changed by the caller.
	Children() []Node
	// Attributes of an element. The slice is not changed by the caller.
	Attributes() []Node
	// Text is the string value: that of a leaf, and those of its leaves joined for any other node.
	Text() string
}

// Placed is a Node that knows its place faster than by looking at its siblings.
type Placed interface {
	Node
	// Place is the node's place, counted from 1, among the siblings of its name that it stands next to; 0 when it does not
	// know.
	Place() int
}

// Indexed is a Node that finds itself among its siblings faster than by looking at each.
type Indexed interface {
	Node
	// Index is where the node stands among the children of its parent, counted from 0; -1 when it does not know.
	Index() int
}

// Named is a Node that finds children by name faster than by looking at each.
type Named interface {
	Node
	// ChildrenNamed are the element children of that name in document order. The slice is not changed by the caller.
	ChildrenNamed(name string) []Node
}
