// Package slab makes many small values in few pieces of memory.
package slab

// Slab gives out values one behind the other. The memory of a block is given back when none of its values is in use, so
// they should live equally long. The zero Slab is empty. It serves one goroutine at a time.
type Slab[T any] struct {
	free  []T
	block int // how many values were made last
}

// most is how many values are made at once.
const most = 256

// Take gives n zero values, with no room behind them.
func (s *Slab[T]) Take(n int) []T {
	if n > len(s.free) {
		s.block = max(n, min(2*s.block, most))
		s.free = make([]T, s.block)
	}
	out := s.free[:n:n]
	s.free = s.free[n:]
	return out
}

// One gives one zero value.
func (s *Slab[T]) One() *T { return &s.Take(1)[0] }

// Copy gives a copy of a slice, with no room behind it.
func (s *Slab[T]) Copy(of []T) []T {
	out := s.Take(len(of))
	copy(out, of)
	return out
}
