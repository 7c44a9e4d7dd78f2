package pdf

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// replacement stands for characters that no font has: emoji, other scripts.
const replacement = "[symbol]"

// clean makes text that can be set in every face: composed, in one line, without invisible characters. A character that
// the fonts lack becomes one that says the same, or a symbol that is drawn, or a letter without its accent, or
// replacement, which stands but once for several in a row.
func (s *faces) clean(text string) string {
	for {
		text = s.replaced(norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD")))
		if norm.NFC.IsNormalString(text) {
			return text
		}
	}
}

// replaced gives composed text in characters that can be set. What stood apart may come together in it, and compose: a
// letter and its accent with something invisible between them.
func (s *faces) replaced(text string) string {
	if plainASCII(text) {
		return text
	}
	var out strings.Builder
	out.Grow(len(text))
	missing, gap := false, false // after a replacement; and a space since
	for _, r := range text {
		if unicode.IsSpace(r) && r != noBreakSpace && r != narrowNoBreak {
			r = ' '
		}
		words, ok := s.shown(r)
		switch {
		case !ok && !missing:
			out.WriteString(replacement)
			missing = true
		case !ok:
			gap = false
		case missing && r == ' ':
			gap = true
		case words != "":
			if gap {
				out.WriteByte(' ')
			}
			missing, gap = false, false
			out.WriteString(words)
		}
	}
	if gap {
		out.WriteByte(' ')
	}
	return out.String()
}

// lettering is clean text in which nothing is drawn: characters that would be are left out.
func (s *faces) lettering(text string) string {
	return strings.Map(func(r rune) rune {
		if !s.has(r) {
			return -1
		}
		return r
	}, s.clean(text))
}

// plainASCII reports whether text can stand as it is whatever the fonts.
func plainASCII(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

const (
	noBreakSpace  = '\u00A0'
	narrowNoBreak = '\u202F'
)

// shown is what stands in a document for a character; false when nothing but the replacement can. Invisible characters
// become "".
func (s *faces) shown(r rune) (string, bool) {
	switch {
	case r == narrowNoBreak:
		r = noBreakSpace
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector):
		return "", true
	}
	if s.has(r) || drawn(r) {
		return string(r), true
	}
	if same, ok := equal(r); ok {
		return same, true
	}
	for _, form := range []string{norm.NFKC.String(string(r)), base(r)} {
		if form != "" && form != string(r) && s.hasAll(form) {
			return form, true
		}
	}
	return "", false
}

func (s *faces) hasAll(text string) bool {
	for _, r := range text {
		if !s.has(r) {
			return false
		}
	}
	return true
}

// equal gives another way to write what a character says.
func equal(r rune) (string, bool) {
	switch r {
	case '\u2010', '\u2011':
		return "-", true
	case '\u2012', '\u2015':
		return "\u2013", true
	case '\u2032':
		return "'", true
	case '\u2033':
		return "\"", true
	case '\u2264':
		return "<=", true
	case '\u2265':
		return ">=", true
	}
	return "", false
}

// base is a Latin letter without its accents; "" for any other character.
func base(r rune) string {
	if !unicode.Is(unicode.Latin, r) {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(string(r)))
}
