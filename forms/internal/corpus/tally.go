package corpus

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"testing"
)

// Tally counts what the cases of one suite came to. It is used by one goroutine.
type Tally struct {
	t      testing.TB
	suite  string
	passed int
	failed []string
	inapt  map[string]int // number of cases by class
}

// Suite begins the count of a suite.
func Suite(tb testing.TB, name string) *Tally {
	tb.Helper()
	return &Tally{t: tb, suite: name, inapt: map[string]int{}}
}

// Pass counts a case that came out as the corpus says.
func (s *Tally) Pass() { s.passed++ }

// Fail counts a case that did not, and keeps why.
func (s *Tally) Fail(id, why string) { s.failed = append(s.failed, id+": "+why) }

// NotApplicable counts a case that the corpus itself marks as a matter of dialect, or as a limit of the engine that it
// was recorded with. The class says which.
func (s *Tally) NotApplicable(id, class string) {
	s.inapt[class]++
	s.t.Logf("not applicable: %s: %s", id, class)
}

// Report prints the suite's line to standard output and logs each case that failed. The test fails when fewer than
// minimum, a ratio, of the cases that passed or failed have passed.
func (s *Tally) Report(minimum float64) {
	s.t.Helper()
	s.write(os.Stdout)
	for _, f := range s.failed {
		s.t.Logf("failed: %s", f)
	}
	all := s.passed + len(s.failed)
	if all == 0 {
		s.t.Errorf("suite %s has no case", s.suite)
		return
	}
	if ratio := float64(s.passed) / float64(all); ratio < minimum {
		s.t.Errorf("suite %s: %.4f of the cases pass, want at least %.4f", s.suite, ratio, minimum)
	}
}

func (s *Tally) write(w io.Writer) {
	inapt := 0
	for _, n := range s.inapt {
		inapt += n
	}
	fmt.Fprintf(w, "conformance %s: %d passed, %d failed, %d not applicable\n", s.suite, s.passed, len(s.failed), inapt)
	for _, class := range slices.Sorted(maps.Keys(s.inapt)) {
		fmt.Fprintf(w, "    %s: %d\n", class, s.inapt[class])
	}
}
