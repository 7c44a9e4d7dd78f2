package xform_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/internal/corpus"
	"plumbline/forms/xform"
)

// corpusForms reads the forms of the corpus that match patterns, by file name. Files that are not valid forms are left
// out.
func corpusForms(t *testing.T, dir corpus.Dir, patterns ...string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, pattern := range patterns {
		files, err := filepath.Glob(dir.Path(pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			out[filepath.Base(file)] = string(content)
		}
	}
	return out
}

// rewritten reads a form and writes it; ok is false when it is not a form that can be read.
func rewritten(t *testing.T, name, content string) (def *forms.Definition, written string, ok bool) {
	t.Helper()
	def, _, err := xform.Read(name, []byte(content))
	if err != nil {
		return nil, "", false
	}
	var out strings.Builder
	if err := xform.Write(&out, def); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return def, out.String(), true
}

// TestWriteGivesBackWhatTheConverterWrote reads every form that the reference converter has written, and writes it.
// Groups without an element, which no setting asks for any more, are the ones that get an element.
func TestWriteGivesBackWhatTheConverterWrote(t *testing.T) {
	dir := corpus.Open(t)
	suite := corpus.Aside(t, "forms of the converter, written again")
	for name, content := range corpusForms(t, dir, "xlsforms/*/*.xml") {
		if strings.HasSuffix(name, ".upstream_expected.xml") {
			continue // by older converters
		}
		_, written, ok := rewritten(t, name, content)
		if !ok {
			suite.Fail(name, "refused")
			continue
		}
		suite.Note(name, corpus.Difference(corpus.Canonical([]byte(written)), corpus.Canonical([]byte(content))))
	}
	suite.Report(0.99)
}

// TestWhatIsWrittenReadsTheSame reads forms that people and other programs have written, writes them, and reads them
// again.
func TestWhatIsWrittenReadsTheSame(t *testing.T) {
	for name, content := range corpusForms(t, corpus.Open(t), "xforms/*.xml", "scenarios/forms/*.xml") {
		def, written, ok := rewritten(t, name, content)
		if !ok {
			continue
		}
		again, report, err := xform.Read(name, []byte(written))
		if err != nil {
			t.Errorf("%s: what was written is refused: %v\n%s", name, err, written)
			continue
		}
		if d := corpus.Difference(essence(again), essence(def)); d != "" {
			t.Errorf("%s: %s\n%v", name, d, report.Warnings)
		}
	}
}

// essence lists what a Definition says to people in its first language, and what it works out.
func essence(def *forms.Definition) []string {
	language := def.Language
	if language == "" && len(def.Languages) > 0 {
		language = def.Languages[0]
	}
	out := []string{fmt.Sprint(def.ID, def.Title, def.Version, def.Entities)}
	for _, s := range def.Sources {
		out = append(out, "source "+s.ID+s.URL+asJSON(s.Inline))
	}
	for _, a := range def.Actions {
		out = append(out, "action "+asJSON(a))
	}
	for _, name := range slices.Sorted(maps.Keys(def.Lists)) {
		for _, c := range def.Lists[name].Choices {
			columns := maps.Clone(c.Columns)
			delete(columns, "itextId")
			out = append(out, fmt.Sprint("choice ", name, c.Name, c.Label.In(language), c.Media, columns))
		}
	}
	def.Root.Walk(func(n *forms.Node) bool {
		flat := *n
		flat.Parent, flat.Children, flat.Attributes = nil, nil, nil
		for _, text := range []*forms.Text{
			&flat.Label, &flat.Hint, &flat.GuidanceHint, &flat.ConstraintMessage, &flat.RequiredMessage,
		} {
			*text = forms.Plain(text.In(language))
		}
		out = append(out, "node "+asJSON(flat))
		for _, a := range n.Attributes {
			out = append(out, "attribute "+a.Path+a.Calculation+a.Default)
		}
		return true
	})
	return out
}

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
