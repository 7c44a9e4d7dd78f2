package client

import (
	"context"
	"errors"
	"time"

	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// Phase is what a client is doing.
type Phase int

// The phases.
const (
	Resting    Phase = iota
	Connecting       // to the centre
	Offering         // what the centre may have lost, after it was put back to a backup
	Sending          // changes
	Receiving        // changes of others
	Attaching        // files
)

// Problem is why the last attempt did not come to its end.
type Problem int

// The problems.
const (
	NoProblem       Problem = iota
	NoNetwork               // the centre was not reached
	Intercepted             // something else answered: the sign-in page of a network, say
	CentreBusy              // the centre asks to wait, or has a fault of its own
	CentreBehind            // the centre was put back to a backup, and nobody has told it so
	MustEnrol               // the centre does not know this laptop: it takes a new code
	Revoked                 // this laptop was withdrawn
	AccountClosed           // the account was closed
	MustUpdate              // this version of the program is no longer spoken to
	RefusedByCentre         // for another reason, which Message says
	LaptopFault             // this laptop's disk
)

// Status is where the synchronisation stands, as facts.
type Status struct {
	replica.Overview

	Phase       Phase
	Done, Total int64 // of the phase: changes, or bytes while Attaching; Total is 0 where nobody knows

	TriedAt time.Time // when the last attempt ended; zero before the first
	NextAt  time.Time // when the next one is due; zero while one is under way, and when none is planned

	Problem Problem
	Since   time.Time // when the first of the attempts ended that have failed in a row; zero without a Problem
	Message string    // the centre's own sentence about the Problem; "" when there is none
}

// AllSent reports whether nothing that was written here is anywhere but at the centre too, as far as the centre takes it.
func (s Status) AllSent() bool { return s.Enrolled && s.Waiting == 0 && s.Attachments == 0 }

// Status returns where the synchronisation stands.
func (c *Client) Status() Status {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.status
}

// Refresh counts anew what waits, and returns the status: for who did not Start the client.
func (c *Client) Refresh(ctx context.Context) (Status, error) {
	err := c.count(ctx)
	return c.Status(), err
}

// Watch has f called with every new status, from any goroutine, until stop is called. f returns soon.
func (c *Client) Watch(f func(Status)) (stop func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.watched
	c.watched++
	c.watchers[n] = f
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.watchers, n)
	}
}

// tell alters the status, and tells those who watch.
func (c *Client) tell(alter func(*Status)) {
	c.mu.Lock()
	before := c.status
	alter(&c.status)
	after := c.status
	var fs []func(Status)
	if after != before {
		for _, f := range c.watchers {
			fs = append(fs, f)
		}
	}
	c.mu.Unlock()
	for _, f := range fs {
		f(after)
	}
}

// count brings what the status says of waiting changes up to date.
func (c *Client) count(ctx context.Context) error {
	o, err := c.replica.Overview(ctx)
	if err == nil {
		c.tell(func(s *Status) { s.Overview = o })
	}
	return err
}

func (c *Client) phase(p Phase, done, total int64) {
	c.tell(func(s *Status) { s.Phase, s.Done, s.Total = p, done, total })
}

// begun notes that an attempt begins.
func (c *Client) begun() {
	c.mu.Lock()
	c.pace.began()
	c.mu.Unlock()
	c.tell(func(s *Status) { s.Phase, s.Done, s.Total, s.NextAt = Connecting, 0, 0, time.Time{} })
}

// ended notes how an attempt ended, plans the next, and counts what is left.
func (c *Client) ended(ctx context.Context, err error) error {
	now := c.env.Now()
	problem, message, wait := classify(err)
	c.mu.Lock()
	switch {
	case problem == NoProblem:
		c.pace.succeeded(now, c.env.Jitter)
	case problem == Revoked, problem == MustEnrol:
		c.pace.gaveUp(now)
	default:
		c.pace.failed(now, wait, c.env.Jitter)
	}
	c.mu.Unlock()
	counted := c.count(context.WithoutCancel(ctx))
	c.tell(func(s *Status) {
		s.Phase, s.Done, s.Total, s.TriedAt, s.NextAt = Resting, 0, 0, now, c.pace.next(s.Waiting > 0)
		switch {
		case problem == NoProblem:
			s.Since = time.Time{}
		case s.Problem == NoProblem:
			s.Since = now
		}
		s.Problem, s.Message = problem, message
	})
	return counted
}

// classify says which problem an error is, what the centre said of it, and how long to wait at least.
func classify(err error) (Problem, string, time.Duration) {
	var refusal *wire.Error
	switch {
	case err == nil:
		return NoProblem, "", 0
	case errors.As(err, &refusal):
		return refused(refusal.Code), refusal.Message, time.Duration(refusal.RetryAfter) * time.Second
	case errors.Is(err, ErrNotCentre):
		return Intercepted, "", 0
	case errors.Is(err, ErrNotEnrolled):
		return MustEnrol, "", 0
	case errors.Is(err, ErrNoContact), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return NoNetwork, "", 0
	default:
		return LaptopFault, "", 0
	}
}

func refused(code wire.Code) Problem {
	switch code {
	case wire.NotAccepted:
		return MustEnrol
	case wire.DeviceRevoked:
		return Revoked
	case wire.AccountClosed:
		return AccountClosed
	case wire.UpgradeNeeded:
		return MustUpdate
	case wire.StoreBehind:
		return CentreBehind
	case wire.SlowDown, wire.Busy, wire.Internal:
		return CentreBusy
	default:
		return RefusedByCentre
	}
}
