package xpath

import (
	"math"
	"strings"
)

func cutFunctions() map[string]builtin {
	return map[string]builtin{
		"substr":           {2, 3, buildSubstr},
		"substring":        {2, 3, buildSubstring},
		"substring-before": text2(substringBefore),
		"substring-after":  text2(substringAfter),
	}
}

func substringBefore(s, sep string) string {
	if before, _, found := strings.Cut(s, sep); found {
		return before
	}
	return ""
}

func substringAfter(s, sep string) string {
	_, after, _ := strings.Cut(s, sep)
	return after
}

// buildSubstr counts characters from 0, and from the end where a place is negative; the end is exclusive.
func buildSubstr(_ *compiler, _ *call, args []code) (code, error) {
	return textCode(func(c *Context) string {
		chars := []rune(args[0].text(c))
		from, to := place(args[1].number(c), len(chars)), len(chars)
		if len(args) > 2 {
			to = place(args[2].number(c), len(chars))
		}
		if from < 0 || from >= to {
			return ""
		}
		return string(chars[from:to])
	}), nil
}

// place is a place in a text of n characters, without its fraction and put within bounds; -1 for what is no number.
func place(f float64, n int) int {
	if math.IsNaN(f) {
		return -1
	}
	if f = math.Trunc(f); f < 0 {
		f += float64(n)
	}
	return int(min(max(f, 0), float64(n)))
}

// buildSubstring is XPath's own function: characters are counted from 1, and numbers are rounded.
func buildSubstring(_ *compiler, _ *call, args []code) (code, error) {
	return textCode(func(c *Context) string {
		chars := []rune(args[0].text(c))
		first := halfUp(args[1].number(c))
		end := math.Inf(1)
		if len(args) > 2 {
			end = first + halfUp(args[2].number(c))
		}
		from, to := max(first, 1), min(end, float64(len(chars)+1))
		if !(from < to) {
			return ""
		}
		return string(chars[int(from)-1 : int(to)-1])
	}), nil
}

// halfUp rounds as XPath 1.0 does: a half goes up.
func halfUp(f float64) float64 { return math.Floor(f + 0.5) }
