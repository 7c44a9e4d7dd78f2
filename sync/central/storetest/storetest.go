// Package storetest runs a test over every kind of store.
package storetest

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/google/uuid"

	"plumbline/sync/central/postgrestest"
	"plumbline/sync/central/store"
	"plumbline/sync/central/store/memory"
	"plumbline/sync/central/store/sqldb"
)

// Kinds opens stores of every kind. Close it after the last test.
type Kinds struct{ Postgres postgrestest.Cluster }

// Close stops what was started.
func (k *Kinds) Close() error { return k.Postgres.Close() }

// Each runs f as a subtest on an empty store of each kind.
func (k *Kinds) Each(t *testing.T, f func(*testing.T, store.Store)) {
	t.Helper()
	t.Run("memory", func(t *testing.T) { f(t, Memory()) })
	t.Run("sqlite", func(t *testing.T) { f(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { f(t, k.OpenPostgres(t)) })
}

func tenant() sqldb.Tenant {
	id := uuid.Must(uuid.NewV7())
	return sqldb.Tenant{ID: id, Name: "Gannetshire " + id.String()}
}

// Memory opens an empty store in memory.
func Memory() *memory.Store {
	t := tenant()
	return memory.New(t.ID, t.Name)
}

// SQLite opens an empty store in a file that goes with the test.
func SQLite(tb testing.TB) store.Store {
	tb.Helper()
	s, err := sqldb.OpenSQLite(context.Background(), filepath.Join(tb.TempDir(), "central.db"), tenant())
	return open(tb, s, err)
}

// OpenPostgres opens an empty tenant of a PostgreSQL database.
func (k *Kinds) OpenPostgres(tb testing.TB) store.Store {
	tb.Helper()
	s, err := sqldb.OpenPostgres(context.Background(), k.Postgres.DSN(tb), tenant())
	return open(tb, s, err)
}

func open(tb testing.TB, s *sqldb.Store, err error) store.Store {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}
