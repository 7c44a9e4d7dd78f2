package qa

import (
	"errors"
	"math"
	"time"

	"plumbline/forms/workflow"
	"plumbline/forms/xpath"
)

const workingDaysName = "qa:working-days"

// england names the calendar that the program comes with.
const england = "england"

// workingDays is the day on which a term of n working days ends, as workflow.Calendar.AddWorkingDays counts them: the day
// that starts it does not count, and a negative n counts back. A fraction of n is cut off.
//
// The calendar is that of England's bank holidays unless a list or an attached file is named, whose column "date", or else
// "name", has the days that nobody works on beside Saturdays and Sundays. The result is blank where the calendar does not
// reach the day.
func workingDays(c *xpath.Context, args []xpath.Value) xpath.Value {
	from, ok := dayOf(c, workingDaysName, args[0])
	n := args[1].Float()
	if !ok || math.IsNaN(n) {
		return blank()
	}
	calendar := calendarOf(c, option(args, england))
	if calendar == nil {
		return blank()
	}
	due, err := calendar.AddWorkingDays(from, int(max(min(n, math.MaxInt32), math.MinInt32)))
	if errors.Is(err, workflow.ErrBeyondCalendar) {
		c.Tell("%s() counts past the last bank holiday that is known, or before the first. Work the day out by hand.", workingDaysName)
		return blank()
	}
	return xpath.String(due.Format(time.DateOnly))
}

// calendarOf finds a calendar; nil, which is told, when there is none of that name.
func calendarOf(c *xpath.Context, name string) *workflow.Calendar {
	if name == england {
		calendar, err := workflow.England()
		if err != nil {
			c.Tell("The calendar of England's bank holidays cannot be read.")
		}
		return calendar
	}
	all, ok := items(c, workingDaysName, name)
	if !ok {
		return nil
	}
	var holidays []time.Time
	for _, item := range all {
		for _, column := range []string{"date", "name"} {
			if day, err := time.Parse(time.DateOnly, cell(item, column)); err == nil {
				holidays = append(holidays, day)
				break
			}
		}
	}
	return workflow.NewCalendar(holidays)
}
