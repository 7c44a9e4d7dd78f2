package seal

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

func TestCreate(t *testing.T) {
	for _, row := range []struct {
		name       string
		prepare    func(t *testing.T, dir string)
		passphrase string
		want       error
	}{
		{"a folder that is not there", func(t *testing.T, dir string) { remove(".")(t, dir) }, passphrase, nil},
		{"an empty folder", func(*testing.T, string) {}, passphrase, nil},
		{"a folder with other files", func(t *testing.T, dir string) { write(t, dir, "notes.txt", "mine") }, passphrase, nil},
		{"weak passphrase", func(*testing.T, string) {}, "password1234", ErrWeakPassphrase},
		{"a vault", func(t *testing.T, dir string) { mustClose(t, mustCreate(t, dir)) }, passphrase, ErrExists},
		{"an open vault", func(t *testing.T, dir string) {
			v := mustCreate(t, dir)
			t.Cleanup(func() { mustClose(t, v) })
		}, passphrase, ErrExists},
		{"a newer vault", func(t *testing.T, dir string) { write(t, dir, wrapName, `{"v": 2}`) }, passphrase, ErrExists},
		{"a damaged vault", func(t *testing.T, dir string) { write(t, dir, wrapName, `{`) }, passphrase, ErrDamaged},
		{"a database without its key", func(t *testing.T, dir string) { write(t, dir, databaseName, "?") }, passphrase, ErrDamaged},
		{"an unfinished vault", func(t *testing.T, dir string) {
			write(t, dir, markName, "")
			write(t, dir, databaseName, "half a page")
			write(t, dir, databaseName+logSuffix, "half a log")
			write(t, dir, attemptsName, `{"failures": 7, "last": "2026-11-23T09:00:00Z"}`)
		}, passphrase, nil},
		{"a file in its place", func(t *testing.T, dir string) {
			remove(".")(t, dir)
			write(t, filepath.Dir(dir), filepath.Base(dir), "")
		}, passphrase, syscall.ENOTDIR},
	} {
		t.Run(row.name, func(t *testing.T) {
			dir := t.TempDir()
			row.prepare(t, dir)
			before, _ := os.ReadDir(dir)
			v, err := Create(dir, []byte(row.passphrase), testEnv())
			if !errors.Is(err, row.want) {
				t.Fatalf("error %v, want %v", err, row.want)
			}
			if err != nil {
				if after, _ := os.ReadDir(dir); len(after) != len(before) {
					t.Errorf("left %v after %v", after, before)
				}
				return
			}
			mustMakeNotes(t, v)
			mustAddNotes(t, v, 1, 1)
			mustClose(t, v)
			v = mustOpen(t, dir)
			defer mustClose(t, v)
			if count := mustBeSound(t, v); count != 1 {
				t.Errorf("%d notes", count)
			}
		})
	}
}

func TestOpen(t *testing.T) {
	whole := t.TempDir()
	mustClose(t, mustCreate(t, whole))
	for _, row := range []struct {
		name       string
		prepare    func(t *testing.T, dir string) // of a copy of a whole vault
		passphrase string
		want       error
	}{
		{"whole", func(*testing.T, string) {}, passphrase, nil},
		{"wrong passphrase", func(*testing.T, string) {}, another, ErrWrongPassphrase},
		{"no passphrase", func(*testing.T, string) {}, "", ErrWrongPassphrase},
		{"nothing", remove(databaseName, wrapName), passphrase, ErrNoVault},
		{"a folder that is not there", func(t *testing.T, dir string) { _ = os.RemoveAll(dir) }, passphrase, ErrNoVault},
		{"no database", remove(databaseName), passphrase, ErrDamaged},
		{"no key", remove(wrapName), passphrase, ErrDamaged},
		{"unfinished", func(t *testing.T, dir string) {
			remove(wrapName)(t, dir)
			write(t, dir, markName, "")
		}, passphrase, ErrNoVault},
		{"finished, but for the mark", func(t *testing.T, dir string) { write(t, dir, markName, "") }, passphrase, nil},
		{"empty database", func(t *testing.T, dir string) { write(t, dir, databaseName, "") }, passphrase, ErrDamaged},
		{"plain database", func(t *testing.T, dir string) {
			write(t, dir, databaseName, plainHeader+strings.Repeat("\x00", 2*pageSize))
		}, passphrase, ErrDamaged},
		{"database of another vault", func(t *testing.T, dir string) {
			mustClose(t, mustCreate(t, dir+"/other"))
			data, err := os.ReadFile(dir + "/other/" + databaseName)
			if err != nil {
				t.Fatal(err)
			}
			write(t, dir, databaseName, string(data))
		}, passphrase, ErrDamaged},
		{"empty key", func(t *testing.T, dir string) { write(t, dir, wrapName, "") }, passphrase, ErrDamaged},
		{"newer", func(t *testing.T, dir string) { write(t, dir, wrapName, `{"v": 2, "other": true}`) }, passphrase, ErrNewerFormat},
	} {
		t.Run(row.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "a? b#%20ü")
			copyVault(t, whole, dir)
			row.prepare(t, dir)
			v, err := Open(dir, []byte(row.passphrase), testEnv())
			if err == nil {
				mustClose(t, v)
			}
			if !errors.Is(err, row.want) {
				t.Fatalf("error %v, want %v", err, row.want)
			}
			if errors.Is(row.want, ErrNoVault) {
				if entries, _ := os.ReadDir(dir); len(entries) > 2 {
					t.Errorf("left %v", entries)
				}
			}
		})
	}
}

func remove(names ...string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		if err := removeAll(dir, names...); err != nil {
			t.Fatal(err)
		}
	}
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestPassphraseIsTheCallers(t *testing.T) {
	dir, words := t.TempDir(), []byte(passphrase)
	v, err := Create(dir, words, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	if err := v.ChangePassphrase(words, []byte(another)); err != nil {
		t.Fatal(err)
	}
	mustClose(t, v)
	if string(words) != passphrase {
		t.Errorf("it is %q now", words)
	}
}

// TestNormalForm opens a vault with a passphrase that another keyboard wrote.
func TestNormalForm(t *testing.T) {
	dir := t.TempDir()
	v, err := Create(dir, []byte("caf\u00e9 gravel tuesday"), testEnv())
	if err != nil {
		t.Fatal(err)
	}
	mustClose(t, v)
	if v, err = Open(dir, []byte("cafe\u0301 gravel tuesday"), testEnv()); err != nil {
		t.Fatal(err)
	}
	mustClose(t, v)
}

// TestRelativeFolder goes to work elsewhere while a vault is open.
func TestRelativeFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	v := mustCreate(t, "vault")
	defer mustClose(t, v)
	mustMakeNotes(t, v)
	t.Chdir(t.TempDir())
	if _, err := readNotes(v.Reader()); err != nil {
		t.Error(err)
	}
	if err := v.ChangePassphrase([]byte(passphrase), []byte(another)); err != nil {
		t.Error(err)
	}
}

func TestWeakKDFIsRefused(t *testing.T) {
	dir := t.TempDir()
	mustClose(t, mustCreate(t, dir))
	env := testEnv()
	env.WeakKDFForTests = false
	if _, err := Open(dir, []byte(passphrase), env); !errors.Is(err, ErrWeakKDF) {
		t.Fatalf("error %v", err)
	}
	mustClose(t, mustOpen(t, dir)) // was not counted as a wrong passphrase
}

// TestRealKDF makes a vault as a program does.
func TestRealKDF(t *testing.T) {
	dir := t.TempDir()
	v, err := Create(dir, []byte(passphrase), Env{})
	if err != nil {
		t.Fatal(err)
	}
	mustClose(t, v)
	info, err := Inspect(dir)
	if err != nil || !info.Cost.reaches(floorCost()) || !info.Cost.sane() {
		t.Fatalf("%+v, %v", info, err)
	}
	if v, err = Open(dir, []byte(passphrase), Env{}); err != nil {
		t.Fatal(err)
	}
	mustClose(t, v)
}

func TestInspect(t *testing.T) {
	dir := t.TempDir()
	if _, err := Inspect(dir); !errors.Is(err, ErrNoVault) {
		t.Errorf("of nothing: %v", err)
	}
	c := newClock()
	c.now = time.Date(2026, 11, 23, 9, 0, 0, 123, time.FixedZone("BST", 3600))
	v, err := Create(dir, []byte(passphrase), c.env())
	if err != nil {
		t.Fatal(err)
	}
	mustMakeNotes(t, v)
	want := Info{
		Format: 1, Vault: v.ID(), Device: v.Device(), Cost: testCost(), InUse: true,
		Created: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC),
	}
	for _, open := range []bool{true, false} {
		if !open {
			mustClose(t, v)
		}
		want.Size, want.InUse = sizeOf(t, dir), open
		if got, err := Inspect(dir); err != nil || got != want {
			t.Errorf("open %t: %+v, want %+v (%v)", open, got, want, err)
		}
	}
	remove(databaseName)(t, dir)
	if _, err := Inspect(dir); !errors.Is(err, ErrDamaged) {
		t.Errorf("without a database: %v", err)
	}
}

func sizeOf(t *testing.T, dir string) (size int64) {
	t.Helper()
	for _, name := range []string{databaseName, databaseName + logSuffix} {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil {
			size += info.Size()
		}
	}
	return size
}

func TestInUse(t *testing.T) {
	dir := t.TempDir()
	v := mustCreate(t, dir)
	if _, err := Open(dir, []byte(passphrase), testEnv()); !errors.Is(err, ErrInUse) {
		t.Errorf("in the same process: %v", err)
	}
	mustClose(t, v)

	cmd, out := startHelper(t, "hold", dir)
	if !out.Scan() {
		t.Fatal("the other process did not open the vault")
	}
	if _, err := Open(dir, []byte(passphrase), testEnv()); !errors.Is(err, ErrInUse) {
		t.Errorf("beside another process: %v", err)
	}
	if info, err := Inspect(dir); err != nil || !info.InUse {
		t.Errorf("%+v, %v", info, err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	killed(t, cmd)
	mustClose(t, mustOpen(t, dir))
}

// TestInspectDisturbsNobody opens a vault while others look at it without end.
func TestInspectDisturbsNobody(t *testing.T) {
	dir := t.TempDir()
	mustClose(t, mustCreate(t, dir))
	done := make(chan struct{})
	var lookers sync.WaitGroup
	for range 2 {
		lookers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					if _, err := Inspect(dir); err != nil {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	for range 10 {
		v, err := Open(dir, []byte(passphrase), testEnv())
		if err != nil {
			t.Error(err)
			continue
		}
		mustClose(t, v)
	}
	close(done)
	lookers.Wait()
}

func TestClose(t *testing.T) {
	v := newTestVault(t)
	mustAddNotes(t, v, 1, 5)
	tx, err := v.Writer().Begin()
	if err != nil {
		t.Fatal(err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	mustClose(t, v)
	for _, name := range []string{databaseName + logSuffix, databaseName + indexSuffix, attemptsName, markName} {
		if there, err := exists(v.path(name)); err != nil || there {
			t.Errorf("%s is left (%v)", name, err)
		}
	}
	if _, err := readNotes(v.Reader()); err == nil {
		t.Error("read after close")
	}
	if err := addNote(v.Writer(), 6); err == nil {
		t.Error("written after close")
	}
	if err := v.ChangePassphrase([]byte(passphrase), []byte(another)); err == nil {
		t.Error("passphrase changed after close")
	}
	mustClose(t, v)
}

// TestCloseWhileRead closes a vault under a reader, who gets an error rather than anything to read.
func TestCloseWhileRead(t *testing.T) {
	v := newTestVault(t)
	mustAddNotes(t, v, 1, 200)
	rows, err := v.Reader().Query(`SELECT text FROM note`)
	if err != nil || !rows.Next() {
		t.Fatal(err)
	}
	mustClose(t, v)
	for rows.Next() {
	}
	if err := errors.Join(rows.Err(), rows.Close()); err == nil {
		t.Error("everything was read after close")
	}
	again := mustOpen(t, v.dir)
	defer mustClose(t, again)
	if count := mustBeSound(t, again); count != 200 {
		t.Errorf("%d notes", count)
	}
}
