package xlsform

import (
	"strings"
	"unicode"
)

// isIdentifier reports whether a name can be that of an XML element, perhaps with one prefix (XML 1.0, NameStartChar and
// NameChar; Namespaces in XML 1.0).
func isIdentifier(name string) bool {
	prefix, local, found := strings.Cut(name, ":")
	if !found {
		return isNCName(prefix)
	}
	return isNCName(prefix) && isNCName(local)
}

func isNCName(name string) bool {
	for i, c := range name {
		if !nameStart(c) && (i == 0 || !nameRest(c)) {
			return false
		}
	}
	return name != ""
}

func nameStart(c rune) bool {
	if c < 0x80 {
		return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	}
	return unicode.Is(nameStartTable, c)
}

func nameRest(c rune) bool {
	return c == '-' || c == '.' || c >= '0' && c <= '9' || c == 0xb7 || c >= 0x300 && c <= 0x36f || c == 0x203f || c == 0x2040
}

var nameStartTable = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0xc0, Hi: 0xd6, Stride: 1},
		{Lo: 0xd8, Hi: 0xf6, Stride: 1},
		{Lo: 0xf8, Hi: 0x2ff, Stride: 1},
		{Lo: 0x370, Hi: 0x37d, Stride: 1},
		{Lo: 0x37f, Hi: 0x1fff, Stride: 1},
		{Lo: 0x200c, Hi: 0x200d, Stride: 1},
		{Lo: 0x2070, Hi: 0x218f, Stride: 1},
		{Lo: 0x2c00, Hi: 0x2fef, Stride: 1},
		{Lo: 0x3001, Hi: 0xd7ff, Stride: 1},
		{Lo: 0xf900, Hi: 0xfdcf, Stride: 1},
		{Lo: 0xfdf0, Hi: 0xfffd, Stride: 1},
	},
	R32: []unicode.Range32{{Lo: 0x10000, Hi: 0xeffff, Stride: 1}},
}
