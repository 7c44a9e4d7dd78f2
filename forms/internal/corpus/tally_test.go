package corpus

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func letters(t *testing.T) *Tally {
	s := Aside(t, "letters")
	s.Pass()
	s.Note("b", "")
	s.Note("c", "got d")
	s.NotApplicable("e", "older dialect")
	s.NotApplicable("f", "older dialect")
	s.NotApplicable("g", "another dialect")
	return s
}

func TestTallyPrintsOneLineAndItsClasses(t *testing.T) {
	s := letters(t)
	var got strings.Builder
	s.write(&got)
	want := "conformance letters: 2 passed, 1 failed, 3 not applicable\n    another dialect: 1\n    older dialect: 2\n"
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
	s.Report(0.66)
}

func TestPartsCountForTheSuite(t *testing.T) {
	s := Aside(t, "alphabet")
	small, capital := s.Part("small", 0.5), s.Part("capital", 1)
	small.Pass()
	small.Fail("b", "got c")
	capital.Pass()
	capital.NotApplicable("X", "Roman")
	s.Report(0.6)
	var got strings.Builder
	s.write(&got)
	want := "conformance alphabet: 2 passed, 1 failed, 1 not applicable\n" +
		"    small: 1 passed, 1 failed, 0 not applicable\n    capital: 1 passed, 0 failed, 1 not applicable\n    Roman: 1\n"
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
}

func TestPageIsHeldToWhatCameOut(t *testing.T) {
	const (
		page = "\n| letters | 2 | 1 | 3 | 60 % |\n### letters\n| `c` | says d |\n| `e` | not applicable: older dialect |\n" +
			"| `f` | not applicable: older dialect |\n| `g` | not applicable: another dialect |\n### digits\n| `1` | says 2 |\n"
	)
	for _, tt := range []struct {
		name, from, to string
		want           []string
	}{
		{"as it is", "", "", nil},
		{"figures", "| 2 | 1 |", "| 3 | 0 |", []string{"the figures are | letters | 2 | 1 | 3 |"}},
		{"a case that is not listed", "| `c` | says d |\n", "", []string{"c fails, and is not listed"}},
		{"another class", "`e` | not applicable: older", "`e` | not applicable: another", []string{"e is not listed as not applicable: older dialect"}},
		{"a case that passes", "### digits\n", "", []string{"1 is listed, and passes"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := letters(t).differs(strings.Replace(page, tt.from, tt.to, 1)); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestDirReadsLines(t *testing.T) {
	folder := t.TempDir()
	t.Setenv(Variable, folder)
	if err := os.WriteFile(filepath.Join(folder, "a.jsonl"), []byte("{\"n\":1}\n\n{\"n\":2}"), 0o600); err != nil {
		t.Fatal(err)
	}
	var got []string
	Open(t).Lines(t, "a.jsonl", func(line []byte) { got = append(got, string(line)) })
	if strings.Join(got, " ") != `{"n":1} {"n":2}` {
		t.Errorf("got %q", got)
	}
}
