package main

import (
	"strings"
	"testing"
)

const printed = `goos: linux
pkg: plumbline/sync/bench
BenchmarkPlumbline-2   	       1	63176407621 ns/op	        69.48 changed-ms	         3.634 idle-ms	       712.7 pulled/s	       868.3 pushed/s
BenchmarkPlumbline-2   	       1	63176407621 ns/op	        40.10 changed-ms	         6.000 idle-ms	       812.7 pulled/s	       968.3 pushed/s
BenchmarkPlumbline-2   	       1	63176407621 ns/op	        50.00 changed-ms	         4.000 idle-ms	       912.7 pulled/s	       900.0 pushed/s
BenchmarkPouchDB-2     	       1	39028994755 ns/op	       100.0 changed-ms	        11.43 idle-ms	       919.0 pulled/s	       600.0 pushed/s
--- BENCH: BenchmarkPouchDB-2
BenchmarkGrowth/postgres-2 	 1	5 ns/op	 1.400 push-growth
PASS
`

func TestReport(t *testing.T) {
	for _, tt := range []struct {
		name, printed string
		want          []string // beginnings and ends of rows
		missed        int
	}{
		{"medians beside the peer's", printed, []string{
			"10,000 records of 1 KB to … 900 … 600 … 1.50 … ≥ 1.5 × theirs … yes",
			"10,000 records of 1 KB from … 812.7 … 919 … 0.88 … ≥ 1.5 × theirs … no",
			"100 of … 50 … 100 … 0.50 … ≤ 1 × theirs … yes",
			"nothing to do … 4 … ≤ 5 … yes",
			"push on 1,000,000 … 1.4 … ≤ 1.3 … no",
		}, 2},
		{"without the peer", strings.ReplaceAll(printed, "BenchmarkPouchDB", "Skipped"), []string{
			"10,000 records of 1 KB to … 900 … not here … ≥ 1.5 × theirs … unknown",
		}, 1},
		{"nothing measured", "PASS\n", nil, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			measured, err := read(strings.NewReader(tt.printed))
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			missed, err := report(&out, measured, targets())
			if err != nil || missed != tt.missed {
				t.Errorf("%d missed, want %d (%v)", missed, tt.missed, err)
			}
			for _, row := range tt.want {
				if !has(out.String(), strings.Split(row, " … ")) {
					t.Errorf("no row %q in\n%s", row, &out)
				}
			}
		})
	}
}

// has reports whether a line of a text has parts one after the other.
func has(text string, parts []string) bool {
	for line := range strings.Lines(text) {
		found := true
		for _, part := range parts {
			_, rest, ok := strings.Cut(line, part)
			line, found = rest, found && ok
		}
		if found {
			return true
		}
	}
	return false
}

func TestReadFault(t *testing.T) {
	if _, err := read(strings.NewReader("BenchmarkPush-2 1 none ns/op\n")); err == nil {
		t.Error("no error")
	}
}
