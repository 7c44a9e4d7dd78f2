package simulation

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"plumbline/sync/central/store"
	"plumbline/sync/central/store/sqldb"
)

// postgres keeps laptops in memory and central stores in PostgreSQL, each in a schema of its own.
type postgres struct {
	InMemory
	dsn  string
	made atomic.Int64
}

// newPostgres makes the tables that every store begins with.
func newPostgres(t *testing.T) *postgres {
	t.Helper()
	p := &postgres{dsn: cluster.DSN(t)}
	if err := p.run(t.Context(), "CREATE SCHEMA IF NOT EXISTS "+empty); err != nil {
		t.Fatal(err)
	}
	s, err := sqldb.OpenPostgres(t.Context(), p.in(empty), sqldb.Tenant{ID: uuid.Must(uuid.NewV7()), Name: "nobody"})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Close(), p.run(t.Context(), "DELETE FROM "+empty+".tenant")); err != nil {
		t.Fatal(err)
	}
	return p
}

// empty is the schema whose tables have no rows.
const empty = "empty"

func (p *postgres) in(schema string) string { return p.dsn + " search_path=" + schema }

func (p *postgres) run(ctx context.Context, statement string) error {
	conn, err := pgx.Connect(ctx, p.dsn)
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, statement)
	return errors.Join(err, conn.Close(ctx))
}

// copyOf makes a schema with the tables of another as they are.
func (p *postgres) copyOf(schema string) (string, error) {
	to := fmt.Sprintf("h%d", p.made.Add(1))
	return to, p.run(context.Background(), fmt.Sprintf(`DO $$
		DECLARE name text;
		BEGIN
			CREATE SCHEMA %[2]s;
			FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = '%[1]s' LOOP
				EXECUTE format('CREATE TABLE %[2]s.%%1$I (LIKE %[1]s.%%1$I INCLUDING ALL)', name);
				EXECUTE format('INSERT INTO %[2]s.%%1$I OVERRIDING SYSTEM VALUE SELECT * FROM %[1]s.%%1$I', name);
			END LOOP;
		END $$`, schema, to))
}

// Vault implements Keeping.
func (p *postgres) Vault(tenant uuid.UUID) (Vault, error) {
	schema, err := p.copyOf(empty)
	return &postgresVault{server: p, schema: schema, tenant: tenant}, err
}

type postgresVault struct {
	server *postgres
	schema string
	tenant uuid.UUID
	store  store.Store // nil before it was opened
}

func (v *postgresVault) Open(ctx context.Context) (store.Store, error) {
	if err := v.stop(); err != nil {
		return nil, err
	}
	s, err := sqldb.OpenPostgres(ctx, v.server.in(v.schema), sqldb.Tenant{ID: v.tenant, Name: "Gannetshire"})
	if err != nil {
		return nil, err
	}
	v.store = s
	return s, nil
}

func (v *postgresVault) stop() error {
	if v.store == nil {
		return nil
	}
	err := v.store.Close()
	v.store = nil
	return err
}

func (v *postgresVault) Copy() (Vault, error) {
	schema, err := v.server.copyOf(v.schema)
	return &postgresVault{server: v.server, schema: schema, tenant: v.tenant}, err
}

func (v *postgresVault) Close() error {
	return errors.Join(v.stop(), v.server.run(context.Background(), "DROP SCHEMA "+v.schema+" CASCADE"))
}
