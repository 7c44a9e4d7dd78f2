package pdf_test

import (
	"fmt"
	"slices"
	"strings"
)

// checker holds a file to the rules of PDF/UA-1 that documents rely on.
type checker struct {
	*reading
	wrong []string
	seen  map[leaf]ref // sequences by the element that has them
	level int          // of the last heading
	notes []string
}

func (c *checker) say(format string, args ...any) {
	c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
}

// check gives everything that is wrong with a file.
func check(in []byte) []string {
	r, err := read(in)
	if err != nil {
		return []string{err.Error()}
	}
	c := &checker{reading: r, seen: map[leaf]ref{}}
	c.catalogue()
	for _, k := range c.kids(c.root()) {
		root, ok := k.(ref)
		if !ok {
			c.say("content directly in the root of the tree")
			continue
		}
		c.element(root, c.dict(c.trailer["Root"])["StructTreeRoot"].(ref))
	}
	c.identifiers()
	c.content()
	c.fonts()
	c.bookmarks()
	return c.wrong
}

func (c *checker) catalogue() {
	root := c.dict(c.trailer["Root"])
	if c.dict(root["MarkInfo"])["Marked"] != true {
		c.say("the file is not marked as tagged")
	}
	if c.dict(root["ViewerPreferences"])["DisplayDocTitle"] != true {
		c.say("the window does not show the title")
	}
	if c.words(root["Lang"]) == "" {
		c.say("no language")
	}
	title := c.words(c.dict(c.trailer["Info"])["Title"])
	metadata, ok := c.get(root["Metadata"]).(*stream)
	switch {
	case !ok:
		c.say("no metadata")
	case metadata.dict["Filter"] != nil:
		c.say("metadata is compressed")
	case !strings.Contains(string(metadata.data), "<pdfuaid:part>1</pdfuaid:part>"):
		c.say("metadata does not declare PDF/UA-1")
	case title == "" || !strings.Contains(string(metadata.data), "<dc:title>"):
		c.say("no title")
	}
	if id := c.array(c.trailer["ID"]); len(id) != 2 {
		c.say("no identifier")
	}
}

// element checks an element and all below it.
func (c *checker) element(of, parent ref) {
	e := c.dict(of)
	tag, _ := e["S"].(name)
	if e["P"] != parent {
		c.say("%s %d does not know its parent", tag, of)
	}
	c.nesting(of, tag, e)
	c.kind(of, tag, e)
	for _, k := range c.kids(e) {
		switch k := k.(type) {
		case leaf:
			if _, twice := c.seen[k]; twice {
				c.say("sequence %d of page %d belongs to two elements", k.id, k.page+1)
			}
			c.seen[k] = of
			if k.page < 0 || c.pages[k.page].content(k.id) == nil {
				c.say("%s %d has a sequence that is not on the page", tag, of)
			}
		case ref:
			c.element(k, of)
		}
	}
}

// nesting checks which elements stand in which.
func (c *checker) nesting(of ref, tag name, e dict) {
	may := map[name][]name{"Table": {"TR"}, "TR": {"TH", "TD"}, "L": {"LI"}, "LI": {"Lbl", "LBody"}}
	only := map[name]name{"TR": "Table", "TH": "TR", "TD": "TR", "LI": "L", "Lbl": "LI", "LBody": "LI"}
	for _, k := range c.kids(e) {
		kid, ok := k.(ref)
		if !ok {
			if may[tag] != nil {
				c.say("%s %d has content of its own", tag, of)
			}
			continue
		}
		inner, _ := c.dict(kid)["S"].(name)
		if may[tag] != nil && !slices.Contains(may[tag], inner) {
			c.say("%s in %s %d", inner, tag, of)
		}
		if want, ok := only[inner]; ok && want != tag {
			c.say("%s in %s %d", inner, tag, of)
		}
	}
}

// kind checks what kinds of elements need.
func (c *checker) kind(of ref, tag name, e dict) {
	attributes := c.dict(e["A"])
	switch tag {
	case "H1", "H2", "H3", "H4", "H5", "H6":
		level := int(tag[1] - '0')
		if level > c.level+1 {
			c.say("%s %d after a heading of level %d", tag, of, c.level)
		}
		c.level = level
	case "Figure":
		if c.words(e["Alt"]) == "" {
			c.say("Figure %d has no alternative", of)
		}
		if len(c.array(attributes["BBox"])) != 4 {
			c.say("Figure %d has no box", of)
		}
	case "TH":
		if attributes["Scope"] != name("Column") {
			c.say("TH %d has no scope", of)
		}
	case "Table":
		c.table(of, e)
	case "L":
		if attributes["ListNumbering"] == nil {
			c.say("L %d does not say how it is numbered", of)
		}
	case "Note":
		c.notes = append(c.notes, c.words(e["ID"]))
	case "Document", "P", "TR", "TD", "LI", "Lbl", "LBody", "Span":
	default:
		c.say("%s %d is no element that documents have", tag, of)
	}
}

// table checks that rows have the same cells, and that the first has those of the head.
func (c *checker) table(of ref, e dict) {
	columns := -1
	for i, row := range c.kids(e) {
		cells := c.kids(c.dict(row))
		if columns >= 0 && len(cells) != columns {
			c.say("Table %d has rows of %d and %d cells", of, columns, len(cells))
		}
		columns = len(cells)
		for _, cell := range cells {
			if tag := c.dict(cell)["S"]; (tag == name("TH")) != (i == 0) {
				c.say("%s in row %d of Table %d", tag, i+1, of)
			}
		}
	}
}

// identifiers checks that notes have one each, and can be found by it.
func (c *checker) identifiers() {
	var listed []string
	names := c.array(c.dict(c.root()["IDTree"])["Names"])
	for i := 0; i+1 < len(names); i += 2 {
		listed = append(listed, c.words(names[i]))
	}
	slices.Sort(c.notes)
	if slices.Contains(c.notes, "") || len(slices.Compact(slices.Clone(c.notes))) != len(c.notes) || !slices.Equal(listed, c.notes) {
		c.say("notes %q, identifiers %q", c.notes, listed)
	}
}

// content checks that everything on the pages is an artifact or in the tree, and that the parent tree leads there.
func (c *checker) content() {
	parents := map[float64]array{}
	numbers := c.array(c.dict(c.root()["ParentTree"])["Nums"])
	for i := 0; i+1 < len(numbers); i += 2 {
		parents[numbers[i].(float64)] = c.array(numbers[i+1])
	}
	keys := map[any]bool{}
	for i, p := range c.pages {
		for _, w := range p.wrong {
			c.say("page %d: %s", i+1, w)
		}
		key, ok := p.dict["StructParents"].(float64)
		if !ok || keys[key] {
			c.say("page %d has no number of its own in the parent tree", i+1)
		}
		keys[key] = true
		if p.dict["Tabs"] != name("S") {
			c.say("page %d is not walked through in the order of its structure", i+1)
		}
		ids := map[int]bool{}
		for _, m := range p.sequences {
			c.sequence(i, m, ids, parents[key])
		}
		if len(ids) != len(parents[key]) {
			c.say("page %d has %d sequences, and the parent tree %d", i+1, len(ids), len(parents[key]))
		}
	}
}

func (c *checker) sequence(page int, m marked, ids map[int]bool, parents array) {
	switch {
	case m.tag == "Artifact" && m.id < 0:
		return
	case m.id < 0:
		c.say("page %d: content without a number", page+1)
		return
	case ids[m.id]:
		c.say("page %d: sequence %d twice", page+1, m.id)
	}
	ids[m.id] = true
	owner, ok := c.seen[leaf{page, m.id}]
	switch {
	case !ok:
		c.say("page %d: sequence %d belongs to no element", page+1, m.id)
	case m.id >= len(parents) || parents[m.id] != owner:
		c.say("page %d: the parent tree leads from sequence %d elsewhere", page+1, m.id)
	case c.dict(owner)["S"] != m.tag:
		c.say("page %d: sequence %d is %s in an element %s", page+1, m.id, m.tag, c.dict(owner)["S"])
	}
}
