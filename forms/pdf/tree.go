package pdf

// element is a node of the structure tree: what a screen reader walks through.
type element struct {
	tag    string // standard structure type: "H1", "P", "TD"
	parent *element
	kids   []kid
	joined bool // to its parent

	alt        string // instead of what cannot be read aloud
	actual     string // the characters that a drawing stands for
	id         string
	attributes string // entries of an attribute object, as PDF
	box        *rectangle

	object int // its object number, once written
}

// kid is a child: an element, or a marked sequence of a page where child is nil.
type kid struct {
	child    *element
	page, id int
}

// rectangle is an area of a page.
type rectangle struct{ x, y, width, height float64 }

// newElement makes an element that joins its parent when its first content is drawn, so that children stand in the order
// in which they are drawn.
func newElement(parent *element, tag string) *element { return &element{tag: tag, parent: parent} }

// join puts the element, and what it stands in, in the tree.
func (e *element) join() {
	if e.joined || e.parent == nil {
		return
	}
	e.joined = true
	e.parent.join()
	e.parent.kids = append(e.parent.kids, kid{child: e})
}

// walk calls visit for the element and all below it, in order.
func (e *element) walk(visit func(*element)) {
	visit(e)
	for _, k := range e.kids {
		if k.child != nil {
			k.child.walk(visit)
		}
	}
}
