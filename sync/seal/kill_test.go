//go:build unix

package seal

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"
)

// TestKillDuringWrites kills a writer again and again, on one vault: no commit that it reported may be lost.
func TestKillDuringWrites(t *testing.T) {
	dir := t.TempDir()
	v := mustCreate(t, dir)
	mustMakeNotes(t, v)
	mustClose(t, v)
	chance := rand.New(rand.NewPCG(1, 2))
	for range times(15, 100) {
		cmd, out := startHelper(t, "write", dir, "0")
		reported := 0
		for range 1 + chance.IntN(40) {
			reported = scanNumber(t, out, reported)
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		mustHold(t, dir, lastNumber(t, out, reported))
		if !killed(t, cmd) {
			t.Fatal("the writer ended before it was killed")
		}
	}
}

// TestCrashAtEveryRecord ends a writer at the first record that it seals, at the second and so on, which takes in
// records of the log, of its header, and pages that a checkpoint writes.
func TestCrashAtEveryRecord(t *testing.T) {
	empty := t.TempDir()
	v := mustCreate(t, empty)
	mustMakeNotes(t, v)
	mustClose(t, v)
	for record := 1; record <= times(120, 1000); record += times(4, 1) {
		dir := fmt.Sprintf("%s/%d", t.TempDir(), record)
		copyVault(t, empty, dir)
		cmd, out := startHelper(t, "write", dir, strconv.Itoa(record))
		reported := lastNumber(t, out, 0)
		if !killed(t, cmd) {
			t.Fatal("the writer ended by itself")
		}
		mustHold(t, dir, reported)
	}
}

// mustHold opens a vault after a crash. It must hold every note that was reported, at most one more, and be usable.
func mustHold(t *testing.T, dir string, reported int) {
	t.Helper()
	v := mustOpen(t, dir)
	count := mustBeSound(t, v)
	if count < reported || count > reported+1 {
		t.Fatalf("%d notes were reported, %d are there", reported, count)
	}
	mustAddNotes(t, v, count+1, count+1)
	mustClose(t, v)
}

func scanNumber(t *testing.T, out *bufio.Scanner, last int) int {
	t.Helper()
	if !out.Scan() {
		t.Fatalf("the writer ended after note %d: %v", last, out.Err())
	}
	n, err := strconv.Atoi(out.Text())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// lastNumber reads what a killed writer had said.
func lastNumber(t *testing.T, out *bufio.Scanner, last int) int {
	t.Helper()
	for out.Scan() {
		if n, err := strconv.Atoi(out.Text()); err == nil {
			last = n
		}
	}
	return last
}

// TestCrashDuringCreate ends Create at each thing that it makes by chance: keys, salts, and every record.
func TestCrashDuringCreate(t *testing.T) {
	for step, crashed := 1, true; crashed; step++ {
		dir := t.TempDir()
		cmd, out := startHelper(t, "create", dir, strconv.Itoa(step))
		created := out.Scan()
		crashed = killed(t, cmd)
		if created == crashed {
			t.Fatalf("step %d: created %t, crashed %t", step, created, crashed)
		}
		v, err := Create(dir, []byte(passphrase), testEnv())
		if created && errors.Is(err, ErrExists) {
			v, err = Open(dir, []byte(passphrase), later())
		}
		if err != nil {
			t.Fatalf("step %d: %v", step, err)
		}
		mustMakeNotes(t, v)
		mustClose(t, v)
	}
}

// TestCrashDuringPassphraseChange does the same to a change of passphrase: one of the two must open the vault.
func TestCrashDuringPassphraseChange(t *testing.T) {
	for step, crashed := 1, true; crashed; step++ {
		dir := t.TempDir()
		v := mustCreate(t, dir)
		mustMakeNotes(t, v)
		mustAddNotes(t, v, 1, 3)
		mustClose(t, v)
		cmd, out := startHelper(t, "change", dir, strconv.Itoa(step))
		changed := out.Scan()
		crashed = killed(t, cmd)
		words := passphrase
		if changed {
			words = another
		}
		v, err := Open(dir, []byte(words), later())
		if err != nil {
			t.Fatalf("step %d, changed %t: %v", step, changed, err)
		}
		if count := mustBeSound(t, v); count != 3 {
			t.Errorf("step %d: %d notes", step, count)
		}
		mustClose(t, v)
	}
}
