package workbench

import (
	"testing"
	"time"
)

// partial is a record on a laptop that got it as it stands, without how it came to be.
func partial(t *testing.T) (c *centre, d *Desk, w *Work) {
	t.Helper()
	c = newCentre(t)
	author := c.join(t, "a.evaluator")
	mine := start(t, author)
	for _, words := range []string{"The plan is broadly on track.", "The plan is drifting."} {
		set(t, mine, "reason", words)
		exchange(t, author) // which freezes it
	}
	d = c.join(t, "m.moderator")
	exchange(t, d)
	return c, d, reopen(t, d, mine.ID())
}

func entriesOf(t *testing.T, w *Work) []Entry {
	t.Helper()
	key, err := w.Locate("reason")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := w.History(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func TestBackfill(t *testing.T) {
	c, _, w := partial(t)
	if n := len(entriesOf(t, w)); n != 1 || !w.Row().Partial {
		t.Fatalf("%d entries at first, partial: %v", n, w.Row().Partial)
	}
	c.cut.Store(true)
	if err := w.Backfill(t.Context()); err == nil || !Foreseen(err) {
		t.Errorf("without a network: %v", err)
	}
	c.cut.Store(false)
	for range 2 { // the second time it needs nothing
		if err := w.Backfill(t.Context()); err != nil {
			t.Fatal(err)
		}
		c.cut.Store(true)
	}
	if n := len(entriesOf(t, w)); n != 2 {
		t.Errorf("%d entries in the end", n)
	}
}

func TestOpenRecordsAreBackfilled(t *testing.T) {
	_, d, w := partial(t)
	came := make(chan struct{}, 16)
	w.WatchArrivals(func() { came <- struct{}{} })
	d.KeepInSync()
	late := time.After(time.Minute)
	for w.Row().Partial {
		select {
		case <-came:
			if _, err := w.Merge(t.Context()); err != nil {
				t.Fatal(err)
			}
		case <-late:
			t.Fatal("nothing came")
		}
	}
	if n := len(entriesOf(t, w)); n != 2 {
		t.Errorf("%d entries", n)
	}
}
