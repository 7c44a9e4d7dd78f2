package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	fontName  = regexp.MustCompile(`/utf8` + family + `(BI|B|I)?([\s/>])`)
	toUnicode = regexp.MustCompile(`/Subtype /Type0\n/BaseFont /utf8` + family + `(BI|B|I)?\n[^>]*/ToUnicode (\d+) 0 R`)
)

// name gives the embedded fonts the names of subsets, and writes for each which characters its glyphs stand for.
func (o *objects) name(fonts *faces, used [faceCount]map[rune]bool) error {
	for n, body := range o.bodies {
		m := toUnicode.FindSubmatch(body)
		if m == nil {
			continue
		}
		target, err := strconv.Atoi(string(m[2]))
		if err != nil || target <= n || target >= len(o.bodies) {
			return fmt.Errorf("%w: font", errOtherFile)
		}
		o.bodies[target] = characters(used[styled(string(m[1]))])
	}
	for n, body := range o.bodies {
		if bytes.Contains(body, []byte("\nstream\n")) {
			continue
		}
		o.bodies[n] = fontName.ReplaceAllFunc(body, func(found []byte) []byte {
			m := fontName.FindSubmatch(found)
			face := styled(string(m[1]))
			return []byte("/" + subset(used[face]) + "+" + fonts[face].postScript + string(m[2]))
		})
	}
	return nil
}

// styled is the face of a style as gofpdf has it.
func styled(s string) faceName {
	for n := range faceCount {
		if n.style() == s {
			return n
		}
	}
	return regular
}

// subset is the tag of a subset: six letters, the same for the same characters.
func subset(used map[rune]bool) string {
	hash := sha256.Sum256([]byte(string(slices.Sorted(maps.Keys(used)))))
	var out strings.Builder
	for _, b := range hash[:6] {
		out.WriteByte('A' + b%26)
	}
	return out.String()
}

// mostMapped is how many characters a section of a CMap may hold.
const mostMapped = 100

// characters is a ToUnicode CMap: gofpdf numbers glyphs by their character.
func characters(used map[rune]bool) []byte {
	var body strings.Builder
	body.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(used)), mostMapped) {
		fmt.Fprintf(&body, "%d beginbfchar\n", len(chunk))
		for _, r := range chunk {
			fmt.Fprintf(&body, "<%04X> <%04X>\n", r, r)
		}
		body.WriteString("endbfchar\n")
	}
	body.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\n" + "end")
	return fmt.Appendf(nil, "<</Length %d>>\nstream\n%s\nendstream\n", body.Len(), body.String())
}
