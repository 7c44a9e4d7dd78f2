package forms_test

import (
	"slices"
	"testing"

	"plumbline/forms"
)

func TestParts(t *testing.T) {
	for _, tt := range []struct {
		name, wording string
		want          []forms.Part
	}{
		{"nothing", "", nil},
		{"words", "How often?", []forms.Part{{Words: "How often?"}}},
		{"an answer between words", "Is ${ /data/n } safe?", []forms.Part{{Words: "Is "}, {Expression: "/data/n"}, {Words: " safe?"}}},
		{"a brace in a string", "${concat('}', \"{\")}", []forms.Part{{Expression: "concat('}', \"{\")"}}},
		{"never closed", "costs ${ 5", []forms.Part{{Words: "costs ${ 5"}}},
		{"a literal dollar and brace", forms.Literal("a ${ b"), []forms.Part{{Words: "a "}, {Expression: "'${'"}, {Words: " b"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := forms.Parts(tt.wording); !slices.Equal(got, tt.want) {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestKey(t *testing.T) {
	for path, want := range map[string]string{"/data": "", "/data/a/b": "a/b", "/audit/a": "a"} {
		if got := (&forms.Node{Path: path}).Key(); got != want {
			t.Errorf("key of %s is %q, want %q", path, got, want)
		}
	}
}
