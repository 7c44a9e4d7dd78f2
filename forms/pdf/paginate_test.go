package pdf

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// stood is where a box was drawn.
type stood struct {
	box, page int
	y, height float64
}

// lined is a box of lines of 10 points that can be broken anywhere between two of them.
func lined(id, lines int, keep bool, drawn *[]stood) box {
	b := box{above: 5, height: 10 * float64(lines), least: 10 * float64(min(lines, fewest)), keep: keep}
	b.draw = func(n pen, y float64) { *drawn = append(*drawn, stood{id, n.page.number, y, b.height}) }
	b.split = func(room float64) (*box, *box) {
		fit := int((room + tolerance) / 10)
		if fit < 1 {
			return nil, &b
		}
		head, tail := lined(id, fit, false, drawn), lined(id, lines-fit, keep, drawn)
		tail.above = 0
		return &head, &tail
	}
	return b
}

func TestPages(t *testing.T) {
	const whole = 71 // lines on a page
	for _, tt := range []struct {
		name  string
		lines []int  // of the boxes
		keep  []bool // as many
		want  []int  // pages on which the boxes begin
	}{
		{"one page", []int{3, 3}, []bool{false, false}, []int{1, 1}},
		{"the next page", []int{whole - 1, 3}, []bool{false, false}, []int{1, 2}},
		{"a heading goes with its text", []int{whole - 4, 2, 6}, []bool{false, true, false}, []int{1, 2, 2}},
		{"a heading stays where two lines of its text fit", []int{whole - 6, 2, 30}, []bool{false, true, false}, []int{1, 1, 1}},
		{"two headings go together", []int{whole - 6, 2, 2, 6}, []bool{false, true, true, false}, []int{1, 2, 2, 2}},
		{"longer than a page", []int{3 * whole}, []bool{false}, []int{1}},
		{"a heading before what is longer than a page", []int{2, 3 * whole}, []bool{true, false}, []int{1, 1}},
		{"a heading with nothing after it", []int{2}, []bool{true}, []int{1}},
		{"nothing", nil, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var drawn []stood
			var boxes []box
			for i, n := range tt.lines {
				boxes = append(boxes, lined(i, n, tt.keep[i], &drawn))
			}
			pages(boxes)
			var began []int
			for i := range tt.lines {
				at := slices.IndexFunc(drawn, func(s stood) bool { return s.box == i })
				began = append(began, drawn[at].page)
			}
			if !slices.Equal(began, tt.want) {
				t.Errorf("boxes begin on pages %v, want %v", began, tt.want)
			}
		})
	}
}

func TestPagesHoldEverythingInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var drawn []stood
		var boxes []box
		total := map[int]float64{}
		for i := range rapid.IntRange(0, 40).Draw(t, "boxes") {
			lines := rapid.IntRange(1, 150).Draw(t, "lines")
			boxes = append(boxes, lined(i, lines, rapid.Bool().Draw(t, "keep"), &drawn))
			total[i] = 10 * float64(lines)
		}
		laid := pages(boxes)
		for i, s := range drawn {
			if s.y < marginTop-tolerance || s.y+s.height > bottom+tolerance {
				t.Fatalf("box %d stands from %f to %f", s.box, s.y, s.y+s.height)
			}
			if i > 0 {
				before := drawn[i-1]
				if before.page > s.page || before.box > s.box || (before.page == s.page && before.y+before.height > s.y+tolerance) {
					t.Fatalf("%+v comes after %+v", s, before)
				}
				if before.box != s.box && before.page != s.page && kept(boxes[before.box:]) {
					t.Fatalf("box %d keeps the next with it, and stands alone at the end of page %d", before.box, before.page)
				}
			}
			total[s.box] -= s.height
		}
		for i, left := range total {
			if left > tolerance || left < -tolerance {
				t.Fatalf("%f of box %d are not drawn", left, i)
			}
		}
		if len(laid) == 0 {
			t.Fatal("a document without a page")
		}
	})
}

// kept reports whether the first box keeps the next on its page, and can.
func kept(boxes []box) bool {
	return boxes[0].keep && boxes[0].height <= tall && chain(boxes) <= bottom-marginTop
}

func TestRowSplit(t *testing.T) {
	cellOf := func(lines int) cell {
		c := cell{owner: &element{tag: "TD"}}
		for range lines {
			c.lines = append(c.lines, setLine{height: 10, size: 8})
		}
		return c
	}
	for _, tt := range []struct {
		name       string
		cells      []int
		room       float64
		head, tail float64 // heights; a head of 0 is none
	}{
		{"two lines and the rest", []int{10}, 29, 20, 80},
		{"not one line alone at the end", []int{10}, 19, 0, 100},
		{"not one line alone at the top", []int{5}, 49, 30, 20},
		{"three lines stay together", []int{3}, 29, 0, 30},
		{"a short cell beside a long one", []int{1, 10}, 50, 50, 50},
		{"all of it", []int{4}, 40, 40, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var r row
			for _, n := range tt.cells {
				r.cells = append(r.cells, cellOf(n))
			}
			head, tail := r.split(tt.room)
			got := 0.0
			if head != nil {
				got = head.height
			}
			if got != tt.head || tail.height != tt.tail {
				t.Errorf("split into %v and %v, want %v and %v", got, tail.height, tt.head, tt.tail)
			}
		})
	}
}
