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
	t       testing.TB
	suite   string
	aside   bool
	parts   []*Tally
	minimum float64 // of a part
	passed  int
	failed  []failure
	inapt   map[string]string // class by case
}

type failure struct{ id, why string }

// Suite begins the count of a suite.
func Suite(tb testing.TB, name string) *Tally {
	tb.Helper()
	return &Tally{t: tb, suite: name, inapt: map[string]string{}}
}

// Aside begins the count of cases that the corpus has beside its suites. Its line goes to the log of the test.
func Aside(tb testing.TB, name string) *Tally {
	tb.Helper()
	s := Suite(tb, name)
	s.aside = true
	return s
}

// Part begins the count of a part of the suite, which has a minimum of its own. Its cases are cases of the suite.
func (s *Tally) Part(name string, minimum float64) *Tally {
	part := Suite(s.t, name)
	part.minimum = minimum
	s.parts = append(s.parts, part)
	return part
}

// Pass counts a case that came out as the corpus says.
func (s *Tally) Pass() { s.passed++ }

// Fail counts a case that did not, and keeps why.
func (s *Tally) Fail(id, why string) { s.failed = append(s.failed, failure{id, why}) }

// Note counts a case that passes where there is nothing to say against it.
func (s *Tally) Note(id, why string) {
	if why == "" {
		s.Pass()
		return
	}
	s.Fail(id, why)
}

// NotApplicable counts a case that the corpus itself marks as a matter of dialect, or as a limit of the engine that it
// was recorded with. The class says which.
func (s *Tally) NotApplicable(id, class string) { s.inapt[id] = class }

// Report prints the suite's line to standard output, with those of its parts, and logs each case that has not passed.
// The test fails when fewer than minimum, a ratio, of the cases that passed or failed have passed, and where
// docs/conformance.md says otherwise.
func (s *Tally) Report(minimum float64) {
	s.t.Helper()
	for _, p := range s.parts {
		p.hold(p.minimum)
		s.passed += p.passed
		s.failed = append(s.failed, p.failed...)
		maps.Copy(s.inapt, p.inapt)
	}
	if s.aside {
		s.t.Logf("%s: %s", s.suite, s.figures())
	} else {
		s.write(os.Stdout)
		s.holdPage()
	}
	for _, f := range s.failed {
		s.t.Logf("failed: %s: %s", f.id, f.why)
	}
	for _, id := range slices.Sorted(maps.Keys(s.inapt)) {
		s.t.Logf("not applicable: %s: %s", id, s.inapt[id])
	}
	s.hold(minimum)
}

func (s *Tally) hold(minimum float64) {
	s.t.Helper()
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
	fmt.Fprintf(w, "conformance %s: %s\n", s.suite, s.figures())
	for _, p := range s.parts {
		fmt.Fprintf(w, "    %s: %s\n", p.suite, p.figures())
	}
	classes := map[string]int{}
	for _, class := range s.inapt {
		classes[class]++
	}
	for _, class := range slices.Sorted(maps.Keys(classes)) {
		fmt.Fprintf(w, "    %s: %d\n", class, classes[class])
	}
}

func (s *Tally) figures() string {
	return fmt.Sprintf("%d passed, %d failed, %d not applicable", s.passed, len(s.failed), len(s.inapt))
}
