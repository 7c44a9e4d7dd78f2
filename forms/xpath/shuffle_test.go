package xpath_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"plumbline/forms/xpath"
)

func TestShuffle(t *testing.T) {
	for _, row := range []struct {
		name   string
		things string
		seed   xpath.Value
		want   string
	}{
		{"42", "ABCDEF", xpath.Number(42), "AFCBDE"},
		{"1", "ABCDEF", xpath.Number(1), "BFEACD"},
		{"negative", "ABCDEF", xpath.Number(-42), "EDAFBC"},
		{"great", "ABCDEF", xpath.Number(11111111), "ACDBFE"},
		{"fraction", "ABCDEF", xpath.Number(1.9), "BFEACD"},
		{"text of a number", "ABCDEF", xpath.String("42"), "AFCBDE"},
		{"digits", "0123456789", xpath.Number(33), "3548201697"},
		{"nothing", "", xpath.Number(33), ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := make([]byte, len(row.things))
			for i, from := range xpath.Shuffle(len(row.things), xpath.Seed(row.seed)) {
				got[i] = row.things[from]
			}
			if string(got) != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

func TestSeed(t *testing.T) {
	if got := xpath.Seed(xpath.String("")); got != 0 {
		t.Errorf("the seed of blank is %d", got)
	}
	// The SHA-256 of "a" begins with ca978112ca1bbdca.
	if got := xpath.Seed(xpath.String("a")); uint64(got) != 0xca978112ca1bbdca {
		t.Errorf("the seed of a text is %x", uint64(got))
	}
}

func TestShuffleKeepsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, seed := rapid.IntRange(0, 200).Draw(t, "n"), rapid.Int64().Draw(t, "seed")
		got := xpath.Shuffle(n, seed)
		slices.Sort(got)
		for i, v := range got {
			if v != i {
				t.Fatalf("place %d is missing", i)
			}
		}
	})
}
