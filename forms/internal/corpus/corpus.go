// Package corpus lets tests run the conformance corpus of the form language, which is kept outside the repository.
package corpus

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// Variable is the environment variable that names the corpus folder. A relative path starts at the repository's root.
const Variable = "PLUMBLINE_CORPUS"

const (
	usual    = "../shared/forms/corpus/open"
	longLine = 64 << 20 // bytes; one recorded scenario is one line
)

// Dir is the corpus folder.
type Dir string

// Open finds the corpus folder, and skips the test, saying so, where there is none.
func Open(t testing.TB) Dir {
	t.Helper()
	folder := os.Getenv(Variable)
	if folder == "" {
		folder = usual
	}
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(root(t), folder)
	}
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("The conformance corpus is not at %s. Set %s to its folder to run this test.", folder, Variable)
	}
	return Dir(folder)
}

// root is the folder of go.mod, from the working folder upwards.
func root(t testing.TB) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		up := filepath.Dir(folder)
		if up == folder {
			t.Fatal("no go.mod in any folder above")
		}
		folder = up
	}
}

// Path is where a file of the corpus is. The name has forward slashes.
func (d Dir) Path(name string) string { return filepath.Join(string(d), filepath.FromSlash(name)) }

// Bytes reads a file.
func (d Dir) Bytes(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(d.Path(name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// JSON reads a file of JSON into v.
func (d Dir) JSON(t testing.TB, name string, v any) {
	t.Helper()
	if err := json.Unmarshal(d.Bytes(t, name), v); err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
}

// Lines calls visit with each line of a file, which is valid only until visit returns. Blank lines are left out.
func (d Dir) Lines(t testing.TB, name string, visit func([]byte)) {
	t.Helper()
	f, err := os.Open(d.Path(name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, longLine)
	for lines.Scan() {
		if len(lines.Bytes()) > 0 {
			visit(lines.Bytes())
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
}
