package session

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"plumbline/forms"
	"plumbline/forms/xpath"
)

// limits are which texts a leaf can hold: those of its data type, and of a range those of its scale.
type limits struct {
	kind     forms.Kind
	dataType string
	scale    *scale
}

// scale is what a range question goes along. Start may be greater than end.
type scale struct{ start, end, step float64 }

// limitsOf gives the limits of a leaf. Most leaves of a form share theirs with others.
func (f *Form) limitsOf(n *forms.Node) *limits {
	l := limits{kind: n.Kind, dataType: n.DataType}
	if l.dataType == "" {
		l.dataType = dataType(n.Kind)
	}
	if n.Kind == forms.Range {
		l.scale = newScale(n.Parameters)
		return &l
	}
	if f.limits[l] == nil {
		f.limits[l] = &l
	}
	return f.limits[l]
}

// dataType is that of a kind of question whose form names none.
func dataType(k forms.Kind) string {
	switch k {
	case forms.Integer:
		return "int"
	case forms.Decimal, forms.Range:
		return "decimal"
	case forms.Date:
		return "date"
	case forms.Time:
		return "time"
	case forms.DateTime:
		return "dateTime"
	case forms.GeoPoint:
		return "geopoint"
	case forms.GeoTrace:
		return "geotrace"
	case forms.GeoShape:
		return "geoshape"
	default:
		return "string"
	}
}

func newScale(parameters map[string]string) *scale {
	number := func(name string, otherwise float64) float64 {
		if f, err := strconv.ParseFloat(parameters[name], 64); err == nil {
			return f
		}
		return otherwise
	}
	return &scale{start: number("start", 1), end: number("end", 10), step: math.Abs(number("step", 1))}
}

// on reports whether a number is a step of the scale.
func (s *scale) on(f float64) bool {
	if f < min(s.start, s.end) || f > max(s.start, s.end) {
		return false
	}
	steps := math.Abs(f-s.start) / s.step
	return math.Abs(steps-math.Round(steps)) < 1e-9
}

// read gives what expressions read of what a leaf other than a select holds, and whether it cannot stand so.
func (n *node) read() (text string, malformed bool) {
	switch {
	case n.item.selects():
		return n.readChoices()
	case n.typed == "" || !n.relevant:
		return "", n.typed != "" && n.malformed
	default:
		return n.item.limits.read(n.typed)
	}
}

func (l *limits) read(typed string) (text string, malformed bool) {
	switch l.dataType {
	case "int":
		return l.readInteger(typed)
	case "decimal":
		f, ok := number(typed)
		if !ok || l.scale != nil && !l.scale.on(f) {
			return "", true
		}
		return xpath.FormatNumber(f), false
	case "date":
		day, ok := day(typed)
		return day, !ok
	case "time":
		return pass(typed, isTime(typed))
	case "dateTime":
		return pass(typed, isDateTime(typed))
	case "geopoint":
		return pass(typed, isPoint(typed))
	case "geotrace":
		return readPlaces(typed, 2, false)
	case "geoshape":
		return readPlaces(typed, 3, true)
	}
	if l.kind == forms.Acknowledge {
		return pass(typed, typed == acknowledged)
	}
	return typed, false
}

// acknowledged is what an acknowledge question holds when it is.
const acknowledged = "OK"

func pass(typed string, ok bool) (string, bool) {
	if !ok {
		return "", true
	}
	return typed, false
}

// readInteger cuts a fraction off, as the form language does, but does not let a person leave it so.
func (l *limits) readInteger(typed string) (text string, malformed bool) {
	if l.scale == nil && plainInteger(typed) {
		return typed, false
	}
	f, ok := number(typed)
	if !ok || math.Abs(f) > math.MaxInt32+1 || l.scale != nil && !l.scale.on(f) {
		return "", true
	}
	whole := math.Trunc(f)
	return xpath.FormatNumber(whole), whole != f
}

// plainInteger reports whether a text is a whole number, not too great for its type, as the form language writes it.
func plainInteger(s string) bool {
	const safe = 9 // digits
	if s == "0" {
		return true
	}
	if s != "" && s[0] == '-' {
		s = s[1:]
	}
	if s == "" || len(s) > safe || s[0] == '0' {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// calculated gives what a leaf holds when an expression gave it a text: what its type cannot hold is blank.
func (l *limits) calculated(text string) string {
	if text == "" || text == "NaN" {
		return ""
	}
	switch l.dataType {
	case "int", "decimal", "date", "time", "dateTime", "geopoint", "geotrace", "geoshape":
		text, _ = l.read(text)
	}
	return text
}

// number reads a number as people write it and the form language keeps it: digits, perhaps a sign and a fraction.
func number(typed string) (float64, bool) {
	typed = strings.TrimSpace(typed)
	for _, r := range typed {
		if (r < '0' || r > '9') && r != '.' && r != '-' && r != '+' {
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(typed, 64)
	return f, err == nil
}

// day reads a day of the calendar; a time of day after it, without an offset, is cut off.
func day(typed string) (string, bool) {
	if len(typed) > len(time.DateOnly) {
		if !isDateTime(typed) || offset(typed) {
			return "", false
		}
		typed = typed[:len(time.DateOnly)]
	}
	if _, err := time.Parse(time.DateOnly, typed); err != nil {
		return "", false
	}
	return typed, true
}

var clock = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d)?$`)

func isTime(typed string) bool { return clock.MatchString(typed) }

func isDateTime(typed string) bool {
	date, rest, ok := strings.Cut(typed, "T")
	if !ok {
		return false
	}
	_, err := time.Parse(time.DateOnly, date)
	return err == nil && isTime(rest)
}

// offset reports whether a dateTime says how far from UTC it is.
func offset(dateTime string) bool {
	return strings.ContainsAny(dateTime[len(time.DateOnly):], "Z+-")
}
