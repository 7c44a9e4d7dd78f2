package pdf

import (
	"fmt"
	"strings"
)

// none is no bookmark.
const none = -1

// place is where a bookmark stands among the others, by their index; none where there is no such one.
type place struct {
	parent, prev, next, first, last int
	inside                          int // how many stand in it, at every depth
}

// places works out how bookmarks stand in each other by their levels. The last place holds those that stand in none.
func places(bookmarks []bookmark) []place {
	top := len(bookmarks)
	out := make([]place, top+1)
	for i := range out {
		out[i] = place{none, none, none, none, none, 0}
	}
	open := []int{top}
	for i, b := range bookmarks {
		for len(open) > 1 && bookmarks[open[len(open)-1]].level >= b.level {
			open = open[:len(open)-1]
		}
		parent := open[len(open)-1]
		out[i].parent, out[i].prev = parent, out[parent].last
		if before := out[parent].last; before != none {
			out[before].next = i
		} else {
			out[parent].first = i
		}
		out[parent].last = i
		for _, o := range open {
			out[o].inside++
		}
		open = append(open, i)
	}
	return out
}

// outlines writes the bookmarks, all open, and gives the catalogue's entry for them; "" where there are none.
func (t *tags) outlines() string {
	if len(t.bookmarks) == 0 {
		return ""
	}
	all := places(t.bookmarks)
	numbers := make([]int, len(all))
	for i := range numbers {
		numbers[i] = t.reserve()
	}
	links := func(p place) string {
		var out strings.Builder
		for _, link := range []struct {
			name string
			to   int
		}{{"Parent", p.parent}, {"Prev", p.prev}, {"Next", p.next}, {"First", p.first}, {"Last", p.last}} {
			if link.to != none {
				fmt.Fprintf(&out, " /%s %d 0 R", link.name, numbers[link.to])
			}
		}
		if p.inside > 0 {
			fmt.Fprintf(&out, " /Count %d", p.inside)
		}
		return out.String()
	}
	for i, b := range t.bookmarks {
		t.set(numbers[i], "<</Title %s%s /Dest [%d 0 R /XYZ 0 %.2f null] /SE %d 0 R>>",
			textString(b.title), links(all[i]), pageObject(b.page), pageHeight-b.y, b.target.object)
	}
	root := len(all) - 1
	t.set(numbers[root], "<</Type /Outlines%s>>", links(all[root]))
	return fmt.Sprintf(" /Outlines %d 0 R", numbers[root])
}
