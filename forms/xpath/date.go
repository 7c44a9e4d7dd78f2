package xpath

import (
	"math"
	"strings"
	"time"
)

// isoTime is how a date with a time is written.
const isoTime = "2006-01-02T15:04:05.000-07:00"

const millisecondsPerDay = 24 * 60 * 60 * 1000

// ParseDate reads an ISO 8601 date, "2006-01-02", or a date with a time, "2006-01-02T15:04", with perhaps seconds, their
// fraction and "Z" or an offset; without an offset the time is in the zone.
//
// A date without a time is a day of the calendar wherever it is read: it is given as midnight UTC, and timed is false.
// A time is an instant, given in the zone.
func ParseDate(s string, zone *time.Location) (t time.Time, timed, ok bool) {
	r := reader{s: s}
	t, ok = r.date(2)
	if !ok || r.s == "" {
		return t, false, ok
	}
	if !r.sign('T') {
		return time.Time{}, false, false
	}
	clock, ok := r.clock()
	if !ok || r.s != "" {
		return time.Time{}, false, false
	}
	return clock.on(t, zone), true, true
}

// scriptTime is how JavaScript writes a time where no format is asked for, the name of the zone left out.
const scriptTime = "Mon Jan 02 2006 15:04:05 GMT-0700"

// parseLooseDate is ParseDate that also takes months and days of one digit, and scriptTime, which is what records made
// in browsers can hold.
func parseLooseDate(s string, zone *time.Location) (t time.Time, timed, ok bool) {
	if t, timed, ok := ParseDate(s, zone); ok {
		return t, timed, ok
	}
	r := reader{s: s}
	if t, ok = r.date(1); ok && r.s == "" {
		return t, false, true
	}
	s, _, _ = strings.Cut(s, " (")
	t, err := time.Parse(scriptTime, s)
	return t.In(zone), true, err == nil
}

// dayNumber is the number of days since 1970-01-01T00:00Z, with their fraction.
func dayNumber(t time.Time) float64 { return float64(t.UnixMilli()) / millisecondsPerDay }

// dateOf is the value of a date that ParseDate gave.
func dateOf(t time.Time, timed bool) Value {
	return Value{kind: dateKind, str: FormatDate(t, timed), num: dayNumber(t)}
}

// FormatDate writes a date as ParseDate reads it: "2006-01-02", or when timed "2006-01-02T15:04:05.000+01:00".
func FormatDate(t time.Time, timed bool) string {
	if timed {
		return t.Format(isoTime)
	}
	return t.Format(time.DateOnly)
}

// maxDay is the last day of the year 9999, and minDay the first of the year 0.
const (
	maxDay = 2932896
	minDay = -719528
)

// dateAt is the date that a number of days after 1970-01-01 is: a day of the calendar when it is whole, otherwise an
// instant.
func dateAt(days float64, zone *time.Location) (t time.Time, timed, ok bool) {
	if math.IsNaN(days) || days < minDay || days >= maxDay+1 {
		return time.Time{}, false, false
	}
	t = time.UnixMilli(int64(math.Round(days * millisecondsPerDay))).UTC()
	if days == math.Trunc(days) {
		return t, false, true
	}
	return t.In(zone), true, true
}

// clock is a time of day.
type clock struct {
	since  time.Duration // midnight
	offset int           // seconds east of UTC
	zoned  bool          // offset is given
}

// on is the instant at which the clock shows its time on that day.
func (k clock) on(day time.Time, zone *time.Location) time.Time {
	y, m, d := day.Date()
	where := zone
	if k.zoned {
		where = time.UTC
	}
	h, rest := k.since/time.Hour, k.since%time.Hour
	t := time.Date(y, m, d, int(h), int(rest/time.Minute), 0, int(rest%time.Minute), where)
	return t.Add(-time.Duration(k.offset) * time.Second).In(zone)
}

// reader takes a date apart from its beginning.
type reader struct{ s string }

func (r *reader) sign(c byte) bool {
	if r.s == "" || r.s[0] != c {
		return false
	}
	r.s = r.s[1:]
	return true
}

// digits reads a number of so many digits, no greater than limit.
func (r *reader) digits(least, most, limit int) (int, bool) {
	n, i := 0, 0
	for i < len(r.s) && i < most && r.s[i] >= '0' && r.s[i] <= '9' {
		n = n*10 + int(r.s[i]-'0')
		i++
	}
	r.s = r.s[i:]
	return n, i >= least && n <= limit
}

func (r *reader) date(least int) (time.Time, bool) {
	y, ok := r.digits(4, 4, 9999)
	if !ok || !r.sign('-') {
		return time.Time{}, false
	}
	m, ok := r.digits(least, 2, 12)
	if !ok || !r.sign('-') {
		return time.Time{}, false
	}
	d, ok := r.digits(least, 2, 31)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, ok && int(t.Month()) == m && t.Day() == d
}

func (r *reader) clock() (clock, bool) {
	h, ok := r.digits(2, 2, 23)
	if !ok || !r.sign(':') {
		return clock{}, false
	}
	m, ok := r.digits(2, 2, 59)
	if !ok {
		return clock{}, false
	}
	k := clock{since: time.Duration(h)*time.Hour + time.Duration(m)*time.Minute}
	if r.sign(':') {
		seconds, ok := r.seconds()
		if !ok {
			return clock{}, false
		}
		k.since += seconds
	}
	return k, r.zone(&k)
}

func (r *reader) seconds() (time.Duration, bool) {
	s, ok := r.digits(2, 2, 59)
	total := time.Duration(s) * time.Second
	if !ok || !r.sign('.') {
		return total, ok
	}
	unit := time.Second
	any := false
	for r.s != "" && r.s[0] >= '0' && r.s[0] <= '9' {
		unit /= 10
		total += time.Duration(r.s[0]-'0') * unit
		r.s = r.s[1:]
		any = true
	}
	return total, any
}

// maxOffset is the greatest offset from UTC that XML Schema knows, in hours.
const maxOffset = 14

func (r *reader) zone(k *clock) bool {
	if r.sign('Z') {
		k.zoned = true
		return true
	}
	east := 1
	switch {
	case r.sign('+'):
	case r.sign('-'):
		east = -1
	default:
		return true
	}
	h, ok := r.digits(2, 2, maxOffset)
	r.sign(':')
	m, minutes := r.digits(2, 2, 59)
	k.zoned, k.offset = true, east*(h*60+m)*60
	return ok && minutes
}
