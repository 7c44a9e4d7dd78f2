package look_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"plumbline/app/desktop/look"
)

// runes measures one pixel a rune.
func runes(s string) float32 { return float32(utf8.RuneCountInString(s)) }

func TestWrap(t *testing.T) {
	tests := []struct {
		name, text string
		width      float32
		want       []string
	}{
		{"nothing", "", 10, []string{""}},
		{"fits", "one two", 7, []string{"one two"}},
		{"breaks at a space", "one two", 6, []string{"one", "two"}},
		{"keeps line breaks", "one\n\ntwo", 10, []string{"one", "", "two"}},
		{"breaks a word that is too long", "abcdefgh ij", 3, []string{"abc", "def", "gh", "ij"}},
		{"a rune at least", "ŵŷ", 0.5, []string{"ŵ", "ŷ"}},
		{"no width, no breaks", "one two three", 0, []string{"one two three"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := look.Wrap(tt.text, tt.width, runes)
			if strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWrapLosesNothingAndFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("ab ŵ\n"))).Draw(t, "text")
		width := float32(rapid.IntRange(1, 12).Draw(t, "width"))
		lines := look.Wrap(text, width, runes)
		squeeze := func(s string) string {
			return strings.NewReplacer(" ", "", "\n", "").Replace(s)
		}
		if got := squeeze(strings.Join(lines, "")); got != squeeze(text) {
			t.Fatalf("%q became %q", text, lines)
		}
		for _, l := range lines {
			if runes(l) > width {
				t.Fatalf("line %q is wider than %v", l, width)
			}
		}
	})
}
