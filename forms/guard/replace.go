package guard

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Replace is the text with what could stand there in the place of the marked words; of a name that is spare, without it.
// The mark must be one of this text.
func (m Mark) Replace(text string) string {
	before, after := text[:m.Start], text[m.End:]
	if !m.Spare {
		return before + m.Instead + after
	}
	switch {
	case strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")"):
		before, after = before[:len(before)-1], after[1:]
	case strings.HasSuffix(before, ", ") && strings.HasPrefix(after, ","):
		before, after = before[:len(before)-2], after[1:]
	}
	return strings.TrimRight(before, " ") + after
}

// opening gives words their capital where they begin a sentence.
func opening(words string) string {
	r, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(r)) + words[size:]
}
