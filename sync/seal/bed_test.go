package seal

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const (
	passphrase = "seven wet otters knit at dawn"
	another    = "orchard lantern gravel tuesday"
)

// clock is a clock that the test sets.
type clock struct{ now time.Time }

func newClock() *clock { return &clock{time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)} }

func (c *clock) env() Env {
	return Env{Now: func() time.Time { return c.now }, WeakKDFForTests: true}
}

func testEnv() Env { return newClock().env() }

// later is a time at which an attempt made under testEnv makes nobody wait any more.
func later() Env {
	c := newClock()
	c.now = c.now.AddDate(0, 0, 1)
	return c.env()
}

// testingT is what the helpers of this package need of *testing.T, *testing.B and *rapid.T.
type testingT interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func mustCreate(t testingT, dir string) *Vault {
	t.Helper()
	v, err := Create(dir, []byte(passphrase), testEnv())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func mustOpen(t testingT, dir string) *Vault {
	t.Helper()
	v, err := Open(dir, []byte(passphrase), later())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func mustClose(t testingT, v *Vault) {
	t.Helper()
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
}

func mustExec(t testingT, db *sql.DB, query string, args ...any) {
	t.Helper()
	if _, err := db.Exec(query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// newTestVault is a vault with a table of notes, closed with the test.
func newTestVault(t testing.TB) *Vault {
	t.Helper()
	v := mustCreate(t, t.TempDir())
	t.Cleanup(func() { mustClose(t, v) })
	mustMakeNotes(t, v)
	return v
}

// mustMakeNotes makes a table of notes, which search finds.
func mustMakeNotes(t testingT, v *Vault) {
	t.Helper()
	mustExec(t, v.Writer(), `CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
		CREATE VIRTUAL TABLE search USING fts5 (text, content = 'note', content_rowid = 'id')`)
}

// note is the text of a note by its number. The length varies, so that pages split and overflow.
func note(n int) string {
	return fmt.Sprintf("note %d: %s", n, strings.Repeat("The child was seen alone. ", n*37%211))
}

// addNote commits note n.
func addNote(db *sql.DB, n int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO note (id, text) VALUES (?, ?)`, n, note(n))
	if err == nil {
		_, err = tx.Exec(`INSERT INTO search (rowid, text) VALUES (?, ?)`, n, note(n))
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func mustAddNotes(t testingT, v *Vault, from, to int) {
	t.Helper()
	for n := from; n <= to; n++ {
		if err := addNote(v.Writer(), n); err != nil {
			t.Fatalf("note %d: %v", n, err)
		}
	}
}

// errWrongContent is what must never come out of a vault.
var errWrongContent = errors.New("wrong content")

// readNotes returns how many notes there are. They must be the first that were added, each as it was added.
func readNotes(db *sql.DB) (count int, err error) {
	rows, err := db.Query(`SELECT id, text FROM note ORDER BY id`)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var n int
		var text string
		if err := rows.Scan(&n, &text); err != nil {
			return 0, err
		}
		count++
		if n != count || text != note(n) {
			return 0, fmt.Errorf("%w: note %d is %.40q", errWrongContent, n, text)
		}
	}
	return count, rows.Err()
}

// mustBeSound checks every page and the search index, and returns how many notes there are.
func mustBeSound(t testingT, v *Vault) int {
	t.Helper()
	var verdict string
	if err := v.Reader().QueryRow(`PRAGMA integrity_check`).Scan(&verdict); err != nil || verdict != "ok" {
		t.Fatalf("integrity check: %q (%v)", verdict, err)
	}
	mustExec(t, v.Writer(), `INSERT INTO search (search, rank) VALUES ('integrity-check', 1)`)
	count, err := readNotes(v.Reader())
	if err != nil {
		t.Fatal(err)
	}
	return count
}

// copyVault copies the files of a vault as they lie on the disk, as a crash would leave them.
func copyVault(t testingT, from, to string) {
	t.Helper()
	if err := os.MkdirAll(to, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{databaseName, databaseName + logSuffix, wrapName} {
		data, err := os.ReadFile(filepath.Join(from, name))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(to, name), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// alter changes the content of a file.
func alter(t testingT, path string, change func([]byte) []byte) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, change(data), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
