package field

import (
	"fmt"
	"strings"
)

// parseTime reads a time of day as people write it, "14:30", "14.30", "1430", "2:30 pm", "2pm", and returns its stored
// form, "14:30:00". It reports false for anything else.
func parseTime(text string) (string, bool) {
	text = strings.ToLower(strings.ReplaceAll(text, " ", ""))
	text, half := cutHalf(text)
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ':' || r == '.' })
	if len(parts) == 1 && (len(text) == 3 || len(text) == 4) {
		parts = []string{text[:len(text)-2], text[len(text)-2:]}
	}
	if len(parts) == 0 || len(parts) > 3 || len(parts) == 1 && half == "" {
		return "", false
	}
	clock := [3]int{}
	for i, p := range parts {
		n, ok := number(p, 2)
		if !ok || i > 0 && len(p) != 2 {
			return "", false
		}
		clock[i] = n
	}
	if half != "" {
		if clock[0] < 1 || clock[0] > 12 {
			return "", false
		}
		clock[0] %= 12
	}
	if half == "pm" {
		clock[0] += 12
	}
	if clock[0] > 23 || clock[1] > 59 || clock[2] > 59 {
		return "", false
	}
	return fmt.Sprintf("%02d:%02d:%02d", clock[0], clock[1], clock[2]), true
}

// cutHalf takes off which half of the day is meant: "am", "pm", or "" where none is said.
func cutHalf(text string) (rest, half string) {
	for _, half := range []string{"am", "pm"} {
		if rest, ok := strings.CutSuffix(text, half); ok {
			return rest, half
		}
	}
	return text, ""
}

// composeTime makes the stored form of a time. What is none is kept as it was typed.
func composeTime(text string) string {
	text = strings.TrimSpace(text)
	if stored, ok := parseTime(text); ok {
		return stored
	}
	return text
}

// shownTime is a stored time as its box shows it: without seconds where they are zero, and without the offset that another
// machine may have noted.
func shownTime(stored string) string {
	at := strings.IndexAny(stored, ".Z+-")
	if len(stored) < len("15:04:05") || at >= 0 && at != len("15:04:05") {
		return stored
	}
	clock := stored[:len("15:04:05")]
	if _, ok := parseTime(clock); !ok {
		return stored
	}
	return strings.TrimSuffix(clock, ":00")
}

// composeDateTime makes the stored form of a day with a time from the stored forms of both; a part that is missing leaves
// one that the session does not take.
func composeDateTime(day, clock string) string {
	if day == "" && clock == "" {
		return ""
	}
	return day + "T" + clock
}

// splitDateTime parts a stored day with a time.
func splitDateTime(stored string) (day, clock string) {
	day, clock, _ = strings.Cut(stored, "T")
	return day, clock
}
