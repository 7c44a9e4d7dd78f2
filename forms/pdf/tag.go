package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"plumbline/forms/report"
)

// firstPage is the number of the first page object that gofpdf writes; the others follow at every second number.
const firstPage = 3

func pageObject(number int) int { return firstPage + 2*(number-1) }

// tags adds to a drawn file what makes it a tagged one.
type tags struct {
	*objects
	doc       report.Document
	pages     []*page
	tree      *element
	bookmarks []bookmark
}

// finish puts the structure tree, the bookmarks and the metadata in, and points the catalogue to them.
func (t *tags) finish() error {
	if err := t.numberPages(); err != nil {
		return err
	}
	structure := t.structure()
	outlines := t.outlines()
	metadata := t.metadata()
	t.set(t.root, "<</Type /Catalog /Pages 1 0 R /Lang %s /MarkInfo <</Marked true>> /StructTreeRoot %d 0 R /Metadata %d 0 R%s "+
		"/ViewerPreferences <</DisplayDocTitle true>>>>", textString(t.doc.Language), structure, metadata, outlines)
	t.set(t.info, "%s", t.information())
	return nil
}

// numberPages gives every page its number in the parent tree.
func (t *tags) numberPages() error {
	const top = "<</Type /Page\n"
	for _, p := range t.pages {
		n := pageObject(p.number)
		if n >= len(t.bodies) || !bytes.HasPrefix(t.bodies[n], []byte(top)) {
			return fmt.Errorf("%w: page %d", errOtherFile, p.number)
		}
		t.bodies[n] = slices.Concat(fmt.Appendf(nil, "%s/StructParents %d /Tabs /S\n", top, p.number-1), t.bodies[n][len(top):])
	}
	return nil
}

// structure writes the tree and gives the number of its root.
func (t *tags) structure() int {
	root := t.reserve()
	var identified []*element
	t.tree.walk(func(e *element) {
		e.object = t.reserve()
		if e.id != "" {
			identified = append(identified, e)
		}
	})
	t.tree.walk(func(e *element) {
		parent := root
		if e.parent != nil {
			parent = e.parent.object
		}
		t.set(e.object, "%s", t.entry(e, parent))
	})
	names := ""
	if len(identified) > 0 {
		slices.SortFunc(identified, func(a, b *element) int { return strings.Compare(a.id, b.id) })
		var list strings.Builder
		for _, e := range identified {
			fmt.Fprintf(&list, "(%s) %d 0 R ", e.id, e.object)
		}
		names = fmt.Sprintf(" /IDTree <</Names [%s]>>", list.String())
	}
	t.set(root, "<</Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R /ParentTreeNextKey %d%s>>",
		t.tree.object, t.parents(), len(t.pages), names)
	return root
}

// entry is one element of the tree.
func (t *tags) entry(e *element, parent int) string {
	var out strings.Builder
	fmt.Fprintf(&out, "<</Type /StructElem /S /%s /P %d 0 R", e.tag, parent)
	if e.alt != "" {
		fmt.Fprintf(&out, " /Alt %s", textString(e.alt))
	}
	if e.actual != "" {
		fmt.Fprintf(&out, " /ActualText %s", textString(e.actual))
	}
	if e.id != "" {
		fmt.Fprintf(&out, " /ID (%s)", e.id)
	}
	attributes := e.attributes
	if e.box != nil {
		attributes = fmt.Sprintf("/O /Layout /BBox [%.2f %.2f %.2f %.2f]",
			e.box.x, pageHeight-e.box.y-e.box.height, e.box.x+e.box.width, pageHeight-e.box.y)
	}
	if attributes != "" {
		fmt.Fprintf(&out, " /A <<%s>>", attributes)
	}
	home := 0 // the page on which the element's own content begins
	out.WriteString(" /K [")
	for _, k := range e.kids {
		switch {
		case k.child != nil:
			fmt.Fprintf(&out, "%d 0 R ", k.child.object)
		case home == 0 || home == k.page:
			home = k.page
			fmt.Fprintf(&out, "%d ", k.id)
		default:
			fmt.Fprintf(&out, "<</Type /MCR /Pg %d 0 R /MCID %d>> ", pageObject(k.page), k.id)
		}
	}
	out.WriteString("]")
	if home > 0 {
		fmt.Fprintf(&out, " /Pg %d 0 R", pageObject(home))
	}
	out.WriteString(">>")
	return out.String()
}

// parents writes the parent tree, which leads from marked content to its element.
func (t *tags) parents() int {
	var list strings.Builder
	for _, p := range t.pages {
		fmt.Fprintf(&list, "%d [", p.number-1)
		for _, e := range p.owners {
			fmt.Fprintf(&list, "%d 0 R ", e.object)
		}
		list.WriteString("]\n")
	}
	return t.add("<</Nums [%s]>>", list.String())
}
