package replica

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/seal"
)

func TestReopen(t *testing.T) {
	b := newBed(t)
	id := b.create(t)
	before := b.commit(t, id, set("a", "kept"))[0]
	device := b.device(t)
	b.reopen(t)
	heads, err := b.Heads(t.Context(), id)
	if err != nil || heads["a"][0].ID != before.ID {
		t.Fatalf("heads %+v, %v", heads, err)
	}
	if b.device(t) != device {
		t.Error("another device after a restart")
	}
	b.now = b.now.AddDate(-1, 0, 0) // the laptop's clock was put back
	after := b.commit(t, id, set("a", "more", before.ID).replacing(before.ID))[0]
	if after.DevSeq != before.DevSeq || after.HLC <= before.HLC {
		t.Errorf("%+v after %+v", after, before)
	}
	if found := b.find(t, "kept"); len(found) != 0 {
		t.Errorf("found %v by what was replaced", found)
	}
}

func TestConcurrentUse(t *testing.T) {
	const writers, answers = 4, 25
	b := newBed(t)
	b.env.Now = time.Now
	id := b.create(t)
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			last := uuid.Nil
			for n := range answers {
				edit := set(fmt.Sprintf("writer%d/answer%d", w, n/2), "word").replacing(last)
				changes, err := b.Commit(t.Context(), Commit{Record: id, Author: "R. Auditor", Edits: []Edit{edit}})
				if err != nil {
					t.Error(err)
					return
				}
				last = changes[0].ID
			}
		})
		group.Go(func() {
			for range answers {
				if _, err := b.Records(t.Context(), Query{Words: "word"}); err != nil {
					t.Error(err)
				}
				if _, err := b.Heads(t.Context(), id); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	history, err := b.History(t.Context(), id, "")
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[int64]bool{}
	for _, c := range history {
		numbers[c.DevSeq] = true
	}
	for n := range int64(len(history)) {
		if !numbers[n+1] {
			t.Errorf("no change has number %d of %d", n+1, len(history))
		}
	}
}

func TestForms(t *testing.T) {
	b := newBed(t)
	want := Form{Hash: "f0", ID: "practice_evaluation", Version: "1", Title: "Practice evaluation", Source: []byte("| survey |")}
	for _, f := range []Form{want, {Hash: "f0", ID: "another", Source: []byte("never kept under the same hash")}} {
		if err := b.PutForm(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	got, err := b.Form(t.Context(), "f0")
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("form %+v, want %+v (%v)", got, want, err)
	}
}

func TestMeta(t *testing.T) {
	b := newBed(t)
	if got, err := b.Meta(t.Context(), "name"); err != nil || got != "" {
		t.Errorf("before it was set: %q, %v", got, err)
	}
	for _, want := range []string{"R. Auditor", "S. Manager", ""} {
		if err := b.SetMeta(t.Context(), "name", want); err != nil {
			t.Fatal(err)
		}
		if got, err := b.Meta(t.Context(), "name"); err != nil || got != want {
			t.Errorf("meta %q, want %q (%v)", got, want, err)
		}
	}
}

func TestExports(t *testing.T) {
	b := newBed(t)
	id := b.create(t)
	want := []Export{
		{Record: id, At: b.now, By: "R. Auditor", Kind: "pdf", FileName: "TR-20417.pdf", Hash: "00ff", Pages: 6},
		{Record: id, At: b.now.AddDate(0, 0, -1), By: "S. Manager", Kind: "pdf", FileName: "again.pdf", Hash: "00fe", Pages: 7},
	}
	for _, e := range want {
		if err := b.LogExport(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	got, err := b.Exports(t.Context(), id)
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("exports %+v, want %+v (%v)", got, want, err)
	}
	if got, err := b.Exports(t.Context(), newID()); err != nil || len(got) != 0 {
		t.Errorf("exports of no record %+v, %v", got, err)
	}
}

func TestNewerVaultIsRefused(t *testing.T) {
	b := newBed(t)
	id := b.create(t)
	b.exec(t, `PRAGMA user_version = 99`)
	_, err := Open(t.Context(), b.vault, Env{Now: b.tick, NewID: newID})
	if !errors.Is(err, seal.ErrNewerFormat) {
		t.Fatalf("error %v", err)
	}
	if _, err := b.Record(t.Context(), id); err != nil {
		t.Errorf("the record afterwards: %v", err)
	}
}

func TestMigrate(t *testing.T) {
	b := newBed(t)
	id := b.create(t)
	next := fstest.MapFS{
		"schema/9998_pinned.sql": {Data: []byte(`ALTER TABLE record ADD COLUMN pinned INTEGER NOT NULL DEFAULT 7;`)},
		"schema/9999_broken.sql": {Data: []byte(`CREATE TABLE half (a); CREATE TABLE nonsense;`)},
	}
	done, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range done {
		next[name] = &fstest.MapFile{}
	}
	err = migrate(t.Context(), b.db.writer, next)
	if err == nil || !strings.Contains(err.Error(), "9999_broken.sql") {
		t.Fatalf("error %v", err)
	}
	var version, pinned, half int
	err = b.db.reader.QueryRowContext(t.Context(), `SELECT user_version, pinned, (SELECT count(*) FROM sqlite_schema WHERE name = 'half')
		FROM pragma_user_version, record WHERE id = ?`, id[:]).Scan(&version, &pinned, &half)
	if err != nil || version != len(done)+1 || pinned != 7 || half != 0 {
		t.Errorf("version %d, column %d, %d tables of the broken step (%v)", version, pinned, half, err)
	}
	delete(next, "schema/9999_broken.sql")
	if err := migrate(t.Context(), b.db.writer, next); err != nil {
		t.Errorf("again: %v", err)
	}
}

func TestCheck(t *testing.T) {
	b := newBed(t)
	b.commit(t, b.create(t), set("a", "words"))
	if err := b.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.exec(t, `UPDATE search_data SET block = x'00' WHERE id > 10`)
	if err := b.Check(t.Context()); !errors.Is(err, seal.ErrDamaged) {
		t.Errorf("a damaged index: %v", err)
	}
}

// A vault that was written before there was a central store opens, and all that is in it is sent.
func TestUpgrade(t *testing.T) {
	b := newBed(t)
	record := b.create(t)
	kept := b.commit(t, record, set("a", "from before"))[0]
	older := b.older(t)
	s, err := openOn(t.Context(), older, Env{Now: b.tick, NewID: newID})
	if err != nil {
		t.Fatal(err)
	}
	row, err := s.Record(t.Context(), record)
	if err != nil || row.ReadOnly || row.Partial || row.State != "in_progress" {
		t.Errorf("record %+v, %v", row, err)
	}
	batch, err := s.Outgoing(t.Context(), FullRoom())
	if err != nil || len(batch.Changes) != 2 || batch.Changes[1].ID != kept.ID {
		t.Errorf("batch %+v, %v", batch, err)
	}
}

// older is a database of the first version of the tables, with the records of the bed.
func (b *bed) older(t *testing.T) database {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(t.TempDir(), "older.db")+"?_journal_mode=WAL")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	one, err := fs.ReadFile(schema, "schema/0001_records.sql")
	if err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), db, fstest.MapFS{"schema/0001_records.sql": {Data: one}}); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"incarnation", "record", "change", "head", "passage"} {
		columns, err := collect(t.Context(), db, scan[string], `SELECT name FROM pragma_table_info(?)`, table)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := collect(t.Context(), b.db.reader, func(rows *sql.Rows) ([]any, error) {
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			return values, rows.Scan(into...)
		}, `SELECT `+strings.Join(columns, ", ")+` FROM `+table)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			holes := strings.TrimSuffix(strings.Repeat("?, ", len(row)), ", ")
			if _, err := db.ExecContext(t.Context(), `INSERT INTO `+table+` VALUES (`+holes+`)`, row...); err != nil {
				t.Fatal(err)
			}
		}
	}
	return database{writer: db, reader: db}
}
