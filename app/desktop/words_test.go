package desktop

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestWhen(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, time.July, 14, 0, 20, 0, 0, london)
	for _, c := range []struct {
		name string
		at   time.Time
		want string
	}{
		{"never", time.Time{}, ""},
		{"today", time.Date(2026, time.July, 13, 23, 5, 0, 0, time.UTC), "today 00:05"},
		{"yesterday, an hour ago", time.Date(2026, time.July, 13, 22, 20, 0, 0, time.UTC), "yesterday 23:20"},
		{"this year, in winter time", time.Date(2026, time.January, 9, 8, 0, 0, 0, time.UTC), "Fri 9 Jan 08:00"},
		{"another year", time.Date(2025, time.December, 31, 12, 0, 0, 0, time.UTC), "31 Dec 2025"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := when(c.at, now); got != c.want {
				t.Errorf("when = %q, want %q", got, c.want)
			}
		})
	}
}

func TestCutKeepsTheLongestStartThatFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringMatching(`[a-zé ·]{0,40}`).Draw(t, "words")
		room := rapid.IntRange(1, 50).Draw(t, "room")
		fits := func(s string) bool { return len([]rune(s)) <= room }
		got := cut(words, fits)
		if !fits(got) {
			t.Fatalf("cut(%q) = %q does not fit into %d", words, got, room)
		}
		if fits(words) != (got == words) {
			t.Fatalf("cut(%q) = %q with room for %d", words, got, room)
		}
		if start := strings.TrimSuffix(got, "…"); !strings.HasPrefix(words, start) {
			t.Fatalf("cut(%q) = %q is not a start of it", words, got)
		}
	})
}

func TestIdleClock(t *testing.T) {
	start := noon()
	for _, c := range []struct {
		name  string
		limit time.Duration
		now   time.Time
		left  time.Duration
	}{
		{"just touched", 10 * time.Minute, start, 10 * time.Minute},
		{"a while later", 10 * time.Minute, start.Add(4 * time.Minute), 6 * time.Minute},
		{"past it", 10 * time.Minute, start.Add(time.Hour), -50 * time.Minute},
		{"the clock was put back", 10 * time.Minute, start.Add(-time.Hour), 10 * time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			clock := idleClock{limit: c.limit}
			clock.touch(start)
			if got := clock.left(c.now); got != c.left {
				t.Errorf("left = %v, want %v", got, c.left)
			}
		})
	}
}

func TestEveryCommandHasAKeyAndWords(t *testing.T) {
	has := map[Command]bool{}
	for _, k := range keys() {
		has[k.command] = true
		if k.shown == "" || k.does == "" {
			t.Errorf("key %v has no words", k)
		}
	}
	for c := CommandNew; c <= CommandLock; c++ {
		if !has[c] {
			t.Errorf("command %d has no key", c)
		}
	}
}
