package simulation

import (
	"fmt"
	"strings"
)

// History is what a run is made from.
type History struct {
	Seed  uint64
	Steps []int // numbers of the steps that are taken, ascending
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

// Shrink leaves out steps of a failing history for as long as it fails in the same way, at most so many runs, and returns
// the shortest failure that it finds.
func Shrink(f *Failure, keeping func() Keeping, runs int) *Failure {
	best := f
	for size := len(best.History.Steps) / 2; size > 0; {
		shorter := false
		for from := 0; from < len(best.History.Steps) && runs > 0; {
			runs--
			try := History{Seed: best.History.Seed}
			try.Steps = append(try.Steps, best.History.Steps[:from]...)
			try.Steps = append(try.Steps, best.History.Steps[min(from+size, len(best.History.Steps)):]...)
			if failed, _ := Run(try, keeping()); failed != nil && failed.Breaks == best.Breaks {
				best, shorter = failed, true
			} else {
				from += size
			}
		}
		if runs == 0 {
			break
		}
		if !shorter || size > 1 {
			size /= 2
		}
	}
	return best
}
