package forms

import "strings"

// Untranslated is the language key of a column without a language, such as "label" rather than "label::English (en)".
const Untranslated = ""

// Text is what a form shows for one thing, by language as the form's author named it ("English (en)").
// The key Untranslated holds text from a column that names no language. A nil Text is empty.
//
// Wording may hold answers: "${ /data/child/name }" stands for the text of the expression between the braces. A brace
// inside a quoted string of the expression does not end it. See Parts.
type Text map[string]string

// Plain returns a Text that has the same wording in every language.
func Plain(s string) Text {
	if s == "" {
		return nil
	}
	return Text{Untranslated: s}
}

// In returns the wording for a language, or the untranslated wording, or "" when the form has neither.
func (t Text) In(language string) string {
	if s, ok := t[language]; ok && s != "" {
		return s
	}
	return t[Untranslated]
}

// Empty reports whether no language has any wording.
func (t Text) Empty() bool {
	for _, s := range t {
		if s != "" {
			return false
		}
	}
	return true
}

// Part is a piece of wording: words as they stand, or the text of an expression.
type Part struct {
	Words      string
	Expression string // "" for words
}

// Parts splits wording into words and expressions, in order. What only looks like an expression, having no end, is words.
func Parts(wording string) []Part {
	var out []Part
	words := 0
	for at := 0; ; {
		open := strings.Index(wording[at:], "${")
		if open < 0 {
			break
		}
		open += at
		end := closing(wording, open+2)
		if end < 0 {
			break
		}
		if open > words {
			out = append(out, Part{Words: wording[words:open]})
		}
		out = append(out, Part{Expression: strings.TrimSpace(wording[open+2 : end])})
		at, words = end+1, end+1
	}
	if words < len(wording) {
		out = append(out, Part{Words: wording[words:]})
	}
	return out
}

// closing finds the brace that ends an expression which begins at from; -1 when none does.
func closing(s string, from int) int {
	quote := byte(0)
	for i := from; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '}':
			return i
		}
	}
	return -1
}

// Literal writes words so that Parts gives them back as words, whatever they hold.
func Literal(words string) string { return strings.ReplaceAll(words, "${", "${'${'}") }
