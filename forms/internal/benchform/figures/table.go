package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// The targets. The times are those of the best peer on two shared processors, Chromium with xforms-engine 0.22.0, of which
// opening and memory may take a fifth.
const (
	fifth       = 5
	answerLimit = 0.1 // milliseconds, of an answer to an audit
	chainLimit  = 2   // milliseconds, where an answer works a thousand questions out anew
	checkLimit  = 3   // milliseconds
	growthLimit = 12  // from the first size to the last, which is ten times as long
)

// written is the figure that has no target: the peer cannot check without writing, so it is there to compare.
const written = "check and write"

// best are the milliseconds and the megabytes of the best peer for a form of the first size; zero where it was not measured.
func best(shape string) (open, memory float64) {
	switch shape {
	case "audit":
		return 859, 61
	case "chain":
		return 1195, 73
	default:
		return 0, 0
	}
}

// row is one line of a table. A target of 0 is none.
type row struct {
	what       string
	own, other float64 // other is 0 where it is not known
	unit       string
	target     float64
	differs    bool // the engines came to other results
}

func (r row) met() bool { return !r.differs && (r.target == 0 || r.own <= r.target) }

// table is that of one form.
type table struct {
	shape string
	rows  []row
	sizes []*figures // this engine's
}

// add adds what was measured of a form of a size. Other is nil where there is no peer.
func (t *table) add(size int, own, other *figures) {
	open, memory := 0.0, 0.0
	answer, check := 0.0, 0.0
	if size == sizes()[0] {
		open, memory = best(t.shape)
		answer, check = map[string]float64{"audit": answerLimit, "chain": chainLimit}[t.shape], checkLimit
	}
	theirs := figures{}
	if other != nil {
		theirs = *other
	}
	number := thousands(size)
	for _, r := range []row{
		{what: "open", own: own.Open, other: theirs.Open, unit: "ms", target: open / fifth},
		{what: "first answer", own: own.Answers[0], other: theirs.Answers[0], unit: "ms", target: answer},
		{what: "middle answer", own: own.Answers[1], other: theirs.Answers[1], unit: "ms", target: answer},
		{what: "last answer", own: own.Answers[2], other: theirs.Answers[2], unit: "ms", target: answer},
		{what: "check all", own: own.Check, unit: "ms", target: check},
		{what: written, own: own.Complete, other: theirs.Complete, unit: "ms"},
		{what: "memory", own: own.Memory, other: theirs.Memory, unit: "MB", target: memory / fifth},
	} {
		r.what = fmt.Sprintf("%s %s\t%s", t.shape, number, r.what)
		r.differs = other != nil && own.Result != theirs.Result
		t.rows = append(t.rows, r)
	}
	t.sizes = append(t.sizes, own)
}

// grow adds how many times as much the longest form takes as the shortest.
func (t *table) grow() {
	least, most := t.sizes[0], t.sizes[len(t.sizes)-1]
	for _, r := range []row{
		{what: "open", own: most.Open / least.Open},
		{what: "first answer", own: most.Answers[0] / least.Answers[0]},
		{what: "middle answer", own: most.Answers[1] / least.Answers[1]},
		{what: "last answer", own: most.Answers[2] / least.Answers[2]},
		{what: "check all", own: most.Check / least.Check},
		{what: written, own: most.Complete / least.Complete},
		{what: "memory", own: most.Memory / least.Memory},
	} {
		r.what = fmt.Sprintf("%s %s : %s\t%s", t.shape, thousands(sizes()[len(sizes())-1]), thousands(sizes()[0]), r.what)
		if r.unit = "×"; !strings.HasSuffix(r.what, written) {
			r.target = growthLimit
		}
		t.rows = append(t.rows, r)
	}
}

// print writes the table and counts the targets that are missed.
func (t *table) print(to io.Writer) (missed int) {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "form\tfigure\tours\ttheirs\tratio\ttarget\tmet")
	for _, r := range t.rows {
		theirs, ratio, target, met := "-", "-", "-", "-"
		if r.other != 0 {
			theirs, ratio = amount(r.other, r.unit), fmt.Sprintf("%.3g ×", r.other/r.own)
		}
		if r.target != 0 {
			target, met = "≤ "+amount(r.target, r.unit), "yes"
		}
		if !r.met() {
			met = "NO"
			missed++
		}
		if r.differs {
			met = "NO: the engines' results differ"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", r.what, amount(r.own, r.unit), theirs, ratio, target, met)
	}
	fmt.Fprintln(w)
	if err := w.Flush(); err != nil {
		return missed + 1
	}
	return missed
}

// amount writes a figure in three digits.
func amount(f float64, unit string) string {
	switch {
	case f >= 100:
		return fmt.Sprintf("%.0f %s", f, unit)
	case f >= 10:
		return fmt.Sprintf("%.1f %s", f, unit)
	case f >= 1:
		return fmt.Sprintf("%.2f %s", f, unit)
	default:
		return fmt.Sprintf("%.3g %s", f, unit)
	}
}

func thousands(n int) string { return fmt.Sprintf("%d,%03d", n/1000, n%1000) }
