package central

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"plumbline/sync/wire"
)

// serve makes the handler of a route: it lets in who may come, answers, counts and logs.
func (c *Central) serve(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := c.env.Now()
		ca := &call{Central: c, w: w, r: r, id: c.env.newID()}
		w.Header().Set(wire.HeaderProtocol, strconv.Itoa(wire.Protocol))
		w.Header().Set(wire.HeaderRequest, ca.id.String())
		w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if err := ca.admitAndAnswer(rt); err != nil {
			ca.refuse(err)
		}
		took := c.env.Now().Sub(began)
		c.metrics.requests.WithLabelValues(rt.pattern, strconv.Itoa(ca.status)).Inc()
		c.metrics.seconds.WithLabelValues(rt.pattern).Observe(took.Seconds())
		ca.log(rt, took)
	})
}

func (c *call) admitAndAnswer(rt route) error {
	if err := c.checkVersion(rt); err != nil {
		return err
	}
	if err := c.identify(rt); err != nil {
		return err
	}
	if err := c.receive(rt); err != nil {
		return err
	}
	leave, err := c.enter(rt)
	if err != nil {
		return err
	}
	defer leave()
	return rt.answer(c)
}

// receive reads the request's body, as it came, before there has to be room to work on it, so that those who send slowly
// keep nobody waiting.
func (c *call) receive(rt route) error {
	most := int64(wire.RequestBytes)
	if rt.door == open {
		most = smallJSON
	}
	content, err := io.ReadAll(http.MaxBytesReader(c.w, c.r.Body, most))
	if err != nil {
		return readFault(err)
	}
	c.r.Body = io.NopCloser(bytes.NewReader(content))
	return nil
}

// checkVersion refuses versions that are not spoken. What an old version pushes is always taken.
func (c *call) checkVersion(rt route) error {
	text := c.r.Header.Get(wire.HeaderProtocol)
	if text == "" {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err == nil && n <= wire.Protocol && (n >= wire.MinProtocol || n > 0 && rt.pattern == "POST /v1/push") {
		return nil
	}
	return &wire.Error{
		Code: wire.UpgradeNeeded, Message: "The program on this laptop and the centre are too far apart in age. Update the older of the two.",
		Min: wire.MinProtocol, Max: wire.Protocol,
	}
}

// enter waits for room to work in.
func (c *call) enter(rt route) (leave func(), err error) {
	if rt.door == waiting {
		c.metrics.waiting.Inc()
		return c.metrics.waiting.Dec, nil
	}
	timeout, cancel := context.WithTimeout(c.r.Context(), roomWait)
	defer cancel()
	rooms := []chan struct{}{c.limits.room}
	if rt.door == appending {
		rooms = []chan struct{}{c.limits.append, c.limits.room}
	}
	for i, room := range rooms {
		select {
		case room <- struct{}{}:
		case <-timeout.Done():
			free(rooms[:i])
			return nil, &wire.Error{Code: wire.Busy, Message: "The centre is busy. The program tries again by itself.", RetryAfter: 5}
		}
	}
	c.metrics.working.Inc()
	return func() {
		free(rooms)
		c.metrics.working.Dec()
	}, nil
}

// free gives back a place in each of some rooms.
func free(rooms []chan struct{}) {
	for _, room := range rooms {
		<-room
	}
}

// identify finds who asks, and whether they ask too often.
func (c *call) identify(rt route) error {
	if rt.door == open {
		if _, ok := c.limits.doors.take(addressOf(c.r.RemoteAddr), c.limits.now()); !ok {
			return slowDown(1)
		}
		return nil
	}
	scheme, token, _ := strings.Cut(c.r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" || len(token) > 200 {
		return wire.Refuse(wire.Unauthorised, "This needs the laptop's pass. The program fetches one by itself.")
	}
	who, err := c.ledger.Authenticate(c.r.Context(), token)
	if err != nil {
		return err
	}
	c.who = who
	if _, ok := c.limits.devices.take(who.Device.String(), c.limits.now()); !ok {
		return slowDown(1)
	}
	return nil
}

func slowDown(seconds int) error {
	return &wire.Error{
		Code: wire.SlowDown, Message: "Too many requests at once. The program goes on by itself in a moment.", RetryAfter: seconds,
	}
}

// log writes a line about a request: who and what kind, never what was in it.
func (c *call) log(rt route, took time.Duration) {
	attrs := []slog.Attr{
		slog.String("request", c.id.String()), slog.String("route", rt.pattern), slog.Int("status", c.status),
		slog.Duration("took", took), slog.Int("bytes", c.bytes),
	}
	if c.who.Device != [16]byte{} {
		attrs = append(attrs, slog.String("device", c.who.Device.String()), slog.String("account", c.who.Account.String()))
	} else if c.status >= http.StatusBadRequest {
		attrs = append(attrs, slog.String("address", addressOf(c.r.RemoteAddr)))
	}
	if c.code != "" {
		attrs = append(attrs, slog.String("code", string(c.code)))
	}
	level := slog.LevelInfo
	if c.fault != nil {
		attrs = append(attrs, slog.String("fault", c.fault.Error()))
		if c.code == wire.Internal && c.r.Context().Err() == nil { // else who asked has gone
			level = slog.LevelError
		}
	}
	c.env.Log.LogAttrs(c.r.Context(), level, "request", attrs...)
}
