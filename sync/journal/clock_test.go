package journal_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"plumbline/sync/journal"
)

// readingAt is what a device whose clock says t writes.
func readingAt(t time.Time) journal.HLC {
	var c journal.Clock
	return c.Next(t)
}

func TestClock(t *testing.T) {
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		name    string
		observe time.Time // what another device's clock says; zero when there is none
		now     time.Time
		want    time.Time
	}{
		{"goes with the time of day", time.Time{}, noon.Add(time.Second), noon.Add(time.Second)},
		{"stands while the time of day does", time.Time{}, noon, noon},
		{"does not go back", time.Time{}, noon.AddDate(-10, 0, 0), noon},
		{"follows a device that is ahead", noon.Add(30 * time.Second), noon, noon.Add(30 * time.Second)},
		{"ignores a device that is behind", noon.AddDate(-1, 0, 0), noon, noon},
		{"follows a wrong year by a minute only", noon.AddDate(100, 0, 0), noon, noon.Add(journal.MaxLead)},
		{"counts days before 1970 as 1970", time.Date(1903, 1, 1, 0, 0, 0, 0, time.UTC), noon, noon},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var c journal.Clock
			before := c.Next(noon)
			if !tt.observe.IsZero() {
				c.Observe(readingAt(tt.observe), tt.now)
			}
			got := c.Next(tt.now)
			if got <= before {
				t.Errorf("reading %d after %d", got, before)
			}
			if !got.Time().Equal(tt.want) {
				t.Errorf("time %v, want %v", got.Time(), tt.want)
			}
		})
	}
}

func TestClockGrows(t *testing.T) {
	instant := rapid.Custom(func(t *rapid.T) time.Time {
		return time.UnixMilli(rapid.Int64Range(-1<<45, 1<<49).Draw(t, "ms"))
	})
	rapid.Check(t, func(t *rapid.T) {
		var c journal.Clock
		last := journal.HLC(-1)
		t.Repeat(map[string]func(*rapid.T){
			"next": func(t *rapid.T) {
				next := c.Next(instant.Draw(t, "now"))
				if next <= last {
					t.Fatalf("reading %d after %d", next, last)
				}
				last = next
			},
			"observe": func(t *rapid.T) {
				now, before := instant.Draw(t, "now"), c.Last()
				c.Observe(journal.HLC(rapid.Int64().Draw(t, "seen")), now)
				if lead := c.Last(); lead > before && lead > readingAt(now.Add(journal.MaxLead)) {
					t.Fatalf("dragged from %v to %v at %v", before.Time(), lead.Time(), now)
				}
			},
			"restart": func(*rapid.T) { c = journal.ClockAt(c.Last()) },
		})
	})
}
