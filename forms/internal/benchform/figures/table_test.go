package main

import (
	"strings"
	"testing"
)

func TestTheTableSaysWhatIsMissed(t *testing.T) {
	quick := func(factor float64) *figures {
		return &figures{
			Open: 30 * factor, Answers: [3]float64{0.01 * factor, 0.01 * factor, 0.01 * factor}, Check: 0.1 * factor,
			Complete: factor, Memory: 5 * factor, Result: "7",
		}
	}
	slow := quick(1)
	slow.Open, slow.Answers[1] = 172, 0.2
	wrong := quick(100)
	wrong.Result = "8"
	for _, row := range []struct {
		name       string
		own, other *figures
		longest    *figures
		missed     int
		says       string
	}{
		{"all met, alone", quick(1), nil, quick(10), 0, "audit 1,000           open             30.0 ms  -       -      ≤ 172 ms   yes"},
		{"all met, beside a peer", quick(1), quick(100), quick(10), 0, "30.0 ms  3000 ms  100 ×"},
		{"too slow", slow, nil, quick(10), 2, "0.2 ms   -       -      ≤ 0.1 ms   NO"},
		{"too much growth", quick(1), nil, quick(13), 6, "13.0 ×"},
		{"other results", quick(1), wrong, quick(10), 7, "NO: the engines' results differ"},
	} {
		t.Run(row.name, func(t *testing.T) {
			var out strings.Builder
			table := &table{shape: "audit"}
			table.add(sizes()[0], row.own, row.other)
			table.add(sizes()[2], row.longest, nil)
			table.grow()
			if missed := table.print(&out); missed != row.missed {
				t.Errorf("%d are missed, want %d:\n%s", missed, row.missed, out.String())
			}
			if !strings.Contains(out.String(), row.says) {
				t.Errorf("%q is not in\n%s", row.says, out.String())
			}
		})
	}
}
