package desktop

import "testing"

func TestHasWords(t *testing.T) {
	for _, tt := range []struct {
		name, text, search string
		want               bool
	}{
		{"nothing is searched for", "Dip audit", "  ", true},
		{"a part of a word", "Dip audit", "aud", true},
		{"words in another order", "Dip audit", "AUDIT dip", true},
		{"one word of two", "Dip audit", "dip visit", false},
		{"capitals beyond ASCII", "Ymweliad â’r cartref", "Â’R", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := hasWords(tt.text, tt.search); got != tt.want {
				t.Errorf("%t", got)
			}
		})
	}
}
