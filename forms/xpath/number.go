package xpath

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// FormatNumber writes a number as XPath 1.0, section 4.2, does: without an exponent, a whole one without a point, and
// in no more digits than tell it from other numbers. NaN is "".
func FormatNumber(f float64) string {
	switch {
	case f == math.Trunc(f) && math.Abs(f) < 1<<53:
		return strconv.FormatInt(int64(f), 10)
	case math.IsNaN(f):
		return ""
	case math.IsInf(f, 0):
		return strings.TrimPrefix(strconv.FormatFloat(f, 'f', -1, 64), "+") + "inity"
	default:
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
}

// parseNumber reads a number as XPath 1.0, section 4.4, has it: perhaps a minus sign, digits, perhaps a fraction. ISO
// dates are the number of their day; times without an offset are in the zone. Everything else is NaN.
func parseNumber(s string, zone *time.Location) float64 {
	s = trim(s)
	if s == "" {
		return math.NaN()
	}
	if f, ok := parseDecimal(s); ok {
		return f
	}
	if t, _, ok := ParseDate(s, zone); ok {
		return dayNumber(t)
	}
	return math.NaN()
}

// exactDigits is how many decimal digits a float64 holds without loss.
const exactDigits = 15

func parseDecimal(s string) (float64, bool) {
	digits := strings.TrimPrefix(s, "-")
	whole, seen, point := int64(0), 0, false
	for i := range len(digits) {
		switch c := digits[i]; {
		case c >= '0' && c <= '9':
			whole = whole*10 + int64(c-'0')
			seen++
		case c == '.' && !point:
			point = true
		default:
			return 0, false
		}
	}
	if seen == 0 {
		return 0, false
	}
	if point || seen > exactDigits {
		f, err := strconv.ParseFloat(s, 64)
		return f, err == nil || math.IsInf(f, 0)
	}
	if len(digits) < len(s) {
		return -float64(whole), true
	}
	return float64(whole), true
}

// space are the characters that XPath takes as white space (XML 1.0, production 3).
const space = " \t\r\n"

func trim(s string) string {
	if s == "" || s[0] > ' ' && s[len(s)-1] > ' ' {
		return s
	}
	return strings.Trim(s, space)
}
