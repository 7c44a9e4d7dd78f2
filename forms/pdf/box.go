package pdf

// box is a part of the flow from top to bottom, as wide as it likes. Heights do not change once it is made.
type box struct {
	above  float64 // space over it, which is left out at the top of a page
	height float64
	least  float64 // how much of it must fit where it begins; height for a box that is better not broken
	keep   bool    // the next box begins on the same page
	wants  float64 // how much of a page must be left where it begins, unless it begins one

	draw func(n pen, y float64)
	// split breaks the box so that head is no higher than room; head is nil when nothing sensible fits. A nil split is a
	// box that cannot be broken, which must be lower than a page.
	split func(room float64) (head, tail *box)
	// again draws what is repeated at the top of a page on which the box begins or goes on, and gives its height; nil for
	// nothing.
	again func(n pen, y float64) float64
}

// gap is an empty box.
func gap(height float64, keep bool) box {
	return box{height: height, least: height, keep: keep, draw: func(pen, float64) {}}
}

// backed puts something behind a box, and behind each of its parts where it is broken.
func backed(b box, paint func(n pen, y, height float64)) box {
	draw, split := b.draw, b.split
	b.draw = func(n pen, y float64) {
		paint(n, y, b.height)
		draw(n, y)
	}
	if split != nil {
		b.split = func(room float64) (*box, *box) {
			head, tail := split(room)
			if head == nil {
				return nil, tail
			}
			h, t := backed(*head, paint), backed(*tail, paint)
			return &h, &t
		}
	}
	return b
}
