package pdf

import (
	"math"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"plumbline/assets"
)

// testFaces are the faces of the product, read once: tests do not change them.
var testFaces = sync.OnceValues(func() (*faces, error) {
	var out Fonts
	for face, into := range map[assets.Face]*[]byte{
		assets.Regular: &out.Regular, assets.Bold: &out.Bold, assets.Italic: &out.Italic, assets.BoldItalic: &out.BoldItalic,
	} {
		file, err := assets.Font(face)
		if err != nil {
			return nil, err
		}
		*into = file
	}
	return newFaces(out)
})

func facesOf(tb testing.TB) *faces {
	tb.Helper()
	s, err := testFaces()
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func TestClean(t *testing.T) {
	s := facesOf(t)
	for _, tt := range []struct{ name, text, want string }{
		{"plain", "He is heard.", "He is heard."},
		{"pounds, quotes, dashes, Welsh", "\u00a34 \u2018a\u2019 \u201cb\u201d \u2013 \u0174\u0177", "\u00a34 \u2018a\u2019 \u201cb\u201d \u2013 \u0174\u0177"},
		{"letters with marks of their own", "w\u0302 y\u0302 e\u0301", "\u0175 \u0177 \u00e9"},
		{"a mark alone", "\u0302x", "[symbol]x"},
		{"lines and tabs", "a\nb\tc\u2028d\u3000e", "a b c d e"},
		{"invisible characters", "a\u200bb\u00adc\ufeffd\u202ee\x00f\ufe0fg", "abcdefg"},
		{"spaces that do not break", "1\u00a02\u202f3", "1\u00a02\u00a03"},
		{"other hyphens", "a\u2011b\u2010c", "a-b-c"},
		{"other signs", "\u22645 \u2265 6 \u2032 \u2033", "<=5 >= 6 ' \""},
		{"a ligature", "\ufb01t", "fit"},
		{"letters that lose their accents", "Nguy\u1ec5n", "Nguyen"},
		{"symbols that are drawn", "\u2192 \u2713", "\u2192 \u2713"},
		{"an emoji", "ok \U0001F642.", "ok [symbol]."},
		{"a family of emoji", "\U0001F468\u200d\U0001F469\u200d\U0001F467 ok", "[symbol] ok"},
		{"another script", "\u0395\u03bb\u03bb\u03ac\u03b4\u03b1 \u0420\u043e\u0441 and", "[symbol] and"},
		{"a bracket after an emoji", "\U0001F642 (x)", "[symbol] (x)"},
		{"two at the end", "a \U0001F642 \U0001F643 ", "a [symbol] "},
		{"broken bytes", "a\xff\xfeb", "a[symbol]b"},
		{"an accent behind something invisible", "A\u200d\u0301", "\u00c1"},
		{"an accent on a letter that lost one", "\u1ea1\u200d\u0301", "\u00e1"},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := s.clean(tt.text); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// FuzzClean holds clean text to what setting it relies on.
func FuzzClean(f *testing.F) {
	for _, seed := range []string{"", "a\u0302\u0301", "\U0001F642 x", "\u0661\u0662", "\ufb03", "\xc3\x28", "\u1e9e\u0149"} {
		f.Add(seed)
	}
	s := facesOf(f)
	f.Fuzz(func(t *testing.T, text string) {
		once := s.clean(text)
		for _, r := range once {
			if !s.has(r) && !drawn(r) {
				t.Errorf("%q has %q, which cannot be set", once, r)
			}
			if r < ' ' {
				t.Errorf("%q has a control character", once)
			}
		}
		if twice := s.clean(once); twice != once {
			t.Errorf("cleaned again, %q is %q", once, twice)
		}
	})
}

func texts(lines []line) []string {
	var out []string
	for _, l := range lines {
		var b strings.Builder
		for _, p := range l.pieces {
			b.WriteString(p.text)
		}
		out = append(out, b.String())
	}
	return out
}

func TestWrap(t *testing.T) {
	s := facesOf(t)
	st := style{face: regular, size: 10}
	at := func(text string) float64 { return s.length(text, st) + tolerance }
	for _, tt := range []struct {
		name, text string
		width      float64
		want       []string
	}{
		{"nothing", "", 100, []string{""}},
		{"one line", "a b", 100, []string{"a b"}},
		{"two lines keep the space between them", "one two", at("one"), []string{"one ", "two"}},
		{"several spaces are one", "one   two", 100, []string{"one two"}},
		{"a space at the end", "one ", 100, []string{"one "}},
		{"after a hyphen", "self-harm", at("harm"), []string{"self-", "harm"}},
		{"not within a range of numbers", "0-11", at("0-"), []string{"0-", "11"}}, // wider than the line, so broken anywhere
		{"numbers stay together", "age 0-11", at("age 0-"), []string{"age ", "0-11"}},
		{"a word wider than the line", "abcdef", at("abc"), []string{"abc", "def"}},
		{"a line narrower than a letter", "abc", 0.1, []string{"a", "b", "c"}},
		{"spaces that do not break", "a b\u00a0c", at("a b"), []string{"a ", "b\u00a0c"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := texts(s.wrap([]piece{{style: st, text: tt.text}}, tt.width))
			if strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestWrapKeepsWords(t *testing.T) {
	s := facesOf(t)
	rapid.Check(t, func(t *rapid.T) {
		var pieces []piece
		var whole strings.Builder
		for i := range rapid.IntRange(1, 5).Draw(t, "pieces") {
			text := rapid.StringOfN(rapid.RuneFrom([]rune("ab \u00a0-/\u2013W1.")), 0, 60, -1).Draw(t, "text")
			whole.WriteString(text)
			st := style{face: faceName(i % int(faceCount)), size: rapid.SampledFrom([]float64{8, 11, 23}).Draw(t, "size")}
			pieces = append(pieces, piece{style: st, text: text, whole: rapid.Bool().Draw(t, "whole")})
		}
		width := rapid.Float64Range(30, 400).Draw(t, "width")
		lines := s.wrap(pieces, width)
		for i, l := range lines {
			sum := 0.0
			for _, p := range l.pieces {
				sum += p.width
				if math.Abs(p.width-s.length(p.text, p.style)) > tolerance {
					t.Fatalf("%q is said to be %f wide", p.text, p.width)
				}
			}
			if l.width > width+tolerance || sum < l.width-tolerance {
				t.Fatalf("line %d is %f wide, its pieces %f, room %f", i, l.width, sum, width)
			}
		}
		got, want := strings.Join(texts(lines), ""), whole.String()
		if strings.Join(strings.FieldsFunc(got, space), " ") != strings.Join(strings.FieldsFunc(want, space), " ") {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

func space(r rune) bool { return r == ' ' }

func BenchmarkWrap(b *testing.B) {
	s := facesOf(b)
	text := strings.Repeat("She was seen alone at each visit, and her own words are written down. ", 72)
	for b.Loop() {
		s.wrap([]piece{{style: textStyle, text: text}}, measure)
	}
}
