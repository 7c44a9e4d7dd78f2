package pdf

// pages puts boxes on pages one below the other. A box begins where what must stand with it fits too.
func pages(boxes []box) []*page {
	s := stack{}
	s.turn()
	for i := range boxes {
		b := boxes[i]
		if !s.fresh && s.y+b.above+max(b.wants, chain(boxes[i:])) > bottom+tolerance {
			s.turn()
		}
		s.place(b)
	}
	return s.pages
}

// chain is how high the first boxes are that must begin on one page, without the space over them. It ends with the first
// that nothing need follow, or that is broken anyway.
func chain(boxes []box) float64 {
	sum := 0.0
	for i, b := range boxes {
		if i > 0 {
			sum += b.above
		}
		if !b.keep || b.height > tall {
			return sum + b.least
		}
		sum += b.height
	}
	return sum
}

// stack is the pages so far.
type stack struct {
	pages []*page
	y     float64
	fresh bool // nothing stands on the last page
}

func (s *stack) turn() {
	s.pages = append(s.pages, &page{number: len(s.pages) + 1})
	s.y, s.fresh = marginTop, true
}

func (s *stack) pen() pen { return pen{page: s.pages[len(s.pages)-1]} }

// place puts a box on the last page, and on further ones what does not fit there.
func (s *stack) place(b box) {
	for {
		if s.fresh && b.again != nil {
			n := s.pen()
			n.as = repeated
			s.y += b.again(n, s.y)
		}
		if !s.fresh {
			s.y += b.above
		}
		room := bottom - s.y
		if b.height <= room+tolerance || b.split == nil {
			s.put(b)
			return
		}
		head, tail := b.split(room)
		if head == nil && s.fresh { // higher than a page, and nothing to break it at
			s.put(b)
			return
		}
		if head != nil {
			s.put(*head)
		}
		s.turn()
		b = *tail
	}
}

func (s *stack) put(b box) {
	b.draw(s.pen(), s.y)
	s.y += b.height
	s.fresh = false
}
