package disclosure_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plumbline/forms/report/disclosure"
)

// written is a line as people read it: figures, "<5" and "-".
func written(counts []float64, marks []disclosure.Mark) string {
	var out []string
	for i, c := range counts {
		switch marks[i] {
		case disclosure.Small:
			out = append(out, "<5")
		case disclosure.Held:
			out = append(out, "-")
		default:
			out = append(out, fmt.Sprint(c))
		}
	}
	return strings.Join(out, " ")
}

func TestLine(t *testing.T) {
	for _, tt := range []struct {
		name   string
		counts []float64
		want   string
		total  disclosure.Mark
	}{
		{"nothing", nil, "", disclosure.Shown},
		{"none small", []float64{12, 5, 0}, "12 5 0", disclosure.Shown},
		{"one small: the smallest other is held back", []float64{20, 3, 7, 0}, "20 <5 - 0", disclosure.Shown},
		{"two small hide each other", []float64{20, 3, 2}, "20 <5 <5", disclosure.Shown},
		{"two of one each could be nothing else", []float64{20, 1, 1}, "- <5 <5", disclosure.Shown},
		{"one, and five would be the only way", []float64{1, 5, 20}, "<5 5 -", disclosure.Shown},
		{"two of four each could be nothing else", []float64{4, 4}, "- -", disclosure.Shown},
		{"one beside five, and no other", []float64{1, 5}, "- -", disclosure.Shown},
		{"a small total", []float64{3}, "<5", disclosure.Small},
		{"a small total of several", []float64{1, 0, 2}, "<5 0 <5", disclosure.Small},
	} {
		t.Run(tt.name, func(t *testing.T) {
			marks, total := disclosure.Line(tt.counts)
			if got := written(tt.counts, marks); got != tt.want || total != tt.total {
				t.Errorf("%s, total %d; want %s, total %d", got, total, tt.want, tt.total)
			}
		})
	}
}

func TestGrid(t *testing.T) {
	for _, tt := range []struct {
		name                 string
		counts               [][]float64
		cells, rows, columns string
	}{
		{"none small", [][]float64{{5, 6}, {7, 8}}, "5 6 / 7 8", "11 15", "12 14"},
		{"one small takes three corners", [][]float64{{2, 6, 20}, {9, 7, 30}}, "<5 - 20 / - - 30", "28 46", "11 13 50"},
		{"a small total is hidden with it", [][]float64{{3, 0}, {0, 20}}, "- - / - -", "<5 -", "<5 -"},
		{"one row is its totals", [][]float64{{3, 8, 20}}, "<5 - 20", "31", "<5 - 20"},
		{"one column is its totals", [][]float64{{3}, {8}, {20}}, "<5 / - / 20", "<5 - 20", "31"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := disclosure.Grid(tt.counts)
			rows, columns := totals(tt.counts)
			var cells []string
			for i := range tt.counts {
				cells = append(cells, written(tt.counts[i], m.Cells[i]))
			}
			if got := strings.Join(cells, " / "); got != tt.cells {
				t.Errorf("cells %s, want %s", got, tt.cells)
			}
			if got := written(rows, m.Rows); got != tt.rows {
				t.Errorf("rows %s, want %s", got, tt.rows)
			}
			if got := written(columns, m.Columns); got != tt.columns {
				t.Errorf("columns %s, want %s", got, tt.columns)
			}
		})
	}
}

func totals(counts [][]float64) (rows, columns []float64) {
	rows, columns = make([]float64, len(counts)), make([]float64, len(counts[0]))
	for i, row := range counts {
		for j, c := range row {
			rows[i] += c
			columns[j] += c
		}
	}
	return rows, columns
}

// fits reports whether a count could stand where a mark is read and another count was.
func fits(count, was float64, m disclosure.Mark) bool {
	switch m {
	case disclosure.Small:
		return disclosure.IsSmall(count)
	case disclosure.Held:
		return count >= 0
	default:
		return count == was
	}
}

// lines calls visit with every line of as many counts with a sum.
func lines(n int, sum float64, visit func([]float64)) {
	line := make([]float64, n)
	var place func(i int, left float64)
	place = func(i int, left float64) {
		if i == n-1 {
			line[i] = left
			visit(line)
			return
		}
		for c := 0.0; c <= left; c++ {
			line[i] = c
			place(i+1, left-c)
		}
	}
	place(0, sum)
}

// TestNobodyWorksOutALine tries every line with the total that is known against what is shown.
func TestNobodyWorksOutALine(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		counts := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 9), func(n int) float64 { return float64(n) }), 2, 4).Draw(rt, "counts")
		marks, total := disclosure.Line(counts)
		if total != disclosure.Shown {
			return
		}
		sum := 0.0
		for _, c := range counts {
			sum += c
		}
		found := make([]map[float64]bool, len(counts))
		lines(len(counts), sum, func(other []float64) {
			for i := range other {
				if !fits(other[i], counts[i], marks[i]) {
					return
				}
			}
			for i, c := range other {
				if found[i] == nil {
					found[i] = map[float64]bool{}
				}
				found[i][c] = true
			}
		})
		for i, c := range counts {
			if disclosure.IsSmall(c) && len(found[i]) < 2 {
				rt.Fatalf("%v is shown as %s, which leaves nothing but %v for count %d", counts, written(counts, marks), c, i+1)
			}
		}
	})
}

// TestNobodyWorksOutACell looks, for every small count of a table, for another table with the same totals that would be
// shown in the same way.
func TestNobodyWorksOutACell(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		columns := rapid.IntRange(2, 4).Draw(rt, "columns")
		row := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 12), func(n int) float64 { return float64(n) }), columns, columns)
		counts := rapid.SliceOfN(row, 2, 4).Draw(rt, "counts")
		m := disclosure.Grid(counts)
		for i := range counts {
			for j, c := range counts[i] {
				if !disclosure.IsSmall(c) {
					continue
				}
				if m.Cells[i][j] == disclosure.Shown || m.Cells[i][j] == disclosure.Small && !traded(counts, m.Cells, i, j) {
					rt.Fatalf("%v are shown as %v, which gives away row %d, column %d", counts, m.Cells, i+1, j+1)
				}
			}
		}
	})
}

// traded looks for four hidden cells, one of them at i and j, that could be other counts with the same totals.
func traded(counts [][]float64, marks [][]disclosure.Mark, i, j int) bool {
	for k := range counts {
		for l := range counts[k] {
			for _, by := range []float64{1, -1} {
				if k != i && l != j && fits(counts[i][j]+by, counts[i][j], marks[i][j]) && fits(counts[i][l]-by, counts[i][l], marks[i][l]) &&
					fits(counts[k][j]-by, counts[k][j], marks[k][j]) && fits(counts[k][l]+by, counts[k][l], marks[k][l]) {
					return true
				}
			}
		}
	}
	return false
}

func TestSmallTotalsAreNeverShown(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		row := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 9), func(n int) float64 { return float64(n) }), 3, 3)
		counts := rapid.SliceOfN(row, 1, 4).Draw(rt, "counts")
		m := disclosure.Grid(counts)
		rows, columns := totals(counts)
		for i, total := range slices.Concat(rows, columns) {
			mark := slices.Concat(m.Rows, m.Columns)[i]
			if disclosure.IsSmall(total) && mark == disclosure.Shown {
				rt.Fatalf("a total of %v is shown: %v", total, counts)
			}
			if i < len(rows) && mark != disclosure.Shown && len(counts) > 1 && !slices.ContainsFunc(m.Cells[i], func(m disclosure.Mark) bool { return m != disclosure.Shown }) {
				rt.Fatalf("the total of row %d adds up from what is shown: %v as %v", i+1, counts, m.Cells)
			}
		}
	})
}
