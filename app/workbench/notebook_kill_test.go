package workbench

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

// notesVariable makes the typist write notes instead of an answer.
const notesVariable = "PLUMBLINE_TEST_NOTES"

// noteTaker keeps a note fifty times a second, numbered from 1, and prints each number once the note is kept.
func noteTaker(w *Work) error {
	for n, tick := 1, time.Tick(20*time.Millisecond); ; n++ {
		if err := w.Notebook().Type("+ note " + strconv.Itoa(n) + " #1"); err != nil {
			return err
		}
		if _, err := w.Notebook().Keep(); err != nil {
			return err
		}
		fmt.Println(n, time.Now().UnixMilli())
		<-tick
	}
}

// TestKillWhileObserving kills the program in the middle of an observation, and wants every note of more than a moment ago
// back, in order and with its time.
func TestKillWhileObserving(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "vault")
	child := exec.Command(os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), typistVariable+"="+dir, notesVariable+"=1")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	lines.Scan()
	id, err := uuid.Parse(lines.Text())
	if err != nil {
		t.Fatalf("the note taker says %q", lines.Text())
	}
	var last typed
	var screen []typed
	for last.number < 120 && lines.Scan() {
		if _, err := fmt.Sscan(lines.Text(), &last.number, &last.at); err != nil {
			t.Fatal(err)
		}
		screen = append(screen, last)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	died := time.Now().UnixMilli()
	_ = child.Wait() // it was killed, which is an error

	kept := notesAfterCrash(t, dir, id)
	for i, n := range kept {
		if want := "note " + strconv.Itoa(i+1); n.Text != want || n.At.IsZero() || n.Tag != NoteStrength || len(n.Standards) != 1 {
			t.Fatalf("note %d is %+v, want %q", i+1, n, want)
		}
	}
	for _, s := range screen {
		// As long again as a write may take, for a disk that is busy with other tests.
		if s.at < died-1000 && int(s.number) > len(kept) {
			t.Fatalf("note %d was kept %d ms before the end; the vault has %d", s.number, died-s.at, len(kept))
		}
	}
}

func notesAfterCrash(t *testing.T, dir string, id uuid.UUID) []Note {
	t.Helper()
	b := laptop(t)
	b.places.Vault = dir
	d, err := b.Unlock(t.Context(), []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Lock() })
	w, err := d.Open(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if line, _ := w.Notebook().Line(); line != "" && !strings.HasPrefix(line, "+ note") {
		t.Errorf("the line holds %q", line)
	}
	return w.Notebook().Notes()
}
