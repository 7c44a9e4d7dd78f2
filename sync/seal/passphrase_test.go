package seal_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plumbline/sync/seal"
)

func TestJudge(t *testing.T) {
	for _, row := range []struct {
		name, passphrase string
		reason           seal.Reason // 0: it may be used
		level            int
	}{
		{"nothing", "", seal.TooShort, 0},
		{"eleven characters", "xk4#vq9!tz7", seal.TooShort, 1},
		{"eleven of more bytes", "ŵyẅŷäëïöüèé", seal.TooShort, 1},
		{"combined marks are one character", "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", seal.TooShort, 0},
		{"one character", "aaaaaaaaaaaa", seal.Repeats, 0},
		{"spaces", "            ", seal.Predictable, 0},
		{"a pair", "abababababab", seal.Repeats, 0},
		{"a word said twice", "tangerinetangerine tangerine", seal.Repeats, 1},
		{"alphabet", "abcdefghijklmnop", seal.Sequences, 0},
		{"digits backwards", "987654321098", seal.Sequences, 0},
		{"top row", "qwertyuiop[]", seal.Keys, 0},
		{"keys aslant", "1qaz2wsx3edc", seal.Keys, 1},
		{"keys backwards", "poiuytrewqlkjh", seal.Keys, 1},
		{"common with a year", "Password2026", seal.Common, 1},
		{"common in disguise", "P@55w0rd!2026", seal.Common, 1},
		{"common words together", "liverpool chelsea", seal.Common, 1},
		{"years", "1964 1991 2004", seal.Common, 1},
		{"this program", "Plumbline-2026", seal.Common, 1},
		{"a famous passphrase", "Correct Horse Battery Staple", seal.Common, 0},
		{"a bit of all", "password abc qwert", seal.Predictable, 1},
		{"two words", "kitchentable", 0, 2},
		{"digits", "837465912048", 0, 2},
		{"mixture", "xk4#vq9!tz7&", 0, 3},
		{"four words", "orchard lantern gravel tuesday", 0, 4},
		{"a sentence", "seven wet otters knit at dawn", 0, 4},
		{"training", "training data is invented", 0, 3},
		{"Welsh", "mae'r glaw yn drwm heddiw", 0, 3},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := seal.Judge([]byte(row.passphrase))
			if s.OK() != (row.reason == 0) || !s.OK() && s.Reasons[0] != row.reason || s.Level != row.level {
				t.Errorf("%+v, want reason %d, level %d", s, row.reason, row.level)
			}
			if !strings.HasSuffix(s.Words(), ".") {
				t.Errorf("words %q", s.Words())
			}
		})
	}
}

// TestJudgeProperty: what may be used is long, strong and in another case as good; more of it is never worse.
func TestJudgeProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		passphrase := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-e0-4 ]{0,30}`)).Draw(t, "passphrase")
		s := seal.Judge([]byte(passphrase))
		if s.Level < 0 || s.Level > 4 || s.OK() != (s.Level >= 2) {
			t.Fatalf("%+v", s)
		}
		if !slices.Equal(s.Reasons, seal.Judge([]byte(strings.Clone(passphrase))).Reasons) {
			t.Fatal("judged differently the second time")
		}
		if longer := seal.Judge([]byte(passphrase + " umbrella thicket")); s.OK() && !longer.OK() {
			t.Fatalf("%+v, and %+v with two words more", s, longer)
		}
	})
}

func BenchmarkJudge(b *testing.B) {
	for name, passphrase := range map[string]string{
		"sentence": "seven wet otters knit at dawn",
		"long":     strings.Repeat("never the same thing again, ", 40),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				seal.Judge([]byte(passphrase))
			}
		})
	}
}
