package workbench

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"plumbline/sync/seal"
)

func TestAFileWithoutRoom(t *testing.T) {
	for _, tt := range []struct {
		name string
		err  error
		full bool
	}{
		{"nothing went wrong", nil, false},
		{"a full disk", &fs.PathError{Op: "write", Path: "a.pdf", Err: syscall.ENOSPC}, true},
		{"a quota", &fs.PathError{Op: "write", Path: "a.pdf", Err: syscall.EDQUOT}, true},
		{"no folder", &fs.PathError{Op: "open", Path: "a.pdf", Err: syscall.ENOENT}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := noRoom(tt.err)
			if errors.Is(got, ErrNoRoom) != tt.full || !errors.Is(got, tt.err) {
				t.Fatalf("%v", got)
			}
			if tt.full && (!strings.Contains(Sentence(got), "no room for the file") || errors.Is(got, seal.ErrFull)) {
				t.Errorf("%q, of %v", Sentence(got), got)
			}
		})
	}
}

func TestReplaceFileLeavesNothingBeside(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.txt")
	for _, content := range []string{"first", "second"} {
		if err := ReplaceFile(file, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != content {
			t.Errorf("%q, %v", got, err)
		}
	}
	if err := ReplaceFile(filepath.Join(file, "b.txt"), nil); err == nil {
		t.Error("a file was written into a file")
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
}
