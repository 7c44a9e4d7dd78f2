package workbench

import (
	"bufio"
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

// typistVariable names the folder in which this test binary types until it is killed, instead of testing.
const typistVariable = "PLUMBLINE_TEST_TYPIST"

// typist opens a vault, starts a record, prints its id, and then types a number that grows, a hundred times a second. It
// prints each number once it is on screen.
func typist(dir string) error {
	b, err := NewBench(Env{
		Now: time.Now, Location: time.UTC, NewID: func() uuid.UUID { return uuid.Must(uuid.NewV7()) },
		Rand: rand.Reader, Log: slog.New(slog.DiscardHandler), WeakKDFForTests: true,
	}, Places{Vault: dir})
	if err != nil {
		return err
	}
	d, err := b.Create(context.Background(), Profile{Name: "T. Ypist"}, []byte(passphrase))
	if err != nil {
		return err
	}
	w, err := d.Start(context.Background(), form)
	if err != nil {
		return err
	}
	fmt.Println(w.ID())
	if os.Getenv(notesVariable) != "" {
		return noteTaker(w)
	}
	key, err := w.Locate("reason")
	if err != nil {
		return err
	}
	w.OpenField(key)
	for n, tick := 1, time.Tick(10*time.Millisecond); ; n++ {
		if _, err := w.Set(key, strconv.Itoa(n)); err != nil {
			return err
		}
		fmt.Println(n, time.Now().UnixMilli())
		<-tick
	}
}

// TestKillWhileTyping kills the program while somebody types, and wants all but the last half second back.
func TestKillWhileTyping(t *testing.T) {
	kills := 2
	if os.Getenv("PLUMBLINE_LONG") != "" {
		kills = 25
	}
	for n := range kills {
		t.Run(strconv.Itoa(n), func(t *testing.T) { killOnce(t, 600+137*n) })
	}
}

// typed is what was on screen, and when, in milliseconds since 1970.
type typed struct{ number, at int64 }

func killOnce(t *testing.T, afterLines int) {
	dir := filepath.Join(t.TempDir(), "vault")
	child := exec.Command(os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), typistVariable+"="+dir)
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
		t.Fatalf("the typist says %q", lines.Text())
	}
	var screen []typed
	for len(screen) < afterLines%200+80 && lines.Scan() {
		var s typed
		if _, err := fmt.Sscan(lines.Text(), &s.number, &s.at); err != nil {
			t.Fatal(err)
		}
		screen = append(screen, s)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	died := time.Now().UnixMilli()
	_ = child.Wait() // it was killed, which is an error

	kept := keptAfterCrash(t, dir, id)
	for _, s := range screen {
		// Half a second for the answer to reach the disk, and as long again for a disk that is busy with other tests.
		if s.at < died-1000 && s.number > kept {
			t.Fatalf("%d was typed %d ms before the end; the vault kept %d", s.number, died-s.at, kept)
		}
	}
}

func keptAfterCrash(t *testing.T, dir string, id uuid.UUID) int64 {
	t.Helper()
	b := laptop(t)
	b.places.Vault = dir
	d, err := b.Unlock(t.Context(), []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Lock() }()
	w, err := d.Open(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := strconv.ParseInt(strings.TrimSpace(value(t, w, "reason")), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}
