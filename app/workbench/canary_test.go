package workbench

import (
	"bytes"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"plumbline/sync/replica"
)

// canary is a text that no file may hold while it stands in an answer.
const canary = "the heron by the lock at Saul"

// TestCanaryIsInNoFile types a text, saves, searches and locks, and looks into every file that the program wrote.
func TestCanaryIsInNoFile(t *testing.T) {
	b := laptop(t)
	home := filepath.Dir(b.places.Vault)
	file, err := os.Create(filepath.Join(home, "plumbline.log"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	b.env.Log = slog.New(slog.NewTextHandler(file, &slog.HandlerOptions{Level: slog.LevelDebug}))
	d, err := b.Create(t.Context(), Profile{Name: canary}, []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	w := start(t, d)
	for _, path := range []string{"reason", "child_ref", "actions/1/action_what"} {
		set(t, w, path, canary)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if rows, err := d.Records(t.Context(), replica.Query{Words: "heron saul"}); err != nil || len(rows) != 1 {
		t.Fatalf("search finds %d records: %v", len(rows), err)
	}
	if _, err := w.Set("header/absent", canary); err == nil {
		t.Error("a question that is not there takes answers")
	} else {
		b.Note(err)
	}
	searchFiles(t, home, "while the vault is open")
	if err := d.Lock(); err != nil {
		t.Fatal(err)
	}
	searchFiles(t, home, "after it was locked")
}

func searchFiles(t *testing.T, root, when string) {
	t.Helper()
	read := 0
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		read++
		for _, part := range []string{canary, "heron by the", "lock at Saul"} {
			if bytes.Contains(content, []byte(part)) {
				t.Errorf("%s holds %q %s", filepath.Base(path), part, when)
			}
		}
		return nil
	})
	if err != nil || read < 3 {
		t.Errorf("looked into %d files: %v", read, err)
	}
}

// TestSavedTimeIsTrue holds what the bottom line tells against what a second reader of the vault's file would find.
func TestSavedTimeIsTrue(t *testing.T) {
	w := start(t, sit(t, laptop(t)))
	var told []SaveStatus
	w.Watch(func(s SaveStatus) { told = append(told, s) })
	began := time.Now()
	set(t, w, "child_ref", "TR-20417")
	if s := w.SaveStatus(); s.State != Waiting {
		t.Errorf("at once: %+v", s)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if s := w.SaveStatus(); s.State != AllSaved || s.At.Before(began) {
		t.Errorf("after the write: %+v", s)
	}
	key, _ := w.Locate("child_ref")
	changes, err := w.desk.store.History(t.Context(), w.id, key)
	if err != nil || len(changes) != 1 {
		t.Errorf("the store has %d changes: %v", len(changes), err)
	}
	if len(told) < 2 || told[0].State != Waiting || told[len(told)-1].State != AllSaved {
		t.Errorf("told %+v", told)
	}
}
