package client

import (
	"testing"
	"time"
)

// never is a wait without an end.
const never = time.Duration(-1)

func half(d time.Duration) time.Duration { return d / 2 }

func TestPace(t *testing.T) {
	start := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	at := func(d time.Duration) time.Time { return start.Add(d) }
	for _, tt := range []struct {
		name    string
		do      func(p *pace)
		waiting bool
		want    time.Duration // after start; negative for never
	}{
		{"nothing has happened", func(*pace) {}, false, never},
		{"the vault is opened", func(p *pace) { p.poke(Unlocked, start) }, false, 0},
		{"a change settles", func(p *pace) { p.poke(Changed, start) }, true, settlePause},
		{"more changes keep it waiting", func(p *pace) {
			for n := range 4 {
				p.poke(Changed, at(time.Duration(n)*2*time.Second))
			}
		}, true, 6*time.Second + settlePause},
		{"but not for ever", func(p *pace) {
			for n := range 20 {
				p.poke(Changed, at(time.Duration(n)*2*time.Second))
			}
		}, true, settleMost},
		{"all is well", func(p *pace) { p.succeeded(start, half) }, false, MostPause * 3 / 4},
		{"news", func(p *pace) { p.succeeded(start, half); p.poke(News, at(time.Minute)) }, false, time.Minute},
		{"no sooner than a second after the last attempt", func(p *pace) { p.succeeded(start, half); p.poke(Asked, start) }, false, LeastPause},
		{"a first failure", func(p *pace) { p.failed(start, 0, half) }, true, LeastPause},
		{"a third failure", func(p *pace) { fail(p, start, 3) }, true, 3 * time.Second},
		{"a tenth failure", func(p *pace) { fail(p, start, 10) }, true, MostPause * 3 / 4},
		{"a thousandth failure", func(p *pace) { fail(p, start, 1000) }, true, MostPause * 3 / 4},
		{"the centre asks to wait", func(p *pace) { p.failed(start, time.Minute, half) }, true, time.Minute},
		{"a change while the centre is not reached", func(p *pace) { fail(p, start, 10); p.poke(Changed, at(time.Second)) }, true, MostPause * 3 / 4},
		{"a network appears", func(p *pace) { fail(p, start, 10); p.poke(NetworkUp, at(20*time.Second)) }, true, 20 * time.Second},
		{"a person asks", func(p *pace) { fail(p, start, 10); p.poke(Asked, at(20*time.Second)) }, true, 20 * time.Second},
		{"the laptop was withdrawn", func(p *pace) { p.gaveUp(start) }, true, never},
		{"and a network appears", func(p *pace) { p.gaveUp(start); p.poke(NetworkUp, at(time.Minute)) }, true, never},
		{"but the person asks", func(p *pace) { p.gaveUp(start); p.poke(Asked, at(time.Minute)) }, true, time.Minute},
		{"something waits and nothing was tried", func(p *pace) { p.succeeded(start, half); p.planned = time.Time{} }, true, watchdogTime},
		{"what has changed is taken up", func(p *pace) { p.poke(Changed, start); p.began(); p.succeeded(start, half) }, false, MostPause * 3 / 4},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := &pace{}
			tt.do(p)
			next := p.next(tt.waiting)
			if next.IsZero() && tt.want == never {
				return
			}
			if got := next.Sub(start); got != tt.want {
				t.Errorf("after %v, want %v", got, tt.want)
			}
		})
	}
}

func fail(p *pace, now time.Time, times int) {
	for range times {
		p.failed(now, 0, half)
	}
}

func TestPauseIsJittered(t *testing.T) {
	for _, tt := range []struct {
		name   string
		jitter func(time.Duration) time.Duration
		want   time.Duration
	}{
		{"least", func(time.Duration) time.Duration { return 0 }, 8 * time.Second},
		{"most", func(d time.Duration) time.Duration { return d }, 16 * time.Second},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, now := &pace{}, time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
			for range 5 {
				p.failed(now, 0, tt.jitter)
			}
			if got := p.next(true).Sub(now); got != tt.want {
				t.Errorf("after %v, want %v", got, tt.want)
			}
		})
	}
}
