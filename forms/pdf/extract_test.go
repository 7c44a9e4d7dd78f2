package pdf_test

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
)

func utf16String(s string) string {
	var units []uint16
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

// shown is text as a page shows it in one go.
type shown struct {
	font  name
	codes []uint16
}

// marked is what stands between the operators of one marked sequence.
type marked struct {
	tag        name
	id         int // -1 for an artifact
	properties dict
	texts      []shown
	paints     int // operators that draw
}

// sequences reads the marked sequences of a page's content, and complains about what stands in none.
func sequences(content []byte) (out []marked, wrong []string) {
	p := &parser{in: content}
	var operands []any
	var open *marked
	var font name
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	for {
		v := p.value()
		op, ok := v.(operator)
		if !ok {
			if _, more := v.(error); more {
				break
			}
			operands = append(operands, v)
			continue
		}
		switch op {
		case "BDC":
			if open != nil {
				say("a sequence within another")
			}
			open = &marked{id: -1}
			open.tag, _ = operands[0].(name)
			open.properties, _ = operands[1].(dict)
			if id, ok := open.properties["MCID"].(float64); ok {
				open.id = int(id)
			}
		case "EMC":
			if open == nil {
				say("the end of no sequence")
				break
			}
			out = append(out, *open)
			open = nil
		case "Tf":
			font, _ = operands[0].(name)
		case "Tj", "f", "S", "B", "b", "s", "f*", "Do", "TJ", "'", "\"", "sh", "BI":
			if open == nil {
				say("%s outside every sequence", op)
				break
			}
			open.paints++
			if op == "Tj" {
				open.texts = append(open.texts, shown{font, codes(operands[0].(string))})
			}
		}
		operands = nil
	}
	if open != nil {
		say("a sequence without its end")
	}
	return out, wrong
}

func codes(s string) []uint16 {
	var out []uint16
	for i := 0; i+1 < len(s); i += 2 {
		out = append(out, binary.BigEndian.Uint16([]byte(s[i:])))
	}
	return out
}

// toUnicode reads the characters that a CMap gives codes.
func toUnicode(cmap []byte) map[uint16]string {
	out := map[uint16]string{}
	p := &parser{in: cmap}
	var operands []any
	for {
		v := p.value()
		if _, end := v.(error); end {
			return out
		}
		if op, ok := v.(operator); ok {
			if op == "endbfchar" {
				for i := 0; i+1 < len(operands); i += 2 {
					out[codes(operands[i].(string))[0]] = utf16String(operands[i+1].(string))
				}
			}
			operands = nil
			continue
		}
		operands = append(operands, v)
	}
}

// reading is a file as a screen reader has it.
type reading struct {
	*file
	pages []reader
	place map[ref]int // of a page object among the pages
}

// reader is one page.
type reader struct {
	dict      dict
	sequences []marked
	wrong     []string
	fonts     map[name]map[uint16]string
}

// read takes the pages of a file apart.
func read(in []byte) (*reading, error) {
	f, err := parse(in)
	if err != nil {
		return nil, err
	}
	out := &reading{file: f, place: map[ref]int{}}
	for _, kid := range f.array(f.dict(f.dict(f.trailer["Root"])["Pages"])["Kids"]) {
		page := reader{dict: f.dict(kid), fonts: map[name]map[uint16]string{}}
		content, ok := f.get(page.dict["Contents"]).(*stream)
		if !ok {
			return nil, fmt.Errorf("page %v has no content", kid)
		}
		page.sequences, page.wrong = sequences(content.data)
		for id, font := range f.dict(f.dict(page.dict["Resources"])["Font"]) {
			if cmap, ok := f.get(f.dict(font)["ToUnicode"]).(*stream); ok {
				page.fonts[id] = toUnicode(cmap.data)
			}
		}
		out.place[kid.(ref)] = len(out.pages)
		out.pages = append(out.pages, page)
	}
	return out, nil
}

// text is what a sequence says.
func (p reader) text(m marked) string {
	var out strings.Builder
	for _, s := range m.texts {
		for _, code := range s.codes {
			out.WriteString(p.fonts[s.font][code])
		}
	}
	return out.String()
}

// content finds a sequence by its number; nil for none.
func (p reader) content(id int) *marked {
	for i := range p.sequences {
		if p.sequences[i].id == id {
			return &p.sequences[i]
		}
	}
	return nil
}

// leaf is a sequence that an element has.
type leaf struct{ page, id int }

// kids gives what stands in an element, in order: leaves and references of elements.
func (r *reading) kids(element dict) []any {
	var out []any
	home, _ := element["Pg"].(ref)
	list := r.array(element["K"])
	if list == nil {
		list = array{element["K"]}
	}
	for _, k := range list {
		switch k := k.(type) {
		case float64:
			out = append(out, leaf{r.page(home), int(k)})
		case ref:
			out = append(out, k)
		case dict:
			pg, _ := k["Pg"].(ref)
			id, _ := k["MCID"].(float64)
			out = append(out, leaf{r.page(pg), int(id)})
		}
	}
	return out
}

// page is the place of a page, -1 for none.
func (r *reading) page(of ref) int {
	if i, ok := r.place[of]; ok {
		return i
	}
	return -1
}

// say is the text of an element and all in it, as a screen reader says it: what stands for it goes before its content.
func (r *reading) say(of ref) string {
	element := r.dict(of)
	if actual, ok := element["ActualText"]; ok {
		return r.words(actual)
	}
	if alt, ok := element["Alt"]; ok {
		return "[" + r.words(alt) + "]"
	}
	var out strings.Builder
	for _, k := range r.kids(element) {
		switch k := k.(type) {
		case leaf:
			if k.page >= 0 {
				if m := r.pages[k.page].content(k.id); m != nil {
					out.WriteString(r.pages[k.page].text(*m))
				}
			}
		case ref:
			out.WriteString(r.say(k))
		}
	}
	return out.String()
}

// outline writes the structure tree down, an element a line, with the text of those that have content of their own.
func (r *reading) outline() string {
	var out strings.Builder
	var walk func(of ref, indent string)
	walk = func(of ref, indent string) {
		element := r.dict(of)
		own := false
		for _, k := range r.kids(element) {
			if _, ok := k.(leaf); ok {
				own = true
			}
		}
		if own {
			fmt.Fprintf(&out, "%s%s: %s\n", indent, element["S"], r.say(of))
			return
		}
		fmt.Fprintf(&out, "%s%s\n", indent, element["S"])
		for _, k := range r.kids(element) {
			walk(k.(ref), indent+"  ")
		}
	}
	for _, k := range r.kids(r.root()) {
		walk(k.(ref), "")
	}
	return out.String()
}

// root is the root of the structure tree.
func (r *reading) root() dict {
	return r.dict(r.dict(r.trailer["Root"])["StructTreeRoot"])
}
