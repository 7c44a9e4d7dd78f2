// Targets reads what benchmarks of synchronisation print, and sets the medians of what they measured beside what was aimed
// at. It ends with 1 where something that was measured does not reach its target.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

// figure is what a benchmark measures in a unit. Benchmarks are named without "Benchmark" and the number of processors.
type figure struct{ benchmark, unit string }

// target is what is aimed at.
type target struct {
	what   string
	ours   figure
	theirs figure // zero: there is no peer
	ratio  float64
	bound  float64 // without a peer
	least  bool    // more is better
}

func targets() []target {
	peer := func(what, unit string, ratio float64, least bool) target {
		return target{what: what, ours: figure{"Plumbline", unit}, theirs: figure{"PouchDB", unit}, ratio: ratio, least: least}
	}
	most := func(what, benchmark, unit string, bound float64) target {
		return target{what: what, ours: figure{benchmark, unit}, bound: bound}
	}
	all := []target{
		peer("10,000 records of 1 KB to the centre, a second", "pushed/s", 1.5, true),
		peer("10,000 records of 1 KB from the centre, a second", "pulled/s", 1.5, true),
		peer("100 of 10,000 records changed, ms", "changed-ms", 1, false),
		most("nothing to do, ms", "Plumbline", "idle-ms", 5),
		most("first copy of 100,000 changes, s", "FirstCopy", "s", 20),
		most("push of 500 changes to PostgreSQL, 99th percentile, ms", "Push/postgres", "p99-ms", 150),
	}
	for _, request := range []string{"push", "pull", "idle", "history", "snapshot"} {
		all = append(all, most(request+" on 1,000,000 changes beside 10,000, ratio", "Growth/postgres", request+"-growth", 1.3))
	}
	return all
}

func main() {
	measured, err := read(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	missed, err := report(os.Stdout, measured, targets())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if missed > 0 {
		os.Exit(1)
	}
}

// read collects what the lines of benchmarks say, and passes over other lines.
func read(in io.Reader) (map[figure][]float64, error) {
	measured := map[figure][]float64{}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		name := strings.TrimPrefix(fields[0], "Benchmark")
		if cut := strings.LastIndexByte(name, '-'); cut > 0 {
			name = name[:cut]
		}
		for i := 2; i+1 < len(fields); i += 2 {
			value, err := strconv.ParseFloat(fields[i], 64)
			if err != nil {
				return nil, fmt.Errorf("targets: line %q: %w", lines.Text(), err)
			}
			of := figure{name, fields[i+1]}
			measured[of] = append(measured[of], value)
		}
	}
	return measured, lines.Err()
}

// report writes the table, and returns how many targets were missed.
func report(out io.Writer, measured map[figure][]float64, all []target) (missed int, err error) {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "WHAT\tOURS\tTHEIRS\tRATIO\tTARGET\tMET")
	for _, goal := range all {
		ours, have := median(measured[goal.ours])
		if !have {
			continue
		}
		met, theirs, ratio, aim := goal.judge(ours, measured)
		if met == "no" {
			missed++
		}
		fmt.Fprintf(t, "%s\t%.4g\t%s\t%s\t%s\t%s\n", goal.what, ours, theirs, ratio, aim, met)
	}
	return missed, t.Flush()
}

// judge returns whether a target is met, and the texts of its row.
func (t target) judge(ours float64, measured map[figure][]float64) (met, theirs, ratio, aim string) {
	sign := map[bool]string{true: "≥", false: "≤"}[t.least]
	if t.theirs == (figure{}) {
		return yesNo(t.reached(ours, t.bound)), "", "", fmt.Sprintf("%s %g", sign, t.bound)
	}
	aim = fmt.Sprintf("%s %g × theirs", sign, t.ratio)
	peer, have := median(measured[t.theirs])
	if !have {
		return "unknown", "not here", "", aim
	}
	return yesNo(t.reached(ours, t.ratio*peer)), fmt.Sprintf("%.4g", peer), fmt.Sprintf("%.2f", ours/peer), aim
}

func (t target) reached(ours, bound float64) bool {
	if t.least {
		return ours >= bound
	}
	return ours <= bound
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// median returns the middle of several values, the lower of two; false where there is none.
func median(values []float64) (float64, bool) {
	if len(values) == 0 {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[(len(sorted)-1)/2], true
}
