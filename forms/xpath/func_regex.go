package xpath

import (
	"regexp"
	"strings"
	"sync/atomic"
)

// buildRegex matches the whole text, as ODK Collect and the documentation of ODK have it. A pattern that stands in the
// expression is compiled with it; one that is worked out is kept until it is another.
func buildRegex(_ *compiler, e *call, args []code) (code, error) {
	text, pattern := args[0].text, args[1].text
	if l, ok := e.args[1].(*literal); ok {
		re, err := compileRegex(l.value.Text())
		if err != nil {
			return code{}, mistake(l.pos, "The pattern of regex() cannot be read: %s.", reason(err))
		}
		return truthCode(func(c *Context) bool { return re.MatchString(text(c)) }), nil
	}
	var last atomic.Pointer[patternKept]
	return truthCode(func(c *Context) bool {
		kept := last.Load()
		if p := pattern(c); kept == nil || kept.source != p {
			re, err := compileRegex(p)
			if err != nil {
				return false
			}
			kept = &patternKept{p, re}
			last.Store(kept)
		}
		return kept.re.MatchString(text(c))
	}), nil
}

type patternKept struct {
	source string
	re     *regexp.Regexp
}

// compileRegex reads a pattern as Java and JavaScript write it, for matching a whole text.
func compileRegex(pattern string) (*regexp.Regexp, error) {
	pattern = goPattern(pattern)
	if _, err := regexp.Compile(pattern); err != nil {
		return nil, err
	}
	return regexp.Compile(`^(?:` + pattern + `)$`)
}

// goPattern rewrites the escapes that Java and JavaScript have and Go has not: \uXXXX, and \/ and its like, which stand
// for the sign itself.
func goPattern(pattern string) string {
	var out strings.Builder
	for i := 0; i < len(pattern); i++ {
		if pattern[i] != '\\' || i+1 == len(pattern) {
			out.WriteByte(pattern[i])
			continue
		}
		i++
		switch c := pattern[i]; {
		case c == 'u' && hexDigits(pattern[i+1:], 4):
			out.WriteString(`\x{` + pattern[i+1:i+5] + `}`)
			i += 4
		default:
			out.WriteByte('\\')
			out.WriteByte(c)
		}
	}
	return out.String()
}

func hexDigits(s string, n int) bool {
	return len(s) >= n && strings.Trim(s[:n], "0123456789abcdefABCDEF") == ""
}

// reason is what is wrong with a pattern, without the name of the package that says so.
func reason(err error) string { return strings.TrimPrefix(err.Error(), "error parsing regexp: ") }
