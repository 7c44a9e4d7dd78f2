package client

import "time"

// Reason is why a client might try now.
type Reason int

// The reasons.
const (
	Changed   Reason = iota // a person wrote something
	News                    // others wrote something
	Unlocked                // the vault was opened
	NetworkUp               // a network appeared
	Asked                   // a person asked for it
)

// Times of trying.
const (
	LeastPause   = time.Second      // between the end of an attempt and the next
	MostPause    = 5 * time.Minute  // between attempts while the centre is not reached, and between looks for news
	settlePause  = 3 * time.Second  // after a change, so that what is being typed is not frozen at every pause
	settleMost   = 15 * time.Second // while changes keep coming
	watchdogTime = 10 * time.Minute // that nothing was tried although something waits
)

// pace decides when to try. The zero pace never does by itself.
type pace struct {
	planned  time.Time // the next attempt, whatever happens; zero: none
	tried    time.Time // when the last attempt ended; zero before the first
	failures int       // since the last success
	stopped  bool      // the centre wants no further attempts: only a person's own doing brings one

	changed, settled time.Time // of changes since the last attempt: the first, and when they will have settled; zero: none
}

// next is when to try by itself; the zero time when nothing is planned.
func (p *pace) next(waiting bool) time.Time {
	next := p.planned
	if p.failures == 0 && !p.stopped && !p.settled.IsZero() {
		next = earlier(next, earlier(p.settled, p.changed.Add(settleMost)))
	}
	if waiting && !p.stopped && !p.tried.IsZero() {
		next = earlier(next, p.tried.Add(watchdogTime))
	}
	if soonest := p.tried.Add(LeastPause); !p.tried.IsZero() && !next.IsZero() && next.Before(soonest) {
		next = soonest
	}
	return next
}

// earlier is the earlier of two times, of which the first may be zero: none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// poke takes note of a reason to try. While the centre is not reached, only those count that may have changed that.
func (p *pace) poke(why Reason, now time.Time) {
	switch {
	case why == Changed:
		if p.settled.IsZero() {
			p.changed = now
		}
		p.settled = now.Add(settlePause)
	case why == News && p.failures == 0 && !p.stopped:
		p.planned = now
	case why == NetworkUp && !p.stopped:
		p.failures, p.planned = 0, now
	case why == Unlocked, why == Asked:
		p.stopped, p.failures, p.planned = false, 0, now
	}
}

// began takes note that an attempt takes up all that has happened before.
func (p *pace) began() { p.changed, p.settled = time.Time{}, time.Time{} }

// succeeded plans the next look for news. jitter is as in Env.
func (p *pace) succeeded(now time.Time, jitter func(time.Duration) time.Duration) {
	p.tried, p.failures = now, 0
	p.planned = now.Add(MostPause/2 + jitter(MostPause/2))
}

// failed plans the next attempt: after a second, then twice as long each time, up to MostPause, of which between half and
// all; and not before the centre wants it.
func (p *pace) failed(now time.Time, atLeast time.Duration, jitter func(time.Duration) time.Duration) {
	pause := MostPause
	if p.failures < 9 { // 2^9 s is more
		pause = min(pause, LeastPause<<p.failures)
	}
	p.tried = now
	p.failures++
	p.planned = now.Add(max(LeastPause, pause/2+jitter(pause/2), atLeast))
}

// gaveUp plans no further attempt.
func (p *pace) gaveUp(now time.Time) {
	p.tried, p.planned, p.stopped = now, time.Time{}, true
	p.failures++
}
