package guard

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one word of a text.
type token struct {
	start, end int
	lower      string // in lower case, without a possessive ending
	capital    bool   // begins with a capital, and goes on in small letters
	shouted    bool   // is all capitals
	owner      bool   // has a possessive ending
	first      bool   // begins a sentence, a line or a quotation
}

// split finds the words of a text: letters, with apostrophes and hyphens between them.
func split(text string) []token {
	var out []token
	first := true
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsLetter(r) {
			if begins(r) && !abbreviated(out, at, r) {
				first = true
			}
			if unicode.IsDigit(r) {
				first = false
			}
			at += size
			continue
		}
		end := wordEnd(text, at)
		out = append(out, describe(text, at, end, first))
		at, first = end, false
	}
	return out
}

// begins reports whether a sentence, a line or a quotation may begin after r.
func begins(r rune) bool { return strings.ContainsRune(".!?:\n\r•“\"", r) }

// abbreviated reports whether a full stop ends a title, as in "Dr. Jones", or an initial.
func abbreviated(before []token, at int, r rune) bool {
	if r != '.' || len(before) == 0 || before[len(before)-1].end != at {
		return false
	}
	last := before[len(before)-1]
	return title(last.lower) || last.end-last.start == 1
}

func wordEnd(text string, at int) int {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case unicode.IsLetter(r), unicode.IsMark(r):
		case (r == '\'' || r == '’' || r == '-') && at+size < len(text):
			if next, _ := utf8.DecodeRuneInString(text[at+size:]); !unicode.IsLetter(next) {
				return at
			}
		default:
			return at
		}
		at += size
	}
	return at
}

func describe(text string, start, end int, first bool) token {
	t := token{start: start, end: end, first: first}
	word := text[start:end]
	for _, ending := range []string{"'s", "’s"} {
		if bare, ok := strings.CutSuffix(word, ending); ok {
			word, t.owner, t.end = bare, true, start+len(bare)
		}
	}
	initial, size := utf8.DecodeRuneInString(word)
	rest := word[size:]
	t.lower = strings.ReplaceAll(strings.ToLower(word), "’", "'")
	if unicode.IsUpper(initial) && rest != "" {
		t.shouted = !strings.ContainsFunc(rest, unicode.IsLower)
		t.capital = !t.shouted
	}
	return t
}
