package paper_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plumbline/forms"
	"plumbline/forms/paper"
)

func TestLanguages(t *testing.T) {
	def := &forms.Definition{
		Language: "English (en)", Languages: []string{"English (en)", "Cymraeg (cy)", "Easy read English (en)", "Cymraeg hawdd ei ddeall (cy)"},
	}
	for _, tt := range []struct {
		name, asked, want string
		ok                bool
	}{
		{"the first", "", "English (en)", true},
		{"by name", "easy read english (en)", "Easy read English (en)", true},
		{"by tag", "cy", "Cymraeg (cy)", true},
		{"by the beginning", "Easy", "Easy read English (en)", true},
		{"none", "Polski", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := paper.Language(def, tt.asked); got != tt.want || ok != tt.ok {
				t.Errorf("%q %v", got, ok)
			}
		})
	}
}

func TestReadCode(t *testing.T) {
	for _, tt := range []struct{ name, typed, want string }{
		{"as printed", "7K3QM", "7K3QM"},
		{"with the page", "7K3QM-12", "7K3QM"},
		{"small, and with letters for digits", " 7k3ol-1 ", "7K301"},
		{"too short", "7K3Q", ""},
		{"a word", "visit", "V1S1T"}, // some words look like codes
		{"other signs", "7K3Q!", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := paper.ReadCode(tt.typed); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestCodesAreReadAsTheyArePrinted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hash := rapid.StringMatching(`[0-9a-f]{64}`).Draw(t, "hash")
		code := paper.CodeOf(hash)
		if len(code) != 5 || paper.ReadCode(code) != code || paper.ReadCode(strings.ToLower(code)+"-3") != code {
			t.Fatalf("%s is read as %s", code, paper.ReadCode(code))
		}
	})
	if got := paper.CodeOf("no hash"); got != "" {
		t.Errorf("%q", got)
	}
}
