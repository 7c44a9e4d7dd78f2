package xform_test

import (
	"os"
	"path/filepath"
	"testing"

	"plumbline/forms/internal/corpus"
	"plumbline/forms/xform"
)

// TestReadTakesEveryFormOfTheCorpus reads what converters and other engines' tests have written.
func TestReadTakesEveryFormOfTheCorpus(t *testing.T) {
	dir := corpus.Open(t)
	for _, pattern := range []string{"xforms/*.xml", "xlsforms/*/*.xml", "scenarios/forms/*.xml"} {
		files, err := filepath.Glob(dir.Path(pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, report, err := xform.Read(file, content)
			if err != nil {
				t.Errorf("%s: %v", file, err)
			}
			for _, w := range report.Warnings {
				t.Logf("%s: %s", filepath.Base(file), w)
			}
		}
	}
}
