package field

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseDate(t *testing.T) {
	tests := []struct {
		name, text, want string // want "" is no date
	}{
		{"slashes", "20/11/2026", "2026-11-20"},
		{"dots, short year", "20.11.26", "2026-11-20"},
		{"words", "20 November 2026", "2026-11-20"},
		{"short month", "3 Feb 2026", "2026-02-03"},
		{"ordinal", "1st January 2026", "2026-01-01"},
		{"stored form", "2026-11-20", "2026-11-20"},
		{"space round it", " 20/11/2026\n", "2026-11-20"},
		{"leap day", "29/2/2028", "2028-02-29"},
		{"no leap day", "29/2/2026", ""},
		{"month first is not British", "11/20/2026", ""},
		{"two letters of a month", "20 no 2026", ""},
		{"no such month", "20 Novembers 2026", ""},
		{"three digits of a year", "20/11/202", ""},
		{"day and month", "20/11", ""},
		{"prose", "the twentieth of November", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := parseDate(tt.text)
			if ok != (tt.want != "") || ok && got != tt.want {
				t.Errorf("got %q, %v; want %q", got, ok, tt.want)
			}
		})
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"20/11/2026", "2026-2-31", "1st Jan 26", "--31", "31 31 31", "2026/Nov/1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		iso, ok := parseDate(text)
		if !ok {
			return
		}
		if _, err := time.Parse(time.DateOnly, iso); err != nil {
			t.Errorf("%q became %q, which is no day", text, iso)
		}
		if again, ok := parseDate(iso); !ok || again != iso {
			t.Errorf("%q became %q, which became %q", text, iso, again)
		}
	})
}

func TestDatePartsComeBack(t *testing.T) {
	part := rapid.StringMatching(`[0-9a-z]{0,4}`)
	rapid.Check(t, func(t *rapid.T) {
		day, month, year := part.Draw(t, "day"), part.Draw(t, "month"), part.Draw(t, "year")
		stored := composeDate(day, month, year)
		back := splitDate(stored)
		if again := composeDate(back[dayBox], back[monthBox], back[yearBox]); again != stored {
			t.Fatalf("%q, %q, %q is stored as %q, comes back as %q and is stored as %q", day, month, year, stored, back, again)
		}
		if _, ok := parseDate(stored); !ok && stored != "" && back != [dateBoxes]string{day, month, year} {
			t.Fatalf("typed %q, %q, %q, came back %q", day, month, year, back)
		}
	})
}

func TestWordsLine(t *testing.T) {
	tests := []struct {
		name, answer, want string
		advised            int
	}{
		{"none", "", "0 words of 150", 150},
		{"one", " one ", "1 word of 150", 150},
		{"line breaks part words", "one\ntwo", "2 words of 150", 150},
		{"just enough", "a b c", "3 words of 3", 3},
		{"over", "a b c d", "4 words, about 3 is enough", 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := wordsLine(tt.answer, tt.advised); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
