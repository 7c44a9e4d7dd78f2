package desktop

import (
	"fmt"
	"time"
)

// when says a moment as a person would, seen from now; both are put in the location of now.
func when(at, now time.Time) string {
	at = at.In(now.Location())
	clock := at.Format("15:04")
	switch days := daysBetween(at, now); {
	case at.IsZero():
		return ""
	case days == 0:
		return "today " + clock
	case days == 1:
		return "yesterday " + clock
	case at.Year() == now.Year():
		return at.Format("Mon 2 Jan ") + clock
	default:
		return at.Format("2 Jan 2006")
	}
}

// daysBetween counts midnights from one moment to a later one; it is negative the other way round.
func daysBetween(from, to time.Time) int {
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(day(to).Sub(day(from)).Hours() / 24)
}

// count says how many there are of something: "1 evaluation", "12 evaluations".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
