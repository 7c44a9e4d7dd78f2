package xlsform

import (
	"regexp"
	"sync"

	"plumbline/forms"
)

// lexeme is a rule of how the converter cuts a default into tokens to tell expressions from text.
type lexeme struct {
	kind    lexemeKind
	pattern *regexp.Regexp
}

type lexemeKind uint8

const (
	plainLexeme    lexemeKind = iota
	operatorLexeme            // arithmetic, union, a reference or a function call: only expressions have them
)

const ncName = `[A-Z_a-z\x{c0}-\x{d6}\x{d8}-\x{f6}\x{f8}-\x{2ff}\x{370}-\x{37d}\x{37f}-\x{1fff}\x{200c}\x{200d}\x{2070}-\x{218f}` +
	`\x{2c00}-\x{2fef}\x{3001}-\x{d7ff}\x{f900}-\x{fdcf}\x{fdf0}-\x{fffd}\x{10000}-\x{effff}]` +
	`[-.0-9\x{b7}\x{300}-\x{36f}\x{203f}\x{2040}A-Z_a-z\x{c0}-\x{d6}\x{d8}-\x{f6}\x{f8}-\x{2ff}\x{370}-\x{37d}\x{37f}-\x{1fff}` +
	`\x{200c}\x{200d}\x{2070}-\x{218f}\x{2c00}-\x{2fef}\x{3001}-\x{d7ff}\x{f900}-\x{fdcf}\x{fdf0}-\x{fffd}\x{10000}-\x{effff}]*`

const qName = ncName + `(?::` + ncName + `)?`

// lexemes are tried in this order at each place: dates and times before numbers, names last.
var lexemes = sync.OnceValue(func() []lexeme {
	return []lexeme{
		{plainLexeme, regexp.MustCompile(`^-?\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\s+)?(?:[+-]\d{2}:\d{2}|Z)?)?`)},
		{plainLexeme, regexp.MustCompile(`^\d{2}:\d{2}:\d{2}(?:\.\s+)?(?:[+-]\d{2}:\d{2}|Z)?`)},
		{plainLexeme, regexp.MustCompile(`^(?:-?\d+\.\d*|-?\.\d+|-?\d+)`)},
		{operatorLexeme, regexp.MustCompile(`^(?:[*+\-]| mod | div )`)},
		{operatorLexeme, regexp.MustCompile(`^\|`)},
		{plainLexeme, regexp.MustCompile(`^(?:"[^"]*"|'[^']*')`)},
		{operatorLexeme, regexp.MustCompile(`^\$\{` + qName + `(?:#` + qName + `)?\}`)},
		{operatorLexeme, regexp.MustCompile(`^` + qName + `\(`)},
		{operatorLexeme, regexp.MustCompile(`^` + qName + `\[`)},
		{plainLexeme, regexp.MustCompile(`^` + qName + `://`)},
		{plainLexeme, regexp.MustCompile(`^` + qName)},
		{plainLexeme, regexp.MustCompile(`(?s)^.`)},
	}
})

// dynamicDefault reports whether a default is an expression rather than a literal value. A value of some kinds may have
// a hyphen that is no minus.
func dynamicDefault(cell string, kind forms.Kind) bool {
	hyphens := kind == forms.Date || kind == forms.DateTime || kind == forms.GeoPoint || kind == forms.GeoTrace || kind == forms.GeoShape
	for rest := cell; rest != ""; {
		token, of := nextLexeme(rest)
		switch {
		case token == "-" && hyphens:
			return false
		case of == operatorLexeme:
			return true
		}
		rest = rest[len(token):]
	}
	return false
}

func nextLexeme(s string) (string, lexemeKind) {
	for _, l := range lexemes() {
		if token := l.pattern.FindString(s); token != "" {
			return token, l.kind
		}
	}
	return s[:1], plainLexeme // not UTF-8
}
