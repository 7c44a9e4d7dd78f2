package workbench

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"plumbline/sync/journal"
)

// disk is where an autosave under test writes: it may refuse.
type disk struct {
	mu      sync.Mutex
	refuses error
	written []string
	seen    chan SaveStatus
}

func (d *disk) write(_ context.Context, batch []pending) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.refuses != nil {
		return d.refuses
	}
	for _, p := range batch {
		d.written = append(d.written, p.path+"="+p.value)
	}
	return nil
}

func (d *disk) refuse(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.refuses = err
}

func (d *disk) has() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.written)
}

func autosaveOn(d *disk) *autosave {
	d.seen = make(chan SaveStatus, 64)
	return newAutosave(d.write, time.Now, func(s SaveStatus) { d.seen <- s })
}

func answered(path, value string) pending { return pending{path: path, op: journal.Set, value: value} }

func TestAutosaveWritesByItselfInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d disk
		a := autosaveOn(&d)
		a.put(answered("a", "1"))
		time.Sleep(SaveDelay / 2)
		a.put(answered("a", "12"))
		synctest.Wait()
		if got := d.has(); got != nil {
			t.Errorf("wrote %v before its time", got)
		}
		time.Sleep(SaveDelay / 2)
		synctest.Wait()
		if got := d.has(); !slices.Equal(got, []string{"a=12"}) {
			t.Errorf("wrote %v: typing on must not put off the write", got)
		}
	})
}

func TestAutosaveTriesAgainByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d disk
		a := autosaveOn(&d)
		d.refuse(errors.New("full"))
		a.put(answered("a", "1"))
		time.Sleep(SaveDelay)
		synctest.Wait()
		d.refuse(nil)
		time.Sleep(retryDelay)
		synctest.Wait()
		if got := d.has(); !slices.Equal(got, []string{"a=1"}) {
			t.Errorf("wrote %v", got)
		}
	})
}

func TestAutosaveKeepsTheLatestOfEachPathInOrder(t *testing.T) {
	var d disk
	a := autosaveOn(&d)
	a.put(answered("a", "1"))
	a.put(answered("b", "2"))
	a.put(answered("a", "3"))
	if err := a.flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := d.has(); !slices.Equal(got, []string{"a=3", "b=2"}) {
		t.Errorf("wrote %v", got)
	}
}

func TestAutosaveForgetsNothingWhileTheDiskRefuses(t *testing.T) {
	full := errors.New("full")
	var d disk
	a := autosaveOn(&d)
	d.refuse(full)
	a.put(answered("a", "1"))
	if err := a.flush(t.Context()); !errors.Is(err, full) {
		t.Fatalf("flush: %v", err)
	}
	if s := a.current(); s.State != Unsaved || !errors.Is(s.Err, full) {
		t.Errorf("status %+v", s)
	}
	a.put(answered("b", "2"), answered("a", "newer"))
	d.refuse(nil)
	if err := a.close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := d.has(); !slices.Equal(got, []string{"a=newer", "b=2"}) {
		t.Errorf("wrote %v", got)
	}
	if s := a.current(); s.State != AllSaved || s.Err != nil || s.At.IsZero() {
		t.Errorf("status %+v", s)
	}
}
