package seal

import (
	"database/sql"
	"errors"
	"os"
	"testing"

	_ "github.com/mattn/go-sqlite3"
)

// sealerOf is a sealer with the key of a vault.
func sealerOf(t testingT, w wrap) *sealer {
	t.Helper()
	dataKey, err := w.unlock([]byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	key, err := subkey(dataKey, "pages")
	if err != nil {
		t.Fatal(err)
	}
	s, err := newSealer(key, w.Vault, Env{}.complete().Rand)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// sealerOfAnother has the vault's name but another key.
func sealerOfAnother(t testingT, w wrap) *sealer {
	t.Helper()
	s, err := newSealer(make([]byte, keySize), w.Vault, Env{}.complete().Rand)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestProveFindsAnotherKey tests a database that is sealed, but not with the key that it should be.
func TestProveFindsAnotherKey(t *testing.T) {
	dir := t.TempDir()
	v := mustCreate(t, dir)
	w := v.wrap
	mustClose(t, v)
	d := database{path: v.path(databaseName), keyID: keys.add(sealerOf(t, w))}
	defer keys.destroy(d.keyID)
	if err := d.prove(t.Context(), sealerOf(t, w)); err != nil {
		t.Errorf("with its key: %v", err)
	}
	if err := d.prove(t.Context(), sealerOfAnother(t, w)); !errors.Is(err, ErrNotSealed) {
		t.Errorf("with another: %v", err)
	}
}

// TestProveFindsAPlainPage tests pages of a database that is not sealed.
func TestProveFindsAPlainPage(t *testing.T) {
	dir := t.TempDir()
	path := dir + "/plain.db"
	plain, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	mustExec(t, plain, createCanary)
	mustExec(t, plain, putCanary, "a canary")
	if err := plain.Close(); err != nil {
		t.Fatal(err)
	}
	v := newTestVault(t)
	d, s := database{path: path}, sealerOf(t, v.wrap)
	for _, page := range []uint32{1, 2} {
		if _, err := d.provePage(s, page, []byte("a canary")); !errors.Is(err, ErrNotSealed) {
			t.Errorf("page %d: %v", page, err)
		}
	}
}

func TestShows(t *testing.T) {
	for content, want := range map[string]bool{
		"":                    false,
		"...":                 false,
		"..a canary..":        true,
		plainHeader + "...":   true,
		"SQLite format 3 ...": false,
	} {
		if got := shows([]byte(content), []byte("a canary")); got != want {
			t.Errorf("%q: %t", content, got)
		}
	}
}

// TestPlainDriverReadsNothing opens a vault's database without the vault.
func TestPlainDriverReadsNothing(t *testing.T) {
	dir := t.TempDir()
	v := mustCreate(t, dir)
	mustMakeNotes(t, v)
	mustClose(t, v)
	before, err := os.ReadFile(v.path(databaseName))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := sql.Open("sqlite3", v.path(databaseName))
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	if _, err := readNotes(plain); kindOf(err) != ErrDamaged {
		t.Errorf("error %v", err)
	}
	if after, err := os.ReadFile(v.path(databaseName)); err != nil || string(after) != string(before) {
		t.Errorf("the file was changed (%v)", err)
	}
}
