package corpus

import (
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	const form = `<a:html xmlns:a="x"><a:model><b z="1" y=" 2  3 "/><c/></a:model><body> <p/> <q> w  x </q></body></a:html>`
	for _, tt := range []struct {
		name, other string
		same        bool
	}{
		{"layout, prefixes and the order of a model", "<html xmlns=\"x\"><model><c xmlns=\"\"/><b xmlns=\"\" y=\"2 3\" z=\"1\"/></model>\n<body xmlns=\"\"><p/><q>w x</q></body></html>", true},
		{"the order of a body", strings.Replace(form, "<p/> <q> w  x </q>", "<q> w  x </q><p/>", 1), false},
		{"a value", strings.Replace(form, `z="1"`, `z="2"`, 1), false},
		{"no XML", form + "<", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := Difference(Canonical([]byte(tt.other)), Canonical([]byte(form))); (d == "") != tt.same {
				t.Errorf("difference %q", d)
			}
		})
	}
}
