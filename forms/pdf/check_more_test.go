package pdf_test

import (
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// fonts checks that every character shown has a glyph, a width that is that of the glyph, and a meaning.
func (c *checker) fonts() {
	used := map[name]map[uint16]bool{}
	for _, p := range c.pages {
		for _, m := range p.sequences {
			for _, t := range m.texts {
				if used[t.font] == nil {
					used[t.font] = map[uint16]bool{}
				}
				for _, code := range t.codes {
					used[t.font][code] = true
				}
			}
		}
	}
	fonts := c.dict(c.dict(c.pages[0].dict["Resources"])["Font"])
	for id, codes := range used {
		if fonts[id] == nil {
			c.say("font %s is not there", id)
			continue
		}
		c.font(id, c.dict(fonts[id]), codes)
	}
}

func (c *checker) font(id name, f dict, codes map[uint16]bool) {
	descendant := c.dict(c.array(f["DescendantFonts"])[0])
	descriptor := c.dict(descendant["FontDescriptor"])
	base, _ := f["BaseFont"].(name)
	if base != descendant["BaseFont"] || base != descriptor["FontName"] || strings.Index(string(base), "+") != 6 {
		c.say("font %s has the names %s, %s, %s", id, base, descendant["BaseFont"], descriptor["FontName"])
	}
	embedded, ok := c.get(descriptor["FontFile2"]).(*stream)
	if !ok {
		c.say("font %s is not embedded", id)
		return
	}
	glyphs, ok := c.get(descendant["CIDToGIDMap"]).(*stream)
	if !ok {
		c.say("font %s does not map characters to glyphs", id)
		return
	}
	parsed, err := sfnt.Parse(embedded.data)
	if err != nil {
		c.say("font %s: %v", id, err)
		return
	}
	widths := c.widths(descendant)
	for code := range codes {
		if words := c.pages[0].fonts[id][code]; words == "" || strings.ContainsAny(words, "\x00\uFEFF\uFFFE") {
			c.say("font %s: code %04x means nothing", id, code)
		}
		glyph := sfnt.GlyphIndex(glyphs.data[2*int(code)])<<8 | sfnt.GlyphIndex(glyphs.data[2*int(code)+1])
		if glyph == 0 {
			c.say("font %s: code %04x has no glyph", id, code)
			continue
		}
		advance, err := parsed.GlyphAdvance(nil, glyph, fixed.I(1000), font.HintingNone)
		if err != nil || advance.Round() != widths[code] {
			c.say("font %s: code %04x is %d wide, its glyph %v (%v)", id, code, widths[code], advance, err)
		}
	}
}

// widths reads the widths of characters: "first [w w w]" or "first last w".
func (c *checker) widths(descendant dict) map[uint16]int {
	out := map[uint16]int{}
	list := c.array(descendant["W"])
	for i := 0; i+1 < len(list); {
		first := int(list[i].(float64))
		if run := c.array(list[i+1]); run != nil {
			for j, w := range run {
				out[uint16(first+j)] = int(w.(float64))
			}
			i += 2
			continue
		}
		for code := first; code <= int(list[i+1].(float64)); code++ {
			out[uint16(code)] = int(list[i+2].(float64))
		}
		i += 3
	}
	return out
}

// bookmarks checks that every heading has one, that they are linked both ways, and counted.
func (c *checker) bookmarks() {
	headings := 0
	for _, v := range c.objects {
		if e, ok := v.(dict); ok && e["Type"] == name("StructElem") && strings.HasPrefix(string(e["S"].(name)), "H") {
			headings++
		}
	}
	root, ok := c.dict(c.trailer["Root"])["Outlines"].(ref)
	if !ok {
		if headings > 0 {
			c.say("no bookmarks")
		}
		return
	}
	if n := c.marksIn(root); n != headings {
		c.say("%d bookmarks for %d headings", n, headings)
	}
}

// marksIn counts the bookmarks that stand in one.
func (c *checker) marksIn(of ref) int {
	n := 0
	var before any
	for at := c.dict(of)["First"]; at != nil; at = c.dict(at)["Next"] {
		b := c.dict(at)
		if b["Parent"] != of || b["Prev"] != before || c.words(b["Title"]) == "" {
			c.say("bookmark %v is linked wrongly or has no title", at)
		}
		dest := c.array(b["Dest"])
		if len(dest) != 5 || c.page(dest[0].(ref)) < 0 || c.dict(b["SE"])["Type"] != name("StructElem") {
			c.say("bookmark %v leads nowhere", at)
		}
		n += 1 + c.marksIn(at.(ref))
		before = at
	}
	if c.dict(of)["Last"] != before {
		c.say("bookmarks of %d do not end with the last", of)
	}
	if count, _ := c.dict(of)["Count"].(float64); int(count) != n {
		c.say("bookmarks of %d are %d, and said to be %v", of, n, count)
	}
	return n
}
