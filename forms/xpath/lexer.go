package xpath

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SyntaxError says what is wrong with an expression, in words for the author of a form.
type SyntaxError struct {
	Pos     int // byte offset in the expression
	Message string
}

// Error implements error.
func (e *SyntaxError) Error() string { return fmt.Sprintf("%s (at character %d)", e.Message, e.Pos+1) }

func mistake(pos int, format string, args ...any) error {
	return &SyntaxError{Pos: pos, Message: fmt.Sprintf(format, args...)}
}

type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenNumber
	tokenString
	tokenName     // also prefix:name, prefix:*, and "*" where it stands for any name
	tokenOperator // of two operands, by its text
	tokenSign     // brackets, dots, slashes, by their text
)

type token struct {
	kind tokenKind
	text string
	pos  int
}

func (t token) is(sign string) bool { return t.kind == tokenSign && t.text == sign }

// operand reports whether the token ends something that an operator can follow. It decides what "*", "and", "or",
// "div" and "mod" are (XPath 1.0, section 3.7).
func (t token) operand() bool {
	switch t.kind {
	case tokenNumber, tokenString, tokenName:
		return true
	case tokenSign:
		return t.text == ")" || t.text == "]" || t.text == "." || t.text == ".."
	default:
		return false
	}
}

// lex splits an expression into tokens, the last of which is tokenEnd, and adds them to others.
func lex(src string, out []token) ([]token, error) {
	var last token
	for pos := 0; pos < len(src); {
		r, size := utf8.DecodeRuneInString(src[pos:])
		if unicode.IsSpace(r) {
			pos += size
			continue
		}
		t, err := next(src, pos, last.operand())
		if err != nil {
			return out, err
		}
		out = append(out, t)
		last = t
		pos += width(t)
	}
	return append(out, token{kind: tokenEnd, pos: len(src)}), nil
}

// width is the length of a token in the source; strings are kept without their quotes.
func width(t token) int {
	if t.kind == tokenString {
		return len(t.text) + 2
	}
	return len(t.text)
}

func next(src string, pos int, operand bool) (token, error) {
	rest := src[pos:]
	r, _ := utf8.DecodeRuneInString(rest)
	switch {
	case r == '"' || r == '\'':
		end := strings.IndexByte(rest[1:], byte(r))
		if end < 0 {
			return token{}, mistake(pos, "A text that begins here has no closing quotation mark. Add it.")
		}
		return token{tokenString, rest[1 : 1+end], pos}, nil
	case digit(r) || r == '.' && len(rest) > 1 && digit(rune(rest[1])):
		return token{tokenNumber, number(rest), pos}, nil
	case nameStart(r):
		return word(rest, pos, operand), nil
	}
	if err := elsewhere(rest, pos); err != nil {
		return token{}, err
	}
	return mark(rest, pos, operand)
}

// word reads a name, or the operator that a name begins with where only an operator can stand: "3mod4" is "3 mod 4".
func word(rest string, pos int, operand bool) token {
	if operand {
		for _, op := range [...]string{"and", "or", "div", "mod"} {
			if strings.HasPrefix(rest, op) {
				return token{tokenOperator, op, pos}
			}
		}
	}
	return token{tokenName, name(rest), pos}
}

// mark reads an operator or a sign, the longer of those that fit.
func mark(rest string, pos int, operand bool) (token, error) {
	if len(rest) > 1 {
		switch two := rest[:2]; two {
		case "!=", "<=", ">=":
			return token{tokenOperator, two, pos}, nil
		case "::", "//", "..":
			return token{tokenSign, two, pos}, nil
		}
	}
	switch rest[0] {
	case '*':
		if !operand {
			return token{tokenName, "*", pos}, nil
		}
		return token{tokenOperator, "*", pos}, nil
	case '|', '+', '-', '=', '<', '>':
		return token{tokenOperator, rest[:1], pos}, nil
	case '(', ')', '[', ']', ',', '/', '@', '$', '.':
		return token{tokenSign, rest[:1], pos}, nil
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return token{}, mistake(pos, "%q means nothing here. Take it out.", string(r))
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

func number(s string) string {
	point := false
	for i, r := range s {
		if r == '.' && !point {
			point = true
			continue
		}
		if !digit(r) {
			return s[:i]
		}
	}
	return s
}

// name reads a name with at most one prefix. A colon that another follows belongs to an axis.
func name(s string) string {
	prefixed := false
	for i, r := range s {
		switch {
		case nameStart(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '-' || r == '.' || r == '·':
		case r == ':' && !prefixed && strings.HasPrefix(s[i+1:], "*"):
			return s[:i+2]
		case r == ':' && !prefixed && startsName(s[i+1:]):
			prefixed = true
		default:
			return s[:i]
		}
	}
	return s
}

func nameStart(r rune) bool { return unicode.IsLetter(r) || r == '_' }

func startsName(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return nameStart(r)
}
