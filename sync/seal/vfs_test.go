package seal

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// TestNothingGoesPastTheSeal asks SQLite for what would put data in a file that is not sealed, or take it from one. It
// must refuse, leave no file, and go on working.
func TestNothingGoesPastTheSeal(t *testing.T) {
	t.Chdir(t.TempDir())
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		`ATTACH 'plain.db' AS plain; CREATE TABLE plain.copy AS SELECT * FROM note`,
		`ATTACH 'file:plain.db?vfs=unix' AS plain; CREATE TABLE plain.copy AS SELECT * FROM note`,
		`ATTACH 'file:plain.db?vfs=plumbline-seal' AS plain; CREATE TABLE plain.copy AS SELECT * FROM note`,
		`VACUUM INTO 'plain.db'`,
		`VACUUM INTO 'file:plain.db?vfs=unix'`,
		`PRAGMA journal_mode = DELETE; INSERT INTO note (text) VALUES ('x')`,
		`PRAGMA journal_mode = PERSIST; INSERT INTO note (text) VALUES ('x')`,
		`PRAGMA temp_store = FILE; PRAGMA temp.cache_size = 1; CREATE TEMP TABLE copy AS SELECT randomblob(5000) FROM note`,
		`SELECT load_extension('plain.so')`,
	} {
		t.Run(statement, func(t *testing.T) {
			v := newTestVault(t)
			mustAddNotes(t, v, 1, 120)
			if _, err := v.Writer().Exec(statement); err == nil {
				t.Error("no error")
			}
			if entries, err := os.ReadDir(here); err != nil || len(entries) > 0 {
				t.Errorf("it left %v (%v)", entries, err)
			}
			dir := v.dir
			mustClose(t, v)
			again := mustOpen(t, dir)
			defer mustClose(t, again)
			if count, err := readNotes(again.Reader()); err != nil || count < 120 {
				t.Errorf("%d notes afterwards (%v)", count, err)
			}
		})
	}
}

func TestSettings(t *testing.T) {
	v := newTestVault(t)
	for _, row := range []struct {
		setting, writer, reader string
	}{
		{"journal_mode", "wal", "wal"},
		{"synchronous", "2", "2"},
		{"foreign_keys", "1", "1"},
		{"secure_delete", "1", "1"},
		{"temp_store", "2", "2"},
		{"wal_autocheckpoint", "1000", "1000"},
		{"cache_size", "-16384", "-2000"},
		{"busy_timeout", "5000", "5000"},
		{"query_only", "0", "1"},
		{"page_size", "4096", "4096"},
	} {
		t.Run(row.setting, func(t *testing.T) {
			var writer, reader string
			if err := v.Writer().QueryRow(`PRAGMA ` + row.setting).Scan(&writer); err != nil || writer != row.writer {
				t.Errorf("writer: %s, want %s (%v)", writer, row.writer, err)
			}
			if err := v.Reader().QueryRow(`PRAGMA ` + row.setting).Scan(&reader); err != nil || reader != row.reader {
				t.Errorf("reader: %s, want %s (%v)", reader, row.reader, err)
			}
		})
	}
	rows, err := v.Writer().Query(`PRAGMA mmap_size = 1000000`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	if rows.Next() {
		t.Error("the file can be mapped")
	}
	if _, err := v.Reader().Exec(`DELETE FROM note`); err == nil || !strings.Contains(err.Error(), "readonly") {
		t.Errorf("the reader writes: %v", err)
	}
}

// TestWriterBeginsImmediate would fail with a deadlock if its transactions began as readers.
func TestWriterBeginsImmediate(t *testing.T) {
	v := newTestVault(t)
	tx, err := v.Writer().Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	second := v.database().pool(toWrite, 1)
	defer second.Close()
	mustExec(t, second, `PRAGMA busy_timeout = 0`)
	if _, err := second.Begin(); err == nil {
		t.Error("two writers at a time")
	}
}

// TestVacuum makes the database smaller, which needs a copy of it in memory.
func TestVacuum(t *testing.T) {
	v := newTestVault(t)
	mustAddNotes(t, v, 1, 300)
	mustExec(t, v.Writer(), `INSERT INTO note (text) VALUES (zeroblob(1000000)); DELETE FROM note WHERE id = 301; VACUUM`)
	if count := mustBeSound(t, v); count != 300 {
		t.Errorf("%d notes", count)
	}
}

// TestNoRoomForTags makes a database whose pages have no room for tag and nonce.
func TestNoRoomForTags(t *testing.T) {
	v := newTestVault(t)
	d := database{path: v.path("second.db"), keyID: v.keyID}
	write(t, v.dir, "second.db", "")
	db := d.pool(toWrite, 1)
	defer db.Close()
	mustExec(t, db, `PRAGMA journal_mode = MEMORY`)
	if _, err := db.Exec(`CREATE TABLE note (text TEXT)`); !errors.Is(Classify(err), ErrDisk) {
		t.Errorf("error %v", err)
	}
	if content, err := os.ReadFile(d.path); err != nil || len(content) > 0 {
		t.Errorf("%d bytes were written (%v)", len(content), err)
	}
}

// TestDestroyedKey: once its key is gone, a connection that is open still gives nothing.
func TestDestroyedKey(t *testing.T) {
	v := mustCreate(t, t.TempDir())
	mustMakeNotes(t, v)
	mustAddNotes(t, v, 1, 300)
	if err := v.Reader().Ping(); err != nil { // opens a connection, which has read no note yet
		t.Fatal(err)
	}
	if err := keys.destroy(v.keyID); err != nil {
		t.Fatal(err)
	}
	if _, err := readNotes(v.Reader()); err == nil {
		t.Error("notes can be read")
	}
	if err := addNote(v.Writer(), 301); err == nil {
		t.Error("notes can be written")
	}
	if err := v.database().format(t.Context()); err == nil {
		t.Error("it can be opened again")
	}
	mustClose(t, v) // leaves the log, which it cannot read
	again := mustOpen(t, v.dir)
	defer mustClose(t, again)
	if count := mustBeSound(t, again); count != 300 {
		t.Errorf("%d notes with the key", count)
	}
}
