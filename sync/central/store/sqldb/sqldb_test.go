package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"
)

func testTenant() Tenant { return Tenant{ID: uuid.Must(uuid.NewV7()), Name: "Gannetshire"} }

// A database that a newer version has been at is left alone.
func TestNewerSchema(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "central.db")
	s, err := OpenSQLite(ctx, path, testTenant())
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.writer.ExecContext(ctx, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)`)
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenSQLite(ctx, path, testTenant()); !errors.Is(err, ErrNewerSchema) {
		t.Errorf("opened with %v", err)
	}
}

// What is committed is on the disk, and what was deleted is not.
func TestSQLitePragmas(t *testing.T) {
	ctx := context.Background()
	s, err := OpenSQLite(ctx, filepath.Join(t.TempDir(), "central.db"), testTenant())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for db, name := range map[*sql.DB]string{s.writer: "writer", s.reader: "reader"} {
		for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "secure_delete": "1", "busy_timeout": "5000"} {
			var got string
			if err := db.QueryRowContext(ctx, `PRAGMA `+pragma).Scan(&got); err != nil || got != want {
				t.Errorf("the %s has %s = %s, %v; want %s", name, pragma, got, err, want)
			}
		}
	}
	if _, err := s.reader.ExecContext(ctx, `DELETE FROM tenant`); err == nil {
		t.Error("the reader writes")
	}
}

// Two processes open a new database at once, and agree about its tenant.
func TestOpenAtOnce(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "central.db")
	const many = 4
	type opened struct {
		*Store
		err error
	}
	all := make(chan opened, many)
	for range many {
		go func() {
			s, err := OpenSQLite(ctx, path, testTenant())
			all <- opened{s, err}
		}()
	}
	tenants := map[uuid.UUID]bool{}
	for range many {
		o := <-all
		if o.err != nil {
			t.Fatal(o.err)
		}
		tenants[o.tenant] = true
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	}
	if len(tenants) != 1 {
		t.Errorf("they have %d tenants", len(tenants))
	}
}

// Every query of a large store goes by an index, whatever the tables hold.
func TestPlansGoByIndex(t *testing.T) {
	ctx := context.Background()
	s, err := OpenSQLite(ctx, filepath.Join(t.TempDir(), "central.db"), testTenant())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, tt := range []struct{ name, query, index string }{
		{"history", entriesOfRecord, "change_record (tenant=? AND record_id=? AND seq>? AND seq<?)"},
		{"heads of records", entriesOfHeads + s.dialect.inIDs, "head_record (tenant=? AND record_id=?)"},
		{"scopes of records", spansOfRecords + s.dialect.inIDs, "sqlite_autoindex_record_span_1 (tenant=? AND record_id=?)"},
		{"records of a scope", recordsOfScope, "record_span_scope (tenant=? AND scope=? AND record_id>?)"},
		{"held changes", heldWaiting, "held_waiting (tenant=? AND decider=? AND id>?)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if plan := explain(t, s, tt.query); !slices.ContainsFunc(plan, func(step string) bool { return strings.HasSuffix(step, tt.index) }) {
				t.Errorf("the plan is %q", plan)
			}
		})
	}
}

func explain(t *testing.T, s *Store, query string) []string {
	t.Helper()
	query = s.dialect.query(query)
	args := make([]any, strings.Count(query, "?"))
	for i := range args {
		args[i] = "[]"
	}
	for len(args) > 0 && !strings.Contains(query, "?"+strconv.Itoa(len(args))) {
		args = args[1:]
	}
	rows, err := s.reader.QueryContext(context.Background(), `EXPLAIN QUERY PLAN `+query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var plan []string
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		plan = append(plan, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan
}
