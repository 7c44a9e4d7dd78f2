package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTallyPrintsOneLineAndItsClasses(t *testing.T) {
	s := Suite(t, "letters")
	s.Pass()
	s.Pass()
	s.Fail("c", "got d")
	s.NotApplicable("e", "older dialect")
	s.NotApplicable("f", "older dialect")
	s.NotApplicable("g", "another dialect")
	var got strings.Builder
	s.write(&got)
	want := "conformance letters: 2 passed, 1 failed, 3 not applicable\n    another dialect: 1\n    older dialect: 2\n"
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
	s.Report(0.66)
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
