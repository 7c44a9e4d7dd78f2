package journal

import "time"

// MaxLead bounds how far another device's clock may pull this one's ahead of the time of day, so that a laptop set to
// the wrong year does not drag every other one there.
const MaxLead = time.Minute

const (
	counterBits = 16
	maxMillis   = 1<<47 - 1 // in the year 6429
)

// HLC is a reading of a hybrid logical clock (Kulkarni and others, 2014): milliseconds since 1970 in the upper 48
// bits, a counter in the lower 16. It orders changes for people to read, and decides nothing else.
type HLC int64

// Time is the time of day in the reading, in UTC, to the millisecond.
func (h HLC) Time() time.Time { return time.UnixMilli(int64(h >> counterBits)).UTC() }

// reading is the first reading of the millisecond of t, which is brought within what a reading can hold.
func reading(t time.Time) HLC {
	return HLC(min(max(t.UnixMilli(), 0), maxMillis)) << counterBits
}

// Clock gives readings that grow, whatever the time of day does. The zero Clock has given none. It is not safe for use
// by several goroutines.
type Clock struct{ last HLC }

// ClockAt is a clock that goes on after a reading that was kept.
func ClockAt(last HLC) Clock { return Clock{last} }

// Next returns a reading greater than all before it: the time now where that is later, else the smallest possible.
func (c *Clock) Next(now time.Time) HLC {
	c.last = max(reading(now), c.last+1)
	return c.last
}

// Observe makes the readings that follow greater than one that came from elsewhere, or as near to that as MaxLead
// beyond now allows.
func (c *Clock) Observe(seen HLC, now time.Time) {
	c.last = max(c.last, min(seen, reading(now.Add(MaxLead))))
}

// Last is the greatest reading given or observed: what to keep for ClockAt.
func (c *Clock) Last() HLC { return c.last }
