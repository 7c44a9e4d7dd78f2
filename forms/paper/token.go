package paper

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one word of an expression: a text between quotation marks, a number, a name or path, or a sign.
type token struct {
	text   string
	quoted bool
}

func (t token) is(sign string) bool { return !t.quoted && t.text == sign }

// value reports whether the token is a text or a number.
func (t token) value() bool {
	return t.quoted || t.text != "" && strings.Trim(t.text, "0123456789.") == "" && t.text != "." && t.text != ".."
}

// path reports whether the token is a name, or a path of names.
func (t token) path() bool {
	if t.quoted || t.text == "" || t.value() {
		return false
	}
	switch t.text {
	case "and", "or", "not", "div", "mod", "selected":
		return false
	}
	first, _ := utf8.DecodeRuneInString(t.text)
	return first == '/' || first == '.' || first == '_' || unicode.IsLetter(first)
}

// scan splits an expression.
func scan(expression string) ([]token, error) {
	var out []token
	for at := 0; at < len(expression); {
		c := expression[at]
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			at++
		case c == '\'' || c == '"':
			end := strings.IndexByte(expression[at+1:], c)
			if end < 0 {
				return nil, errUnread
			}
			out = append(out, token{expression[at+1 : at+1+end], true})
			at += end + 2
		default:
			end := word(expression[at:])
			out = append(out, token{text: expression[at : at+end]})
			at += end
		}
	}
	return out, nil
}

// word is how long the word or the sign is with which an expression begins.
func word(expression string) int {
	const inWords = "_-./:"
	for i, r := range expression {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(inWords, r) {
			if i > 0 {
				return i
			}
			if two := expression[:min(2, len(expression))]; two == "!=" || two == "<=" || two == ">=" {
				return 2
			}
			_, size := utf8.DecodeRuneInString(expression)
			return size
		}
	}
	return len(expression)
}
