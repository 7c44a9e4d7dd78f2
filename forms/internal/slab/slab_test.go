package slab_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"plumbline/forms/internal/slab"
)

func TestNoValueIsGivenOutTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s slab.Slab[int]
		var all [][]int
		for i, n := range rapid.SliceOf(rapid.IntRange(0, 300)).Draw(t, "sizes") {
			taken := s.Take(n)
			if len(taken) != n || cap(taken) != n || slices.ContainsFunc(taken, func(v int) bool { return v != 0 }) {
				t.Fatalf("taken %v with room for %d, want %d zeros", taken, cap(taken), n)
			}
			for j := range taken {
				taken[j] = i + 1
			}
			all = append(all, taken)
		}
		for i, taken := range all {
			if slices.ContainsFunc(taken, func(v int) bool { return v != i+1 }) {
				t.Fatalf("values %d are %v", i, taken)
			}
		}
	})
}

func TestACopyIsItsOwn(t *testing.T) {
	var s slab.Slab[string]
	of := []string{"a", "b"}
	got := s.Copy(of)
	of[0] = "c"
	*s.One() = "d"
	if !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("the copy is %v", got)
	}
}
