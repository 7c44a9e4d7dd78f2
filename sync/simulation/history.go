package simulation

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// History is what a run is made from.
type History struct {
	Seed  uint64
	Steps []int // numbers of the steps that are taken, ascending; never altered
}

// Of is the history of a seed with so many steps.
func Of(seed uint64, steps int) History {
	h := History{Seed: seed}
	for n := range steps {
		h.Steps = append(h.Steps, n)
	}
	return h
}

// Failure is what a history has come to that must not be.
type Failure struct {
	History  History
	Breaks   string // the invariant: "I1" …
	Says     string
	Happened []string // what was done, one line each
}

func (f *Failure) Error() string {
	return fmt.Sprintf("seed %d, %d steps: %s: %s\n  %s", f.History.Seed, len(f.History.Steps), f.Breaks, f.Says, strings.Join(f.Happened, "\n  "))
}

// Effort is how much may be spent on making a failing history shorter. It ends with whatever runs out first.
type Effort struct {
	Runs int // histories that are played
	Time time.Duration
	Now  func() time.Time
}

// Shrink leaves out steps of a failing history for as long as it fails in the same way: what came after the failure, then
// halves, quarters and so on down to single steps. It returns the shortest failure that it finds, and how many histories it
// played for that.
func Shrink(f *Failure, keeping func() Keeping, most Effort) (best *Failure, runs int) {
	end := most.Now().Add(most.Time)
	spent := func() bool { return !most.Now().Before(end) }
	fails := func(steps []int) *Failure {
		runs++
		failed, _ := run(History{f.History.Seed, steps}, keeping(), spent)
		if failed == nil || failed.Breaks != f.Breaks {
			return nil
		}
		return failed
	}
	best = f
	for size := len(f.History.Steps); size > 0; {
		shorter := false
		for from := 0; from < len(best.History.Steps); {
			if runs >= most.Runs || spent() {
				return best, runs
			}
			steps := best.History.Steps
			if failed := fails(slices.Concat(steps[:from], steps[min(from+size, len(steps)):])); failed != nil {
				best, shorter = failed, true
			} else {
				from += size
			}
		}
		if !shorter || size > 1 {
			size /= 2
		}
	}
	return best, runs
}
