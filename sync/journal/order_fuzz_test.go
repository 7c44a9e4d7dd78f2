package journal

import "testing"

func FuzzBetween(f *testing.F) {
	f.Add("", "")
	f.Add("a0", "a1")
	f.Add("a0zzz", "a1")
	f.Add("lzzzzzzzzzzzy", "")
	f.Add("", "O000000000001")
	f.Add("a0\xff", "Z")
	f.Fuzz(func(t *testing.T, a, b string) {
		key := Between(a, b)
		_, after := parsePosition(a)
		_, before := parsePosition(b)
		if after && key <= a {
			t.Fatalf("Between(%q, %q) = %q, not after a", a, b, key)
		}
		if before && key >= b && (!after || a < b) {
			t.Fatalf("Between(%q, %q) = %q, not before b", a, b, key)
		}
	})
}
