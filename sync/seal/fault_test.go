package seal

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
)

var errFault = errors.New("a fault that the test made")

// faultyRand is a source of randomness that fails at one of its calls. Since every record that is sealed takes one, so
// does that write.
type faultyRand struct {
	left   atomic.Int64 // calls until the fault; 0 or less: none is to come
	lasts  bool         // every call after the fault fails too
	failed atomic.Bool
}

func (r *faultyRand) Read(p []byte) (int, error) {
	if left := r.left.Add(-1); left == 0 || left < 0 && r.lasts && r.failed.Load() {
		r.failed.Store(true)
		return 0, errFault
	}
	return rand.Read(p)
}

// failAt makes the n-th call from now fail.
func (r *faultyRand) failAt(n int64) {
	r.failed.Store(false)
	r.left.Store(n)
}

// TestFailureOfEveryWrite lets each write of a commit fail in turn, and of the checkpoint that follows it.
func TestFailureOfEveryWrite(t *testing.T) {
	for _, lasts := range []bool{false, true} {
		t.Run(fmt.Sprintf("lasts=%t", lasts), func(t *testing.T) {
			source := &faultyRand{lasts: lasts}
			env := testEnv()
			env.Rand = source
			v, err := Create(t.TempDir(), []byte(passphrase), env)
			if err != nil {
				t.Fatal(err)
			}
			mustMakeNotes(t, v)
			mustExec(t, v.Writer(), `PRAGMA wal_autocheckpoint = 30; PRAGMA cache_size = 5`)
			mustAddNotes(t, v, 1, 50)
			count, failures := failEachWrite(t, v, source)
			if failures < 20 {
				t.Errorf("%d writes failed only", failures)
			}
			source.failAt(0)
			if err := v.Close(); err != nil {
				t.Error(err)
			}
			again := mustOpen(t, v.dir)
			defer mustClose(t, again)
			if got := mustBeSound(t, again); got != count {
				t.Errorf("%d notes, want %d", got, count)
			}
		})
	}
}

// failEachWrite returns how many notes there are in the end, and how many commits failed.
func failEachWrite(t *testing.T, v *Vault, source *faultyRand) (count, failures int) {
	t.Helper()
	count = 50
	for at := int64(1); ; at++ {
		source.failAt(at)
		err := addNotesAtOnce(v, count+1, count+5)
		hit := source.failed.Load()
		source.failAt(0)
		if err == nil {
			count += 5
		} else if failures++; !errors.Is(Classify(err), ErrDisk) {
			t.Fatalf("failure of write %d: %v", at, err)
		}
		if got, err := readNotes(v.Reader()); err != nil || got != count {
			t.Fatalf("after failure of write %d: %d notes, want %d (%v)", at, got, count, err)
		}
		if !hit {
			return count, failures
		}
	}
}

// addNotesAtOnce adds notes in one transaction, which is too large for the cache.
func addNotesAtOnce(v *Vault, from, to int) error {
	tx, err := v.Writer().Begin()
	if err != nil {
		return err
	}
	for n := from; n <= to && err == nil; n++ {
		if _, err = tx.Exec(`INSERT INTO note (id, text) VALUES (?, ?)`, n, note(n)); err == nil {
			_, err = tx.Exec(`INSERT INTO search (rowid, text) VALUES (?, ?)`, n, note(n))
		}
	}
	if err != nil {
		_ = tx.Rollback() // SQLite may have done that already
		return err
	}
	return tx.Commit()
}

// TestFailureOfCreate lets each call for randomness fail in turn, and with it each record that Create seals.
func TestFailureOfCreate(t *testing.T) {
	dir := t.TempDir()
	for at := int64(1); ; at++ {
		source := &faultyRand{}
		source.failAt(at)
		env := testEnv()
		env.Rand = source
		v, err := Create(dir, []byte(passphrase), env)
		if err == nil {
			mustClose(t, v)
			break
		}
		if _, err := Inspect(dir); !errors.Is(err, ErrNoVault) {
			t.Fatalf("after failure %d: %v", at, err)
		}
	}
	mustClose(t, mustOpen(t, dir))
}

// TestFailureOfOpen does the same to Open, which must give back all that it holds.
func TestFailureOfOpen(t *testing.T) {
	v := mustCreate(t, t.TempDir())
	mustMakeNotes(t, v)
	mustAddNotes(t, v, 1, 50)
	mustClose(t, v)
	for at := int64(1); ; at++ {
		source := &faultyRand{}
		source.failAt(at)
		env := testEnv()
		env.Rand = source
		opened, err := Open(v.dir, []byte(passphrase), env)
		if err == nil {
			mustClose(t, opened)
			break
		}
	}
	again := mustOpen(t, v.dir)
	defer mustClose(t, again)
	if count := mustBeSound(t, again); count != 50 {
		t.Errorf("%d notes", count)
	}
}

// TestFullDatabase runs out of room at each page that a commit asks for.
func TestFullDatabase(t *testing.T) {
	v := newTestVault(t)
	mustAddNotes(t, v, 1, 10)
	var pages int
	if err := v.Writer().QueryRow(`PRAGMA page_count`).Scan(&pages); err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("The plan was explained in words a child would use. ", 1000)
	for room := 0; ; room++ {
		mustExec(t, v.Writer(), fmt.Sprintf(`PRAGMA max_page_count = %d`, pages+room))
		_, err := v.Writer().Exec(`INSERT INTO note (text) VALUES (?)`, long)
		if err == nil {
			break
		}
		if !errors.Is(Classify(err), ErrFull) {
			t.Fatalf("with room for %d pages: %v", room, err)
		}
		if count := mustBeSound(t, v); count != 10 {
			t.Fatalf("with room for %d pages: %d notes", room, count)
		}
	}
}
