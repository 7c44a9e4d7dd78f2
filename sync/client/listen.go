package client

import (
	"context"
	"net/http"
	"net/url"
	"sync"

	"plumbline/sync/wire"
)

// listen asks the centre to say when others wrote something, where it is in contact and has given a token. The channel
// receives then; stop ends the asking, and returns when it has ended.
func (c *Client) listen(ctx context.Context) (news <-chan struct{}, stop func()) {
	c.mu.Lock()
	well := c.status.Problem == NoProblem && !c.status.TriedAt.IsZero() && !c.pace.stopped
	c.mu.Unlock()
	if !well {
		return nil, func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	heard := make(chan struct{}, 1)
	var asking sync.WaitGroup
	asking.Go(func() {
		if c.await(ctx) {
			heard <- struct{}{}
		}
	})
	return heard, func() {
		cancel()
		asking.Wait()
	}
}

// await asks until there is news. Where asking fails it leaves finding out why to the next round.
func (c *Client) await(ctx context.Context) bool {
	select {
	case <-c.turn:
	case <-ctx.Done():
		return false
	}
	s := c.line.session
	c.turn <- struct{}{}
	centre, err := c.replica.Centre(ctx)
	if err != nil || s == nil || s.token.Token == "" {
		return false
	}
	waiting, until := session{link: s.link, token: s.token}, s.until
	for asked := c.env.Now(); asked.Before(until); asked = c.env.Now() {
		var answer wire.News
		r := request{method: http.MethodGet, path: "/v1/wait", query: url.Values{"cursor": {centre.Cursor}}, token: waiting.token.Token}
		if err := waiting.json(ctx, r, nil, &answer); err != nil {
			return false
		}
		if answer.News {
			return true
		}
		if c.env.Now().Sub(asked) < LeastPause {
			return false // it does not let anyone wait
		}
	}
	return false
}
