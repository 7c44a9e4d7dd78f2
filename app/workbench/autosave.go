package workbench

import (
	"context"
	"sync"
	"time"

	"plumbline/sync/journal"
)

// SaveState is how the answers on screen stand to those on disk.
type SaveState uint8

// The states of saving.
const (
	AllSaved SaveState = iota // everything typed is on disk
	Waiting                   // something is younger than the last write, and will be written within SaveDelay
	Unsaved                   // the last write failed; it is tried again, and nothing typed is forgotten meanwhile
)

// SaveDelay is the longest time that an answer stays in memory alone while the disk works.
const SaveDelay = 400 * time.Millisecond

// retryDelay is the time between attempts while the disk refuses.
const retryDelay = 2 * time.Second

// SaveStatus is what the bottom line of a face tells.
type SaveStatus struct {
	State SaveState
	At    time.Time // when the last successful write returned; zero before the first
	Err   error     // why the last write failed; nil unless Unsaved
}

// autosave gathers edits and writes them in order, one transaction for all that wait. Its methods are safe for use by
// several goroutines.
type autosave struct {
	write  func(ctx context.Context, edits []pending) error
	now    func() time.Time
	notify func(SaveStatus)

	writing sync.Mutex // held during a write, so that writes keep the order of edits

	mu     sync.Mutex // guards what follows
	queue  []pending
	timer  *time.Timer
	status SaveStatus
	closed bool
}

// pending is an edit of one register that is not on disk yet.
type pending struct {
	path  string
	op    journal.Op
	value string
	words string   // what search finds the answer by
	field *editing // the edit session that it belongs to
}

func newAutosave(write func(context.Context, []pending) error, now func() time.Time, notify func(SaveStatus)) *autosave {
	return &autosave{write: write, now: now, notify: notify}
}

// put queues edits. A later edit of a path takes the place of one that still waits.
func (a *autosave) put(edits ...pending) {
	a.mu.Lock()
	for _, e := range edits {
		a.enqueue(e)
	}
	if a.timer == nil && !a.closed {
		a.timer = time.AfterFunc(SaveDelay, a.tick)
	}
	status := a.settle(nil)
	a.mu.Unlock()
	a.notify(status)
}

func (a *autosave) enqueue(e pending) {
	for i := range a.queue {
		if a.queue[i].path == e.path {
			a.queue[i] = e
			return
		}
	}
	a.queue = append(a.queue, e)
}

// hurry writes what waits at once, on the goroutine that saves.
func (a *autosave) hurry() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.timer != nil {
		a.timer.Reset(0)
	}
}

func (a *autosave) tick() {
	// The status carries the error to the person, and the next tick tries again.
	_ = a.flush(context.Background())
}

// flush writes what waits and returns once it is durable. On an error everything still waits, in order.
func (a *autosave) flush(ctx context.Context) error {
	a.writing.Lock()
	defer a.writing.Unlock()
	a.mu.Lock()
	batch := a.queue
	a.queue = nil
	a.stopTimer()
	a.mu.Unlock()
	if len(batch) == 0 {
		return nil
	}
	err := a.write(ctx, batch)

	a.mu.Lock()
	if err != nil {
		a.requeue(batch)
	}
	status := a.settle(err)
	if err == nil {
		status.At = a.now()
		a.status.At = status.At
	}
	a.mu.Unlock()
	a.notify(status)
	return err
}

// requeue puts a failed batch before what came in meanwhile, newer edits of the same path winning, and sets the retry.
func (a *autosave) requeue(batch []pending) {
	newer := a.queue
	a.queue = batch
	for _, e := range newer {
		a.enqueue(e)
	}
	a.stopTimer()
	if !a.closed {
		a.timer = time.AfterFunc(retryDelay, a.tick)
	}
}

// settle works out the status with a.mu held.
func (a *autosave) settle(err error) SaveStatus {
	switch {
	case err != nil:
		a.status.State, a.status.Err = Unsaved, err
	case len(a.queue) == 0:
		a.status.State, a.status.Err = AllSaved, nil
	case a.status.State != Unsaved:
		a.status.State = Waiting
	}
	return a.status
}

func (a *autosave) stopTimer() {
	if a.timer != nil {
		a.timer.Stop()
		a.timer = nil
	}
}

// current returns the status now.
func (a *autosave) current() SaveStatus {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.status
}

// close writes what waits and starts no further writes by itself. On an error the caller may call it again.
func (a *autosave) close(ctx context.Context) error {
	a.mu.Lock()
	a.closed = true
	a.mu.Unlock()
	return a.flush(ctx)
}
