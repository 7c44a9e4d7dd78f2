package workflow

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"sync"
	"time"
)

//go:embed bank_holidays.csv
var bankHolidays []byte

// ErrBeyondCalendar says that a day is in a year whose bank holidays are not known, so that a count would be a guess.
var ErrBeyondCalendar = errors.New("workflow: the calendar of bank holidays does not reach that day")

// Calendar knows which days are working days: every day but Saturdays, Sundays and the holidays it lists. Days are days
// of the calendar, without time and zone. A Calendar is safe for use by many goroutines at once.
type Calendar struct {
	holidays    map[time.Time]struct{} // midnight UTC
	first, last int                    // years, whole
}

// England returns the calendar of England's bank holidays that the program comes with, Christmas Day and Good Friday
// included, with the substitute days of those that fall on a weekend.
var England = sync.OnceValues(func() (*Calendar, error) { return ParseCalendar(bankHolidays) })

// ParseCalendar reads a calendar from CSV with the header "date,holiday": one holiday a row, its date as 2006-01-02.
// The calendar covers every year from that of the earliest to that of the latest date.
func ParseCalendar(content []byte) (*Calendar, error) {
	r := csv.NewReader(bytes.NewReader(content))
	r.FieldsPerRecord = 2
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("workflow: read bank holidays: %w", err)
	}
	if len(rows) < 2 || rows[0][0] != "date" {
		return nil, errors.New(`workflow: read bank holidays: the first row must be "date,holiday", and holidays must follow`)
	}
	days := make([]time.Time, len(rows)-1)
	for i, row := range rows[1:] {
		if days[i], err = time.Parse(time.DateOnly, row[0]); err != nil {
			return nil, fmt.Errorf("workflow: read bank holidays: row %d: %w", i+2, err)
		}
	}
	return NewCalendar(days), nil
}

// NewCalendar returns a calendar of holidays. It covers every year from that of the earliest to that of the latest of
// them; without any it covers none.
func NewCalendar(holidays []time.Time) *Calendar {
	c := &Calendar{holidays: make(map[time.Time]struct{}, len(holidays)), first: math.MaxInt, last: math.MinInt}
	for _, day := range holidays {
		c.holidays[civil(day)] = struct{}{}
		c.first, c.last = min(c.first, day.Year()), max(c.last, day.Year())
	}
	return c
}

// Years returns the first and the last year that the calendar covers.
func (c *Calendar) Years() (first, last int) { return c.first, c.last }

// Working reports whether a day is a working day.
func (c *Calendar) Working(day time.Time) (bool, error) {
	d := civil(day)
	if y := d.Year(); y < c.first || y > c.last {
		return false, fmt.Errorf("%w: %s", ErrBeyondCalendar, d.Format(time.DateOnly))
	}
	_, holiday := c.holidays[d]
	return !holiday && d.Weekday() != time.Saturday && d.Weekday() != time.Sunday, nil
}

// AddWorkingDays returns the day on which a term of n working days ends. The day that starts it is day 0 and does not
// count; where that is no working day, the next one is day 1. A negative n counts back. For n of 0 it is the day itself.
// The result is midnight in the location of day.
func (c *Calendar) AddWorkingDays(day time.Time, n int) (time.Time, error) {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	d := civil(day)
	for n > 0 {
		d = d.AddDate(0, 0, step)
		working, err := c.Working(d)
		if err != nil {
			return time.Time{}, err
		}
		if working {
			n--
		}
	}
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, day.Location()), nil
}

// WorkingDaysBetween counts the working days after from, up to and including to: it undoes AddWorkingDays. It is
// negative when to is before from.
func (c *Calendar) WorkingDaysBetween(from, to time.Time) (int, error) {
	first, last := civil(from), civil(to)
	if last.Before(first) {
		n, err := c.WorkingDaysBetween(last.AddDate(0, 0, -1), first.AddDate(0, 0, -1))
		return -n, err
	}
	n := 0
	for d := first; d.Before(last); {
		d = d.AddDate(0, 0, 1)
		working, err := c.Working(d)
		if err != nil {
			return 0, err
		}
		if working {
			n++
		}
	}
	return n, nil
}

// civil is the day of the calendar on which a time falls where it is, as midnight UTC.
func civil(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// AddWorkingDays is Calendar.AddWorkingDays in England.
func AddWorkingDays(day time.Time, n int) (time.Time, error) {
	c, err := England()
	if err != nil {
		return time.Time{}, err
	}
	return c.AddWorkingDays(day, n)
}

// WorkingDaysBetween is Calendar.WorkingDaysBetween in England.
func WorkingDaysBetween(from, to time.Time) (int, error) {
	c, err := England()
	if err != nil {
		return 0, err
	}
	return c.WorkingDaysBetween(from, to)
}
