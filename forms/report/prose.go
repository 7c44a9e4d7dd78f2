package report

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// longestLead is how long a first sentence may be, in characters, to stand out from what follows it.
const longestLead = 80

// prose makes blocks of what a person typed: a paragraph a line, and a list where lines begin with a dash.
func prose(typed string) []Block {
	var out []Block
	var list List
	flush := func() {
		if len(list.Items) > 0 {
			out = append(out, list)
			list = List{}
		}
	}
	for _, line := range lines(typed) {
		if point, ok := bullet(line); ok {
			list.Items = append(list.Items, Item{{{Words: point}}})
			continue
		}
		flush()
		out = append(out, Paragraph{{Words: line}})
	}
	flush()
	return out
}

// paragraphs is prose where no list can stand.
func paragraphs(typed string) []Paragraph {
	all := lines(typed)
	out := make([]Paragraph, len(all))
	for i, line := range all {
		out[i] = Paragraph{{Words: line}}
	}
	return out
}

// lines gives the lines that say something.
func lines(typed string) []string {
	var out []string
	for _, line := range strings.FieldsFunc(typed, func(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' }) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// bullet takes the sign off a line that a person began with one.
func bullet(line string) (string, bool) {
	for _, sign := range []string{"- ", "* ", "\u2022 ", "\u2013 ", "\u2022\t", "-\t"} {
		if rest, ok := strings.CutPrefix(line, sign); ok && strings.TrimSpace(rest) != "" {
			return strings.TrimSpace(rest), true
		}
	}
	return line, false
}

func items(texts []string) []Item {
	out := make([]Item, len(texts))
	for i, s := range texts {
		out[i] = Item{{{Words: s}}}
	}
	return out
}

// led makes the first sentence strong where it is short and more follows.
func led(text string) Paragraph {
	for i, r := range text {
		if !strings.ContainsRune(".!?", r) {
			continue
		}
		head, rest := text[:i+1], text[i+1:]
		next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
		if !strings.HasPrefix(rest, " ") || !unicode.IsUpper(next) {
			continue
		}
		if utf8.RuneCountInString(head) > longestLead {
			break
		}
		return Paragraph{{head, Strong}, {rest, Plain}}
	}
	return Paragraph{{Words: text}}
}

// rewrite takes one kind of markup out of a label.
type rewrite struct {
	sign *regexp.Regexp
	with string
}

// markup is what Markdown and HTML add to a label, in the order in which it is taken out.
var markup = sync.OnceValue(func() []rewrite {
	return []rewrite{
		{regexp.MustCompile(`(?i)</?(?:br|p|div)\b[^<>]*>`), " "},
		{regexp.MustCompile(`(?i)</?(?:span|u|i|em|b|strong|sup|sub)\b[^<>]*>`), ""},
		{regexp.MustCompile(`\[([^\[\]]+)\]\([^()\s]*\)`), "$1"},
		{regexp.MustCompile(`\*\*(\S|\S[^*]*\S)\*\*`), "$1"},
		{regexp.MustCompile(`\b__(\S|\S[^_]*\S)__\b`), "$1"},
		{regexp.MustCompile(`\*(\S|\S[^*]*\S)\*`), "$1"},
		{regexp.MustCompile(`(^|\s)_(\S|\S[^_]*\S)_(\s|[.,;:?]|$)`), "$1$2$3"},
		{regexp.MustCompile(`(?m)^#{1,6} +`), ""},
		{regexp.MustCompile(`\\([#*_\\])`), "$1"},
		{regexp.MustCompile(`\s+`), " "},
	}
})

// wording is a label without its markup, in one line.
func wording(label string) string {
	if !strings.ContainsAny(label, "<[*_#\\\n\t") && !strings.Contains(label, "  ") {
		return strings.TrimSpace(label)
	}
	for _, m := range markup() {
		label = m.sign.ReplaceAllString(label, m.with)
	}
	return strings.TrimSpace(label)
}
