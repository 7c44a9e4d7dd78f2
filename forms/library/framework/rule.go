package framework

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"plumbline/forms/workflow"
)

// Rule is how long a clock runs, as a rule on dates.
type Rule struct {
	N    int // how many; 1 for EachMonth and EachQuarter
	Unit Unit
}

// Unit is what a rule counts in. The zero Unit is not valid.
type Unit uint8

// The units of rules.
const (
	WorkingDays Unit = iota + 1 // by a calendar of working days; the day that starts the clock is day 0
	Days
	Weeks
	Months      // the same day of a later month, or the last of one that is shorter
	EachMonth   // once in every calendar month: until the end of the next
	EachQuarter // once in every quarter of the calendar: until the end of the next
)

func words() map[string]Unit {
	return map[string]Unit{
		"working day": WorkingDays, "working days": WorkingDays, "day": Days, "days": Days, "week": Weeks, "weeks": Weeks,
		"month": Months, "months": Months,
	}
}

// ParseRule reads a rule: "2 working days", "28 days", "8 weeks", "6 months", "each month", "each quarter".
func ParseRule(s string) (Rule, error) {
	switch s {
	case "each month":
		return Rule{1, EachMonth}, nil
	case "each quarter":
		return Rule{1, EachQuarter}, nil
	}
	number, word, _ := strings.Cut(s, " ")
	n, err := strconv.Atoi(number)
	unit := words()[word]
	if err != nil || n < 1 || n > 1000 || unit == 0 {
		return Rule{}, fmt.Errorf(`%q is no rule: "2 working days", "28 days", "8 weeks", "6 months", "each month" and "each quarter" are`, s)
	}
	return Rule{n, unit}, nil
}

// String writes a rule so that ParseRule reads the same.
func (r Rule) String() string {
	name := ""
	switch r.Unit {
	case WorkingDays:
		name = "working day"
	case Days:
		name = "day"
	case Weeks:
		name = "week"
	case Months:
		name = "month"
	case EachMonth:
		return "each month"
	case EachQuarter:
		return "each quarter"
	}
	if r.N != 1 {
		name += "s"
	}
	return strconv.Itoa(r.N) + " " + name
}

// Due returns the last day on which what a clock is for is in time, when it starts on a day: midnight in the location of
// start. Working days are those of the calendar; the error is its own, where it does not reach that far.
func (r Rule) Due(start time.Time, c *workflow.Calendar) (time.Time, error) {
	y, m, d := start.Date()
	on := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, start.Location()) }
	switch r.Unit {
	case WorkingDays:
		return c.AddWorkingDays(start, r.N)
	case Days:
		return on(y, m, d+r.N), nil
	case Weeks:
		return on(y, m, d+7*r.N), nil
	case Months:
		n := time.Month(r.N)
		return on(y, m+n, min(d, on(y, m+n+1, 0).Day())), nil
	case EachMonth:
		return on(y, m+2, 0), nil
	case EachQuarter:
		return on(y, m-(m-1)%3+6, 0), nil
	default:
		return time.Time{}, fmt.Errorf("framework: a rule without a unit")
	}
}
