package replica

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"
)

// plainBed is a store without a vault, to measure what sealing costs.
func plainBed(b *testing.B) *bed {
	b.Helper()
	plain := &bed{dir: b.TempDir()}
	name := "file:" + filepath.Join(plain.dir, "plain.db") + "?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_stmt_cache_size=64"
	open := func(limit int) *sql.DB {
		db, err := sql.Open("sqlite3", name)
		if err != nil {
			b.Fatal(err)
		}
		db.SetMaxOpenConns(limit)
		b.Cleanup(func() { _ = db.Close() })
		return db
	}
	var err error
	plain.Store, err = openOn(b.Context(), database{writer: open(1), reader: open(4)}, Env{Now: plain.tick, NewID: newID})
	if err != nil {
		b.Fatal(err)
	}
	return plain
}

func stores() map[string]func(*testing.B) *bed {
	return map[string]func(*testing.B) *bed{
		"plain":  plainBed,
		"sealed": func(b *testing.B) *bed { return newBed(b) },
	}
}

// BenchmarkCommit saves one answer durably: a sentence typed on, and answer after answer.
func BenchmarkCommit(b *testing.B) {
	const sentence = "Seen alone, and the plan was explained in words a child would use."
	for name, make := range stores() {
		b.Run("typing/"+name, func(b *testing.B) {
			bed := make(b)
			id := bed.create(b)
			last := bed.commit(b, id, set("voice/seen", sentence))[0].ID
			for b.Loop() {
				last = bed.commit(b, id, set("voice/seen", sentence).replacing(last))[0].ID
			}
		})
		b.Run("answers/"+name, func(b *testing.B) {
			bed := make(b)
			id, n := bed.create(b), 0
			for b.Loop() {
				n++
				bed.commit(b, id, set(fmt.Sprintf("voice/seen%d", n%75), sentence))
				if n%75 == 0 {
					id = bed.create(b)
				}
			}
		})
		b.Run("narrative/"+name, func(b *testing.B) {
			bed := make(b)
			id, text := bed.create(b), strings.Repeat(sentence+" ", 75)
			last := bed.commit(b, id, set("voice/seen", text))[0].ID
			for b.Loop() {
				last = bed.commit(b, id, set("voice/seen", text).replacing(last))[0].ID
			}
		})
	}
}

func BenchmarkRecords(b *testing.B) {
	bed := newBed(b)
	bed.fill(b, 10_000)
	for _, q := range []Query{{Limit: 50}, {Limit: 1000}, {Limit: 50, Offset: 9900}, {State: "complete", Limit: 50}} {
		b.Run(fmt.Sprintf("limit%d,offset%d,state=%s", q.Limit, q.Offset, q.State), func(b *testing.B) {
			for b.Loop() {
				if _, err := bed.Records(b.Context(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSearch looks through 50,000 answers, one to a record: the rare word is in one, the common in all.
func BenchmarkSearch(b *testing.B) {
	bed := newBed(b)
	bed.fill(b, 50_000)
	for _, words := range []string{"31415", "reference 31415", "plan", "explained pl ch"} {
		b.Run(strings.ReplaceAll(words, " ", "+"), func(b *testing.B) {
			for b.Loop() {
				if _, err := bed.Records(b.Context(), Query{Words: words, Limit: 50}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkHeads reads what opening a filled record takes.
func BenchmarkHeads(b *testing.B) {
	bed := newBed(b)
	id := bed.create(b)
	for n := range 150 {
		bed.commit(b, id, set(fmt.Sprintf("section/question%d", n), "Seen alone, and the plan was explained."))
	}
	for b.Loop() {
		if _, err := bed.Heads(b.Context(), id); err != nil {
			b.Fatal(err)
		}
	}
}
