package pdf

// mark is something drawn on a page.
type mark interface{ paint(*canvas) }

// artifact is what a mark is that belongs to no element.
type artifact string

// The artifacts, as their property lists name them.
const (
	decoration artifact = "<</Type /Layout>>"
	header     artifact = "<</Type /Pagination /Subtype /Header>>"
	footer     artifact = "<</Type /Pagination /Subtype /Footer>>"
	watermark  artifact = "<</Type /Pagination /Subtype /Watermark>>"
	repeated   artifact = "<</Type /Pagination>>" // the head of a table, on its further pages
)

// sequence is consecutive marks that belong together: content of one element, or one artifact.
type sequence struct {
	owner    *element // nil for an artifact
	id       int      // MCID of content
	artifact artifact
	marks    []mark
}

// page is one page as it fills.
type page struct {
	number    int // from 1
	sequences []sequence
	owners    []*element // by MCID
}

// add draws content of an element. The element joins the tree.
func (p *page) add(owner *element, m mark) {
	last := len(p.sequences) - 1
	if last < 0 || p.sequences[last].owner != owner {
		owner.join()
		id := len(p.owners)
		p.owners = append(p.owners, owner)
		owner.kids = append(owner.kids, kid{page: p.number, id: id})
		p.sequences = append(p.sequences, sequence{owner: owner, id: id})
		last++
	}
	p.sequences[last].marks = append(p.sequences[last].marks, m)
}

// decorate draws what belongs to no element.
func (p *page) decorate(as artifact, m mark) {
	last := len(p.sequences) - 1
	if last < 0 || p.sequences[last].owner != nil || p.sequences[last].artifact != as {
		p.sequences = append(p.sequences, sequence{artifact: as})
		last++
	}
	p.sequences[last].marks = append(p.sequences[last].marks, m)
}

// pen draws marks either as content of elements, or all of them as one artifact.
type pen struct {
	page *page
	as   artifact // "" for content
}

func (n pen) draw(owner *element, m mark) {
	if n.as != "" || owner == nil {
		as := n.as
		if as == "" {
			as = decoration
		}
		n.page.decorate(as, m)
		return
	}
	n.page.add(owner, m)
}
