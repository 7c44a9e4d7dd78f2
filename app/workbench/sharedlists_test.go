package workbench

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plumbline/forms/library"
)

// file writes a file into a folder that ends with the test.
func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	check(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

func TestSharedListsTellWhichAreOfOnesOwn(t *testing.T) {
	d := sit(t, laptop(t))
	all, err := d.SharedLists(t.Context())
	check(t, err)
	for _, s := range all {
		if s.Own != nil || s.List != s.Shipped || len(s.List.Choices) == 0 {
			t.Errorf("%s: %+v", s.Name, s)
		}
	}
	path := file(t, "teams.csv", "name,label\nvale,The Vale\nother,Another team\n")
	read, err := d.ReadListFile(t.Context(), "team", path)
	check(t, err)
	if wrong, err := d.ReplaceList(t.Context(), path, read.List); err != nil || wrong != nil {
		t.Fatal(wrong, err)
	}
	team, err := d.SharedList(t.Context(), "team")
	check(t, err)
	if team.Own == nil || team.Own.FileName != "teams.csv" || len(team.List.Choices) != 2 || len(team.Shipped.Choices) < 3 || len(team.Forms) == 0 {
		t.Errorf("%+v", team)
	}
	if _, err := d.SharedList(t.Context(), "nothing"); !errors.Is(err, library.ErrUnknownList) {
		t.Errorf("a list that there is not: %v", err)
	}
}

func TestAFileOfAListIsReadBeforeItIsUsed(t *testing.T) {
	d := sit(t, laptop(t))
	for _, c := range []struct {
		name, file, content string
		wrong               string // what it says; "" for nothing
		list                bool
	}{
		{"good", "t.csv", "name,label\nmash,Front door\nother,Another team\n", "", true},
		{"a row without a label", "t.csv", "name,label\nmash,\nother,Another team\n", "Row 2: \"mash\" has no label", true},
		{"no column of names", "t.csv", "code,label\nmash,Front door\n", "The first row must name the columns", false},
		{"no list at all", "t.docx", "x", "A list is read from .csv, .xlsx or .md.", false},
		{"a damaged workbook", "t.xlsx", "x", "It cannot be read as a workbook.", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			read, err := d.ReadListFile(t.Context(), "team", file(t, c.file, c.content))
			check(t, err)
			if said := strings.Join(read.Wrong, " "); (c.wrong == "") != (said == "") || !strings.Contains(said, c.wrong) {
				t.Errorf("it says %q", said)
			}
			if (read.List != nil) != c.list || read.FileName != c.file || c.list == (read.Changes == nil) {
				t.Errorf("read %+v", read)
			}
		})
	}
	for _, path := range []string{filepath.Join(t.TempDir(), "absent.csv"), t.TempDir()} {
		if _, err := d.ReadListFile(t.Context(), "team", path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// TestAListGoesToAWorkbookAndBack holds for every list that the program comes with.
func TestAListGoesToAWorkbookAndBack(t *testing.T) {
	d := sit(t, laptop(t))
	all, err := d.SharedLists(t.Context())
	check(t, err)
	dir := t.TempDir()
	for _, s := range all {
		var content bytes.Buffer
		check(t, library.WriteListBook(&content, s.List))
		read, err := library.ReadList(s.Name, "a.xlsx", content.Bytes())
		check(t, err)
		if changes := library.DiffLists(s.List, read); changes != nil {
			t.Errorf("%s: %+v", s.Name, changes)
		}
	}
	path := filepath.Join(dir, "team.xlsx")
	check(t, d.SaveList(t.Context(), "team", path))
	read, err := d.ReadListFile(t.Context(), "team", path)
	if err != nil || read.Changes != nil || read.Wrong != nil {
		t.Errorf("read back %+v, %v", read, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("in the folder: %v, %v", left, err)
	}
	if err := d.SaveList(t.Context(), "team", filepath.Join(dir, "absent", "team.xlsx")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("into a folder that is not there: %v", err)
	}
}
