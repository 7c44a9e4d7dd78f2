// Package client is a laptop's half of the synchronisation: it takes what people wrote to the central store and brings
// what others wrote back, by docs/sync-protocol.md. It runs by itself beside the person's work: it never keeps them waiting,
// never asks for anything while all is well, and loses nothing when it is cut off at any point.
package client

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"math"
	mathrand "math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// Env is what a client takes from outside. Several goroutines call it at once. Zero members are the machine's own.
type Env struct {
	Now   func() time.Time
	NewID func() uuid.UUID // version 7, never the same twice
	Rand  io.Reader        // of keys

	// Jitter returns a duration from 0 to d, so that laptops which lost the centre together do not come back together.
	Jitter func(d time.Duration) time.Duration

	// After returns a channel that receives once a duration has passed.
	After func(d time.Duration) <-chan time.Time

	// Go has f run beside what goes on; it may run it at once and return when it has ended.
	Go func(f func())

	// Dial makes the way to a centre whose certificate one of these authorities has signed; nil: one of the machine's.
	Dial func(authorities []byte) (http.RoundTripper, error)

	App   string // program and version, for the centre's list of laptops
	Label string // what people call this laptop, for the same
}

func (e Env) whole() Env {
	if e.Now == nil {
		e.Now = time.Now
	}
	if e.NewID == nil {
		e.NewID = func() uuid.UUID { return uuid.Must(uuid.NewV7()) }
	}
	if e.Rand == nil {
		e.Rand = rand.Reader
	}
	if e.Jitter == nil {
		e.Jitter = func(d time.Duration) time.Duration { return time.Duration(mathrand.Int64N(int64(d) + 1)) }
	}
	if e.After == nil {
		e.After = time.After
	}
	if e.Go == nil {
		e.Go = func(f func()) { go f() }
	}
	if e.Dial == nil {
		e.Dial = Transport
	}
	return e
}

// Errors besides the centre's refusals, which are *wire.Error, and those of the replica.
var (
	ErrNotEnrolled = errors.New("laptop is not enrolled at a centre")
	ErrNoContact   = errors.New("centre was not reached")
	ErrNotCentre   = errors.New("something else answered in the centre's place") // the sign-in page of a hotel, say
)

// Client synchronises one replica. Its methods are safe for use by several goroutines.
type Client struct {
	replica *replica.Replica
	env     Env
	packer  wire.Packer

	turn chan struct{} // holds one token: whoever takes it may talk to the centre
	line line          // for whoever has the turn

	mu       sync.Mutex // guards what follows
	pace     pace
	status   Status
	watchers map[int]func(Status)
	watched  int
	stop     context.CancelFunc // nil before Start

	poked   chan struct{} // holds at most one token: something may be due
	running sync.WaitGroup
}

// line is what is known about the centre for as long as the program runs.
type line struct {
	session *session // nil before the first contact
	room    replica.Room
	limit   int             // changes in a page of a pull
	acked   string          // cursor
	counted time.Time       // when a push last told what waits
	refused map[string]bool // forms that the centre does not take
	lacking map[string]bool // forms that the centre does not have, as of formsAt
	formsAt formsAt
}

// New makes a client for a replica, which must outlive it.
func New(r *replica.Replica, env Env) *Client {
	c := &Client{
		replica: r, env: env.whole(), turn: make(chan struct{}, 1), poked: make(chan struct{}, 1), watchers: map[int]func(Status){},
		line: line{room: replica.FullRoom(), limit: wire.PageChanges, refused: map[string]bool{}, lacking: map[string]bool{}},
	}
	c.turn <- struct{}{}
	return c
}

// Start has the client work by itself: now, after changes, when others wrote something, and again after failures. Close ends
// that.
func (c *Client) Start() {
	ctx, cancel := context.WithCancel(context.Background())
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stop != nil {
		cancel()
		return
	}
	unwatch := c.replica.Watch(func(e replica.Event) {
		if e.Local {
			c.Poke(Changed)
		}
	})
	c.stop = func() {
		unwatch()
		cancel()
	}
	c.pace.poke(Unlocked, c.env.Now())
	c.running.Go(func() { c.run(ctx) })
}

// Close ends what is under way, which loses nothing, and returns when it has ended.
func (c *Client) Close() {
	c.mu.Lock()
	stop := c.stop
	c.stop = func() {}
	c.mu.Unlock()
	if stop != nil {
		stop()
	}
	c.running.Wait()
}

// run works until ctx ends.
func (c *Client) run(ctx context.Context) {
	listening := false
	var news <-chan struct{}
	stop := func() {}
	defer func() { stop() }()
	for ctx.Err() == nil {
		wait, due := c.wait()
		if due {
			stop()
			news, listening, stop = nil, false, func() {}
			// What went wrong is in the status, and decides when the next attempt is due.
			_ = c.Round(ctx)
			continue
		}
		if !listening {
			listening = true
			news, stop = c.listen(ctx)
		}
		select {
		case <-ctx.Done():
		case <-c.env.After(wait):
		case <-c.poked:
			_ = c.count(ctx) // a disk that fails shows in the round that follows
		case <-news:
			news = nil
			c.Poke(News)
		}
	}
}

// wait returns how long nothing is due, or that something is.
func (c *Client) wait() (time.Duration, bool) {
	next, now := c.Next(), c.env.Now()
	if next.IsZero() {
		return math.MaxInt64, false
	}
	return next.Sub(now), !now.Before(next)
}

// Next is when the client would try next by itself; the zero time when it would not.
func (c *Client) Next() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.pace.next(c.status.Waiting > 0)
}

// Poke says that something has happened that may be a reason to try now.
func (c *Client) Poke(why Reason) {
	c.mu.Lock()
	c.pace.poke(why, c.env.Now())
	c.mu.Unlock()
	select {
	case c.poked <- struct{}{}:
	default:
	}
}

// Round does once all that there is to do: takes what waits to the centre, and brings what others wrote. It waits for a
// round that is under way. The errors are those of the package, *wire.Error, and those of the replica; each is in the
// status too.
func (c *Client) Round(ctx context.Context) error {
	select {
	case <-c.turn:
		defer func() { c.turn <- struct{}{} }()
	case <-ctx.Done():
		return fmt.Errorf("client: %w", ctx.Err())
	}
	c.begun()
	err := c.work(ctx)
	if err != nil {
		err = fmt.Errorf("client: %w", err)
	}
	return errors.Join(err, c.ended(ctx, err))
}
