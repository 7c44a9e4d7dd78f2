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

// Hide is the text without what is marked: in the place of a name stands the role that the words beside it tell, and
// "[name]" where they tell none; in the place of any other mark stands its kind, as in "[postcode]". Nothing is guessed. The
// marks must be of this text, in order, and must not overlap.
func Hide(text string, marks []Mark) string {
	for i := len(marks) - 1; i >= 0; i-- {
		m := marks[i]
		if !m.Told {
			m.Instead, m.Spare = m.Kind.blank(), false
		}
		text = m.Replace(text)
	}
	return text
}

// blank stands where a mark of the kind was.
func (k Kind) blank() string {
	switch k {
	case Name, Postcode, Email:
		return "[" + string(k) + "]"
	case Birth:
		return "[date of birth]"
	case NHS:
		return "[NHS number]"
	case UPN:
		return "[pupil number]"
	case Phone:
		return "[telephone number]"
	default:
		return "[left out]"
	}
}

// opening gives words their capital where they begin a sentence.
func opening(words string) string {
	r, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(r)) + words[size:]
}
