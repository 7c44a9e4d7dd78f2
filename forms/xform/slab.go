package xform

// slab gives out values one behind the other from blocks of memory: forms have tens of thousands, all of which live until
// the form has been read. The zero slab is empty.
type slab[T any] struct{ free []T }

// block is how many values are made at once.
const block = 128

// take gives n zero values, with no room behind them.
func (s *slab[T]) take(n int) []T {
	if n > len(s.free) {
		s.free = make([]T, max(n, block))
	}
	out := s.free[:n:n]
	s.free = s.free[n:]
	return out
}

// one gives one zero value.
func (s *slab[T]) one() *T { return &s.take(1)[0] }
