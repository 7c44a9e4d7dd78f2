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
func Open(tb testing.TB) Dir {
	tb.Helper()
	folder := os.Getenv(Variable)
	if folder == "" {
		folder = usual
	}
	folder = absolute(tb, folder)
	_, err := os.Stat(folder)
	if errors.Is(err, fs.ErrNotExist) {
		tb.Skipf("The conformance corpus is not at %s. Set %s to its folder to run this test.", folder, Variable)
	}
	return Dir(folder)
}

// Parts are the folder and that of the corpus that is used where none is named: what a case refers to may be in either.
func (d Dir) Parts(tb testing.TB) []Dir {
	tb.Helper()
	other := absolute(tb, usual)
	if _, err := os.Stat(other); err != nil || other == string(d) {
		return []Dir{d}
	}
	return []Dir{d, Dir(other)}
}

func absolute(tb testing.TB, folder string) string {
	tb.Helper()
	if filepath.IsAbs(folder) {
		return filepath.Clean(folder)
	}
	return filepath.Join(root(tb), folder)
}

// root is the folder of go.mod, from the working folder upwards.
func root(tb testing.TB) string {
	tb.Helper()
	folder, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		up := filepath.Dir(folder)
		if up == folder {
			tb.Fatal("no go.mod in any folder above")
		}
		folder = up
	}
}

// Path is where a file of the corpus is. The name has forward slashes.
func (d Dir) Path(name string) string { return filepath.Join(string(d), filepath.FromSlash(name)) }

// Bytes reads a file.
func (d Dir) Bytes(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile(d.Path(name))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// need skips the test where the corpus has no cases of its kind.
func (d Dir) need(tb testing.TB, name string) {
	tb.Helper()
	if _, err := os.Stat(d.Path(name)); errors.Is(err, fs.ErrNotExist) {
		tb.Skipf("The conformance corpus at %s has no %s.", d, name)
	}
}

// JSON reads a file of JSON into v. A corpus need not have it: the test is then skipped.
func (d Dir) JSON(tb testing.TB, name string, v any) {
	tb.Helper()
	d.need(tb, name)
	if err := json.Unmarshal(d.Bytes(tb, name), v); err != nil {
		tb.Fatalf("read %s: %v", name, err)
	}
}

// Lines calls visit with each line of a file, which is valid only until visit returns. Blank lines are left out. A
// corpus need not have the file: the test is then skipped.
func (d Dir) Lines(tb testing.TB, name string, visit func([]byte)) {
	tb.Helper()
	d.need(tb, name)
	f, err := os.Open(d.Path(name))
	if err != nil {
		tb.Fatal(err)
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
		tb.Fatalf("read %s: %v", name, err)
	}
}
