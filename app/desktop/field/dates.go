package field

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// composeDate makes the stored form of a date from its parts. Parts that are no day of the calendar are kept as they
// were typed, so that "31", "2", "2026" is "2026-2-31"; splitDate gives them back.
func composeDate(day, month, year string) string {
	day, month, year = strings.TrimSpace(day), strings.TrimSpace(month), strings.TrimSpace(year)
	if day == "" && month == "" && year == "" {
		return ""
	}
	if iso, ok := parseDate(day + "/" + month + "/" + year); ok && len(year) == 4 {
		return iso
	}
	// The hyphen parts the parts, and the day, being last, may hold some of its own.
	hyphenless := strings.NewReplacer("-", "/")
	return hyphenless.Replace(year) + "-" + hyphenless.Replace(month) + "-" + day
}

// splitDate parts a stored date into what the boxes show: no leading zeros, and anything that is no date in the day's.
func splitDate(stored string) (parts [dateBoxes]string) {
	s := strings.SplitN(stored, "-", 3)
	if len(s) != 3 {
		parts[dayBox] = stored
		return parts
	}
	parts[yearBox], parts[monthBox], parts[dayBox] = s[0], s[1], s[2]
	if _, err := time.Parse(time.DateOnly, stored); err == nil {
		parts[dayBox], parts[monthBox] = strings.TrimPrefix(s[2], "0"), strings.TrimPrefix(s[1], "0")
	}
	return parts
}

// parseDate reads a whole date as people write it in Britain, "20/11/2026", "20.11.26", "20th November 2026", or as
// machines do, "2026-11-20", and returns its stored form. It reports false for anything else.
func parseDate(text string) (string, bool) {
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/-., \t\n", r) })
	if len(words) != 3 {
		return "", false
	}
	if len(words[0]) == 4 {
		slices.Reverse(words)
	}
	day, okDay := number(trimOrdinal(words[0]), 2)
	month, okMonth := monthNumber(words[1])
	year, okYear := number(words[2], 4)
	if len(words[2]) == 2 {
		year += 2000
	}
	if !okDay || !okMonth || !okYear || len(words[2])%2 == 1 {
		return "", false
	}
	iso := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	_, err := time.Parse(time.DateOnly, iso)
	return iso, err == nil
}

// number reads digits, at most so many of them, and nothing else.
func number(s string, digits int) (int, bool) {
	if len(s) > digits || strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

func trimOrdinal(day string) string {
	for _, ending := range []string{"st", "nd", "rd", "th"} {
		if number, ok := strings.CutSuffix(day, ending); ok {
			return number
		}
	}
	return day
}

// monthNumber reads a month by number, or by at least the first three letters of its English name.
func monthNumber(s string) (int, bool) {
	if n, ok := number(s, 2); ok {
		return n, true
	}
	for m := time.January; m <= time.December; m++ {
		if name := m.String(); len(s) >= 3 && len(s) <= len(name) && strings.EqualFold(name[:len(s)], s) {
			return int(m), true
		}
	}
	return 0, false
}
