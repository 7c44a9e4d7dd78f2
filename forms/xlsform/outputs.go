package xlsform

import (
	"strings"
	"unicode"

	"plumbline/forms"
)

// outputs returns wording in which every reference, and every path that begins with instance(), is an expression whose
// value is shown: "${ /data/name }".
func (n *names) outputs(words string, v viewpoint) string {
	if !strings.Contains(words, "${") && !strings.Contains(words, instanceCall) {
		return words
	}
	var b strings.Builder
	for words != "" {
		start, end := instancePath(words)
		b.WriteString(n.referenceOutputs(words[:start], v))
		if start < end {
			b.WriteString("${ " + strings.TrimSpace(n.expand(words[start:end], v)) + " }")
		}
		words = words[end:]
	}
	return b.String()
}

func (n *names) referenceOutputs(words string, v viewpoint) string {
	var b strings.Builder
	at := 0
	references(words, func(ref reference) {
		if path, ok := n.replace(ref, v); ok {
			b.WriteString(words[at:ref.start] + "${ " + path + " }")
			at = ref.end
		}
	})
	b.WriteString(words[at:])
	return b.String()
}

// text does outputs for every language of a text.
func (n *names) text(t forms.Text, v viewpoint) forms.Text {
	if t == nil {
		return nil
	}
	out := make(forms.Text, len(t))
	for language, words := range t {
		out[language] = n.outputs(words, v)
	}
	return out
}

const instanceCall = "instance("

// instancePath finds the first path in words that begins with instance(). It ends at white space outside brackets. Where
// there is none, both results are the length of the words.
func instancePath(words string) (start, end int) {
	for from := 0; ; {
		at := strings.Index(words[from:], instanceCall)
		if at < 0 {
			return len(words), len(words)
		}
		at += from
		from = at + len(instanceCall)
		if at > 0 && nameByte(words[at-1]) {
			continue
		}
		if end := pathEnd(words, at); end > 0 {
			return at, end
		}
	}
}

func nameByte(c byte) bool {
	return c == '-' || c == '.' || c == ':' || nameStart(rune(c)) || nameRest(rune(c))
}

// pathEnd returns where the path that begins at start ends; 0 when it is no path, since nothing follows the call.
func pathEnd(words string, start int) int {
	depth, quote, path := 0, rune(0), false
	for i, c := range words[start:] {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case depth > 0 && (c == '\'' || c == '"'):
			quote = c
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			if depth--; depth < 0 {
				return ended(path, start+i)
			}
		case depth == 0 && unicode.IsSpace(c):
			return ended(path, start+i)
		case depth == 0 && c == '/':
			path = true
		}
	}
	if depth > 0 || quote != 0 {
		return 0
	}
	return ended(path, len(words))
}

func ended(path bool, end int) int {
	if path {
		return end
	}
	return 0
}
