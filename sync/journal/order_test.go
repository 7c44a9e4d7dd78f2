package journal_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"plumbline/sync/journal"
)

func TestBetween(t *testing.T) {
	tests := []struct {
		name, a, b, want string
	}{
		{"first of all", "", "", "a0"},
		{"at the end", "a0", "", "a1"},
		{"at the end, one digit more", "az", "", "b10"},
		{"at the start", "", "a0", "Zz"},
		{"at the start, one digit more", "", "Z0", "Yyz"},
		{"at the start, before a fraction", "", "a0i", "a0"},
		{"room for a whole number", "a0", "a2", "a1"},
		{"a whole number before a fraction", "a0", "a1i", "a1"},
		{"between neighbours", "a0", "a1", "a0i"},
		{"between fractions", "a0i", "a0k", "a0j"},
		{"between neighbouring fractions", "a0i", "a0j", "a0ii"},
		{"after the last fraction", "a0z", "a1", "a0zi"},
		{"across nought", "Zz", "a0", "Zzi"},
		{"bounds the wrong way round", "a5", "a3", "a6"},
		{"equal bounds", "a5", "a5", "a6"},
		{"a lower bound that is no key", "?", "a3", "a2"},
		{"an upper bound that is no key", "a5", "zzz", "a6"},
		{"a fraction that ends in a nought is no key", "a10", "", "a0"},
		{"a number with a nought before it is no key", "b01", "", "a0"},
		{"a number without an end is no key", "c1", "", "a0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := journal.Between(tt.a, tt.b); got != tt.want {
				t.Errorf("Between(%q, %q) = %q, want %q", tt.a, tt.b, got, tt.want)
			}
		})
	}
}

func TestBetweenKeepsAnyOrderOfInsertion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := []string{""} // no bound at either end
		for range rapid.IntRange(1, 200).Draw(t, "n") {
			at := rapid.IntRange(1, len(keys)).Draw(t, "at")
			next := ""
			if at < len(keys) {
				next = keys[at]
			}
			keys = slices.Insert(keys, at, journal.Between(keys[at-1], next))
		}
		for i := 1; i < len(keys); i++ {
			if keys[i-1] >= keys[i] {
				t.Fatalf("%q before %q", keys[i-1], keys[i])
			}
		}
	})
}

func TestBetweenStaysShort(t *testing.T) {
	const n = 1000
	tests := []struct {
		name string
		next func(last string) string
		most int
	}{
		{"at the end", func(last string) string { return journal.Between(last, "") }, 3},
		{"at the start", func(last string) string { return journal.Between("", last) }, 3},
		{"always after the same", func(last string) string { return journal.Between("a0", last) }, n/5 + 3},
		{"always before the same", func(last string) string { return journal.Between(last, "a2") }, n/5 + 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			key := "a1"
			for range n {
				key = tt.next(key)
			}
			if len(key) > tt.most {
				t.Errorf("%d characters after %d items, want at most %d", len(key), n, tt.most)
			}
		})
	}
}
