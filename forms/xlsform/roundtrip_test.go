package xlsform_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/internal/corpus"
	"plumbline/forms/xlsform"
)

// dump writes a Definition down without what differs between workbooks that say the same.
func dump(t testing.TB, def *forms.Definition) string {
	t.Helper()
	out := *def
	out.Hash, out.Notices = "", nil
	out.Root = bare(def.Root)
	out.Entities = slices.Clone(def.Entities)
	for i := range out.Entities {
		out.Entities[i].Row = 0
	}
	out.Sources = slices.SortedFunc(slices.Values(def.Sources), func(a, b forms.Source) int { return strings.Compare(a.ID, b.ID) })
	if len(out.Itext) == 0 {
		out.Itext = nil
	}
	data, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func bare(n *forms.Node) *forms.Node {
	out := *n
	out.Parent, out.Row = nil, 0
	for _, m := range []*map[string]string{&out.Bind, &out.Body, &out.Instance, &out.Parameters} {
		if len(*m) == 0 {
			*m = nil
		}
	}
	out.Children, out.Attributes = nil, nil
	for _, c := range n.Children {
		out.Children = append(out.Children, bare(c))
	}
	for _, a := range n.Attributes {
		out.Attributes = append(out.Attributes, bare(a))
	}
	return &out
}

// again writes a form, and reads what was written.
func again(t testing.TB, name string, def *forms.Definition, write func(io.Writer, *forms.Definition) error) *forms.Definition {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, def); err != nil {
		if strings.Contains(err.Error(), "line break") {
			return nil
		}
		t.Errorf("write: %v", err)
		return nil
	}
	out, report := xlsform.Read(name, b.Bytes())
	if out == nil {
		t.Errorf("read again: %v\n%s", report, b.String()[:min(b.Len(), 4000)])
	}
	return out
}

// sameAgain checks that a form comes back from what is written of it.
func sameAgain(t *testing.T, def *forms.Definition, name string, write func(io.Writer, *forms.Definition) error) {
	t.Helper()
	if out := again(t, name, def, write); out != nil {
		if got, want := dump(t, out), dump(t, def); got != want {
			t.Errorf("%s: %s", name, firstDifference(got, want))
		}
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			from := max(0, i-6)
			return strings.Join(g[from:min(len(g), i+3)], "\n") + "\n--- want\n" + strings.Join(w[from:min(len(w), i+3)], "\n")
		}
	}
	return "one is longer"
}

func TestRoundTripOfCorpus(t *testing.T) {
	dir := corpus.Open(t)
	for i, c := range workbookCases(t, dir) {
		def, _ := c.read(t, dir)
		if def == nil {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			sameAgain(t, def, "form.md", xlsform.WriteMarkdown)
			if i%8 == 0 || c.Format != "md" { // workbooks take longer
				sameAgain(t, def, "form.xlsx", xlsform.WriteXLSX)
			}
		})
	}
}

func TestWriteIsTheSameEveryTime(t *testing.T) {
	def := mustRead(t, visit)
	var first, second bytes.Buffer
	if err := errors.Join(xlsform.WriteXLSX(&first, def), xlsform.WriteXLSX(&second, def)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two workbooks of one form differ")
	}
}

// mustRead reads a form that is right.
func mustRead(t testing.TB, source string) *forms.Definition {
	t.Helper()
	def, report := xlsform.Read("form.md", []byte(source))
	if def == nil {
		t.Fatal(report)
	}
	return def
}
