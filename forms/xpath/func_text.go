package xpath

import (
	"strings"
	"unicode/utf8"
)

func textFunctions() map[string]builtin {
	return map[string]builtin{
		"string":          {0, 1, buildString},
		"concat":          {0, -1, buildConcat},
		"join":            {1, -1, buildJoin},
		"contains":        truth2(strings.Contains),
		"starts-with":     truth2(strings.HasPrefix),
		"ends-with":       truth2(strings.HasSuffix),
		"normalize-space": {0, 1, buildNormalizeSpace},
		"string-length":   {0, 1, buildStringLength},
		"translate":       {3, 3, buildTranslate},
		"regex":           {2, 2, buildRegex},
	}
}

func buildString(_ *compiler, _ *call, args []code) (code, error) {
	return textCode(here(args).text), nil
}

// buildConcat joins all nodes of a set, where XPath 1.0 takes the first.
func buildConcat(_ *compiler, _ *call, args []code) (code, error) {
	return textCode(func(c *Context) string { return strings.Join(texts(c, args), "") }), nil
}

func buildJoin(_ *compiler, _ *call, args []code) (code, error) {
	return textCode(func(c *Context) string { return strings.Join(texts(c, args[1:]), args[0].text(c)) }), nil
}

func buildNormalizeSpace(_ *compiler, _ *call, args []code) (code, error) {
	of := here(args).text
	return textCode(func(c *Context) string { return strings.Join(words(of(c)), " ") }), nil
}

// words are the parts of a text that white space keeps apart.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(space, r) })
}

// buildStringLength counts characters, and not the bytes or UTF-16 units that they are stored in.
func buildStringLength(_ *compiler, _ *call, args []code) (code, error) {
	of := here(args).text
	return numberCode(func(c *Context) float64 { return float64(utf8.RuneCountInString(of(c))) }), nil
}

func buildTranslate(_ *compiler, _ *call, args []code) (code, error) {
	return textCode(func(c *Context) string {
		return translate(args[0].text(c), args[1].text(c), args[2].text(c))
	}), nil
}

// translate puts in the place of each character of from the one at the same place of to, or nothing.
func translate(s, from, to string) string {
	instead := map[rune]rune{}
	put := []rune(to)
	for i, r := range []rune(from) {
		if _, earlier := instead[r]; earlier {
			continue
		}
		instead[r] = -1
		if i < len(put) {
			instead[r] = put[i]
		}
	}
	return strings.Map(func(r rune) rune {
		if other, ok := instead[r]; ok {
			return other
		}
		return r
	}, s)
}
