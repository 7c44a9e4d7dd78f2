package desktop

import "time"

// idleWarning is how long before the lock the bottom line says that it is coming.
const idleWarning = 30 * time.Second

// idleClock tells how long nobody has been at the window. It goes by the clock on the wall, so that a laptop that slept
// with an open vault wakes up to a locked one. With a limit of zero it is not running.
type idleClock struct {
	limit time.Duration
	last  time.Time
}

func (c *idleClock) running() bool { return c.limit > 0 }

// touch says that somebody is there.
func (c *idleClock) touch(now time.Time) { c.last = now.Round(0) }

// left is the time until the lock; it is not positive when the time has come. A wall clock that was put back counts as
// somebody being there.
func (c *idleClock) left(now time.Time) time.Duration {
	if now = now.Round(0); now.Before(c.last) {
		c.last = now
	}
	return c.limit - now.Sub(c.last)
}
