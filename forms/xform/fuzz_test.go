package xform_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plumbline/forms/xform"
)

// FuzzRead reads anything. What can be read can be written, and what was written says the same.
func FuzzRead(f *testing.F) {
	seeds, err := filepath.Glob("testdata/*.xml")
	if err != nil || len(seeds) == 0 {
		f.Fatalf("%d seeds, %v", len(seeds), err)
	}
	for _, name := range seeds {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(content))
	}
	f.Fuzz(func(t *testing.T, content string) {
		def, report, err := xform.Read("form.xml", []byte(content))
		if (err == nil) != (len(report.Errors) == 0) || (err == nil) != (def != nil) {
			t.Fatalf("definition %v, error %v, report %v", def, err, report)
		}
		if err != nil {
			return
		}
		var out strings.Builder
		if err := xform.Write(&out, def); err != nil {
			t.Fatal(err)
		}
		if _, _, err := xform.Read("form.xml", []byte(out.String())); err != nil {
			t.Errorf("what was written is refused: %v\n%s", err, out.String())
		}
	})
}
