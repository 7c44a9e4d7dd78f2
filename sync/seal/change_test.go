package seal

import (
	"errors"
	"os"
	"testing"
)

func TestChangePassphrase(t *testing.T) {
	v := mustCreate(t, t.TempDir())
	mustMakeNotes(t, v)
	mustAddNotes(t, v, 1, 3)
	database, err := os.ReadFile(v.path(databaseName))
	if err != nil {
		t.Fatal(err)
	}
	if err := v.ChangePassphrase([]byte(passphrase), []byte("password1234")); !errors.Is(err, ErrWeakPassphrase) {
		t.Errorf("to a weak one: %v", err)
	}
	if err := v.ChangePassphrase([]byte(passphrase), []byte(another)); err != nil {
		t.Fatal(err)
	}
	if after, err := os.ReadFile(v.path(databaseName)); err != nil || string(after) != string(database) {
		t.Errorf("the database was changed (%v)", err)
	}
	mustAddNotes(t, v, 4, 4)
	mustClose(t, v)
	if _, err := Open(v.dir, []byte(passphrase), testEnv()); !errors.Is(err, ErrWrongPassphrase) {
		t.Errorf("the old one: %v", err)
	}
	again, err := Open(v.dir, []byte(another), later())
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, again)
	if count := mustBeSound(t, again); count != 4 || again.Device() != v.Device() || again.ID() != v.ID() {
		t.Errorf("%d notes in vault %s of device %s", count, again.ID(), again.Device())
	}
}

// TestCrashAtEachStepOfPassphraseChange leaves the folder as a crash would between the steps of replacing wrap.json.
func TestCrashAtEachStepOfPassphraseChange(t *testing.T) {
	for _, row := range []struct {
		name string
		do   func(path string, data []byte) error
		now  string // the passphrase that opens the vault
	}{
		{"before", func(string, []byte) error { return nil }, passphrase},
		{"empty file", func(path string, _ []byte) error { return stage(path, nil) }, passphrase},
		{"half a file", func(path string, data []byte) error { return stage(path, data[:len(data)/2]) }, passphrase},
		{"whole file", stage, passphrase},
		{"put in place", writeDurably, another},
	} {
		t.Run(row.name, func(t *testing.T) {
			v := mustCreate(t, t.TempDir())
			mustClose(t, v)
			dataKey, err := v.wrap.unlock([]byte(passphrase))
			if err != nil {
				t.Fatal(err)
			}
			w := v.wrap
			if err := w.lock(dataKey, []byte(another), testCost(), Env{}.complete().Rand); err != nil {
				t.Fatal(err)
			}
			data, err := w.encode()
			if err != nil {
				t.Fatal(err)
			}
			if err := row.do(v.path(wrapName), data); err != nil {
				t.Fatal(err)
			}
			again, err := Open(v.dir, []byte(row.now), testEnv())
			if err != nil {
				t.Fatal(err)
			}
			defer mustClose(t, again)
			if there, err := exists(v.path(wrapName + newSuffix)); err != nil || there {
				t.Errorf("the staged file is left (%v)", err)
			}
		})
	}
}

// TestFailedPassphraseChange cannot write wrap.json, whose place is taken.
func TestFailedPassphraseChange(t *testing.T) {
	v := newTestVault(t)
	if err := os.Mkdir(v.path(wrapName+newSuffix), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := v.ChangePassphrase([]byte(passphrase), []byte(another)); err == nil {
		t.Fatal("no error")
	}
	if err := os.Remove(v.path(wrapName + newSuffix)); err != nil {
		t.Fatal(err)
	}
	if err := v.ChangePassphrase([]byte(passphrase), []byte(another)); err != nil {
		t.Errorf("with the old one, again: %v", err)
	}
}
