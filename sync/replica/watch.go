package replica

import (
	"slices"
	"sync"

	"github.com/google/uuid"
)

// Event says what a transaction did.
type Event struct {
	Records []uuid.UUID // that it touched, in the order of ids; they may be gone
	Local   bool        // a person at this laptop did it; else it came from the central store
}

// watchers are called about events. The zero value has none.
type watchers struct {
	mu   sync.Mutex
	next int
	all  map[int]func(Event)
}

// Watch has f called after every transaction that touched records, on the goroutine that wrote it. f must not write to
// the replica before it returns. stop ends that; a call under way goes on.
func (r *Replica) Watch(f func(Event)) (stop func()) {
	w := &r.watchers
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.all == nil {
		w.all = map[int]func(Event){}
	}
	n := w.next
	w.next++
	w.all[n] = f
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.all, n)
	}
}

func (w *watchers) tell(e Event) {
	if len(e.Records) == 0 {
		return
	}
	w.mu.Lock()
	var numbers []int
	for n := range w.all {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	fs := make([]func(Event), len(numbers))
	for i, n := range numbers {
		fs[i] = w.all[n]
	}
	w.mu.Unlock()
	for _, f := range fs {
		f(e)
	}
}
