//go:build unix

package seal

import (
	"database/sql"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// plainDatabase is what a vault's database would be without a seal.
func plainDatabase(b *testing.B) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(b.TempDir(), "plain.db")+
		"?_journal_mode=WAL&_synchronous=FULL&_foreign_keys=on&_secure_delete=on&_busy_timeout=5000&_stmt_cache_size=64&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	mustExec(b, db, `PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 200`)
	return db
}

// cpu is the processor time that the process has taken.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// compare does the same work on a plain and on a sealed database, in turn, and reports the processor time that each
// takes and their ratio.
func compare(b *testing.B, work func(*sql.DB) error) {
	b.Helper()
	var plain, sealed time.Duration
	for b.Loop() {
		db := plainDatabase(b)
		plain += measure(b, db, work)
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
		v := mustCreate(b, b.TempDir())
		sealed += measure(b, v.Writer(), work)
		mustClose(b, v)
	}
	b.ReportMetric(float64(plain.Milliseconds())/float64(b.N), "plain-cpu-ms/op")
	b.ReportMetric(float64(sealed.Milliseconds())/float64(b.N), "sealed-cpu-ms/op")
	b.ReportMetric(float64(sealed)/float64(plain), "cpu-ratio")
}

func measure(b *testing.B, db *sql.DB, work func(*sql.DB) error) time.Duration {
	b.Helper()
	mustExec(b, db, `CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
		CREATE VIRTUAL TABLE search USING fts5 (text, content = 'note', content_rowid = 'id')`)
	before := cpu(b)
	if err := work(db); err != nil {
		b.Fatal(err)
	}
	return cpu(b) - before
}

// BenchmarkInserts adds 10,000 notes and their words to the search index, 100 to a transaction.
func BenchmarkInserts(b *testing.B) {
	compare(b, func(db *sql.DB) error {
		for from := 1; from <= 10_000; from += 100 {
			if err := addShortNotes(db, from, from+99); err != nil {
				return err
			}
		}
		return nil
	})
}

// BenchmarkCommits adds 1,000 notes one to a transaction.
func BenchmarkCommits(b *testing.B) {
	compare(b, func(db *sql.DB) error {
		for n := 1; n <= 1000; n++ {
			if err := addShortNotes(db, n, n); err != nil {
				return err
			}
		}
		return nil
	})
}

func addShortNotes(db *sql.DB, from, to int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for n := from; n <= to && err == nil; n++ {
		text := "Seen alone, and the plan was explained in words a child would use. " + note(n)[:8]
		if _, err = tx.Exec(`INSERT INTO note (id, text) VALUES (?, ?)`, n, text); err == nil {
			_, err = tx.Exec(`INSERT INTO search (rowid, text) VALUES (?, ?)`, n, text)
		}
	}
	if err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// BenchmarkOpen opens and closes a vault, without what Argon2id takes.
func BenchmarkOpen(b *testing.B) {
	v := mustCreate(b, b.TempDir())
	mustMakeNotes(b, v)
	mustAddNotes(b, v, 1, 1000)
	mustClose(b, v)
	for b.Loop() {
		mustClose(b, mustOpen(b, v.dir))
	}
}

// BenchmarkUnlock derives the key of a passphrase at the least cost that a vault may have.
func BenchmarkUnlock(b *testing.B) {
	for b.Loop() {
		timeOf(floorCost())
	}
}
