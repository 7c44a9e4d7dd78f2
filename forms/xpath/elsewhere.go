package xpath

import (
	"strings"
	"unicode/utf8"
)

// elsewhere says what to write in place of a sign that spreadsheets, word processors and other languages have; nil where
// none begins.
func elsewhere(rest string, pos int) error {
	if rest[0] < utf8.RuneSelf && !strings.Contains("=<!&|;^", rest[:1]) {
		return nil
	}
	for _, sign := range [...]struct{ has, write string }{
		{"==", `"=" once`},
		{"=>", `">="`},
		{"=<", `"<="`},
		{"<>", `"!="`},
		{"!==", `"!="`},
		{"&&", `"and"`},
		{"||", `"or"`},
		{"&", `concat() to join texts, or "and"`},
		{";", `"," between the arguments of a function`},
		{"^", `pow(), as in pow(2, 3)`},
		{"≤", `"<="`},
		{"≥", `">="`},
		{"≠", `"!="`},
		{"×", `"*"`},
		{"÷", `"div"`},
		{"–", `"-", the sign on the keyboard`},
		{"—", `"-", the sign on the keyboard`},
		{"−", `"-", the sign on the keyboard`},
	} {
		if strings.HasPrefix(rest, sign.has) {
			return mistake(pos, "%q is not understood here. Write %s.", sign.has, sign.write)
		}
	}
	switch r, _ := utf8.DecodeRuneInString(rest); {
	case strings.ContainsRune("“”„‟‘’‚‛«»", r):
		return mistake(pos, "Curly quotation marks are not understood here. Write straight ones: ' or \".")
	case r == '!' && !strings.HasPrefix(rest, "!="):
		return mistake(pos, `"!" is not understood here. Write not(), as in not(selected(${a}, 'x')).`)
	}
	return nil
}

// unknown says of a call that there is no such function, and what there is in its place.
func (k *compiler) unknown(e *call) error {
	lower := strings.ToLower(e.name)
	_, own := k.options.Functions[lower]
	_, known := k.functions[lower]
	switch {
	case own || known:
		return mistake(e.pos, "The names of functions are in small letters here. Write %s() in place of %s().", lower, e.name)
	case lower == "and" || lower == "or":
		return mistake(e.pos, "%s() is no function here. Write %q between the conditions, as in: a %[2]s b.", e.name, lower)
	}
	if write := spreadsheet(lower); write != "" {
		return mistake(e.pos, "There is no function %s() here. Write %s.", e.name, write)
	}
	return mistake(e.pos, "There is no function %s(). Check how it is spelt.", e.name)
}

// spreadsheet is what to write in place of a function that spreadsheets have under another name; "" for any other.
func spreadsheet(name string) string {
	switch name {
	case "len":
		return "string-length()"
	case "concatenate", "textjoin":
		return "concat(), or join() with a separator"
	case "left", "right", "mid":
		return "substr(), which counts characters from 0"
	case "isblank":
		return "= '' after the question, as in ${name} = ''"
	case "ifs", "switch":
		return "if() inside if(), as in if(a, 1, if(b, 2, 3))"
	case "average":
		return "sum() div count()"
	case "countif":
		return "count() of what is picked in square brackets, as in count(${name}[. > 3])"
	case "ceil":
		return "ceiling()"
	case "trim":
		return "normalize-space()"
	case "counta":
		return "count-non-empty()"
	default:
		return ""
	}
}
